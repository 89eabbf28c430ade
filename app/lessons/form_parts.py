"""The parts that a lesson's form is made of: lists, ticks, one step, one material."""

from typing import Any

from wtforms import (
    Field,
    Form,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, number
from app.kernel.markup import MAX_SOURCE, Format
from app.lessons.content import MaterialContent, StepContent, Text
from app.lessons.models import Devices, Grouping, Reach
from app.lessons.rows import MOST
from app.taxonomy import licences

GROUPINGS = {
    Grouping.WHOLE_CLASS: lazy_gettext("whole class"),
    Grouping.GROUPS: lazy_gettext("groups"),
    Grouping.PAIRS: lazy_gettext("pairs"),
    Grouping.ALONE: lazy_gettext("alone"),
}
DEVICES = {
    Devices.NONE: lazy_gettext("No devices"),
    Devices.ONE_FOR_CLASS: lazy_gettext("One for the class"),
    Devices.SHARED: lazy_gettext("A few, shared by pupils"),
    Devices.ONE_EACH: lazy_gettext("One for each pupil"),
}
REACHES = {
    Reach.NETWORK: lazy_gettext("Everyone in the network, and visitors"),
    Reach.PORTAL: lazy_gettext("Members of this portal"),
    Reach.CHOSEN: lazy_gettext("Members of this portal and of those I choose"),
}


class Lines(TextAreaField):
    """A list, one thing a line."""

    data: Any

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the lines that hold something."""
        lines = (line.strip() for text in valuelist for line in text.splitlines())
        self.data = [line for line in lines if line]


class Ticks(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class StepForm(Form):
    """One step."""

    title = StringField(lazy_gettext("What happens"), [Length(max=200)])
    minutes = IntegerField(lazy_gettext("Minutes"), [Optional(), NumberRange(1, 1_000)])
    grouping = SelectField(lazy_gettext("How pupils work"), [Optional()])
    text = TextAreaField(lazy_gettext("Text of the step"), [Length(max=MAX_SOURCE)])
    format = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grouping.choices = [("", _("not said")), *((g.value, n) for g, n in GROUPINGS.items())]

    def validate_title(self, field: Field) -> None:
        """Ask for a title where anything else of the step was filled in."""
        if not (field.data or "").strip() and (self.text.data or self.minutes.data):
            raise ValidationError(_("Give the step a title, a few words are enough."))

    def content(self) -> StepContent:
        """Return what was typed."""
        return StepContent(
            title=(self.title.data or "").strip(),
            minutes=self.minutes.data,
            grouping=self.grouping.data or None,
            text=Text(one_text(self.text.data), _format(self.format.data)),
        )

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in the row."""
        return not ((self.title.data or "").strip() or (self.text.data or "").strip())


class MaterialForm(Form):
    """One material: a file that was sent before and is named by `file_id`, or a link."""

    file_id = HiddenField()
    credit = HiddenField(validators=[Length(max=2000)])
    url = StringField(lazy_gettext("or an address on the web"), [Length(max=2000)])
    title = StringField(lazy_gettext("Title of the material"), [Length(max=200)])
    author = StringField(lazy_gettext("Who made it"), [Length(max=200)])
    licence = SelectField(lazy_gettext("Its licence"), [Optional()])
    alt = StringField(lazy_gettext("What the picture shows"), [Length(max=500)])
    step = SelectField(lazy_gettext("Used in"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = licences_with(self.licence.data or "")
        named = [(code, licences.name(code)) for code in offered]
        self.licence.choices = [("", _("the lesson's licence")), *named]
        whole = [("", _("the whole lesson"))]
        self.step.choices = whole + [(str(n), number(n + 1)) for n in range(MOST["steps"])]

    def validate_url(self, field: Field) -> None:
        """Take web addresses only, and ask for one where the row has nothing else to show."""
        if not field.data and not self.file_id.data and self.title.data:
            raise ValidationError(_("Enter the address, or remove this link."))
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("An address begins with https://"))

    def content(self) -> MaterialContent:
        """Return what was typed; a link without a title is called by its address."""
        return MaterialContent(
            title=(self.title.data or "").strip() or (self.url.data or "").strip(),
            file_id=int(self.file_id.data) if self.file_id.data else None,
            url=(self.url.data or "").strip() or None,
            author=(self.author.data or "").strip(),
            licence=self.licence.data or "",
            credit=(self.credit.data or "").strip(),
            alt=(self.alt.data or "").strip(),
            step=int(self.step.data) if self.step.data else None,
        )

    @property
    def is_blank(self) -> bool:
        """Whether there is neither a file nor an address."""
        return not (self.file_id.data or (self.url.data or "").strip())


def one_text(typed: str | None) -> str:
    """Return a text as it is kept: browsers send their own line ends."""
    return (typed or "").replace("\r\n", "\n").strip()


def licences_with(kept: str) -> list[str]:
    """Return the licences to choose from: an import's own stays possible."""
    return list(dict.fromkeys([*licences.OFFERED, *([kept] if kept in licences.LICENCES else [])]))


def _format(name: str | None) -> Format:
    return Format.HTML if name == Format.HTML else Format.MARKDOWN


def step_data(step: StepContent) -> dict[str, Any]:
    """Return a step as its row shows it."""
    return {
        "title": step.title,
        "minutes": step.minutes,
        "grouping": step.grouping or "",
        "text": step.text.source,
        "format": step.text.format.value,
    }


def material_data(material: MaterialContent) -> dict[str, Any]:
    """Return a material as its row shows it."""
    return {
        "file_id": material.file_id or "",
        "url": material.url or "",
        "title": material.title,
        "author": material.author,
        "licence": material.licence,
        "credit": material.credit,
        "alt": material.alt,
        "step": "" if material.step is None else str(material.step),
    }
