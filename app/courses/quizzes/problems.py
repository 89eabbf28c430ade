"""What went wrong with a file of questions, for the person who brings it in or takes it out.

A problem is kept as a code and values, and becomes a sentence in the language of whoever reads it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.courses.quizzes import rules
from app.courses.quizzes.questions import Question
from app.kernel.i18n import lazy_gettext as _


class Code(StrEnum):
    """What may be wrong; those of the first part cost the question, or the whole file."""

    NOT_TEXT = "not_text"
    NOT_XML = "not_xml"
    DTD = "dtd"
    NO_QUIZ = "no_quiz"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    NOTHING_FOUND = "nothing_found"
    KIND = "kind"
    ESSAY = "essay"
    DESCRIPTION = "description"
    GAPS = "gaps"
    BRACES = "braces"
    FAULT = "fault"
    NUMBER = "number"
    PAIR = "pair"
    TEXT = "text"
    UNREADABLE = "unreadable"

    CREDIT = "credit"
    ROUNDED = "rounded"
    SCALED = "scaled"
    FREE = "free"
    CUT = "cut"
    FILE = "file"
    UNITS = "units"
    HINTS = "hints"
    HIDDEN = "hidden"
    RULE = "rule"
    CATEGORY = "category"
    TAG = "tag"
    MARKUP = "markup"
    POINTS = "points"
    SHUFFLE = "shuffle"
    CASE = "case"
    FORGIVING = "forgiving"
    COMBINED = "combined"
    ARROW = "arrow"
    KEY = "key"
    SPACE = "space"


KEPT = frozenset(list(Code)[list(Code).index(Code.CREDIT) :])
"""With these the question is there, but not quite as it was."""

_SENTENCES: dict[Code, Any] = {
    Code.NOT_TEXT: _("This file is no text in any encoding that is known here."),
    Code.NOT_XML: _("This is not well-formed XML: %(why)s."),
    Code.DTD: _("This XML has a document type (DOCTYPE); such files are not read."),
    Code.NO_QUIZ: _("This XML holds no Moodle questions: it does not begin with “quiz”."),
    Code.TOO_LARGE: _("The file is larger than %(max)s MB."),
    Code.TOO_MANY: _("Only the first %(max)s questions were read."),
    Code.NOTHING_FOUND: _("There is no question in this file."),
    Code.KIND: _("Questions of the kind “%(kind)s” cannot be asked here."),
    Code.ESSAY: _("An essay is no quiz question here: make it an assignment."),
    Code.DESCRIPTION: _("A text without answers is no question: put it on a page of the course."),
    Code.GAPS: _("A text with several gaps cannot be asked here."),
    Code.BRACES: _("The answers are not between one { and one }."),
    Code.NUMBER: _("“%(said)s” is not a number."),
    Code.PAIR: _("“%(said)s” has no “->” between two things that belong together."),
    Code.TEXT: _("One of its texts is longer than a text may be."),
    Code.UNREADABLE: _("This question could not be understood."),
    Code.CREDIT: _("“%(said)s” is not a percentage: it was taken for 0."),
    Code.ROUNDED: _("What an answer brings was rounded to %(said)s%%."),
    Code.SCALED: _("The right answers did not bring all points: they were raised to 100%%."),
    Code.FREE: _("A wrong pick costs nothing: whoever picks everything gets all points."),
    Code.CUT: _("“%(said)s” was longer than it may be and was cut."),
    Code.FILE: _("The file “%(said)s” was left out."),
    Code.UNITS: _("The units (%(said)s) were left out: a number is asked for alone."),
    Code.HINTS: _("The hints for another try were left out."),
    Code.HIDDEN: _("The question was hidden where it comes from."),
    Code.RULE: _("It is marked by another rule here: “%(said)s” is not known."),
    Code.CATEGORY: _("The category “%(said)s” cannot be written in this format."),
    Code.TAG: _("The tag “%(said)s” cannot be written in this format."),
    Code.MARKUP: _("A text in Markdown was written as HTML, so that it looks the same."),
    Code.POINTS: _("This format does not say how many points a question brings."),
    Code.SHUFFLE: _("This format does not say that answers stay in their order."),
    Code.CASE: _("This format does not say that capital letters matter."),
    Code.FORGIVING: _("This format does not say that accents do not matter."),
    Code.COMBINED: _("This format has no feedback for right, partly right and wrong as a whole."),
    Code.ARROW: _("“%(said)s” holds an arrow (->), by which this format parts what is matched."),
    Code.KEY: _("The key “%(said)s” cannot be written in this format."),
    Code.SPACE: _("Spaces around a text, or signs that cannot be seen, were left out."),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that a person should know, and where it is; numbers count from one."""

    code: Code
    number: int | None = None
    line: int | None = None
    name: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        """Whether the question is there all the same."""
        return self.code in KEPT

    @property
    def sentence(self) -> str:
        """Say it in the language that is spoken now."""
        if self.code == Code.FAULT:
            return rules.sentence(rules.Fault(self.values["why"]))
        return str(_SENTENCES[self.code]) % self.values


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held."""

    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def lost(self) -> tuple[Problem, ...]:
        """Those problems that cost a question."""
        return tuple(problem for problem in self.problems if not problem.is_kept)


@dataclass(frozen=True, slots=True)
class Written:
    """A file, and what it could not say."""

    content: bytes
    problems: tuple[Problem, ...] = ()
