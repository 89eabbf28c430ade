"""What people in the small network were told, watch and look for: more than they may see.

Somebody who was told of a thread may not be allowed to read it any more; whoever watches a board
may have left. So everybody here was told of everything, and watches and looks for all of it.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app import notifications
from app.discussions.models import Board, Post, Thread
from app.kernel import clock
from app.kernel.db import Model, session
from app.notifications.models import DigestTurn, Level, Notice
from app.saved_searches.models import SavedSearch
from app.teaching.models import FeedbackNote, TaughtReport

if TYPE_CHECKING:
    from tests.architecture.world import World

WEEK = timedelta(days=7)

Telling = tuple[str, str, int]
"""The kind of a notice, what it is about, and the record that it tells of."""


def told(made: "World") -> None:
    """Tell everybody of everything, let them watch and look for it, and make a digest due."""
    everyone = [person.id for person in made.people.values()]
    for kind, bundle, subject_id in _everything():
        notifications.tell(everyone, kind=kind, bundle=bundle, subject_id=subject_id, actor_id=0)
    _name_notices(made)
    _watch(made)
    _save_searches(made)
    now = clock.now()
    for user_id in everyone:
        session.add(
            DigestTurn(
                user_id=user_id, weekday=now.weekday(), due_at=now,
                daily_since=now - WEEK, weekly_since=now - WEEK,
            )
        )  # fmt: skip


def _everything() -> Iterator[Telling]:
    """Yield what a mail tells at once and what a digest tells, a bundle for each record."""
    for post_id in _ids(Post):
        yield "mention", f"post:{post_id}", post_id
        yield "post", f"post:{post_id}", post_id
    for report_id in _ids(TaughtReport):
        yield "report", f"report:{report_id}", report_id
    for note_id in _ids(FeedbackNote):
        yield "feedback", f"note:{note_id}", note_id


def _ids(model: type[Model]) -> list[int]:
    session.flush()
    return sorted(record.id for record in session.scalars(select(model)))


def _name_notices(made: "World") -> None:
    """Say how one of the member's is named in addresses, one about what is gone, one of another."""
    posts = made.records["post_id"]
    for state, role, kind, subject_id in (
        ("of-member", "member", "mention", posts["north", "open"]["post_id"]),
        ("of-what-is-gone", "member", "mention", posts["north", "withdrawn"]["post_id"]),
        ("of-author", "author", "feedback", _ids(FeedbackNote)[0]),
    ):
        found = select(Notice.id).where(
            Notice.user_id == made.people[role].id,
            Notice.kind == kind,
            Notice.subject_id == subject_id,
        )
        made.put("notice_id", "north", state, notice_id=session.scalars(found).one())


def _watch(made: "World") -> None:
    targets = [("thread", one) for one in _ids(Thread)] + [("board", one) for one in _ids(Board)]
    targets += [("lesson", one) for one in made.lessons.values()]
    targets.append(("conversation", made.values["conversation_id"]))
    for person in made.people.values():
        for kind, target_id in targets:
            notifications.set_level(person, kind, target_id, Level.FOLLOW)


def _save_searches(made: "World") -> None:
    """Let the member keep a search that finds much, and everybody those for what is hidden."""
    for role, person in made.people.items():
        for word, bait in made.baits.items():
            if role not in made.seen_by[word]:
                _saved(person.id, bait)
    said = made.canary("savedsearch", {"member"})
    unwanted = " ".join(f"-{word}" for word in said.split())
    mine = _saved(made.people["member"].id, f"title {unwanted}")
    session.flush()
    theirs = session.scalars(
        select(SavedSearch).where(SavedSearch.user_id == made.people["stranger"].id)
    ).first()
    assert theirs is not None
    made.put("saved_id", "north", "of-member", saved_id=mine.id)
    made.put("saved_id", "north", "of-stranger", saved_id=theirs.id)


def _saved(user_id: int, text: str) -> SavedSearch:
    saved = SavedSearch(user_id=user_id, text=text, chosen={}, created_at=clock.now() - WEEK)
    session.add(saved)
    return saved
