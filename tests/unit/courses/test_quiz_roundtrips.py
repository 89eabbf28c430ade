"""What is written is read again as it was; what a format cannot say is told."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.courses.quizzes import gift, moodle_xml, truefalse
from app.courses.quizzes.problems import Code
from app.courses.quizzes.questions import (
    Accepted,
    Choice,
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
from app.courses.quizzes.rules import fault
from app.courses.quizzes.texts import BLANKS, keys_for
from app.kernel.markup import RichText

FORMATS = {"gift": gift, "moodle_xml": moodle_xml}
SIGNS = [
    *"ab c<>&%*_#=~{}[]:\\/$-\n\"'`|.,;1@é؟中\u00a0\u2028😀", "->", "::", "####", "//", "[html]", "%50%", "<b>", "&amp;", "]]>", "$CATEGORY:", "T", "\\n", 'x="',
]  # fmt: skip
ALWAYS = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
"""The same cases in each run: whether a test passes is no matter of luck."""

sources = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=6).map("".join)
labels = sources.map(lambda text: " ".join(text.split()))
shares = st.integers(1, 8).flatmap(lambda n: st.integers(-n, n).map(lambda k: Fraction(k, n)))
numbers = st.decimals(-(10**9), 10**9, places=4)


@dataclass(frozen=True)
class Kit:
    """Makes questions: any, or, if it is tame for a format, such as that can say without a loss."""

    draw: Callable[[Any], Any]
    tame: str = ""

    def rich(self) -> RichText:
        source = self.draw(sources)
        if self.tame:
            source = self.words(source)
        is_markdown = self.draw(st.booleans()) and not (self.tame and "<" in source)
        text = (RichText.from_markdown if is_markdown else RichText.from_html)(source)
        return RichText.from_html("a") if text.is_empty else text

    def maybe(self) -> RichText | None:
        return None if self.draw(st.integers(0, 3)) else self.rich()

    def words(self, source: str) -> str:
        """Return it without what a tame kit avoids: blanks around it, and arrows."""
        arrowless = re.sub("-+>+", "-", source) if self.tame == "gift" else source
        return arrowless.strip(BLANKS if self.tame else None) or "a"

    def word(self) -> str:
        return self.words(self.draw(sources)).strip() or "a"

    def label(self) -> str:
        """Return a key or a tag."""
        said = self.draw(labels)
        return (said.translate(dict.fromkeys(b"[]\\")).strip() if self.tame else said) or "k"

    def texts(self, least: int) -> list[tuple[str, RichText]]:
        texts = [self.rich() for _turn in range(self.draw(st.integers(least, 3)))]
        return list(zip(keys_for(text.source for text in texts), texts, strict=True))

    def credits(self, count: int) -> list[Fraction]:
        """Return shares, of which one is all if they are to stay as they are."""
        made = [self.draw(shares) for _turn in range(count)]
        if self.tame:
            made[self.draw(st.integers(0, count - 1))] = Fraction(1)
        return made

    def common(self) -> dict[str, Any]:
        places = ["", "A", "A/B c", "a//b", "{", "}", "a\\=b"] + ["top"] * (not self.tame)
        points = Decimal(1) if self.tame == "gift" else self.draw(st.sampled_from([1, 2.5]))
        return {
            "key": self.label(),
            "language": "en",
            "text": self.rich(),
            "name": self.draw(labels),
            "points": Decimal(points),
            "tags": tuple(dict.fromkeys(self.label() for _ in range(self.draw(st.integers(0, 2))))),
            "category": self.draw(st.sampled_from(places)),
            "feedback": self.maybe(),
            "when_right": None if self.tame == "gift" else self.maybe(),
        }

    def switch(self, *, usual: bool) -> bool:
        return usual if self.tame == "gift" else self.draw(st.booleans())

    def choices(self) -> tuple[Choice, ...]:
        listed = self.texts(2)
        earned = self.credits(len(listed))
        return tuple(
            Choice(key, text, credit, self.maybe())
            for (key, text), credit in zip(listed, earned, strict=True)
        )

    def single(self) -> SingleChoice:
        shuffle = self.switch(usual=True)
        return SingleChoice(choices=self.choices(), shuffle=shuffle, **self.common())

    def multiple(self) -> MultipleChoice:
        return MultipleChoice(choices=self.choices(), **self.common())

    def truefalse(self) -> SingleChoice:
        said = {"about_true": self.maybe(), "about_false": self.maybe()}
        made = truefalse.choices("en", is_true=self.draw(st.booleans()), **said)
        return SingleChoice(choices=made, shuffle=False, **self.common())

    def matching(self) -> Matching:
        pairs = tuple(Pair(key, text, self.word()) for key, text in self.texts(1))
        decoys = dict.fromkeys(self.word() for _ in range(self.draw(st.integers(0, 2))))
        return Matching(pairs=pairs, decoys=tuple(decoys), **self.common())

    def ordering(self) -> Ordering:
        items = tuple(Item(key, text) for key, text in self.texts(2))
        return Ordering(items=items, rule=self.draw(st.sampled_from(OrderRule)), **self.common())

    def short_text(self) -> ShortText:
        earned = self.credits(self.draw(st.integers(1, 3)))
        answers = tuple(Accepted(self.word(), credit, self.maybe()) for credit in earned)
        sensitive = self.switch(usual=False)
        return ShortText(answers=answers, case_sensitive=sensitive, **self.common())

    def numeric(self) -> Numeric:
        answers = tuple(
            Quantity(self.draw(numbers), abs(self.draw(numbers)), credit, self.maybe())
            for credit in self.credits(self.draw(st.integers(1, 2)))
        )
        return Numeric(answers=answers, otherwise=self.maybe(), **self.common())


MAKERS = [
    Kit.single, Kit.multiple, Kit.truefalse, Kit.matching, Kit.ordering, Kit.short_text, Kit.numeric,
]  # fmt: skip


@st.composite
def banks(draw, tame: str = "") -> list[Question]:
    kit = Kit(draw, tame)
    made = [draw(st.sampled_from(MAKERS))(kit) for _turn in range(draw(st.integers(1, 2)))]
    asked = {question.key: question for question in made if fault(question) is None}
    assume(asked)
    return list(asked.values())


def check_exact(name: str, bank: list[Question]) -> None:
    written = FORMATS[name].write(bank)
    assert not written.problems
    assert list(FORMATS[name].read(written.content, "en").questions) == bank


@settings(ALWAYS, max_examples=100)
@given(banks("gift"))
def test_what_gift_can_say_is_read_as_it_was(bank: list[Question]) -> None:
    check_exact("gift", bank)


@settings(ALWAYS, max_examples=100)
@given(banks("moodle_xml"))
def test_what_moodle_xml_can_say_is_read_as_it_was(bank: list[Question]) -> None:
    check_exact("moodle_xml", bank)


@pytest.mark.parametrize("name", FORMATS)
@settings(ALWAYS, max_examples=100)
@given(bank=banks())
def test_no_question_is_lost_and_what_was_read_once_stays(name: str, bank: list[Question]) -> None:
    written = FORMATS[name].write(bank)
    first = FORMATS[name].read(written.content, "en").questions
    assert [type(read) for read in first] == [type(question) for question in bank]
    troubled = {problem.number for problem in written.problems}
    for number, (question, read) in enumerate(zip(bank, first, strict=True), start=1):
        assert number in troubled or read == question
    assert FORMATS[name].read(FORMATS[name].write(first).content, "en").questions == first


SHRUNK = [
    RichText.from_html("\u00a0*"),
    RichText.from_markdown("\u00a0*"),
    RichText.from_markdown("\u2028//a"),
    RichText.from_html("\u2028%50%"),
    RichText.from_markdown("a<b"),
    RichText.from_html('">a'),
    RichText.from_html('a <b title="'),
    RichText.from_html("12;"),
    RichText.from_html("a &"),
]
"""Texts that once were lost: at their edges, or together with the signs around them."""


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("place", range(len(SHRUNK)))
def test_texts_do_not_run_into_one_another(name: str, place: int) -> None:
    one, other = SHRUNK[place], SHRUNK[place - 1]
    asked = {"language": "en", "text": one, "feedback": other}
    first, second = keys_for([one.source, other.source])
    choices = (Choice(first, one, Fraction(1), other), Choice(second, other, Fraction(0), one))
    items = (Item(first, one), Item(second, other))
    answers = (Accepted("a", Fraction(1), one), Accepted("b", Fraction(1, 2), other))
    bank = [
        SingleChoice(key="1", choices=choices, **asked),
        MultipleChoice(key="2", choices=choices, **asked),
        Ordering(key="3", items=items, **asked),
        ShortText(key="4", answers=answers, **asked),
        Matching(key="5", pairs=(Pair(first, one, "a<b"), Pair(second, other, "> &")), **asked),
    ]
    check_exact(name, bank)


PLAIN = ShortText(
    key="k", language="en", text=RichText.from_html("Which?"), answers=(Accepted("a"),)
)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (replace(PLAIN, points=Decimal(2)), Code.POINTS),
        (replace(PLAIN, case_sensitive=True), Code.CASE),
        (replace(PLAIN, forgiving=True), Code.FORGIVING),
        (replace(PLAIN, when_wrong=PLAIN.text), Code.COMBINED),
        (replace(PLAIN, answers=(Accepted("a -> b"),)), Code.ARROW),
        (replace(PLAIN, answers=(Accepted("a"), Accepted("b", Fraction(1, 37)))), Code.ROUNDED),
        (replace(PLAIN, text=RichText.from_markdown("a <b>c</b>")), Code.MARKUP),
        (replace(PLAIN, text=RichText.from_markdown("\t*")), Code.MARKUP),
        (replace(PLAIN, text=RichText.from_html(" a")), Code.SPACE),
        (replace(PLAIN, tags=("[x]",)), Code.TAG),
        (replace(PLAIN, key="a\\b"), Code.KEY),
        (replace(PLAIN, category="$course$/x"), Code.CATEGORY),
    ],
)
def test_gift_tells_what_it_cannot_say(question: Question, code: Code) -> None:
    written = gift.write([PLAIN, question])
    assert [(p.number, p.code) for p in written.problems] == [(2, code)]
    assert written.problems[0].sentence
    assert len(gift.read(written.content, "en").questions) == 2


def test_moodle_xml_tells_what_it_cannot_say() -> None:
    picture = RichText.from_html('<img src="/files/7/map.png" alt="Map">')
    code = RichText.from_markdown("\t*")
    asked = [
        replace(PLAIN, forgiving=True),
        *(replace(PLAIN, text=text) for text in (picture, code)),
    ]
    told = moodle_xml.write(asked)
    assert [p.code for p in told.problems] == [Code.FORGIVING, Code.FILE, Code.MARKUP]
    assert len(moodle_xml.read(told.content, "en").questions) == 3
