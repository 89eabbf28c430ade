"""The forms of institutions."""

from typing import Any

from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField, URLField
from wtforms.validators import URL, DataRequired, Length, Optional

from app.institutions.actions import InstitutionSettings
from app.institutions.models import InstitutionKind
from app.institutions.wording import KINDS
from app.kernel.forms import Form
from app.kernel.i18n import lazy_gettext as _l
from app.taxonomy import languages


class InstitutionForm(Form):
    """What an institution says of itself, in one language."""

    language = SelectField(_l("Language of these words"), coerce=languages.normalise)
    name = StringField(
        _l("Name"),
        [DataRequired(_l("Give the institution a name.")), Length(max=160)],
        render_kw={"dir": "auto", "maxlength": 160},
    )
    kind = RadioField(_l("What it is"))
    town = StringField(_l("Town"), [Length(max=120)], render_kw={"dir": "auto", "maxlength": 120})
    url = URLField(
        _l("Address on the web"),
        [
            Optional(),
            Length(max=300),
            URL(message=_l("Enter an address such as https://school.example.")),
        ],
        render_kw={"dir": "ltr", "maxlength": 300},
    )
    description = TextAreaField(
        _l("What it is for"), [Length(max=2000)], render_kw={"rows": 4, "dir": "auto"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, str(words)) for kind, words in KINDS.items()]

    def offer_languages(self, tags: list[str]) -> None:
        """Fill in the languages in which it can speak of itself."""
        offered = dict.fromkeys(tags)
        self.language.choices = [(tag, languages.own_name(tag)) for tag in offered]

    @property
    def settings(self) -> InstitutionSettings:
        """What was decided."""
        return InstitutionSettings(
            language=self.language.data,
            name=" ".join((self.name.data or "").split()),
            kind=InstitutionKind(self.kind.data),
            description=(self.description.data or "").strip(),
            town=" ".join((self.town.data or "").split()),
            url=(self.url.data or "").strip(),
        )


class NewInstitutionForm(InstitutionForm):
    """An institution and who runs it first."""

    coordinator = EmailField(
        _l("E-mail of its first coordinator"),
        [DataRequired(_l("Enter the address of a member who will run it."))],
        description=_l("A member of this portal. They confirm who belongs to it."),
        render_kw={"autocomplete": "off", "maxlength": 254, "dir": "ltr"},
    )


class RefusalForm(Form):
    """Why somebody does not belong there."""

    reason = TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Say why: the person will read it.")), Length(max=2000)],
        render_kw={"rows": 4, "dir": "auto", "maxlength": 2000},
    )
