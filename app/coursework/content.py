"""What somebody writes and chooses for an assignment, and what a trainer says of it, as values."""

from dataclasses import dataclass

from app.coursework.scores import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkContent:
    """What is handed in, without its life."""

    language: str
    text: str = ""
    lesson_id: int | None = None
    file_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkContent:
    """What a trainer says: points of how many, the levels they come from, words and files."""

    points: float | None = None
    of: float | None = None
    scores: tuple[Score, ...] = ()
    feedback: str = ""
    language: str = "en"
    file_ids: tuple[int, ...] = ()
