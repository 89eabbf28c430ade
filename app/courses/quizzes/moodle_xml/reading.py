"""Moodle XML read: questions with their pictures; what cannot be asked here is told of."""

from typing import Any

from app.courses.quizzes.gathering import Gathering, needed, rich, shown
from app.courses.quizzes.moodle_xml import kinds
from app.courses.quizzes.moodle_xml.pictures import Shelf, Store
from app.courses.quizzes.moodle_xml.tree import BrokenError, Element, parse
from app.courses.quizzes.problems import Code, Problem, Read
from app.courses.quizzes.quantities import number_in_file, written
from app.courses.quizzes.questions import ONE, Question
from app.kernel.markup import RichText

MAX_BYTES = 30_000_000

FORMATS = {
    "html": "html",
    "markdown": "markdown",
    "plain_text": "plain",
    "moodle_auto_format": "moodle",
    "wiki_like": "moodle",
}


def read(content: bytes, language: str, store: Store | None = None) -> Read:
    """Read a file; `store` keeps the pictures of its texts, else they are left out."""
    if len(content) > MAX_BYTES:
        return Read(problems=(Problem(Code.TOO_LARGE, values={"max": MAX_BYTES // 1_000_000}),))
    try:
        quiz = parse(content)
    except BrokenError as error:
        code = Code.DTD if error.is_dtd else Code.NOT_XML
        return Read(problems=(Problem(code, line=error.line, values={"why": error.why}),))
    if quiz is None:
        return Read(problems=(Problem(Code.NOT_TEXT),))
    if quiz.name.lower() != "quiz":
        return Read(problems=(Problem(Code.NO_QUIZ),))
    return _Reading(language, store).run(quiz)


class _Reading:
    """The reading of one file."""

    def __init__(self, language: str, store: Store | None) -> None:
        self._gathering = Gathering(language)
        self._shelf = Shelf(store, lambda name: self._gathering.tell(Code.FILE, said=shown(name)))

    def run(self, quiz: Element) -> Read:
        for question in quiz.all("question"):
            if self._gathering.is_full:
                break
            self._take(question)
        return self._gathering.result()

    def _take(self, question: Element) -> None:
        if question.get("type") == "category":
            self._gathering.place(question.said("category"))
            return
        self._gathering.begin(question.line)
        self._gathering.take(lambda: self._question(question))

    def _question(self, question: Element) -> Question:
        name = self._gathering.called(question.said("name"))
        make = kinds.maker(question.get("type"))
        self._mention(question)
        asked = question.find("questiontext") or Element("questiontext")
        picture = self._shelf.old_image(question)
        form = FORMATS.get(asked.get("format"), "html")
        source = self._shelf.placed(asked.text, asked)
        common: dict[str, Any] = {
            "key": question.said("idnumber"),
            "name": name,
            "language": self._gathering.language,
            "category": self._gathering.category,
            "points": ONE,
            "tags": self._tags(question),
            "text": needed(rich(f"{source}\n{picture}", form)),
            "feedback": self._rich(question, "generalfeedback", form),
            "when_right": self._rich(question, "correctfeedback", form),
            "when_partly": self._rich(question, "partiallycorrectfeedback", form),
            "when_wrong": self._rich(question, "incorrectfeedback", form),
        }
        points = number_in_file(question.said("defaultgrade"))
        if points is not None:
            common["points"] = type(points)(written(points))
        return make(kinds.Asked(question, common, self._gathering, self._text, form))

    def _mention(self, question: Element) -> None:
        """Tell of what is left out."""
        if question.said("hidden") in ("1", "true"):
            self._gathering.tell(Code.HIDDEN)
        if any(hint.text for hint in question.all("hint")):
            self._gathering.tell(Code.HINTS)

    def _tags(self, question: Element) -> tuple[str, ...]:
        tags = question.find("tags")
        return self._gathering.tags(tag.text for tag in tags.all("tag")) if tags else ()

    def _rich(self, question: Element, name: str, form: str) -> RichText | None:
        element = question.find(name)
        return None if element is None else self._text(element, form)

    def _text(self, element: Element, form: str) -> RichText | None:
        """Return the text of an element; `form` is its format if it does not say it."""
        said = FORMATS.get(element.get("format"), form)
        return rich(self._shelf.placed(element.text, element), said)
