"""Threads from elsewhere: a JSONL file, one thread with its replies a line.

Who wrote there has no account here: the name in the record stays with the post. Importing again
writes what changed and doubles nothing; what was said here meanwhile stays.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.discussions import opened
from app.discussions.actions import keep_revision
from app.discussions.events import PostPublished, PostRevised
from app.discussions.models import Board, Post, Thread, ThreadOrigin, ThreadTag
from app.kernel import clock, db
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.jobs import record
from app.kernel.markup import RichText
from app.taxonomy import languages

MOST_TAGS, LONGEST_TAG, LONGEST_TITLE = 5, 40, 200


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person said there."""

    author: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """A thread as its origin has it."""

    identifier: str
    title: str
    language: str
    tags: tuple[str, ...]
    turns: tuple[Turn, ...]
    credit: Mapping[str, str]
    digest: str


@dataclass(slots=True)
class Report:
    """What became of the records."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failures: list[tuple[int, str]] = field(default_factory=list)
    """Number of the line, and what is wrong with it."""

    @property
    def total(self) -> int:
        """How many records were read."""
        return self.created + self.updated + self.unchanged + len(self.failures)

    def as_json(self) -> dict[str, Any]:
        """Return it for programs."""
        failed = [{"line": line, "reason": reason} for line, reason in self.failures]
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "failed": failed,
        }


def run(path: Path, board_id: int, *, rehearsal: bool = False) -> Iterator[Report]:
    """Import each line in a transaction of its own; yield the report so far after each."""
    report = Report()
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                _count(report, number, line, board_id, rehearsal=rehearsal)
                yield report


def count(path: Path) -> int:
    """Return how many records a file holds."""
    with path.open(encoding="utf-8-sig") as lines:
        return sum(1 for line in lines if line.strip())


def read(line: str) -> Record:
    """Return the record of a line; ValueError or TypeError says what is wrong."""
    said = json.loads(line)
    if not isinstance(said, dict):
        raise TypeError("a thread is an object with id, title, body and replies")
    turns = [said, *said.get("replies", [])]
    return Record(
        identifier=_text(said, "id"),
        title=" ".join(_text(said, "title").split())[:LONGEST_TITLE],
        language=languages.normalise(said.get("language") or "und"),
        tags=_tags(said.get("topics") or ()),
        turns=tuple(_turn(turn) for turn in turns if str(turn.get("body") or "").strip()),
        credit={name: str(said.get(name) or "") for name in _CREDIT},
        digest=hashlib.sha256(line.strip().encode()).hexdigest(),
    )


_CREDIT = ("source", "source_url", "licence", "attribution")


class _RehearsedError(Exception):
    """Undoes what was only tried."""


def _count(report: Report, number: int, line: str, board_id: int, *, rehearsal: bool) -> None:
    try:
        found = read(line)
        with suppress(_RehearsedError), db.transaction():
            done = _bring(found, board_id)
            if rehearsal:
                raise _RehearsedError
    except (ValueError, TypeError, AttributeError, Refused) as error:
        report.failures.append((number, str(error) or "this line cannot be read"))
    else:
        setattr(report, done, getattr(report, done) + 1)


def _bring(found: Record, board_id: int) -> str:
    if not found.turns:
        raise ValueError("nobody says anything in this thread")
    board = session.get_one(Board, board_id)
    thread = opened.imported(board.portal_id, found.identifier)
    if thread is not None and thread.origin is not None and thread.origin.digest == found.digest:
        return "unchanged"
    done = "created" if thread is None else "updated"
    thread = thread or _begin(found, board)
    _write(thread, found)
    return done


def _begin(found: Record, board: Board) -> Thread:
    at = found.turns[0].at
    thread = Thread(
        portal_id=board.portal_id,
        board=board,
        byline=found.turns[0].author,
        title=found.title,
        language=found.language,
        created_at=at,
        active_at=at,
        posts_count=0,
        tags=[],
        origin=ThreadOrigin(portal_id=board.portal_id, identifier=found.identifier),
    )
    session.add(thread)
    session.flush()  # the posts need its id
    return thread


def _write(thread: Thread, found: Record) -> None:
    thread.title, thread.language = found.title, found.language
    kept = {tag.tag: tag for tag in thread.tags}
    thread.tags = [kept.get(tag) or ThreadTag(tag=tag) for tag in found.tags]
    assert thread.origin is not None
    thread.origin.digest = found.digest
    thread.origin.source, thread.origin.url = found.credit["source"], found.credit["source_url"]
    thread.origin.licence = found.credit["licence"][:40]
    thread.origin.attribution = found.credit["attribution"]
    there = {post.key: post for post in opened.imported_posts(thread.id)}
    for place, turn in enumerate(found.turns):
        _say(thread, there.get(f"origin:{place}"), turn, f"origin:{place}")


def _say(thread: Thread, post: Post | None, turn: Turn, key: str) -> None:
    text = RichText.from_markdown(turn.body, html=True)
    if post is None:
        thread.posts_count += 1
        thread.active_at = max(thread.active_at, turn.at)
        post = Post(
            thread=thread,
            number=thread.posts_count,
            byline=turn.author,
            language=thread.language,
            text=text,
            created_at=turn.at,
            key=key,
        )
        session.add(post)
        session.flush()  # the event needs its id
        record(PostPublished(post.id, thread.id, 0))
    elif post.text.source != text.source:
        keep_revision(post)
        post.say(text, thread.language, at=clock.now())
        record(PostRevised(post.id, thread.id, 0))


def _turn(said: Mapping[str, Any]) -> Turn:
    at = datetime.fromisoformat(_text(said, "created"))
    return Turn(
        author=str(said.get("author") or "")[:200],
        body=str(said.get("body") or ""),
        at=at.replace(tzinfo=at.tzinfo or UTC),
    )


def _tags(topics: Any) -> tuple[str, ...]:
    words = (" ".join(str(topic).split()).casefold()[:LONGEST_TAG] for topic in topics)
    return tuple(dict.fromkeys(filter(None, words)))[:MOST_TAGS]


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{name} is missing")
    return value.strip()
