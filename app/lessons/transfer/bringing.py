"""Bringing one record into a portal: a new lesson, a new revision of one, or nothing new."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.accounts.models import User
from app.kernel import clock, files
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record as tell
from app.kernel.urls import url
from app.lessons import actions, queries
from app.lessons.content import LessonContent
from app.lessons.events import LessonPublished
from app.lessons.models import Lesson, Origin
from app.lessons.transfer import enclosures, ties
from app.lessons.transfer.enclosures import Enclosed
from app.lessons.transfer.reading import UnreadableError
from app.lessons.transfer.records import Record
from app.portals import queries as portals
from app.portals.models import Portal


class Outcome(StrEnum):
    """What became of a record."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class Brought:
    """What became of a record, and what of it could not come along, with the reasons."""

    outcome: Outcome
    left_out: list[str] = field(default_factory=list)


def bring(record: Record, portal: Portal, *, author: User, overwrite: bool = False) -> Brought:
    """Write the record down as a lesson of the portal, unless it is there as it is.

    A lesson that was changed here since is left alone, unless `overwrite` says otherwise.
    """
    brought = Brought(foresee(record, portal.id, overwrite=overwrite))
    if brought.outcome != Outcome.UNCHANGED:
        content = _content(record, author, brought.left_out)
        if brought.outcome == Outcome.CREATED:
            _create(record, content, portal, author)
        else:
            _update(record, content, portal.id, author)
    return brought


def foresee(record: Record, portal_id: int, *, overwrite: bool = False) -> Outcome:
    """Return what bringing the record would do; raise UnreadableError where it would be refused."""
    known = ties.known(portal_id, record.identifier)
    if known is None:
        return Outcome.CREATED
    origin, newest_revision = known
    was_changed_here = newest_revision != origin.revision
    if origin.digest == record.digest and not (was_changed_here and overwrite):
        return Outcome.UNCHANGED
    if was_changed_here and not overwrite:
        raise UnreadableError(_("This lesson was changed here since it was imported: it stays."))
    return Outcome.UPDATED


def _create(record: Record, content: LessonContent, portal: Portal, author: User) -> None:
    family_id = ties.family_for(portal.id, record.identifier, record.family_key)
    lesson = actions.begin(
        portal,
        content,
        author=author,
        family_id=family_id or ties.new_family(),
        raw_html=record.raw_html,
    )
    origin = Origin(lesson_id=lesson.id, portal_id=portal.id, identifier=record.identifier)
    session.add(origin)
    _note(lesson, origin, record, author)
    lesson.publish(at=record.published_at or clock.now())
    actions.note_life(lesson, actor=author)
    tell(LessonPublished(lesson.id, author.id))


def _update(record: Record, content: LessonContent, portal_id: int, author: User) -> None:
    lesson = queries.imported(portal_id, record.identifier)
    assert lesson is not None
    assert lesson.origin is not None
    actions.rewrite(lesson, content, actor=author, note=_("Imported"), raw_html=record.raw_html)
    family_id = ties.family_for(portal_id, record.identifier, record.family_key)
    lesson.family_id = family_id or lesson.family_id
    if lesson.published_at and record.published_at:
        lesson.published_at = record.published_at
    _note(lesson, lesson.origin, record, author)


def _note(lesson: Lesson, origin: Origin, record: Record, author: User) -> None:
    known = _portals(record.portals, author)
    elsewhere = [slug for slug in record.portals if slug not in known]
    origin.source, origin.url = record.source, record.url
    origin.attribution = record.attribution
    origin.record = record.rest | ({"portals": elsewhere} if elsewhere else {})
    origin.family_key, origin.adapted_from = record.family_key, record.adapted_from
    origin.digest, origin.revision = record.digest, lesson.revision_number
    ties.tie_adaptations(lesson, origin)


def _content(record: Record, author: User, left_out: list[str]) -> LessonContent:
    """Return the content with its files stored, and named in the texts as they are served."""
    materials, addresses = [], {}
    for one in record.enclosed:
        file = _store(one, author, left_out) if one.path else None
        if one.path and file:
            addresses[one.path] = url("lessons.file", file_id=file.id, name=file.name)
        if file or not one.path:
            materials.append(replace(one.said, file_id=file.id if file else None))
    return replace(
        enclosures.rewrite(record.content, enclosures.served(record.shelf, addresses)),
        materials=tuple(materials),
        portals=tuple(_portals(record.portals, author).values()),
    )


def _store(one: Enclosed, author: User, left_out: list[str]) -> files.StoredFile | None:
    """Keep a file; of those that only a text shows, one that we do not take is left out."""
    assert one.path is not None
    try:
        with one.path.open("rb") as stream:
            return files.store(stream, one.path.name, author.id)
    except Refused as refusal:
        why = f"{one.path.name}: {refusal}"
        if one.is_listed:
            raise UnreadableError(why) from refusal
        left_out.append(why)
        return None


def _portals(slugs: tuple[str, ...], author: User) -> dict[str, int]:
    """Return those of the chosen portals that there are here, as far as the author sees them."""
    if not slugs:
        return {}
    return {one.slug: one.id for one in portals.everything(author) if one.slug in slugs}
