"""The forms of teaching: half a minute each, and nothing must be said but the day."""

from datetime import date
from secrets import token_urlsafe
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from app.accounts.models import User
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.lessons.models import Devices
from app.taxonomy import languages, levels
from app.teaching import actions, countries
from app.teaching.content import ReportContent

LONGEST_TEXT = 5_000
FIRST_DAY = date(1950, 1, 1)

DEVICES = {
    Devices.NONE: lazy_gettext("No devices"),
    Devices.ONE_FOR_CLASS: lazy_gettext("One for the class"),
    Devices.SHARED: lazy_gettext("A few, shared by pupils"),
    Devices.ONE_EACH: lazy_gettext("One for each pupil"),
}


class _Once(Form):
    """A form that carries a key, so that sending it twice does its deed once."""

    key = HiddenField(validators=[Length(max=40)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = self.key.data or token_urlsafe(18)


def _text(label: Any) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST_TEXT)])


def _whole(low: int, high: int) -> list[Any]:
    return [Optional(), NumberRange(low, high)]


class ReportForm(_Once):
    """How it went."""

    taught_on = DateField(
        lazy_gettext("When did you teach it?"), [DataRequired(lazy_gettext("Choose a day."))]
    )
    level = RadioField(lazy_gettext("Who were your pupils?"), [Optional()])
    pupils = IntegerField(lazy_gettext("Pupils in the class"), _whole(1, 2_000))
    minutes = IntegerField(lazy_gettext("Minutes it took"), _whole(1, 100_000))
    devices = RadioField(lazy_gettext("Which devices did you have?"), [Optional()])
    worked = _text(lazy_gettext("What worked?"))
    failed = _text(lazy_gettext("What did not?"))
    changed = _text(lazy_gettext("What did you change?"))
    picture = FileField(lazy_gettext("A picture"))
    file_id = HiddenField(validators=[Length(max=18)])
    alt = StringField(lazy_gettext("What the picture shows"), [Length(max=500)])
    without_picture = BooleanField(lazy_gettext("Take the picture away"))
    country = SelectField(lazy_gettext("Country"), [Optional()])
    language = SelectField(lazy_gettext("Language of these words"))

    refused: str = ""
    """Why a picture that was sent along was not taken."""

    def __init__(self, person: User) -> None:
        super().__init__()
        self.person = person
        self.level.choices = [(slug, levels.name(slug)) for slug in levels.SLUGS]
        self.devices.choices = [(device.value, name) for device, name in DEVICES.items()]
        self.country.choices = [("", _("Not said")), *countries.names()]
        offered = languages.offered(person.languages)
        self.language.choices = [(tag, languages.own_name(tag)) for tag in offered]

    def fill(self, content: ReportContent) -> None:
        """Show what was said, or what may be so."""
        for name in ("taught_on", "pupils", "minutes", "worked", "failed", "changed", "alt"):
            self[name].data = getattr(content, name)
        for name in ("level", "devices", "country", "language"):
            self[name].data = getattr(content, name) or ""
        self.file_id.data = str(content.file_id or "")

    def validate_taught_on(self, field: Field) -> None:
        """Take a day of this life that has come already."""
        if field.data and field.data > actions.today_of(self.person):
            raise ValidationError(_("That day is still to come."))
        if field.data and field.data < FIRST_DAY:
            raise ValidationError(_("Check the year."))

    def validate_picture(self, field: Field) -> None:
        """Say why a picture was not taken."""
        if self.refused:
            raise ValidationError(self.refused)

    def content(self) -> ReportContent:
        """Return what was typed."""
        assert self.taught_on.data is not None
        return ReportContent(
            taught_on=self.taught_on.data,
            language=self.language.data,
            level=self.level.data or None,
            pupils=self.pupils.data,
            country=self.country.data or None,
            devices=self.devices.data or None,
            minutes=self.minutes.data,
            worked=_typed(self.worked),
            failed=_typed(self.failed),
            changed=_typed(self.changed),
            file_id=int(self.file_id.data) if self.file_id.data else None,
            alt=(self.alt.data or "").strip(),
        )


class WithdrawalForm(Form):
    """Why a report is taken out of sight."""

    reason = TextAreaField(lazy_gettext("Reason"), [Length(max=1000)])


class AnswerForm(Form):
    """What the author of a lesson says to a report."""

    text = _text(lazy_gettext("Your answer"))
    language = SelectField(lazy_gettext("Language of these words"))

    def __init__(self, person: User) -> None:
        super().__init__()
        offered = languages.offered(person.languages)
        self.language.choices = [(tag, languages.own_name(tag)) for tag in offered]


class FeedbackForm(_Once):
    """What somebody tells an author in private."""

    text = TextAreaField(
        lazy_gettext("What do you want to tell the author?"),
        [
            DataRequired(lazy_gettext("Write what you want to tell the author.")),
            Length(max=LONGEST_TEXT),
        ],
    )


def _typed(field: TextAreaField) -> str:
    """Return a text as it is kept: browsers send their own line ends."""
    return (field.data or "").replace("\r\n", "\n").strip()
