"""What the answers of an attempt earned, question by question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.courses.quizzes.marking import Marked, mark
from app.courses.quizzes.questions import Question
from app.courses.responses import response


@dataclass(frozen=True, slots=True)
class Mark:
    """What one question earned."""

    points: Decimal
    of: Decimal
    is_right: bool
    is_answered: bool

    @classmethod
    def of_marked(cls, marked: Marked) -> "Mark":
        """Return what is kept of a marked response."""
        return cls(marked.points, marked.of, marked.is_right, marked.is_answered)

    def as_json(self) -> dict[str, Any]:
        """Return plain values."""
        return {
            "points": float(self.points),
            "of": float(self.of),
            "right": self.is_right,
            "answered": self.is_answered,
        }


@dataclass(frozen=True, slots=True)
class Score:
    """What all questions of an attempt earned together."""

    marks: Mapping[str, Mark]

    @property
    def points(self) -> Decimal:
        """What was earned."""
        return sum((one.points for one in self.marks.values()), Decimal(0))

    @property
    def of(self) -> Decimal:
        """What could be earned."""
        return sum((one.of for one in self.marks.values()), Decimal(0))


def score(questions: Iterable[Question], answers: Mapping[str, Any]) -> Score:
    """Mark what was answered; what was not, or cannot be understood, earns nothing."""
    return Score(
        {
            question.key: Mark.of_marked(mark(question, response(question, answers)))
            for question in questions
        }
    )
