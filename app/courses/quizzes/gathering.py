"""What readers of all formats share: texts are made safe, questions checked, problems kept."""

import html
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from app.courses.quizzes import rules
from app.courses.quizzes.codec import to_json
from app.courses.quizzes.credits import NONE, from_percent
from app.courses.quizzes.problems import Code, Problem, Read
from app.courses.quizzes.questions import Choice, MultipleChoice, Question, SingleChoice
from app.courses.quizzes.texts import BLANKS, digest, keys_for
from app.kernel.errors import Refused
from app.kernel.markup import RichText

MAX_QUESTIONS = 2_000
MAX_PROBLEMS = 4_000
MAX_NAME = 255
MAX_KEY = 100
MAX_TAG = 100
MAX_TAGS = 50
MAX_CATEGORY = 300

_BLOCKS = re.compile(r"<(?:p|div|br|ul|ol|li|table|pre|h[1-6]|blockquote)\b", re.IGNORECASE)
_SHOWN = 80
_TOP = re.compile(r"^\$(?:course|system|coursecat|module|cat\w*)\d*\$/?|^top(?:/|$)")
_SLASH = re.compile(r"(?<!/)/(?!/)")

Made = tuple[str, str, RichText | None]


class UnaskedError(Exception):
    """A question that cannot be taken, and why."""

    def __init__(self, code: Code, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Gathering:
    """The questions and problems of one file, as they are found."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.category = ""
        self._questions: list[Question] = []
        self._problems: list[Problem] = []
        self._keys: set[str] = set()
        self._here = Problem(Code.UNREADABLE)

    @property
    def is_full(self) -> bool:
        """Whether no more questions are taken."""
        return len(self._questions) >= MAX_QUESTIONS or len(self._problems) >= MAX_PROBLEMS

    def begin(self, line: int | None) -> None:
        """Come to the next question of the file."""
        self._here = Problem(Code.UNREADABLE, (self._here.number or 0) + 1, line)

    def called(self, name: str) -> str:
        """Say what the question is called; return the name as it is kept."""
        name = self.cut(" ".join(name.split()), MAX_NAME)
        self._here = replace(self._here, name=name)
        return name

    def tell(self, code: Code, **values: Any) -> None:
        """Keep a problem of the question that is read now, once."""
        problem = replace(self._here, code=code, values=values)
        if problem not in self._problems[-10:]:
            self._problems.append(problem)

    def tell_of_file(self, code: Code, *, line: int | None = None, **values: Any) -> None:
        """Keep a problem of the whole file."""
        self._problems.append(Problem(code, line=line, values=values))

    def cut(self, text: str, longest: int) -> str:
        """Return a short text; what is too long is cut and told of."""
        if len(text) > longest:
            self.tell(Code.CUT, said=shown(text))
        return text[:longest].strip()

    def place(self, path: str) -> None:
        """Let the following questions stand in this category."""
        self.category = self.cut(category(path), MAX_CATEGORY)

    def tags(self, said: Iterable[str]) -> tuple[str, ...]:
        """Return tags, each once."""
        cut = [self.cut(" ".join(tag.split()), MAX_TAG) for tag in said]
        return tuple(tag for tag in dict.fromkeys(cut) if tag)[:MAX_TAGS]

    def credit(self, said: str, otherwise: Fraction = NONE) -> Fraction:
        """Return the share of a percentage."""
        found = from_percent(said)
        if found is None:
            self.tell(Code.CREDIT, said=shown(said))
        return otherwise if found is None else found

    def take(self, make: Callable[[], Question | None]) -> None:
        """Make a question and keep it if it can be asked, or keep why not."""
        try:
            question = make()
            if question is not None:
                self._keep(question)
        except UnaskedError as error:
            self.tell(error.code, **error.values)
        except Refused:
            self.tell(Code.TEXT)

    def result(self) -> Read:
        """Return all that was found."""
        if not self._questions and not self._problems:
            self.tell_of_file(Code.NOTHING_FOUND)
        if self.is_full:
            self.tell_of_file(Code.TOO_MANY, max=len(self._questions))
        return Read(tuple(self._questions), tuple(self._problems))

    def _keep(self, question: Question) -> None:
        if isinstance(question, SingleChoice | MultipleChoice):
            reachable = rules.made_reachable(question)
            if reachable != question:
                self.tell(Code.SCALED)
            question = reachable
        found = rules.fault(question)
        if found:
            raise UnaskedError(Code.FAULT, why=found.value)
        if isinstance(question, MultipleChoice) and rules.costs_nothing(question):
            self.tell(Code.FREE)
        self._questions.append(replace(question, key=self._own_key(question)))

    def _own_key(self, question: Question) -> str:
        """Return the key that a question brought, or one made of what it says; each once."""
        wanted = self.cut(question.key, MAX_KEY) or derived_key(question)
        turn, key = 1, wanted
        while key in self._keys:
            turn += 1
            key = f"{wanted[: MAX_KEY - 8]}-{turn}"
        self._keys.add(key)
        return key


def derived_key(question: Question) -> str:
    """Return a key that the same question gets each time it is read."""
    bare = replace(question, key="", name="", tags=(), category="", language="", points=Decimal(1))
    return digest(json.dumps(to_json(bare), sort_keys=True))


def rich(source: str, form: str) -> RichText | None:
    """Return a text of a file, made safe; None if there is nothing in it."""
    source = source.replace("\r\n", "\n").replace("\r", "\n").strip(BLANKS)
    if not source:
        return None
    match form:
        case "markdown":
            return RichText.from_markdown(source, html=True)
        case "plain":
            return RichText.from_html(html.escape(source, quote=False).replace("\n", "<br>\n"))
        case "moodle" if not _BLOCKS.search(source):
            return RichText.from_html(source.replace("\n", "<br>\n"))
    return RichText.from_html(source)


def needed(text: RichText | None) -> RichText:
    """Return a text that a question cannot do without."""
    if text is None:
        raise UnaskedError(Code.FAULT, why=rules.Fault.NO_TEXT.value)
    return text


def choices(
    made: Iterable[tuple[RichText | None, Fraction, RichText | None]],
) -> tuple[Choice, ...]:
    """Return choices with keys of their own."""
    listed = list(made)
    texts = [text for text, _credit, _feedback in listed if text is not None]
    if len(texts) < len(listed):
        raise UnaskedError(Code.FAULT, why=rules.Fault.EMPTY_CHOICE.value)
    keys = keys_for(text.source for text in texts)
    return tuple(
        Choice(key, text, credit, feedback)
        for key, text, (_text, credit, feedback) in zip(keys, texts, listed, strict=True)
    )


def category(path: str) -> str:
    """Return a category of Moodle as we write it: without the place of its bank."""
    path = _TOP.sub("", _TOP.sub("", path.strip().strip("/").strip()))
    parts = (" ".join(part.split()) for part in _SLASH.split(path))
    return "/".join(part for part in parts if part)


def shown(text: str) -> str:
    """Return the beginning of a text, to tell which one is meant."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
