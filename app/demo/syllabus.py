"""The demo's course, read from what its writers wrote: modules, items, rubrics and questions."""

from collections.abc import Mapping
from typing import Any

from app.courses.content import (
    Assignment,
    Completion,
    CompletionRule,
    CourseContent,
    Criterion,
    Item,
    ItemKind,
    Level,
    Module,
    PeerReview,
    Quiz,
    Rubric,
    Rule,
    Takes,
)
from app.courses.quizzes import codec
from app.courses.quizzes.credits import FULL
from app.courses.quizzes.questions import Choice, SingleChoice
from app.kernel.markup import RichText
from app.lessons.content import Text
from app.lessons.models import Lesson

_PLAIN = ("title", "language", "summary", "hours")
"""Said in the file as the content says it."""


def content(said: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> CourseContent:
    """Return the course; `lessons` are those of the demo, by identifier."""
    return CourseContent(
        **{name: said[name] for name in _PLAIN},
        aims=tuple(said["aims"]),
        alignments=tuple(said["alignments"]),
        subjects=tuple(said["subjects"]),
        facilitator_guide=Text(said["facilitator_guide"]),
        participant_guide=Text(said["participant_guide"]),
        modules=tuple(_module(n, one, lessons) for n, one in enumerate(said["modules"])),
        completion=Completion(
            tuple(CompletionRule(Rule(rule), value) for rule, value in said["completion"].items())
        ),
    )


def bank(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the questions of the course, as it keeps them."""
    return [codec.to_json(_question(one, said["language"])) for one in said["bank"]]


def _module(number: int, said: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> Module:
    items = tuple(
        _item(f"demo{number:02}{n:02}", one, lessons) for n, one in enumerate(said["items"])
    )
    return Module(said["title"], said["summary"], items, key=f"demo{number:02}")


def _item(key: str, said: Mapping[str, Any], lessons: Mapping[str, Lesson]) -> Item:
    kind = ItemKind(said["kind"])
    return Item(
        kind,
        said["title"],
        Text(said.get("text", "")),
        minutes=said.get("minutes"),
        is_required=said.get("required", True),
        lesson_id=lessons[said["lesson"]].id if "lesson" in said else None,
        url=said.get("url", ""),
        due_days=said.get("due_days"),
        assignment=_assignment(said) if kind == ItemKind.ASSIGNMENT else None,
        quiz=_quiz(said) if kind == ItemKind.QUIZ else None,
        key=key,
    )


def _assignment(said: Mapping[str, Any]) -> Assignment:
    peers = PeerReview(said["peers"]) if "peers" in said else None
    return Assignment(
        takes=tuple(Takes(one) for one in said["takes"]),
        points=said.get("points", 10),
        pass_points=said["pass_points"],
        rubric=_rubric(said["rubric"]) if "rubric" in said else None,
        peers=peers,
    )


def _rubric(said: list[Mapping[str, Any]]) -> Rubric:
    return Rubric(
        criteria=tuple(
            Criterion(
                one["title"],
                tuple(Level(2 * points, title) for points, title in enumerate(one["levels"])),
                key=f"demo-{number}",
            )
            for number, one in enumerate(said)
        )
    )


def _quiz(said: Mapping[str, Any]) -> Quiz:
    return Quiz(questions=tuple(said["questions"]), pass_percent=said["pass_percent"])


def _question(said: Mapping[str, Any], language: str) -> SingleChoice:
    texts = [said["right"], *said["wrong"]]
    return SingleChoice(
        key=said["key"],
        language=language,
        text=RichText.from_markdown(said["text"]),
        choices=tuple(
            Choice(f"{said['key']}-{n}", RichText.from_markdown(text), credit=FULL)
            if n == 0
            else Choice(f"{said['key']}-{n}", RichText.from_markdown(text))
            for n, text in enumerate(texts)
        ),
    )
