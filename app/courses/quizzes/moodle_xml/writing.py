"""Moodle XML written, with the pictures of its texts if somebody fetches them."""

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from html import escape
from typing import Any

from app.courses.quizzes import truefalse
from app.courses.quizzes.credits import NONE
from app.courses.quizzes.gathering import shown
from app.courses.quizzes.moodle_xml.kinds import RULES
from app.courses.quizzes.moodle_xml.pictures import Fetch, embed
from app.courses.quizzes.problems import Code, Written
from app.courses.quizzes.quantities import written
from app.courses.quizzes.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
)
from app.courses.quizzes.telling import Telling
from app.courses.quizzes.texts import BLANKS
from app.kernel.markup import RichText

_RULE_NAMES = {rule: name for name, rule in RULES.items()}
_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_TOP = "$course$/top"
_BEGIN, _END = "<![CDATA[", "]]>"


def write(questions: Iterable[Question], fetch: Fetch | None = None) -> Written:
    """Write questions; `fetch` brings the files that their texts show, else they are told of."""
    telling = Telling(_sayable)
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>"]
    category = ""
    for question in questions:
        telling.begin(question)
        place = telling.category(question.category)
        if place != category:
            parts.append(_category(place))
            category = place
        parts.append(_Writer(telling, fetch).question(telling.reachable(question)))
    return Written("\n".join([*parts, "</quiz>\n"]).encode(), tuple(telling.problems))


def _category(place: str) -> str:
    path = f"{_TOP}/{place}" if place else _TOP
    return f'<question type="category"><category><text>{escape(path)}</text></category></question>'


class _Writer:
    """Writes one question."""

    def __init__(self, telling: Telling, fetch: Fetch | None) -> None:
        self._telling = telling
        self._fetch = fetch

    def question(self, question: Question) -> str:
        """Return the element of a question."""
        kind, lines = self._kind(question)
        key = self._telling.key(question.key, bool)
        tags = self._telling.tags(question.tags, bool)
        return "\n".join(
            [
                f'<question type="{kind}">',
                f"<name><text>{escape(self._telling.label(question.name))}</text></name>",
                self._rich("questiontext", question.text),
                self._rich("generalfeedback", question.feedback),
                f"<defaultgrade>{written(question.points)}</defaultgrade>",
                f"<idnumber>{escape(key)}</idnumber>",
                self._rich("correctfeedback", question.when_right),
                self._rich("partiallycorrectfeedback", question.when_partly),
                self._rich("incorrectfeedback", question.when_wrong),
                *lines,
                *self._tags(tags),
                "</question>",
            ]
        )

    def _kind(self, question: Question) -> tuple[str, list[str]]:
        if isinstance(question, SingleChoice) and truefalse.answer(question) is not None:
            return "truefalse", self._truefalse(question)
        kind, lines = _KINDS[type(question)]
        return kind, lines(self, question)

    def _tags(self, tags: list[str]) -> list[str]:
        listed = [f"<tag><text>{escape(tag)}</text></tag>" for tag in tags]
        return ["<tags>", *listed, "</tags>"] if tags else []

    def _truefalse(self, question: SingleChoice) -> list[str]:
        return [
            self._answer(choice.credit, choice.key, choice.feedback) for choice in question.choices
        ]

    def _choices(self, question: SingleChoice | MultipleChoice) -> list[str]:
        is_single = isinstance(question, SingleChoice)
        return [
            _switch("single", on=is_single),
            _switch("shuffleanswers", on=question.shuffle),
            "<answernumbering>abc</answernumbering>",
            *(
                self._rich(
                    "answer",
                    choice.text,
                    f' fraction="{self._telling.percent(choice.credit)}"',
                    self._rich("feedback", choice.feedback),
                )
                for choice in question.choices
            ),
        ]

    def _short_text(self, question: ShortText) -> list[str]:
        self._telling.tell_if(Code.FORGIVING, when=question.forgiving)
        return [
            f"<usecase>{int(question.case_sensitive)}</usecase>",
            *(self._answer(one.credit, one.text, one.feedback) for one in question.answers),
        ]

    def _numeric(self, question: Numeric) -> list[str]:
        lines = [
            self._answer(
                one.credit,
                written(one.value),
                one.feedback,
                f"<tolerance>{written(one.tolerance)}</tolerance>",
            )
            for one in question.answers
        ]
        if question.otherwise:
            lines.append(self._answer(NONE, "*", question.otherwise))
        return [*lines, "<unitgradingtype>0</unitgradingtype>", "<showunits>3</showunits>"]

    def _matching(self, question: Matching) -> list[str]:
        pairs = [
            self._rich("subquestion", pair.left, "", self._right(pair.right))
            for pair in question.pairs
        ]
        decoys = [
            f'<subquestion format="html"><text></text>{self._right(decoy)}</subquestion>'
            for decoy in question.decoys
        ]
        return [_switch("shuffleanswers", on=question.shuffle), *pairs, *decoys]

    def _right(self, text: str) -> str:
        return f"<answer><text>{_cdata(self._telling.words(text))}</text></answer>"

    def _ordering(self, question: Ordering) -> list[str]:
        items = enumerate(question.items, start=1)
        return [
            "<layouttype>VERTICAL</layouttype>",
            "<selecttype>ALL</selecttype>",
            "<selectcount>0</selectcount>",
            f"<gradingtype>{_RULE_NAMES[question.rule]}</gradingtype>",
            *(self._rich("answer", item.text, f' fraction="{place}"') for place, item in items),
        ]

    def _answer(
        self, credit: Fraction, text: str, feedback: RichText | None, more: str = ""
    ) -> str:
        """Write an answer that is no rich text."""
        return (
            f'<answer fraction="{self._telling.percent(credit)}" format="plain_text">'
            f"<text>{_cdata(self._telling.words(text))}</text>"
            f"{self._rich('feedback', feedback)}{more}</answer>"
        )

    def _rich(self, name: str, text: RichText | None, attributes: str = "", more: str = "") -> str:
        """Write an element with a text, its files and what else is in it."""
        if text is None:
            return f'<{name}{attributes} format="html"><text></text>{more}</{name}>'
        form, source = self._telling.source(text)
        source, files = embed(source, self._fetch, self._lost)
        inside = f"<text>{_cdata(source)}</text>{files}{more}"
        return f'<{name}{attributes} format="{form.value}">{inside}</{name}>'

    def _lost(self, name: str) -> None:
        self._telling.tell(Code.FILE, said=shown(name))


_KINDS: dict[type[Question], tuple[str, Callable[[_Writer, Any], list[str]]]] = {
    SingleChoice: ("multichoice", _Writer._choices),  # noqa: SLF001  # its own kinds
    MultipleChoice: ("multichoice", _Writer._choices),  # noqa: SLF001
    Matching: ("matching", _Writer._matching),  # noqa: SLF001
    Ordering: ("ordering", _Writer._ordering),  # noqa: SLF001
    ShortText: ("shortanswer", _Writer._short_text),  # noqa: SLF001
    Numeric: ("numerical", _Writer._numeric),  # noqa: SLF001
}


def _switch(name: str, *, on: bool) -> str:
    return f"<{name}>{'true' if on else 'false'}</{name}>"


def _cdata(text: str) -> str:
    return f"{_BEGIN}{text.replace(_END, ']]' + _END + _BEGIN + '>')}{_END}" if text else ""


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("", text).strip(BLANKS)
