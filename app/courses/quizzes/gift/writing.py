"""GIFT written: one question after the other, each as Moodle writes it."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from app.courses.quizzes import truefalse
from app.courses.quizzes.credits import FULL
from app.courses.quizzes.gift.answers import RULES
from app.courses.quizzes.gift.signs import escape, sayable
from app.courses.quizzes.gift.splitting import CATEGORY
from app.courses.quizzes.gift.wording import write_plain
from app.courses.quizzes.problems import Code, Written
from app.courses.quizzes.quantities import written
from app.courses.quizzes.questions import (
    Choice,
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    Question,
    ShortText,
    SingleChoice,
)
from app.courses.quizzes.telling import Telling
from app.kernel.markup import Format, RichText

_RULE_NAMES = {rule: name for name, rule in reversed(RULES.items())}
_MISUNDERSTOOD = ("[", "%", "/", ">")
"""A text that begins like this is written with its format before it."""

_UNFIT = re.compile(r"[\[\]\\\x00-\x1f]")


def write(questions: Iterable[Question]) -> Written:
    """Write questions, and tell what GIFT cannot say of them."""
    telling = Telling(sayable)
    parts, category = [], ""
    for question in questions:
        telling.begin(question)
        place = telling.category(question.category)
        if place != category:
            parts.append(f"{CATEGORY} {_category(place) or 'top'}\n")
            category = place
        parts.append(_Writer(telling, question.text.format).question(telling.reachable(question)))
    return Written("\n".join(parts).encode(errors="replace"), tuple(telling.problems))


class _Writer:
    """Writes one question; texts in its own format need not say which it is."""

    def __init__(self, telling: Telling, outer: Format) -> None:
        self._telling = telling
        self._outer = outer
        self._arrows = True

    def question(self, question: Question) -> str:
        """Return a question with its comments."""
        self._tell(question)
        self._arrows = not isinstance(question, ShortText | Matching)
        if isinstance(question, SingleChoice) and truefalse.answer(question) is not None:
            answers = self._truefalse(question)
        else:
            answers = _KINDS[type(question)](self, question)
        general = f"####{self._rich(question.feedback)}\n" if question.feedback else ""
        name = self._telling.label(question.name)
        title = f"::{escape(name)}::" if name else ""
        text = self._rich(question.text, outer=None)
        return f"{self._comment(question)}{title}{text}{{{answers}{general}}}\n"

    def _tell(self, question: Question) -> None:
        combined = (question.when_right, question.when_partly, question.when_wrong)
        self._telling.tell_if(Code.POINTS, when=question.points != 1)
        self._telling.tell_if(Code.COMBINED, when=any(combined))
        if isinstance(question, SingleChoice | MultipleChoice | Matching):
            is_usual = isinstance(question, SingleChoice) and truefalse.answer(question) is not None
            self._telling.tell_if(Code.SHUFFLE, when=not question.shuffle and not is_usual)

    def _comment(self, question: Question) -> str:
        said = []
        key = self._telling.key(question.key, _is_fit)
        if key:
            said.append(f"[id:{key}]")
        said += [f"[tag:{tag}]" for tag in self._telling.tags(question.tags, _is_fit)]
        return f"// {' '.join(said)}\n" if said else ""

    def _rich(self, text: RichText, outer: Format | None = Format.HTML) -> str:
        """Return a text; the question's own, `outer` None, always says its format."""
        form, source = self._telling.source(text)
        if not self._arrows and outer is not None and "->" in source:
            self._telling.tell(Code.ARROW, said="->")
            source = source.replace("->", "-&gt;")
        if outer is None:
            self._outer = form
        is_said = outer is None or form != self._outer or source.lstrip().startswith(_MISUNDERSTOOD)
        return (f"[{form.value}]" if is_said else "") + escape(source)

    def _feedback(self, text: RichText | None) -> str:
        return f"#{self._rich(text)}" if text else ""

    def _truefalse(self, question: SingleChoice) -> str:
        true, false = question.choices
        right, wrong = (true, false) if true.credit == FULL else (false, true)
        said = "TRUE" if right is true else "FALSE"
        if wrong.feedback or right.feedback:
            said += self._feedback(wrong.feedback) or "#"
        return said + self._feedback(right.feedback)

    def _single(self, question: SingleChoice) -> str:
        """Write `=` once: a question without `~` would be one for a short text."""
        lines, is_marked = [], False
        for choice in question.choices:
            sign = "=" if choice.credit == FULL and not is_marked else self._weight(choice)
            is_marked = is_marked or sign == "="
            lines.append(self._choice(sign, choice))
        return _lines(lines)

    def _multiple(self, question: MultipleChoice) -> str:
        return _lines([self._choice(self._weight(choice), choice) for choice in question.choices])

    def _weight(self, choice: Choice) -> str:
        return f"~%{self._telling.percent(choice.credit)}%" if choice.credit else "~"

    def _choice(self, sign: str, choice: Choice) -> str:
        return f"{sign}{self._rich(choice.text)}{self._feedback(choice.feedback)}"

    def _matching(self, question: Matching) -> str:
        pairs = [
            f"={self._rich(pair.left)} -> {self._words(pair.right)}" for pair in question.pairs
        ]
        return _lines([*pairs, *(f"= -> {self._words(decoy)}" for decoy in question.decoys)])

    def _ordering(self, question: Ordering) -> str:
        head = f">{len(question.items)} ALL VERTICAL {_RULE_NAMES[question.rule]} SHOW none"
        return _lines([head, *(self._rich(item.text) for item in question.items)])

    def _short_text(self, question: ShortText) -> str:
        self._telling.tell_if(Code.CASE, when=question.case_sensitive)
        self._telling.tell_if(Code.FORGIVING, when=question.forgiving)
        lines = []
        for answer in question.answers:
            text = self._words(answer.text)
            if "->" in text:
                self._telling.tell(Code.ARROW, said=answer.text)
                text = text.replace("->", "→")
            weight = self._telling.percent(answer.credit)
            lines.append(f"=%{weight}%{text}{self._feedback(answer.feedback)}")
        return _lines(lines)

    def _numeric(self, question: Numeric) -> str:
        lines = ["#"]
        for answer in question.answers:
            weight = self._telling.percent(answer.credit)
            number = f"{written(answer.value)}:{written(answer.tolerance)}"
            lines.append(f"=%{weight}%{number}{self._feedback(answer.feedback)}")
        if question.otherwise:
            lines.append(f"~{self._feedback(question.otherwise)}")
        return "\n\t".join(lines) + "\n"

    def _words(self, text: str) -> str:
        return write_plain(self._telling.words(text))


_KINDS: dict[type[Question], Callable[[_Writer, Any], str]] = {
    SingleChoice: _Writer._single,  # noqa: SLF001  # its own kinds
    MultipleChoice: _Writer._multiple,  # noqa: SLF001
    Matching: _Writer._matching,  # noqa: SLF001
    Ordering: _Writer._ordering,  # noqa: SLF001
    ShortText: _Writer._short_text,  # noqa: SLF001
    Numeric: _Writer._numeric,  # noqa: SLF001
}


def _lines(lines: list[str]) -> str:
    first, *rest = lines
    begin = first if first.startswith(">") else f"\n\t{first}"
    return "\n\t".join([begin, *rest]) + "\n"


def _category(place: str) -> str:
    """Return a category as Moodle writes it, but with backslashes that stay what they are."""
    return place.replace("\\", "\\\\")


def _is_fit(text: str) -> bool:
    return _UNFIT.search(text) is None
