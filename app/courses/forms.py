"""The forms of a course: its facts, a module, and what becomes of it."""

from collections.abc import Sequence

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.courses.content import Completion, CompletionRule, CourseContent, Module, Rule
from app.courses.models import CourseReach
from app.courses.texts import retyped
from app.courses.wording import REACHES
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext, number
from app.kernel.markup import MAX_SOURCE
from app.lessons.form_parts import Lines, Ticks, licences_with, one_text
from app.taxonomy import languages, licences, subjects

MAX_HOURS = 2_000
RULES = (Rule.MODULES, Rule.ATTENDANCE, Rule.MARKS)


class OpenedForm(Form):
    """A form over a course that somebody else may save meanwhile."""

    opened = HiddenField()

    @property
    def lock(self) -> int:
        """The lock of the course as it was when the form was shown."""
        sent = self.opened.data or ""
        return int(sent) if sent.isdecimal() and len(sent) < 19 else 0


class NewCourseForm(OpenedForm):
    """What a course begins with; the rest is written later."""

    title = StringField(
        lazy_pgettext("course", "Title"),
        [DataRequired(lazy_gettext("Enter a title.")), Length(max=200)],
    )
    summary = TextAreaField(
        lazy_gettext("Summary"),
        [DataRequired(lazy_gettext("Say in a sentence what the course is for.")), Length(max=1000)],
    )
    language = SelectField(lazy_gettext("Language of the course"), coerce=languages.normalise)
    subjects = Ticks(lazy_gettext("Subjects"))
    hours = IntegerField(lazy_gettext("Hours of work"), [Optional(), NumberRange(1, MAX_HOURS)])
    reach = RadioField(lazy_gettext("Who can see it"), default=CourseReach.NETWORK.value)

    likely: Sequence[tuple[str, str]] = ()
    """The languages that the author probably writes, and their names."""

    def offer(self, own: list[str]) -> None:
        """Fill in what can be chosen, the `own` languages first."""
        self.language.choices = [(tag, languages.own_name(tag)) for tag in languages.offered(own)]
        self.likely = [(tag, languages.own_name(tag)) for tag in dict.fromkeys(own)]
        self.subjects.choices = [(slug, subjects.name(slug)) for slug in subjects.SLUGS]
        self.reach.choices = [(reach.value, str(name)) for reach, name in REACHES.items()]

    def begun(self) -> CourseContent:
        """Return what was typed."""
        return CourseContent(
            title=(self.title.data or "").strip(),
            language=self.language.data,
            summary=one_text(self.summary.data),
            subjects=tuple(self.subjects.data or ()),
            hours=self.hours.data,
        )


class FactsForm(NewCourseForm):
    """All that is said of a course beside its modules and alignments."""

    aims = Lines(lazy_gettext("After this course you can"))
    licence = RadioField(lazy_gettext("Licence"))
    is_open = BooleanField(lazy_gettext("Whoever sees the course may read its pages"))
    modules = IntegerField(lazy_gettext("Modules done"), [Optional(), NumberRange(1, 200)])
    attendance = IntegerField(
        lazy_gettext("Sessions attended, in per cent"), [Optional(), NumberRange(1, 100)]
    )
    marks = IntegerField(
        lazy_gettext("Points reached, in per cent"), [Optional(), NumberRange(1, 100)]
    )
    needed = RadioField(lazy_gettext("How many of these must be met"), default="all")
    participant_guide = TextAreaField(
        lazy_gettext("Guide for participants"), [Length(max=MAX_SOURCE)]
    )
    facilitator_guide = TextAreaField(
        lazy_gettext("Guide for facilitators"), [Length(max=MAX_SOURCE)]
    )

    def offer_more(self, content: CourseContent) -> None:
        """Fill in what can be chosen; a licence that the course has stays possible."""
        self.licence.choices = [
            (code, licences.plain_words(code)) for code in licences_with(content.licence)
        ]
        self.needed.choices = [("all", _("all")), *((str(n), number(n)) for n in (1, 2))]

    def fill(self, content: CourseContent, reach: CourseReach, lock: int) -> None:
        """Show a course as it stands."""
        rules = {rule.rule.value: rule.value for rule in content.completion.rules}
        self.process(
            data={
                "opened": lock,
                "title": content.title,
                "summary": content.summary,
                "language": content.language,
                "subjects": content.subjects,
                "hours": content.hours,
                "reach": reach.value,
                "aims": content.aims,
                "licence": content.licence,
                "is_open": content.is_open,
                "needed": str(content.completion.needed or "all"),
                "participant_guide": content.participant_guide.source,
                "facilitator_guide": content.facilitator_guide.source,
                **rules,
            }
        )

    def changes(self, before: CourseContent) -> dict[str, object]:
        """Return what was typed, as the fields of a content."""
        return {
            "title": (self.title.data or "").strip(),
            "summary": one_text(self.summary.data),
            "language": self.language.data,
            "subjects": tuple(self.subjects.data or ()),
            "hours": self.hours.data,
            "aims": tuple(self.aims.data or ()),
            "licence": self.licence.data,
            "is_open": self.is_open.data,
            "completion": self.completion(),
            "participant_guide": retyped(self.participant_guide.data, before.participant_guide),
            "facilitator_guide": retyped(self.facilitator_guide.data, before.facilitator_guide),
        }

    def completion(self) -> Completion:
        """Return when the course counts as completed."""
        asked = ((rule, self[rule.value].data) for rule in RULES)
        rules = tuple(CompletionRule(rule, value) for rule, value in asked if value)
        needed = None if self.needed.data == "all" else int(self.needed.data)
        return Completion(rules, needed if needed and needed < len(rules) else None)


class ModuleForm(OpenedForm):
    """A module: its name and what it is for."""

    title = StringField(
        lazy_pgettext("module", "Title"),
        [DataRequired(lazy_gettext("Enter a title.")), Length(max=200)],
    )
    summary = TextAreaField(lazy_gettext("What it is about"), [Length(max=1000)])

    def fill(self, module: Module, lock: int) -> None:
        """Show a module as it stands."""
        self.process(data={"opened": lock, "title": module.title, "summary": module.summary})


class PublicationForm(Form):
    """What is said of a revision."""

    note = StringField(lazy_gettext("What did you change?"), [Length(max=300)])


class WithdrawalForm(Form):
    """Why a course is taken out of sight."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=1000)])


class AuthorForm(Form):
    """Who shall write the course too."""

    who = StringField(
        lazy_gettext("Name or e-mail address"),
        [DataRequired(lazy_gettext("Enter a name or an e-mail address.")), Length(max=200)],
    )


class CopyForm(Form):
    """Where a copy goes and how it is called."""

    title = StringField(
        lazy_pgettext("course", "Title"),
        [DataRequired(lazy_gettext("Enter a title.")), Length(max=200)],
    )
    portal = RadioField(lazy_gettext("Portal"), coerce=int)


class EditionForm(CopyForm):
    """The same course in another language."""

    language = SelectField(lazy_gettext("Language of the new edition"), coerce=languages.normalise)
    likely: Sequence[tuple[str, str]] = ()
