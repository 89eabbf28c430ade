"""What the people of the demo network talk about, on boards and below lessons."""

import re
from datetime import datetime, timedelta
from typing import Any

from app.demo.people import AGE, CONTENT
from app.demo.stories import Stage
from app.discussions import actions, polls
from app.discussions.actions import Opening, Said
from app.discussions.models import Board, BoardReach, Post, Posting, ThreadKind
from app.kernel import clock
from app.kernel.db import session
from app.kernel.markup import RichText
from app.lessons.transfer.reading import parse_yaml

TALK = CONTENT.parent / "talk.yaml"
_NAMED = re.compile(r"\{(@|lesson:)([^{}]+)\}")


def write(stage: Stage) -> None:
    """Make the boards, and let people talk, each post dated when it was written."""
    told = parse_yaml(TALK.read_text(encoding="utf-8"))
    boards = {said["key"]: _board(stage, n, said) for n, said in enumerate(told["boards"])}
    session.flush()  # threads name boards by their ids
    for said in told["threads"]:
        _thread(stage, boards, said)


def _board(stage: Stage, position: int, said: dict[str, Any]) -> Board:
    board = Board(
        portal=stage.portals[said["portal"]],
        names=said["names"],
        purposes=said["purposes"],
        reach=BoardReach(said.get("reach", "open")),
        posting=Posting(said.get("posting", "everyone")),
        position=position,
        created_at=clock.now() - AGE,
    )
    session.add(board)
    return board


def _thread(stage: Stage, boards: dict[str, Board], said: dict[str, Any]) -> None:
    posts: list[Post] = []
    for told in said["posts"]:
        posts.append(_post(stage, boards, said, told, posts))
        _date(posts[-1], clock.now() - timedelta(days=told["days"]))
        for key in told.get("thanks", ()):
            actions.thank(posts[-1], actor=stage.people[key])
    _decide(stage, posts, said)


def _said(stage: Stage, language: str, told: dict[str, Any], posts: list[Post]) -> Said:
    source = _NAMED.sub(lambda found: _link(stage, found), told["text"])
    return Said(
        text=RichText.from_markdown(source),
        language=told.get("language", language),
        reply_to_id=posts[told["to"] - 1].id if "to" in told else None,
    )


def _link(stage: Stage, found: re.Match[str]) -> str:
    """Return the link that a placeholder stands for: to a person, or to a lesson."""
    kind, key = found.groups()
    if kind == "@":
        person = stage.people[key]
        return f"[@{person.name}](/@{person.id})"
    lesson = stage.lessons[key]
    portal = lesson.portal
    return f"[{lesson.title}](/{portal.locale}/{portal.slug}/lessons/{lesson.id})"


def _post(
    stage: Stage,
    boards: dict[str, Board],
    said: dict[str, Any],
    told: dict[str, Any],
    posts: list[Post],
) -> Post:
    by, wanted = stage.people[told["by"]], _said(stage, said["language"], told, posts)
    if posts:
        return actions.reply(posts[0].thread, wanted, actor=by)
    if "lesson" in said:
        return actions.talk_about(stage.lessons[said["lesson"]], wanted, actor=by)
    return actions.start(boards[said["board"]], _opening(said), wanted, actor=by)


def _opening(said: dict[str, Any]) -> Opening:
    return Opening(
        title=said["title"],
        kind=ThreadKind(said.get("kind", "discussion")),
        tags=said.get("tags", ()),
        subject=said.get("subject"),
        options=said.get("options", ()),
    )


def _date(post: Post, at: datetime) -> None:
    """Let a post have been written then, and its thread be as old as its first."""
    post.created_at = post.thread.active_at = at
    if post.number == 1:
        post.thread.created_at = at


def _decide(stage: Stage, posts: list[Post], said: dict[str, Any]) -> None:
    """Let the thread be pinned, answered and voted in."""
    thread, asker = posts[0].thread, posts[0].author
    assert asker is not None
    if said.get("pinned"):
        thread.pin(thread.created_at)
    if "accepted" in said:
        actions.accept(posts[said["accepted"] - 1], actor=asker)
    poll = polls.of(thread)
    for key, choice in said.get("votes", {}).items():
        assert poll is not None
        actions.vote(thread, [poll.options[choice].id], actor=stage.people[key])
