"""What stands between the braces of GIFT, kind by kind."""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.courses.quizzes import truefalse
from app.courses.quizzes.credits import FULL, NONE
from app.courses.quizzes.gathering import Gathering, UnaskedError, choices, needed, shown
from app.courses.quizzes.gift.signs import unmask
from app.courses.quizzes.gift.wording import Wording
from app.courses.quizzes.problems import Code
from app.courses.quizzes.quantities import number_in_file
from app.courses.quizzes.questions import (
    Accepted,
    Item,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    OrderRule,
    Pair,
    Quantity,
    Question,
    ShortText,
    SingleChoice,
)
from app.courses.quizzes.rules import MAX_ANSWERS, Fault
from app.courses.quizzes.texts import BLANKS, keys_for
from app.kernel.markup import RichText

Common = dict[str, Any]

RULES = {
    "ALL_OR_NOTHING": OrderRule.WHOLE,
    "ABSOLUTE_POSITION": OrderRule.PLACES,
    "ABSOLUTE": OrderRule.PLACES,
    "ABS": OrderRule.PLACES,
    "RELATIVE_NEXT_EXCLUDE_LAST": OrderRule.NEIGHBOURS,
    "RELATIVE": OrderRule.NEIGHBOURS,
    "REL": OrderRule.NEIGHBOURS,
}
"""How the ordering questions of Moodle are marked, as their GIFT names it."""

_TRUE = {"t", "true"}
_FALSE = {"f", "false"}
_WEIGHT = re.compile(r"%\s*(-?[0-9]*[.,]?[0-9]*)\s*%")
_RANGE = re.compile(r"(.+?)\.\.(.+)", re.DOTALL)
_ORDERING = re.compile(
    r">\s*\d+\s*(?:(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)\b)?\s*"
    r"(?:(?:HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)\b)?\s*"
    r"(?P<rule>(?:ALL_OR|ABS|REL|LONGEST)\w*)?\s*"
    r"(?:(?:SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)\b)?\s*"
    r"(?:none|123|abc|ABCD|iii|IIII)?[^\S\n]*\n(?P<items>.*)",
    re.DOTALL,
)


def question(gathering: Gathering, inside: str, form: str, common: Common) -> Question:
    """Make the question that the answers are of."""
    return _kind(inside)(gathering, inside, form, common)


def _kind(inside: str) -> Callable[[Gathering, str, str, Common], Question]:
    """Return which kind it is, as Moodle tells them apart."""
    if not inside:
        raise UnaskedError(Code.ESSAY)
    if inside.startswith("#"):
        return _numeric
    if inside.startswith(">") and _ORDERING.match(inside):
        return _ordering
    if "~" in inside:
        return _choice
    if "=" in inside and "->" in inside:
        return _matching
    if _head(inside).casefold() in _TRUE | _FALSE:
        return _truefalse
    return _short_text


def _numeric(gathering: Gathering, inside: str, form: str, common: Common) -> Numeric:
    right, _mark, wrong = inside[1:].partition("~")
    otherwise = _feedback(wrong, form)
    found = []
    for part in _parts(right, "="):
        credit, rest = _weighed(gathering, part, FULL)
        said = unmask(_head(rest))
        if said == "*" and credit <= 0:
            otherwise = otherwise or _feedback(rest, form)
            continue
        value, tolerance = _measure(said)
        found.append(Quantity(value, tolerance, credit, _feedback(rest, form)))
    return Numeric(answers=tuple(found), otherwise=otherwise, **common)


def _measure(said: str) -> tuple[Decimal, Decimal]:
    """Return a number and how far from it another may be: `3:2`, `1..5`, `4`."""
    span = _RANGE.fullmatch(said)
    if span:
        low, high = _number(span[1]), _number(span[2])
        return (low + high) / 2, abs(high - low) / 2
    value, mark, tolerance = said.partition(":")
    return _number(value), abs(_number(tolerance)) if mark and tolerance.strip() else Decimal(0)


def _number(said: str) -> Decimal:
    number = number_in_file(said)
    if number is None:
        raise UnaskedError(Code.NUMBER, said=shown(said))
    return number


