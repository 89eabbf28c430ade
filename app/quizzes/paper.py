"""Which questions an attempt asks: the same each time, for its revision and its seed."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from app.courses.content import Quiz
from app.courses.quizzes import drawing
from app.courses.quizzes.codec import from_json
from app.courses.quizzes.questions import Question


def new_seed() -> str:
    """Return a seed that nobody can guess."""
    return secrets.token_hex(16)


def questions(quiz: Quiz, bank: Iterable[Mapping[str, Any]], seed: str) -> list[Question]:
    """Return the questions of an attempt: those that the quiz names, then those drawn for it."""
    known = {question.key: question for question in read(bank)}
    named = [known.pop(key) for key in quiz.questions if key in known]
    draws = [drawing.Draw(one.count, one.tag) for one in quiz.draws]
    asked = [*named, *drawing.draw(known.values(), draws, seed)]
    return _shuffled(asked, seed) if quiz.is_shuffled else asked


def read(bank: Iterable[Mapping[str, Any]]) -> list[Question]:
    """Return the questions of a bank."""
    return [from_json(one) for one in bank]


def _shuffled(asked: list[Question], seed: str) -> list[Question]:
    return drawing.draw(asked, [drawing.Draw(len(asked))], f"{seed}\x1fpaper")
