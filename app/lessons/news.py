"""What digests and notices tell of new lessons: by subject, language and author."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app import notifications
from app.accounts.models import User
from app.kernel.db import session
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import ngettext, speaking
from app.kernel.jobs import Turn, subscribe_batch
from app.kernel.markup import excerpt
from app.kernel.urls import url
from app.lessons import policy
from app.lessons.events import LessonPublished
from app.lessons.models import Lesson, Status
from app.notifications import Kind, Level, Notice, Pace, Section, Target, Told, isolate
from app.notifications import queries as told
from app.taxonomy import languages

KIND = "lesson"
LOOKED_AT = 300
"""New lessons of the network in one digest; the newest count."""

MOST = 8
"""Lessons of one person's digest."""

EXCERPT = 200
SEEN = (joinedload(Lesson.author), joinedload(Lesson.portal), selectinload(Lesson.chosen_portals))
"""What the policy asks, and what is said of a lesson."""


def collect(people: Sequence[User], since: datetime) -> Mapping[int, list[Told]]:
    """Return what is new in each person's subjects and languages, in few statements for all."""
    fresh = session.scalars(
        select(Lesson)
        .where(Lesson.status == Status.PUBLISHED, Lesson.published_at > since)
        .order_by(Lesson.published_at.desc(), Lesson.id.desc())
        .limit(LOOKED_AT)
        .options(*SEEN, selectinload(Lesson.terms))
    ).all()
    if not fresh:
        return {}
    ids = [person.id for person in people]
    taught, followed = told.followed_subjects(ids), told.followed(ids, Target.AUTHOR)
    return {
        person.id: _for(person, fresh, taught.get(person.id, set()), followed.get(person.id, set()))
        for person in people
    }


def _for(person: User, fresh: Sequence[Lesson], taught: set[str], followed: set[int]) -> list[Told]:
    wanted = (one for one in fresh if _concerns(person, one, taught, followed))
    open_ = (one for one in wanted if policy.can_view(person, one))
    with speaking(person.locale, person.time_zone):
        return [_told(one, _new(one)) for one in islice(open_, MOST)]


def _concerns(person: User, lesson: Lesson, taught: set[str], followed: set[int]) -> bool:
    """Return whether a lesson is by somebody followed, or in a person's subjects and languages.

    Who has named no subject is told what is new in their portals.
    """
    if lesson.author_id == person.id or not _is_read(lesson.language, person.languages):
        return lesson.author_id in followed
    if taught:
        return lesson.author_id in followed or not taught.isdisjoint(lesson.subjects)
    return lesson.author_id in followed or person.is_member_of(lesson.portal_id)


def _is_read(language: str, read: Sequence[str]) -> bool:
    return language.partition("-")[0] in {tag.partition("-")[0] for tag in read}


def load(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Return the notices about lessons that this person may see, in words."""
    wanted = [notice.subject_id for notice in notices]
    found = session.scalars(select(Lesson).where(Lesson.id.in_(wanted)).options(*SEEN))
    seen = {one.id: one for one in found if one.is_published and policy.can_view(person, one)}
    return {
        notice.id: _told(seen[notice.subject_id], _shared(notice, seen[notice.subject_id]))
        for notice in notices
        if notice.subject_id in seen
    }


@subscribe_batch(LessonPublished, batch=250, turn=Turn.LATE)
def tell_watchers(events: list[LessonPublished]) -> None:
    """Tell those who watch the authors of these lessons, if they may see them."""
    found = select(Lesson).where(
        Lesson.id.in_({event.lesson_id for event in events}), Lesson.status == Status.PUBLISHED
    )
    lessons = session.scalars(found.options(*SEEN).order_by(Lesson.id)).all()
    watching = {
        author_id: notifications.subscribers(Target.AUTHOR, author_id, Level.WATCH)
        for author_id in {lesson.author_id for lesson in lessons}
    }
    for lesson in lessons:
        if watching[lesson.author_id]:
            _tell(watching[lesson.author_id], lesson)


def _tell(watching: Sequence[int], lesson: Lesson) -> None:
    notifications.tell(
        list(_who_see(watching, lesson)),
        kind=KIND,
        bundle=f"author:{lesson.author_id}",
        subject_id=lesson.id,
        actor_id=lesson.author_id,
    )


def _who_see(user_ids: Sequence[int], lesson: Lesson) -> Iterator[int]:
    people = session.scalars(
        select(User).where(User.id.in_(user_ids)).options(selectinload(User.memberships))
    )
    return (person.id for person in people if policy.can_view(person, lesson))


def _told(lesson: Lesson, sentence: str) -> Told:
    return Told(
        sentence=sentence,
        path=url("lessons.show", portal=lesson.portal.slug, lesson_id=lesson.id),
        language=lesson.language,
        excerpt=excerpt(lesson.summary, EXCERPT),
    )


def _new(lesson: Lesson) -> str:
    return _(
        "%(title)s, by %(name)s (%(language)s)",
        title=isolate(lesson.title),
        name=isolate(lesson.author.name),
        language=languages.name(lesson.language),
    )


def _shared(notice: Notice, lesson: Lesson) -> str:
    return (
        _(
            "%(name)s shared a lesson: %(title)s.",
            name=isolate(lesson.author.name),
            title=isolate(lesson.title),
        )
        if notice.count == 1
        else ngettext(
            "%(name)s shared %(num)s lesson, the newest: %(title)s.",
            "%(name)s shared %(num)s lessons, the newest: %(title)s.",
            notice.count,
            name=isolate(lesson.author.name),
            title=isolate(lesson.title),
        )
    )


def register() -> None:
    """Let people be told of new lessons."""
    notifications.register_kind(
        Kind(
            name=KIND,
            label=_l("Lessons of people you watch"),
            hint=_l("Somebody whom you watch has shared a lesson."),
            default=Pace.WEEKLY,
            load=load,
            position=40,
        )
    )
    notifications.section(
        Section(
            "lessons",
            _l("New in your subjects and languages"),
            collect,
            hint=_l("Lessons in the languages you read. Name your subjects below."),
        )
    )
