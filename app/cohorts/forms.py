"""The forms of cohorts: what is decided about one, and how people come in."""

from datetime import date, timedelta
from typing import Any

from flask import request
from wtforms import (
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp

from app.accounts import zones
from app.accounts.models import User
from app.cohorts import wording
from app.cohorts.actions import CohortSettings
from app.cohorts.models import Cohort, Entry
from app.courses.content import CourseContent, Item, ItemKind
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.taxonomy import languages

LONGEST_REASON = 1_000
LONGEST_COHORT = timedelta(days=5 * 366)
DATED = (ItemKind.ASSIGNMENT, ItemKind.QUIZ)
"""Items that are due on a day as a rule."""


class CohortForm(Form):
    """When, where, for how many, and how people enter."""

    opened = HiddenField()
    title = StringField(
        lazy_gettext("Name of this cohort"),
        [DataRequired(lazy_gettext("Give it a name, such as “Spring 2027”.")), Length(max=120)],
    )
    starts_on = DateField(
        lazy_gettext("First day"), [DataRequired(lazy_gettext("Choose the first day."))]
    )
    ends_on = DateField(
        lazy_gettext("Last day"), [DataRequired(lazy_gettext("Choose the last day."))]
    )
    time_zone = SelectField(lazy_gettext("Time zone"))
    language = SelectField(lazy_gettext("Language that is spoken in it"))
    place = StringField(lazy_gettext("Place"), [Length(max=300)])
    meeting_url = URLField(
        lazy_gettext("Meeting link"),
        [
            Length(max=1_000),
            Optional(),
            Regexp(r"https?://\S+", message=lazy_gettext("Enter an address with https://.")),
        ],
    )
    capacity = IntegerField(
        lazy_gettext("Places"),
        [Optional(), NumberRange(1, 100_000, lazy_gettext("Enter a number from 1."))],
    )
    entry = RadioField(lazy_gettext("How do people come in?"), coerce=Entry)
    modules_behind = IntegerField(
        lazy_gettext("Modules behind"),
        [DataRequired(lazy_gettext("Enter a number from 1.")), NumberRange(1, 100)],
    )
    silent_days = IntegerField(
        lazy_gettext("Days without a visit"),
        [DataRequired(lazy_gettext("Enter a number from 1.")), NumberRange(1, 365)],
    )

    due_items: tuple[Item, ...] = ()

    def __init__(self, person: User, own: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.time_zone.choices = [(zone, zone.replace("_", " ")) for zone in zones.names()]
        offered = languages.offered([*own, *person.languages])
        self.language.choices = [(tag, languages.own_name(tag)) for tag in offered]
        self.entry.choices = [(entry, wording.entry_name(entry)) for entry in Entry]

    @property
    def due_fields(self) -> list[Field]:
        """The days on which items are due."""
        return [self[_due_name(item)] for item in self.due_items]

    def fill(self, settings: CohortSettings) -> None:
        """Show what is decided, or what may be so."""
        for name in _PLAIN:
            self[name].data = getattr(settings, name)
        for item in self.due_items:
            self[_due_name(item)].data = _due_day(item, settings)

    def validate_ends_on(self, field: Field) -> None:
        """A cohort ends after it begins, in this life."""
        first, last = self.starts_on.data, field.data
        if first and last and last < first:
            raise ValidationError(_("The last day comes before the first."))
        if first and last and last - first > LONGEST_COHORT:
            raise ValidationError(_("That is longer than five years: check the year."))

    def settings(self) -> CohortSettings:
        """Return what was typed; a due day that is the course's own is not kept."""
        values = {name: self[name].data for name in _PLAIN}
        for name in ("title", "place", "meeting_url"):
            values[name] = (values[name] or "").strip()
        given = CohortSettings(**values)
        due = {item.key: self[_due_name(item)].data for item in self.due_items}
        own = {
            item.key: due[item.key].isoformat()
            for item in self.due_items
            if due[item.key] and due[item.key] != _due_day(item, given)
        }
        return CohortSettings(**values, due=own)


_PLAIN = (
    "title", "starts_on", "ends_on", "time_zone", "language", "place", "meeting_url", "capacity",
    "entry", "modules_behind", "silent_days",
)  # fmt: skip


def cohort_form(person: User, content: CourseContent) -> CohortForm:
    """Return the form for a run of this content: its items may be due on other days."""
    dated = tuple(item for item in content.items if item.due_days is not None or item.kind in DATED)
    fields: dict[str, Any] = {
        _due_name(item): DateField(item.title, [Optional()]) for item in dated
    }
    made: type[CohortForm] = type("DatedCohortForm", (CohortForm,), fields | {"due_items": dated})
    return made(person, (content.language,))


def settings_of(cohort: Cohort) -> CohortSettings:
    """Return what is decided about a cohort."""
    return CohortSettings(**{name: getattr(cohort, name) for name in _PLAIN}, due=dict(cohort.due))


def _due_name(item: Item) -> str:
    return f"due_{item.key}"


def _due_day(item: Item, settings: CohortSettings) -> date | None:
    if item.key in settings.due:
        return date.fromisoformat(settings.due[item.key])
    return None if item.due_days is None else settings.starts_on + timedelta(days=item.due_days)


class CodeForm(Form):
    """The code that is shown in the room."""

    code = StringField(
        lazy_gettext("Code"),
        [DataRequired(lazy_gettext("Type the code.")), Length(max=40)],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "dir": "ltr",
        },
    )

    def __init__(self) -> None:
        super().__init__()
        if request.method == "GET":
            self.code.data = request.args.get("code", "")[:40]


class ReasonForm(Form):
    """Why something is decided; the person reads it."""

    reason = TextAreaField(
        lazy_gettext("Reason"),
        [
            DataRequired(lazy_gettext("Say why: the person will read it.")),
            Length(max=LONGEST_REASON),
        ],
        description=lazy_gettext("The person reads it."),
        render_kw={"rows": 4, "dir": "auto"},
    )


class SearchForm(Form):
    """Whom to look for; a GET form, without a token."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    q = StringField(lazy_gettext("Name or e-mail"), [Length(max=254)], render_kw={"dir": "auto"})

    def __init__(self) -> None:
        super().__init__(request.args)