def _choice(gathering: Gathering, inside: str, form: str, common: Common) -> Question:
    found = []
    is_single = False
    for part in _parts(inside, "~="):
        if part.strip() in ("~", "="):
            continue  # `~=right` is how some write it
        is_right = part.startswith("=")
        body = part[1:] if part[0] in "~=" else part
        credit, rest = _weighed(gathering, body if is_right else body.lstrip(BLANKS), NONE)
        if is_right and rest is body:
            credit = FULL
        is_single = is_single or (is_right and credit == FULL)
        found.append((Wording.of(_head(rest), form).rich, credit, _feedback(rest, form)))
    kind = SingleChoice if is_single else MultipleChoice
    return kind(choices=choices(found), **common)


def _matching(gathering: Gathering, inside: str, form: str, common: Common) -> Matching:
    pairs: list[tuple[RichText, str]] = []
    decoys = []
    for part in _parts(inside, "="):
        left, arrow, right = part.partition("->")
        if not arrow:
            raise UnaskedError(Code.PAIR, said=shown(unmask(part)))
        said, text = Wording.of(left, form).rich, Wording.of(right).text
        if said is None:
            decoys.append(text)
        else:
            pairs.append((said, text))
    keys = keys_for(left.source for left, _right in pairs)
    made = tuple(Pair(key, *pair) for key, pair in zip(keys, pairs, strict=True))
    return Matching(pairs=made, decoys=tuple(decoys), **common)


def _truefalse(gathering: Gathering, inside: str, form: str, common: Common) -> SingleChoice:
    is_true = _head(inside).casefold() in _TRUE
    said = [Wording.of(one, form).rich for one in inside.split("#", 2)[1:]]
    wrong, right = (*said, None, None)[:2]
    made = truefalse.choices(
        common["language"],
        is_true=is_true,
        about_true=right if is_true else wrong,
        about_false=wrong if is_true else right,
    )
    return SingleChoice(choices=made, shuffle=False, **common)


def _short_text(gathering: Gathering, inside: str, form: str, common: Common) -> ShortText:
    found = []
    for part in _parts(inside, "="):
        credit, rest = _weighed(gathering, part, FULL)
        text = Wording.of(_head(rest)).text
        found.append(Accepted(text, credit, _feedback(rest, form)))
    return ShortText(answers=tuple(found), **common)


def _ordering(gathering: Gathering, inside: str, form: str, common: Common) -> Ordering:
    """Read the form that Moodle's ordering questions have in GIFT: an item on each line."""
    said = _ORDERING.match(inside)
    assert said is not None
    rule = RULES.get(said["rule"] or "ABSOLUTE_POSITION")
    if rule is None:
        gathering.tell(Code.RULE, said=said["rule"])
    texts = [Wording.of(line, form).rich for line in said["items"].split("\n") if line.strip()]
    listed = [needed(text) for text in texts]
    keys = keys_for(text.source for text in listed)
    items = tuple(Item(key, text) for key, text in zip(keys, listed, strict=True))
    return Ordering(items=items, rule=rule or OrderRule.NEIGHBOURS, **common)


def _parts(inside: str, signs: str) -> list[str]:
    """Cut at the signs; `~=` keeps them, to tell right from wrong."""
    kept = f"(?=[{signs}])" if len(signs) > 1 else signs
    parts = [part for part in re.split(kept, inside) if part.strip()]
    if len(parts) > MAX_ANSWERS:
        raise UnaskedError(Code.FAULT, why=Fault.TOO_MANY.value)
    return parts


def _weighed(gathering: Gathering, part: str, otherwise: Fraction) -> tuple[Fraction, str]:
    """Return the credit of an answer, and the rest of it."""
    body = part.lstrip(BLANKS) if otherwise == FULL else part
    weight = _WEIGHT.match(body)
    if weight is None or not weight[1]:
        return otherwise, part
    return gathering.credit(weight[1].replace(",", ".")), body[weight.end() :]


def _head(part: str) -> str:
    """Return an answer without its feedback."""
    return part.partition("#")[0].strip(BLANKS)


def _feedback(part: str, form: str) -> RichText | None:
    return Wording.of(part.partition("#")[2], form).rich
