"""The kinds of questions that Moodle XML knows, as ours."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.courses.quizzes import truefalse
from app.courses.quizzes.gathering import Gathering, UnaskedError, choices, needed, shown
from app.courses.quizzes.moodle_xml.tree import Element
from app.courses.quizzes.problems import Code
from app.courses.quizzes.quantities import number_in_file
from app.courses.quizzes.questions import (
    Accepted,
    Item,
    Matching,
    MultipleChoice,
    Numeric,
    Offered,
    Ordering,
    OrderRule,
    Pair,
    Quantity,
    Question,
    ShortText,
    SingleChoice,
)
from app.courses.quizzes.rules import MAX_ANSWERS, Fault
from app.courses.quizzes.texts import keys_for
from app.kernel.markup import RichText

RULES = {
    "ALL_OR_NOTHING": OrderRule.WHOLE,
    "ABSOLUTE_POSITION": OrderRule.PLACES,
    "RELATIVE_NEXT_EXCLUDE_LAST": OrderRule.NEIGHBOURS,
}
_OLD_RULES = {"-1": "ALL_OR_NOTHING", "0": "ABSOLUTE_POSITION", "1": "RELATIVE_NEXT_EXCLUDE_LAST"}
_NO = ("0", "false")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is read: its element, what all kinds have, and how texts are read."""

    element: Element
    common: dict[str, Any]
    gathering: Gathering
    text: Callable[[Element, str], RichText | None]
    form: str

    def answers(self) -> Iterator[Element]:
        """Yield the answers that say something, as Moodle does."""
        found = [answer for answer in self.element.all("answer") if answer.text]
        if len(found) > MAX_ANSWERS:
            raise UnaskedError(Code.FAULT, why=Fault.TOO_MANY.value)
        yield from found

    def rich(self, element: Element) -> RichText | None:
        """Return the text of an element."""
        return self.text(element, self.form)

    def credit(self, answer: Element) -> Fraction:
        """Return what an answer brings."""
        return self.gathering.credit(answer.get("fraction") or "0")

    def feedback(self, answer: Element) -> RichText | None:
        """Return what is said to an answer."""
        said = answer.find("feedback")
        return None if said is None else self.rich(said)

    def is_on(self, name: str) -> bool:
        """Return whether a switch is on; it is unless it says no."""
        return self.element.said(name).lower() not in _NO


def maker(kind: str) -> Callable[[Asked], Question]:
    """Return what makes a question of a kind; raise UnaskedError if we have none like it."""
    if kind in _KINDS:
        return _KINDS[kind]
    raise UnaskedError(_ELSEWHERE.get(kind, Code.KIND), kind=shown(kind))


def _choice(asked: Asked) -> Question:
    found = [(asked.rich(one), asked.credit(one), asked.feedback(one)) for one in asked.answers()]
    kind = SingleChoice if asked.is_on("single") else MultipleChoice
    return kind(choices=choices(found), shuffle=asked.is_on("shuffleanswers"), **asked.common)


def _responses(asked: Asked) -> MultipleChoice:
    """Read the kind in which answers are right or wrong, without shares."""
    offered = [
        Offered(needed(asked.rich(one)), asked.credit(one) > 0, asked.feedback(one))
        for one in asked.answers()
    ]
    return MultipleChoice(
        choices=Offered.choices(offered, several=True),
        shuffle=asked.is_on("shuffleanswers"),
        **asked.common,
    )


def _truefalse(asked: Asked) -> SingleChoice:
    right, feedback = [], {}
    for one in asked.answers():
        is_true = one.text.lower() == "true"
        feedback[is_true] = asked.feedback(one)
        if asked.credit(one) > 0:
            right.append(is_true)
    if len(right) != 1:
        raise UnaskedError(Code.FAULT, why=Fault.NOTHING_RIGHT.value)
    made = truefalse.choices(
        asked.common["language"],
        is_true=right[0],
        about_true=feedback.get(True),
        about_false=feedback.get(False),
    )
    return SingleChoice(choices=made, shuffle=False, **asked.common)


def _short_text(asked: Asked) -> ShortText:
    answers = tuple(
        Accepted(one.text, asked.credit(one), asked.feedback(one)) for one in asked.answers()
    )
    is_sensitive = asked.element.said("usecase").lower() in ("1", "true")
    return ShortText(answers=answers, case_sensitive=is_sensitive, **asked.common)


def _matching(asked: Asked) -> Matching:
    pairs: list[tuple[RichText, str]] = []
    decoys = []
    for one in asked.element.all("subquestion"):
        left, right = asked.rich(one), one.said("answer")
        if left is not None:
            pairs.append((left, right))
        elif right:
            decoys.append(right)
    keys = keys_for(left.source for left, _right in pairs)
    made = tuple(Pair(key, *pair) for key, pair in zip(keys, pairs, strict=True))
    is_shuffled = asked.is_on("shuffleanswers")
    return Matching(pairs=made, decoys=tuple(decoys), shuffle=is_shuffled, **asked.common)


def _numeric(asked: Asked) -> Numeric:
    otherwise, found = None, []
    for one in asked.answers():
        credit, feedback = asked.credit(one), asked.feedback(one)
        if one.text == "*" and credit <= 0:
            otherwise = otherwise or feedback
            continue
        tolerance = number_in_file(one.said("tolerance")) or Decimal(0)
        found.append(Quantity(_number(one.text), abs(tolerance), credit, feedback))
    units = asked.element.find("units")
    names = [unit.said("unit_name") for unit in units.all("unit")] if units else []
    if any(names):
        asked.gathering.tell(Code.UNITS, said=shown(", ".join(filter(None, names))))
    return Numeric(answers=tuple(found), otherwise=otherwise, **asked.common)


def _number(said: str) -> Decimal:
    number = number_in_file(said)
    if number is None:
        raise UnaskedError(Code.NUMBER, said=shown(said))
    return number


def _ordering(asked: Asked) -> Ordering:
    """Read items in the order of their fractions, which are places here."""
    placed = sorted(asked.answers(), key=lambda one: number_in_file(one.get("fraction")) or 0)
    texts = [needed(asked.rich(one)) for one in placed]
    keys = keys_for(text.source for text in texts)
    said = asked.element.said("gradingtype") or "ABSOLUTE_POSITION"
    rule = RULES.get(_OLD_RULES.get(said, said))
    if rule is None:
        asked.gathering.tell(Code.RULE, said=shown(said))
    items = tuple(Item(key, text) for key, text in zip(keys, texts, strict=True))
    return Ordering(items=items, rule=rule or OrderRule.NEIGHBOURS, **asked.common)


_KINDS: dict[str, Callable[[Asked], Question]] = {
    "multichoice": _choice,
    "oumultiresponse": _responses,
    "truefalse": _truefalse,
    "shortanswer": _short_text,
    "matching": _matching,
    "match": _matching,
    "numerical": _numeric,
    "ordering": _ordering,
}
_ELSEWHERE = {
    "essay": Code.ESSAY,
    "description": Code.DESCRIPTION,
    "cloze": Code.GAPS,
    "multianswer": Code.GAPS,
}
