"""Lists of threads: a portal's, a board's; what is unread, unanswered, mine or watched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from app import notifications
from app.accounts.models import Actor, User
from app.accounts.standpoints import once_per_standpoint
from app.discussions.buffer import gathered
from app.discussions.models import (
    Board,
    Post,
    ReadMark,
    Thread,
    ThreadKind,
    ThreadTag,
)
from app.discussions.policy import visible_to
from app.discussions.rows import Row, dressed, select_rows
from app.kernel import paging
from app.kernel.db import session
from app.kernel.paging import Page
from app.lessons.models import Lesson
from app.portals.models import Portal

PAGE_SIZE = 20

ROW = (
    joinedload(Thread.author).load_only(User.name),
    joinedload(Thread.board).load_only(Board.names),
    joinedload(Thread.lesson).load_only(Lesson.title, Lesson.language),
    joinedload(Thread.portal).load_only(Portal.slug, Portal.names, Portal.locale),
)
"""What a row of a list shows, wherever its thread stands."""


class Show(StrEnum):
    """Which threads of a place somebody wants to see."""

    NEWEST = "newest"
    UNANSWERED = "unanswered"
    REQUESTS = "requests"
    MINE = "mine"
    WATCHED = "watched"
    LANGUAGES = "languages"


FOR_EVERYONE = (Show.NEWEST, Show.UNANSWERED, Show.REQUESTS)


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody narrows a list."""

    show: Show = Show.NEWEST
    tag: str = ""
    language: str = ""
    subject: str = ""

    def address(self, **changed: str) -> dict[str, str]:
        """Return the arguments of an address, some of them changed; "" takes one away."""
        own = ("tag", "language", "subject")
        said = {"show": self.show.value, **{name: getattr(self, name) for name in own}} | changed
        return {name: value for name, value in said.items() if value and value != Show.NEWEST}


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of threads, and those that stand above it."""

    pinned: list[Row]
    page: Page[Row]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not (self.pinned or self.page.items)


def on_boards(actor: Actor, boards: Sequence[Board]) -> Select[Thread]:
    """Select the threads of boards that this person sees; says `policy.visible_to` of them.

    The boards were loaded through the policy: only what hides a single thread is asked again.
    """
    return _on_boards(actor, *((board.id, board.portal_id) for board in boards))


@once_per_standpoint
def _on_boards(actor: Actor, *boards: tuple[int, int]) -> Select[Thread]:
    found = select(Thread).where(
        Thread.board_id.in_([board_id for board_id, _portal_id in boards]),
        Thread.merged_into_id.is_(None),
        _shown_to(actor),
    )
    portals = {portal_id for _board_id, portal_id in boards}
    return found.where(Thread.portal_id == portals.pop()) if len(portals) == 1 else found


@once_per_standpoint
def _rows(
    actor: Actor, boards: tuple[tuple[int, int], ...], asked: Asked, _languages: tuple[str, ...]
) -> tuple[Select[Any], Select[Any]]:
    """Select the rows of boards as somebody narrows them: the pinned ones, the others.

    The person's languages are no part of their standpoint, and narrow a list.
    """
    rows = select_rows(narrowed(_on_boards(actor, *boards), actor, asked), actor)
    pinned = rows.where(Thread.pinned_at.is_not(None)).order_by(Thread.pinned_at.desc())
    return pinned.limit(PAGE_SIZE), rows.where(Thread.pinned_at.is_(None))


def narrowed(threads: Select[Thread], actor: Actor, asked: Asked) -> Select[Thread]:
    """Narrow a list to what somebody wants to see."""
    if asked.language:
        threads = threads.where(Thread.language == asked.language)
    if asked.subject:
        threads = threads.where(Thread.subject == asked.subject)
    if asked.tag:
        threads = threads.where(Thread.id.in_(_tagged(asked.tag)))
    return threads.where(_CONDITIONS[asked.show](actor))


def newest(
    actor: Actor,
    boards: Sequence[Board],
    asked: Asked,
    *,
    after: str | None,
    before: str | None,
) -> Listing:
    """Return a page of rows, the last written in first; pinned ones stand above the first page."""
    places = tuple((board.id, board.portal_id) for board in boards)
    pinned, loose = _rows(actor, places, asked, tuple(actor.languages))
    found = paging.rows(
        loose, Thread.active_at, Thread.id, size=PAGE_SIZE, after=after, before=before
    )
    above = [] if after or before else session.execute(pinned).all()
    by_id = {board.id: board for board in boards}
    just_read = gathered.read_by(actor.id, [row.id for row in (*above, *found.items)])
    return Listing(
        dressed(above, by_id, just_read),
        Page(dressed(found.items, by_id, just_read), older=found.older, newer=found.newer),
    )


def read_marks(actor: Actor, ids: Sequence[int]) -> dict[int, int]:
    """Return how far this person has read in these threads, by thread."""
    if not actor.is_signed_in or not ids:
        return {}
    found = select(ReadMark.thread_id, ReadMark.number).where(
        ReadMark.user_id == actor.id, ReadMark.thread_id.in_(ids)
    )
    written = dict(session.execute(found).all())
    return written | gathered.read_by(actor.id, ids)


def counts(actor: Actor, boards: Sequence[Board]) -> dict[int, int]:
    """Count the threads of each board, by board."""
    found = on_boards(actor, boards)
    counted = found.with_only_columns(Thread.board_id, func.count()).group_by(Thread.board_id)
    return {board_id: count for board_id, count in session.execute(counted) if board_id}


def everywhere(actor: Actor, slug: str | None) -> Select[Thread]:
    """Select the threads of a portal, those below lessons too, or of the whole network."""
    found = _visible(actor).where(Thread.is_held.is_(False), Thread.withdrawn_at.is_(None))
    return found.where(Thread.portal.has(Portal.slug == slug)) if slug else found


def whole_page(threads: Select[Thread], *, size: int, after: str | None) -> Page[Thread]:
    """Return a page of threads, the last written in first."""
    plan = (*ROW, selectinload(Thread.tags))
    return paging.page(threads.options(*plan), Thread.active_at, Thread.id, size=size, after=after)


def subjects_and_languages(threads: Select[Thread]) -> dict[str, list[tuple[str, int]]]:
    """Count the threads of a list by subject and by language, most first."""
    columns = {"subject": Thread.subject, "language": Thread.language}
    found = {}
    for name, column in columns.items():
        counted = threads.with_only_columns(column, func.count()).where(column.is_not(None))
        ordered = counted.group_by(column).order_by(func.count().desc(), column)
        found[name] = [(value, count) for value, count in session.execute(ordered) if value]
    return found


def _visible(actor: Actor) -> Select[Thread]:
    return select(Thread).where(visible_to(actor), Thread.merged_into_id.is_(None))


def _shown_to(actor: Actor) -> ColumnElement[bool]:
    if actor.is_network_steward:
        return true()
    open_ = and_(Thread.is_held.is_(False), Thread.withdrawn_at.is_(None))
    moderated = [one for one in actor.portal_ids if actor.moderates(one)]
    return or_(open_, Thread.author_id == actor.id, Thread.portal_id.in_(moderated))


def _unanswered(_actor: Actor) -> ColumnElement[bool]:
    alone = and_(
        Thread.posts_count <= 1,
        Thread.closed_at.is_(None),
        Thread.kind != ThreadKind.ANNOUNCEMENT,
    )
    return or_(alone, _without_answer())


def _mine(actor: Actor) -> ColumnElement[bool]:
    spoke = exists().where(Post.thread_id == Thread.id, Post.author_id == actor.id)
    return or_(Thread.author_id == actor.id, spoke)


def _without_answer() -> ColumnElement[bool]:
    asked = Thread.kind.in_((ThreadKind.QUESTION, ThreadKind.REQUEST))
    return and_(asked, Thread.accepted_number.is_(None), Thread.closed_at.is_(None))


def _tagged(tag: str) -> Select[int]:
    return select(ThreadTag.thread_id).where(ThreadTag.tag == tag)


_CONDITIONS: dict[Show, Callable[[Actor], ColumnElement[bool]]] = {
    Show.NEWEST: lambda _actor: true(),
    Show.UNANSWERED: _unanswered,
    Show.REQUESTS: lambda _actor: Thread.kind == ThreadKind.REQUEST,
    Show.MINE: _mine,
    Show.WATCHED: lambda actor: Thread.id.in_(notifications.watched(actor.id, "thread")),
    Show.LANGUAGES: lambda actor: Thread.language.in_(actor.languages),
}
