"""The form of a lesson: one page, in the order in which a teacher thinks of it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext
from app.kernel.markup import MAX_SOURCE
from app.lessons.content import LessonContent, MaterialContent, StepContent, Text
from app.lessons.form_parts import (
    DEVICES,
    REACHES,
    Lines,
    MaterialForm,
    StepForm,
    Ticks,
    licences_with,
    material_data,
    one_text,
    step_data,
)
from app.lessons.models import Reach, SectionKind
from app.lessons.rows import MOST
from app.taxonomy import languages, levels, licences, subjects

MAX_MINUTES = 100_000

T = TypeVar("T")


def _language(tag: str) -> str:
    """Take today's code for a language, whichever was sent: `in` is `id`."""
    return languages.normalise(tag)


class LessonForm(Form):
    """A lesson of the standard size."""

    opened = HiddenField()
    suggestion = HiddenField(validators=[Length(max=40)])
    title = StringField(
        lazy_pgettext("lesson", "Title"),
        [DataRequired(lazy_gettext("Enter a title.")), Length(max=200)],
    )
    summary = TextAreaField(
        lazy_gettext("Summary"),
        [DataRequired(lazy_gettext("Say in a sentence what pupils do.")), Length(max=1000)],
    )
    language = SelectField(lazy_gettext("Language of the lesson"), coerce=_language)
    subjects = Ticks(lazy_gettext("Subjects"))
    levels = Ticks(lazy_gettext("Levels"))
    age_min = IntegerField(lazy_gettext("Youngest age"), [Optional(), NumberRange(1, 99)])
    age_max = IntegerField(lazy_gettext("Oldest age"), [Optional(), NumberRange(1, 99)])
    minutes = IntegerField(lazy_gettext("Minutes"), [Optional(), NumberRange(1, MAX_MINUTES)])
    devices = RadioField(lazy_gettext("Devices needed"), [Optional()])
    supplies = Lines(lazy_gettext("What you need"))
    outcomes = Lines(lazy_gettext("Pupils will be able to"))
    keywords = Lines(lazy_gettext("Keywords"))
    body = TextAreaField(lazy_gettext("Introduction"), [Length(max=MAX_SOURCE)])
    steps = FieldList(FormField(StepForm), max_entries=MOST["steps"])
    materials = FieldList(FormField(MaterialForm), max_entries=MOST["materials"])
    files = Field(lazy_gettext("Add files"))
    assessment = TextAreaField(lazy_gettext("How you see that it worked"), [Length(max=MAX_SOURCE)])
    licence = RadioField(lazy_gettext("Licence"))
    reach = RadioField(lazy_gettext("Who can see it"))
    portals = Ticks(lazy_gettext("The portals I choose"), coerce=int)
    note = StringField(lazy_gettext("What did you change?"), [Length(max=200)])

    offered_portals: frozenset[int] = frozenset()
    refused: tuple[str, ...] = ()
    """Why files that were sent along were not taken."""

    def offer(self, portal_names: dict[int, str], *, own: list[str], licence: str = "") -> None:
        """Fill in what can be chosen, `own` languages first; an import's `licence` stays."""
        self.language.choices = [(tag, languages.own_name(tag)) for tag in languages.offered(own)]
        self.subjects.choices = [(slug, subjects.name(slug)) for slug in subjects.SLUGS]
        self.levels.choices = [(slug, levels.name(slug)) for slug in levels.SLUGS]
        self.devices.choices = [(device.value, name) for device, name in DEVICES.items()]
        self.licence.choices = [
            (code, licences.plain_words(code)) for code in licences_with(licence)
        ]
        self.reach.choices = [(reach.value, name) for reach, name in REACHES.items()]
        self.portals.choices = list(portal_names.items())
        self.offered_portals = frozenset(portal_names)

    def validate_age_max(self, field: Field) -> None:
        """Keep the range the right way round."""
        if field.data and self.age_min.data and field.data < self.age_min.data:
            raise ValidationError(_("The oldest age is below the youngest."))

    def validate_files(self, field: Field) -> None:
        """Say which files were not taken, and why."""
        if self.refused:
            raise ValidationError(" ".join(self.refused))

    def fill(self, content: LessonContent, revision: int) -> None:
        """Show a lesson as it stands."""
        self.process(
            data={
                **content.as_json(),
                "opened": revision,
                "body": _source(content, SectionKind.BODY),
                "assessment": _source(content, SectionKind.ASSESSMENT),
                "steps": [step_data(step) for step in content.steps],
                "materials": [material_data(material) for material in content.materials],
            }
        )

    def content(self, before: LessonContent | None = None) -> LessonContent:
        """Return what was typed; what the form does not ask stays as it was `before`."""
        sections = dict(before.sections) if before else {}
        sections[SectionKind.BODY] = _typed(self.body.data, before, SectionKind.BODY)
        sections[SectionKind.ASSESSMENT] = _typed(
            self.assessment.data, before, SectionKind.ASSESSMENT
        )
        return LessonContent(
            title=(self.title.data or "").strip(),
            language=self.language.data,
            summary=one_text(self.summary.data),
            subjects=_ordered_as(before.subjects if before else (), self.subjects.data or ()),
            levels=_ordered_as(before.levels if before else (), self.levels.data or ()),
            age_min=self.age_min.data,
            age_max=self.age_max.data,
            minutes=self.minutes.data,
            licence=self.licence.data,
            devices=self.devices.data or None,
            supplies=tuple(self.supplies.data or ()),
            outcomes=tuple(self.outcomes.data or ()),
            keywords=tuple(self.keywords.data or ()),
            resource_type=before.resource_type if before else "lesson-plan",
            reach=self.reach.data,
            portals=self._portals(before) if self.reach.data == Reach.CHOSEN else (),
            sections={kind: text for kind, text in sections.items() if text.source},
            steps=tuple(self._steps(before)),
            materials=tuple(self._materials()),
        )

    def _steps(self, before: LessonContent | None) -> Iterable[StepContent]:
        """Keep a text as it was, to the last blank, where its author did not touch it."""
        kept = {step.text.source.strip(): step.text for step in before.steps} if before else {}
        for row in self.steps:
            if not row.form.is_blank:
                step = row.form.content()
                yield replace(step, text=kept.get(step.text.source, step.text))

    def _portals(self, before: LessonContent | None) -> tuple[int, ...]:
        """Keep the chosen portals that this person cannot see, and so cannot take back."""
        hidden = set(before.portals) - self.offered_portals if before else set[int]()
        return tuple(sorted({*(self.portals.data or ()), *hidden}))

    def _materials(self) -> Iterable[MaterialContent]:
        """Give each material the place that its step has without the blank rows."""
        filled = [number for number, row in enumerate(self.steps) if not row.form.is_blank]
        places = {number: place for place, number in enumerate(filled)}
        for row in self.materials:
            if not row.form.is_blank:
                material = row.form.content()
                place = None if material.step is None else places.get(material.step)
                yield replace(material, step=place)


class WithdrawalForm(Form):
    """Why a lesson is taken out of sight."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=1000)])


def _source(content: LessonContent, kind: SectionKind) -> str:
    text = content.sections.get(kind)
    return text.source if text else ""


def _typed(source: str | None, before: LessonContent | None, kind: SectionKind) -> Text:
    """Keep a text's format while its author does not touch it."""
    kept = (before.sections.get(kind) if before else None) or Text()
    typed = one_text(source)
    return kept if kept.source.strip() == typed else Text(typed, kept.format)


def _ordered_as(before: Iterable[T], ticked: Iterable[T]) -> tuple[T, ...]:
    """Return what is ticked, first in the order it had: the first subject draws the card."""
    chosen = list(ticked)
    return tuple(dict.fromkeys([*(one for one in before if one in chosen), *chosen]))
