"""What writers of all formats share: what a format cannot say is told of."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from app.courses.quizzes.credits import is_sayable, to_percent
from app.courses.quizzes.gathering import MAX_CATEGORY, MAX_KEY, MAX_TAG, category, shown
from app.courses.quizzes.problems import Code, Problem
from app.courses.quizzes.questions import MultipleChoice, Question, SingleChoice
from app.courses.quizzes.rules import made_reachable
from app.kernel.markup import Format, RichText


@dataclass(slots=True)
class Telling:
    """The problems of one file that is written; `sayable` drops what its format cannot hold."""

    sayable: Callable[[str], str]
    problems: list[Problem] = field(default_factory=list)
    here: Problem = field(default_factory=lambda: Problem(Code.UNREADABLE))

    def begin(self, question: Question) -> None:
        """Come to the next question."""
        number = (self.here.number or 0) + 1
        self.here = replace(self.here, number=number, name=question.name)

    def tell(self, code: Code, **values: Any) -> None:
        """Keep a problem of the question that is written now, once."""
        problem = replace(self.here, code=code, values=values)
        if problem not in self.problems[-10:]:
            self.problems.append(problem)

    def tell_if(self, code: Code, *, when: bool) -> None:
        """Keep a problem if there is one."""
        if when:
            self.tell(code)

    def words(self, text: str) -> str:
        """Return a text without markup as the format can hold it."""
        said = self.sayable(text)
        self.tell_if(Code.SPACE, when=said != text)
        return said

    def label(self, text: str) -> str:
        """Return a text of one line."""
        return " ".join(self.words(" ".join(text.split())).split()) if text else ""

    def source(self, text: RichText) -> tuple[Format, str]:
        """Return a text and its format, such that it is shown again as it is here."""
        if _is_shown_otherwise(text, self.sayable(text.source)):
            self.tell(Code.MARKUP)
            return Format.HTML, self.words(text.html)
        return text.format, self.words(text.source)

    def percent(self, share: Fraction) -> str:
        """Return a credit as a percentage."""
        if not is_sayable(share):
            self.tell(Code.ROUNDED, said=to_percent(share))
        return to_percent(share)

    def category(self, path: str) -> str:
        """Return a category, empty if another would be read again."""
        if category(self.sayable(path)) == path and len(path) <= MAX_CATEGORY:
            return path
        self.tell(Code.CATEGORY, said=shown(path))
        return ""

    def tags(self, tags: tuple[str, ...], is_fit: Callable[[str], bool]) -> list[str]:
        """Return the tags that can be written."""
        fit = [tag for tag in tags if self._is_label(tag, MAX_TAG) and is_fit(tag)]
        for tag in tags:
            if tag not in fit:
                self.tell(Code.TAG, said=shown(tag))
        return fit

    def key(self, key: str, is_fit: Callable[[str], bool]) -> str:
        """Return the key of a question, empty if it cannot be written."""
        if self._is_label(key, MAX_KEY) and is_fit(key):
            return key
        self.tell(Code.KEY, said=shown(key))
        return ""

    def reachable(self, question: Question) -> Question:
        """Return a question whose right answers bring all points, as readers want it."""
        if not isinstance(question, SingleChoice | MultipleChoice):
            return question
        raised = made_reachable(question)
        self.tell_if(Code.SCALED, when=raised != question)
        return raised

    def _is_label(self, text: str, longest: int) -> bool:
        return bool(text) and len(text) <= longest and self.sayable(" ".join(text.split())) == text


def _is_shown_otherwise(text: RichText, said: str) -> bool:
    """Return whether an import shows Markdown in another way: it lets HTML into it.

    Blanks around it mean something, too: an indented `*` is code, a bare one a list of nothing.
    """
    if text.format != Format.MARKDOWN or ("<" not in said and said == text.source):
        return False
    return RichText.from_markdown(said, html=True).html != text.html
