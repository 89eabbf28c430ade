"""The steward's form about a portal: its texts by language, its look, who comes in."""

from typing import Any, Self

from flask import request
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length

from app.accounts import zones
from app.kernel import i18n
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.portals import words
from app.portals.models import Joining, Portal, Settings
from app.taxonomy import languages

MOST_LANGUAGES = 40


class TextsForm(Form):
    """What a portal says in one language."""

    class Meta(Form.Meta):
        """The whole form carries the token."""

        csrf = False

    language = HiddenField()
    name = StringField(_l("Name"), [Length(max=80)], render_kw={"maxlength": 80})
    description = TextAreaField(
        _l("What the portal is for"), [Length(max=400)], render_kw={"rows": 2, "maxlength": 400}
    )
    welcome = TextAreaField(
        _l("Welcome on the front page"),
        [Length(max=4000)],
        render_kw={"rows": 5, "maxlength": 4000},
    )
    is_offered = BooleanField(_l("Lessons are offered in this language"))

    @property
    def tag(self) -> str:
        """The language of these texts."""
        return str(self.language.data)


class PortalForm(Form):
    """Everything that a portal's stewards decide about it."""

    texts = FieldList(FormField(TextsForm), _l("Languages and texts"), max_entries=MOST_LANGUAGES)
    new_language = SelectField(_l("Another language"), validate_choice=False)
    hue = RadioField(_l("Colour"), coerce=int)
    drawing = RadioField(_l("Drawing on the front page"))
    locale = SelectField(_l("Language of the pages for newcomers"))
    time_zone = SelectField(_l("Time zone"))
    joining = RadioField(_l("Who becomes a member"), coerce=Joining)
    is_closed = BooleanField(_l("The portal is closed"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hues = words.hue_names()
        own = self.hue.object_data
        if own is not None:
            hues.setdefault(own, _("The colour as it is"))
        self.hue.choices = sorted(hues.items())
        self.drawing.choices = list(words.drawings().items())
        self.locale.choices = [(one.tag, one.name) for one in i18n.OFFERED]
        self.time_zone.choices = [(name, name.replace("_", " ")) for name in zones.names()]
        self.joining.choices = [(way, words.joining_name(way)) for way in Joining]
        self._offer_languages()

    @classmethod
    def about(cls, portal: Portal) -> Self:
        """Return the form, filled in as the portal is now."""
        tags = dict.fromkeys(
            [*portal.languages, *portal.names, *portal.descriptions, *portal.welcomes]
        )
        return cls(obj=portal, texts=[_texts(portal, tag) for tag in tags])

    def rearrange(self) -> bool:
        """Add, remove or move a language if that button was pressed; nothing is saved by it."""
        rows = list(self.texts.data)
        pressed = request.form
        if "add" in pressed:
            tag = str(self.new_language.data)
            if _is_language(tag) and tag not in {row["language"] for row in rows}:
                rows.append({"language": tag, "is_offered": True})
        elif "remove" in pressed:
            rows = [row for row in rows if row["language"] != pressed["remove"]]
        elif "first" in pressed:
            rows.sort(key=lambda row: row["language"] != pressed["first"])
        else:
            return False
        self.texts.process(None, rows[:MOST_LANGUAGES])
        self._offer_languages()
        return True

    def validate_texts(self, field: "FieldList[Any]") -> None:
        """Refuse a portal without a name or a language, and languages that nobody knows."""
        if not all(_is_language(row["language"] or "") for row in field.data):
            raise ValidationError(_("Choose languages from the list."))
        if not any(row["name"].strip() for row in field.data):
            raise ValidationError(_("Give the portal a name in at least one language."))
        if not any(row["is_offered"] for row in field.data):
            raise ValidationError(_("Offer lessons in at least one language."))

    def settings(self) -> Settings:
        """Return what the steward decided."""
        rows = self.texts.data
        return Settings(
            languages=[row["language"] for row in rows if row["is_offered"]],
            names=_said(rows, "name"),
            descriptions=_said(rows, "description"),
            welcomes=_said(rows, "welcome"),
            hue=self.hue.data,
            drawing=self.drawing.data,
            locale=self.locale.data,
            time_zone=self.time_zone.data,
            joining=self.joining.data,
            is_closed=self.is_closed.data,
        )

    def _offer_languages(self) -> None:
        taken = {row["language"] for row in self.texts.data}
        others = [(t, languages.own_name(t)) for t in languages.offered() if t not in taken]
        self.new_language.choices = [("", _("Choose a language")), *others]


def _is_language(tag: str) -> bool:
    try:
        return languages.normalise(tag) == tag
    except ValueError:
        return False


def _texts(portal: Portal, tag: str) -> dict[str, Any]:
    return {
        "language": tag,
        "name": portal.names.get(tag, ""),
        "description": portal.descriptions.get(tag, ""),
        "welcome": portal.welcomes.get(tag, ""),
        "is_offered": tag in portal.languages,
    }


def _said(rows: list[dict[str, Any]], name: str) -> dict[str, str]:
    texts = {row["language"]: (row[name] or "").strip() for row in rows}
    return {tag: text for tag, text in texts.items() if text}
