"""What a response is worth."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.courses.quizzes.codec import NotAQuestionError, from_json, to_json
from app.courses.quizzes.marking import Marked, complaint, mark
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
    option_key,
)
from app.courses.quizzes.rules import Fault, fault
from app.kernel.markup import RichText


def text(source: str) -> RichText:
    return RichText.from_markdown(source)


ASKED = {"key": "q", "language": "en", "text": text("Which?"), "points": Decimal(3)}
CHOICES = Offered.choices(
    [
        Offered(text("Nile"), True, text("It flows north.")),
        Offered(text("Niger"), True),
        Offered(text("Rhine"), False, text("That is in Europe.")),
        Offered(text("Seine"), False),
    ],
    several=True,
)
NILE, NIGER, RHINE, SEINE = (choice.key for choice in CHOICES)
SINGLE = SingleChoice(
    choices=tuple(replace(choice, credit=max(choice.credit, Fraction(0))) for choice in CHOICES),
    feedback=text("Rivers flow to the sea."),
    when_partly=text("Nearly."),
    **ASKED,
)
SEVERAL = MultipleChoice(
    choices=CHOICES,
    when_right=text("Well done."),
    when_partly=text("Nearly."),
    when_wrong=text("Look again."),
    **ASKED,
)
PAIRS = (Pair("a", text("Kenya"), "Nairobi"), Pair("b", text("Mali"), "Bamako"))
MATCHING = Matching(pairs=PAIRS, decoys=("Lagos",), **ASKED)
ORDERING = Ordering(items=tuple(Item(key, text(key)) for key in "dbac"), **ASKED)
SHORT = ShortText(
    answers=(
        Accepted("Addis Ababa", feedback=text("Yes.")),
        Accepted("Addis*", Fraction(1, 2)),
        Accepted("*", Fraction(0), text("No.")),
    ),
    **ASKED,
)
NUMERIC = Numeric(
    answers=(
        Quantity(Decimal("3.14"), Decimal("0.005")),
        Quantity(Decimal(3), Decimal("0.5"), Fraction(1, 3), text("Closer!")),
    ),
    otherwise=text("Measure a wheel."),
    **ASKED,
)
ALL = [SINGLE, SEVERAL, MATCHING, ORDERING, SHORT, NUMERIC]


def said(marked: Marked) -> list[str]:
    return [one.text.text for one in marked.feedback]


def test_one_choice_brings_its_credit_and_its_feedback() -> None:
    marked = mark(SINGLE, NILE)
    assert (marked.points, marked.of, marked.is_right) == (Decimal("1.50"), Decimal(3), False)
    assert said(marked) == ["It flows north.", "Nearly.", "Rivers flow to the sea."]
    assert [one.key for one in marked.feedback] == [NILE, None, None]


@pytest.mark.parametrize(
    ("picked", "points", "words"),
    [
        ([NILE, NIGER], "3.00", "Well done."),
        ([NILE], "1.50", "Nearly."),
        ([NILE, RHINE], "0.00", "Look again."),
        ([NILE, NIGER, RHINE], "1.50", "Nearly."),
        ([NILE, NIGER, RHINE, SEINE], "0.00", "Look again."),
        ([RHINE, SEINE], "0.00", "Look again."),
        ([NILE, NILE], "1.50", "Nearly."),
    ],
)
def test_wrong_picks_cost_but_never_more_than_everything(picked, points, words) -> None:
    marked = mark(SEVERAL, picked)
    assert marked.points == Decimal(points)
    assert said(marked)[-1] == words
    assert marked.is_right == (points == "3.00")


@pytest.mark.parametrize(
    ("response", "points"),
    [
        ({"a": "Nairobi", "b": "Bamako"}, "3.00"),
        ({"a": "Nairobi", "b": "Lagos"}, "1.50"),
        ({"a": "Nairobi"}, "1.50"),
        ({"a": "Bamako", "b": "Nairobi"}, "0.00"),
    ],
)
def test_each_pair_brings_its_part(response, points) -> None:
    marked = mark(MATCHING, {left: option_key(right) for left, right in response.items()})
    assert marked.points == Decimal(points)


@pytest.mark.parametrize(
    ("rule", "order", "points"),
    [
        (OrderRule.NEIGHBOURS, "dbac", "3.00"),
        (OrderRule.NEIGHBOURS, "cdba", "2.00"),
        (OrderRule.NEIGHBOURS, "cabd", "0.00"),
        (OrderRule.PLACES, "dbca", "1.50"),
        (OrderRule.PLACES, "cdba", "0.00"),
        (OrderRule.WHOLE, "dbca", "0.00"),
        (OrderRule.WHOLE, "dbac", "3.00"),
    ],
)
def test_an_order_is_marked_by_its_rule(rule, order, points) -> None:
    assert mark(replace(ORDERING, rule=rule), list(order)).points == Decimal(points)


@pytest.mark.parametrize(
    ("typed", "points", "words"),
    [
        ("addis  ababa ", "3.00", ["Yes."]),
        ("ＡＤＤＩＳ ＡＢＡＢＡ", "3.00", ["Yes."]),
        ("Addis Abeba", "1.50", []),
        ("Nairobi", "0.00", ["No."]),
    ],
)
def test_the_first_accepted_answer_that_fits_counts(typed, points, words) -> None:
    marked = mark(SHORT, typed)
    assert marked.points == Decimal(points)
    assert said(marked) == words


@pytest.mark.parametrize(
    ("typed", "points", "words"),
    [
        ("3.14", "3.00", []),
        ("3,142", "3.00", []),
        ("٣٫١٤", "3.00", []),
        (3.14, "3.00", []),
        ("3", "1.00", ["Closer!"]),
        (3, "1.00", ["Closer!"]),
        ("4", "0.00", ["Measure a wheel."]),
    ],
)
def test_a_number_that_is_near_enough_counts(typed, points, words) -> None:
    marked = mark(NUMERIC, typed)
    assert marked.points == Decimal(points)
    assert said(marked) == words


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}, {"a": ""}])
def test_nothing_is_no_answer_and_no_complaint(question, nothing) -> None:
    marked = mark(question, nothing)
    assert (marked.points, marked.is_answered, marked.feedback) == (Decimal(0), False, ())
    assert complaint(question, nothing) is None


@pytest.mark.parametrize(
    ("question", "response"),
    [
        (SINGLE, "another"),
        (SINGLE, [NILE]),
        (SEVERAL, NILE),
        (SEVERAL, [NILE, 7]),
        (SEVERAL, [[NILE]]),
        (MATCHING, [1]),
        (MATCHING, {"a": "Nairobi"}),
        (MATCHING, {"z": option_key("Nairobi")}),
        (MATCHING, {"a": {"b": 1}}),
        (ORDERING, ["d", "b", "a"]),
        (ORDERING, ["d", "b", "a", "a"]),
        (SHORT, 7),
        (SHORT, "a" * 1_001),
        (NUMERIC, "much"),
        (NUMERIC, True),
        (NUMERIC, float("nan")),
        pytest.param(NUMERIC, 10**5_000, id="huge"),
        (NUMERIC, "1e99999999"),
    ],
)
def test_what_cannot_be_understood_is_complained_about_and_earns_nothing(
    question, response
) -> None:
    assert complaint(question, response)
    assert not mark(question, response).is_answered


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
)


@settings(max_examples=60, deadline=None)
@given(question=st.sampled_from(ALL), response=JSON)
def test_any_json_can_be_marked(question: Question, response: object) -> None:
    assert 0 <= mark(question, response).points <= question.points


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.kind)
def test_a_question_goes_through_json(question) -> None:
    assert from_json(to_json(question)) == question
    assert to_json(question)["kind"].endswith("@1")


@settings(max_examples=60, deadline=None)
@given(JSON)
def test_what_is_no_question_is_refused(value: object) -> None:
    with pytest.raises(NotAQuestionError):
        from_json(value)
    for changed in ({"choices": value}, {"points": value}, {"more": 1}, {"text": {"a": value}}):
        with pytest.raises(NotAQuestionError):
            from_json({"kind": "single_choice@1", "key": "q"} | changed)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (replace(SINGLE, text=text("")), Fault.NO_TEXT),
        (replace(SINGLE, choices=CHOICES[:1]), Fault.TOO_FEW),
        (replace(SINGLE, choices=CHOICES[2:]), Fault.NOTHING_RIGHT),
        (replace(SINGLE, choices=CHOICES * 2), Fault.SAME_KEYS),
        (replace(SINGLE, points=Decimal(-1)), Fault.POINTS),
        (replace(SHORT, answers=()), Fault.NO_ANSWER),
        (replace(SHORT, answers=(Accepted(" "),)), Fault.EMPTY_CHOICE),
        (replace(MATCHING, pairs=PAIRS[:1], decoys=()), Fault.TOO_FEW),
        (replace(MATCHING, pairs=PAIRS[:1]), None),
        *((question, None) for question in ALL),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(question, found) -> None:
    assert fault(question) is found


def test_keys_tell_nothing_of_what_is_right() -> None:
    keys = {option.key for option in MATCHING.options} | {choice.key for choice in CHOICES}
    assert not keys & {"a", "b", "0", "1", "Nairobi"}
    assert all(len(key) == 10 for key in keys)
