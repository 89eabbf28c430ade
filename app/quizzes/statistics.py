"""What all attempts of a cohort say together: of the people, and of the questions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.cohorts.models import Enrolment
from app.courses.quizzes.questions import Question
from app.quizzes.models import QuizAttempt


@dataclass(frozen=True, slots=True)
class Person:
    """How somebody stands: their attempts, and the best of them."""

    enrolment: Enrolment
    tries: int
    best: QuizAttempt | None


@dataclass(frozen=True, slots=True)
class Count:
    """How a question was answered in all attempts that asked it."""

    question: Question | None
    """None for one that no revision knows any more."""
    key: str
    asked: int
    right: int
    partly: int
    unanswered: int

    @property
    def share(self) -> float:
        """How many got it right, from 0 to 1."""
        return self.right / self.asked


def people(places: Iterable[Enrolment], attempts: Iterable[QuizAttempt]) -> list[Person]:
    """Return everybody who takes part, in their order."""
    by_place: dict[int, list[QuizAttempt]] = {}
    for attempt in attempts:
        by_place.setdefault(attempt.enrolment_id, []).append(attempt)
    return [_person(place, by_place.get(place.id, [])) for place in places]


def counts(known: Mapping[str, Question], attempts: Iterable[QuizAttempt]) -> list[Count]:
    """Return the questions that were asked, those that fewest got right first."""
    by_key: dict[str, list[Mapping[str, Any]]] = {}
    for attempt in attempts:
        for key, mark in attempt.marks.items():
            by_key.setdefault(key, []).append(mark)
    counted = [_count(known.get(key), key, marks) for key, marks in by_key.items()]
    return sorted(counted, key=lambda one: (one.share, one.key))


def _person(place: Enrolment, tried: Sequence[QuizAttempt]) -> Person:
    best = max(tried, key=lambda one: (bool(one.passed), one.share), default=None)
    return Person(place, len(tried), best)


def _count(question: Question | None, key: str, marks: Sequence[Mapping[str, Any]]) -> Count:
    right = sum(mark["right"] for mark in marks)
    earned = sum(mark["points"] > 0 for mark in marks if not mark["right"])
    unanswered = sum(not mark["answered"] for mark in marks)
    return Count(question, key, len(marks), right, earned, unanswered)
