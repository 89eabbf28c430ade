"""The forms of coursework: what is handed in, a mark, what a peer says, more time."""

from collections.abc import Sequence
from typing import Any, TypeVar

from flask import request
from wtforms import (
    DateField,
    Field,
    FloatField,
    HiddenField,
    RadioField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional

from app.accounts.models import User
from app.courses.content import Assignment, Takes
from app.coursework import scores
from app.coursework.content import MarkContent, WorkContent
from app.kernel.attaching import FilesForm, is_id
from app.kernel.files import StoredFile
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.lessons.models import Lesson
from app.taxonomy import languages

LONGEST_TEXT = 100_000
LONGEST_FEEDBACK = 20_000
LONGEST_REASON = 1_000

_Levels = TypeVar("_Levels", bound="LevelsForm")


def spoken_choices(person: User, kept: str | None) -> list[tuple[str, str]]:
    """Return the languages that can be chosen: the one that is kept, the person's own, the rest."""
    own = [*([kept] if kept else []), *person.languages]
    return [(tag, languages.own_name(tag)) for tag in languages.offered(own)]


def opened_number(field: Field) -> int:
    """Return which state a form was shown; what is no number is none that there ever was."""
    sent = field.data or ""
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1


class _Files(FilesForm):
    """A form with files, each of which can be taken away again."""

    def take(self, person: User, kept: Sequence[StoredFile] = ()) -> None:
        """Store what was sent along; `kept` are files that others sent for the same record."""
        self.take_files(person.id, _one_too_many)
        named = {int(one) for one in request.form.getlist("held") if is_id(one)}
        mine = {one.id for one in self.held}
        theirs = [one for one in kept if one.id in named and one.id not in mine]
        without = {int(one) for one in request.form.getlist("without") if is_id(one)}
        self.held = tuple(one for one in (*theirs, *self.held) if one.id not in without)

    @property
    def file_ids(self) -> tuple[int, ...]:
        """The files that the form names."""
        return tuple(one.id for one in self.held)


class WorkForm(_Files):
    """What somebody hands in; what the assignment does not take is not asked for."""

    opened = HiddenField()
    text = TextAreaField(lazy_gettext("Your text"), [Length(max=LONGEST_TEXT)])
    language = SelectField(lazy_gettext("Language of these words"))
    lesson = SelectField(lazy_gettext("A lesson of yours"))

    def __init__(
        self, person: User, assignment: Assignment, lessons: Sequence[Lesson], kept: str | None
    ) -> None:
        super().__init__()
        self.takes = assignment.takes
        self.language.choices = spoken_choices(person, kept)
        named = [(str(one.id), one.title) for one in lessons]
        self.lesson.choices = [("", _("No lesson")), *named]
        for kind, name in ((Takes.TEXT, "text"), (Takes.LESSON, "lesson"), (Takes.FILES, "files")):
            if kind not in self.takes:
                del self[name]

    def fill(self, content: WorkContent, opened: int, held: Sequence[StoredFile]) -> None:
        """Show what was saved."""
        self.opened.data, self.language.data = str(opened), content.language
        for name, value in (("text", content.text), ("lesson", str(content.lesson_id or ""))):
            if name in self:
                self[name].data = value
        self.held = tuple(held)

    def content(self) -> WorkContent:
        """Return what was typed and chosen, of what the assignment takes."""
        takes_lesson = Takes.LESSON in self.takes and self.lesson.data
        return WorkContent(
            language=self.language.data,
            text=_typed(self.text) if Takes.TEXT in self.takes else "",
            lesson_id=int(self.lesson.data) if takes_lesson else None,
            file_ids=self.file_ids if Takes.FILES in self.takes else (),
        )


class LevelsForm(Form):
    """A form with a level of each criterion of a rubric."""

    assignment: Assignment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in scores.criteria_of(self.assignment):
            named = [(str(place), one.title) for place, one in enumerate(criterion.levels)]
            self[_level_name(criterion.key)].choices = named

    def level_field(self, key: str) -> Field:
        """Return the radio buttons of a criterion."""
        found: Field = self[_level_name(key)]
        return found

    def show_levels(self, levels: dict[str, int]) -> None:
        """Choose levels, by criterion."""
        for criterion in scores.criteria_of(self.assignment):
            if criterion.key in levels:
                self.level_field(criterion.key).data = str(levels[criterion.key])

    @property
    def levels(self) -> dict[str, int]:
        """The levels that were chosen, by criterion."""
        criteria = scores.criteria_of(self.assignment)
        sent = {one.key: self.level_field(one.key).data or "" for one in criteria}
        return {key: int(value) for key, value in sent.items() if value.isdecimal()}


def with_levels(form: type[_Levels], assignment: Assignment) -> type[_Levels]:
    """Return a form with radio buttons for each criterion of the assignment's rubric."""
    fields: dict[str, Any] = {
        _level_name(criterion.key): RadioField(criterion.title, [Optional()])
        for criterion in scores.criteria_of(assignment)
    }
    return type(form.__name__, (form,), fields | {"assignment": assignment})


class MarkForm(_Files, LevelsForm):
    """What a trainer says of a submission."""

    opened = HiddenField()
    points = FloatField(lazy_gettext("Points"), [Optional()])
    feedback = TextAreaField(
        lazy_gettext("What you say to the participant"), [Length(max=LONGEST_FEEDBACK)]
    )
    language = SelectField(lazy_gettext("Language of these words"))

    refused_deed: str = ""
    """Why it could not be marked so."""

    def __init__(self, person: User, kept: str | None) -> None:
        super().__init__()
        self.language.choices = spoken_choices(person, kept)

    def validate_feedback(self, field: Field) -> None:
        """Say why it could not be marked so."""
        if self.refused_deed:
            raise ValidationError(self.refused_deed)

    def content(self) -> MarkContent:
        """Return what was typed and chosen."""
        return MarkContent(
            points=self.points.data,
            scores=scores.chosen(self.assignment, self.levels),
            feedback=_typed(self.feedback),
            language=self.language.data,
            file_ids=self.file_ids,
        )


class ReviewForm(LevelsForm):
    """What a peer says of a colleague's work."""

    opened = HiddenField()
    text = TextAreaField(
        lazy_gettext("What you say to your colleague"), [Length(max=LONGEST_FEEDBACK)]
    )
    language = SelectField(lazy_gettext("Language of these words"))

    def __init__(self, person: User, kept: str | None) -> None:
        super().__init__()
        self.language.choices = spoken_choices(person, kept)


class ExtensionForm(Form):
    """Until when somebody may hand in, and why."""

    due_on = DateField(
        lazy_gettext("Until the end of this day"), [DataRequired(lazy_gettext("Choose a day."))]
    )
    reason = TextAreaField(
        lazy_gettext("Reason"),
        [Length(max=LONGEST_REASON)],
        description=lazy_gettext("The participant reads it."),
        render_kw={"rows": 3, "dir": "auto"},
    )


def _level_name(key: str) -> str:
    return f"level_{key}"


def _one_too_many(name: str) -> str:
    return _("“%(name)s” is one file too many: eight are the most.", name=name)


def _typed(field: TextAreaField) -> str:
    """Return a text as it is kept: browsers send their own line ends."""
    return (field.data or "").replace("\r\n", "\n").strip()
