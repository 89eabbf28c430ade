"""The part of the world in which people talk: boards, threads, posts and taught reports."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.accounts.models import User
from app.discussions import actions, boards, moderating
from app.discussions.actions import Opening, Said
from app.discussions.boards import BoardSettings
from app.discussions.models import Board, Post
from app.discussions.texts import rendered
from app.kernel import clock
from app.kernel.db import session
from app.lessons.models import Lesson
from app.teaching import actions as teaching
from app.teaching.content import ReportContent
from app.teaching.models import TaughtReport

if TYPE_CHECKING:
    from tests.architecture.world import World

EVERYONE = {"visitor", "stranger", "member", "trainer", "author", "moderator", "steward", "network"}
INSIDERS = EVERYONE - {"visitor", "stranger"}
KEEPERS = {"author", "moderator", "steward", "network"}


def talk(made: "World", name: str) -> None:
    """Let people talk in a portal: on two boards, below its lessons."""
    steward, author = made.people["steward"], made.people["author"]
    seen = INSIDERS if name == "cove" else EVERYONE
    board = _board(made, name, steward, "board", seen)
    inner = _board(made, name, steward, "inner", INSIDERS, reach="portal")
    made.put("board_id", name, "open", board_id=board.id)
    made.put("board_id", name, "members", board_id=inner.id)
    circle = _circle(made, name, author)
    made.put("board_id", name, "circle", board_id=circle.id)
    for state, place, sees in (
        ("open", board, seen),
        ("members", inner, INSIDERS),
        ("circle", circle, KEEPERS - {"moderator"}),
        ("held", board, KEEPERS),
        ("withdrawn", board, KEEPERS),
    ):
        _thread(made, name, state, place, author, sees)
    for state in ("members", "withdrawn"):
        _below_lesson(made, name, state, author)
    for state in ("published", "members", "withdrawn"):
        _reported(made, name, state)


def _board(
    made: "World", name: str, steward: User, kind: str, seen: set[str], **values: str
) -> Board:
    said = made.canary(f"{name}{kind}", seen)
    settings = BoardSettings(language="en", name=f"Board {said}", purpose=said, **values)
    return boards.make(made.portals[name], settings, actor=steward)


def _circle(made: "World", name: str, author: User) -> Board:
    said = made.canary(f"{name}circle", KEEPERS - {"moderator"})
    return boards.make_circle(made.portals[name], f"Circle {said}", "en", [author.id])


def _thread(
    made: "World", name: str, state: str, board: Board, author: User, seen: set[str]
) -> None:
    said = made.canary(f"{name}thread{state}", seen)
    first = Said(rendered(f"First post {said}", {}), "en", is_held=state == "held")
    opening = Opening(f"Thread {said}", kind="question", tags=(said.split()[1],), subject="music")
    post = actions.start(board, opening, first, actor=author)
    thread = post.thread
    made.put("thread_id", name, state, thread_id=thread.id)
    made.put("post_id", name, state, post_id=post.id)
    if state == "withdrawn":
        thread.withdrawn_at = clock.now()
    if state in ("open", "members", "circle"):
        _posts(made, name, state, post, author)


def _posts(made: "World", name: str, state: str, first: Post, author: User) -> None:
    """Add a post that is held and one that is withdrawn, each with an earlier text."""
    for kind in ("held", "withdrawn"):
        sees = KEEPERS - {"moderator"} if state == "circle" else KEEPERS
        said = made.canary(f"{name}{state}{kind}post", sees)
        text = Said(rendered(f"Earlier {said}", {}), "en", reply_to_id=first.id)
        post = actions.reply(first.thread, replace(text, is_held=kind == "held"), actor=author)
        actions.edit(post, rendered(f"Now {said}", {}), "en", actor=author)
        if kind == "withdrawn":
            moderating.withdraw_post(post, actor=author, reason=said)
        if state == "open":
            made.put("post_id", name, f"{kind}-post", post_id=post.id)


def _below_lesson(made: "World", name: str, state: str, author: User) -> None:
    """Talk below a lesson that not everybody sees; it is as hidden as the lesson."""
    lesson = session.get_one(Lesson, made.lessons[name, state])
    seen = INSIDERS if state == "members" else KEEPERS
    said = made.canary(f"{name}{state}lessontalk", seen)
    was, lesson.status = lesson.status, "published"
    post = actions.talk_about(lesson, Said(rendered(said, {}), "en"), actor=author)
    lesson.status = was
    made.put("thread_id", name, f"{state}-lesson", thread_id=post.thread_id)


def _reported(made: "World", name: str, state: str) -> None:
    """Let a member say how a lesson went; it is as hidden as the lesson, taken back it is theirs.

    What they tell its author in private, nobody else reads.
    """
    lesson = session.get_one(Lesson, made.lessons[name, state])
    member, was = made.people["member"], lesson.status
    seen = {
        "published": INSIDERS if name == "cove" else EVERYONE,
        "members": INSIDERS,
        "withdrawn": KEEPERS,
    }[state]
    lesson.status = "published"
    report = _report(lesson, made.canary(f"{name}{state}report", seen), member)
    made.put("report_id", name, state, report_id=report.id, lesson_id=lesson.id)
    if state == "published":
        sees = (KEEPERS - {"author"}) | {"member"}
        said = made.canary(f"{name}takenback", sees)
        report = _report(lesson, said, member)
        teaching.withdraw(report, actor=member)
        made.put("report_id", name, "taken-back", report_id=report.id, lesson_id=lesson.id)
        note = made.canary(f"{name}private", {"author", "member"})
        teaching.send_feedback(lesson, note, actor=member)
    lesson.status = was


def _report(lesson: Lesson, said: str, member: User) -> TaughtReport:
    content = ReportContent(
        taught_on=date(2026, 3, 2), language="en", worked=said, failed=said, changed=said
    )
    return teaching.report(lesson, content, actor=member)
