"""What people fill in about themselves and to come in."""

import unicodedata
from typing import Any

from wtforms import (
    EmailField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts import languages, passwords, zones
from app.accounts.actions import Newcomer, Profile
from app.accounts.addresses import is_address, normal_email
from app.accounts.models import User
from app.kernel import i18n
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l


def one_line(text: str | None) -> str:
    """Return a text without line breaks, other control characters and spaces around it."""
    kept = (c for c in (text or "").translate(_TURNS) if c.isspace() or _is_written(c))
    return " ".join("".join(kept).split())


def _is_written(letter: str) -> bool:
    return unicodedata.category(letter) != "Cc"


_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""What turns the direction of all that follows; what only joins letters stays."""


def said(field: StringField | SelectField) -> str:
    """Return what was filled in, empty when nothing was."""
    return field.data or ""


def check_address(form: Form, field: EmailField) -> None:
    """Refuse what no mail could reach."""
    field.data = normal_email(field.data or "")
    if not is_address(field.data):
        raise ValidationError(_("Enter an e-mail address such as amina@school.example."))


def _name() -> StringField:
    return StringField(
        _l("Your name"),
        [DataRequired(_l("Enter your name, in any script.")), Length(max=120)],
        filters=[one_line],
        description=_l("As colleagues should read it."),
        render_kw={"autocomplete": "name", "maxlength": 120, "dir": "auto"},
    )


def _email() -> EmailField:
    return EmailField(
        _l("E-mail"),
        [DataRequired(_l("Enter your e-mail address.")), check_address],
        render_kw={"autocomplete": "email", "maxlength": 254, "dir": "ltr"},
    )


def _password(label: Any, autocomplete: str, description: Any = "") -> PasswordField:
    return PasswordField(
        label,
        [DataRequired(_l("Enter a password."))],
        description=description,
        render_kw={"autocomplete": autocomplete, "dir": "ltr"},
    )


def _new_password(label: Any) -> PasswordField:
    hint = _l(
        "At least 15 characters. A few words that have nothing to do with each other work well."
    )
    return _password(label, "new-password", hint)


def _check_strength(field: PasswordField, about: list[str]) -> None:
    if fault := passwords.weakness(field.data or "", about=about):
        raise ValidationError(fault)


class SignUpForm(Form):
    """What somebody says when they sign up."""

    name = _name()
    email = _email()
    password = _new_password(_l("Password"))
    languages = SelectMultipleField(
        _l("Languages you read"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l(
            "Lessons in these come first. You can add more and put them in order later."
        ),
    )
    another = SelectField(_l("Another language you read"), [Optional()])

    def __init__(self, guessed: list[str]) -> None:
        super().__init__()
        sent = [languages.normal(tag) for tag in self.languages.data or []]
        shown = dict.fromkeys([*guessed, *filter(None, sent)])
        self.languages.choices = [(tag, languages.name(tag)) for tag in shown]
        self.another.choices = [("", _("No other")), *languages.names()]
        if not self.is_submitted():
            self.languages.data = guessed

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that is short or easy to guess."""
        _check_strength(field, [self.name.data or "", self.email.data or ""])

    def newcomer(self, *, time_zone: str) -> Newcomer:
        """Return who signs up; without any choice they read the language of the pages."""
        chosen = dict.fromkeys([*(self.languages.data or []), said(self.another)])
        return Newcomer(
            name=said(self.name),
            email=said(self.email),
            password=said(self.password),
            languages=[tag for tag in chosen if tag] or [i18n.current().babel.language],
            locale=i18n.current().tag,
            time_zone=time_zone,
        )


class SignInForm(Form):
    """Who somebody says they are."""

    email = EmailField(
        _l("E-mail"),
        [DataRequired(_l("Enter your e-mail address."))],
        render_kw={"autocomplete": "username", "maxlength": 254, "dir": "ltr"},
    )
    password = _password(_l("Password"), "current-password")


class AddressForm(Form):
    """An address to which something is sent."""

    email = _email()


class NewPasswordForm(Form):
    """A new password, after the old one was forgotten."""

    password = _new_password(_l("New password"))

    def __init__(self, person: User) -> None:
        super().__init__()
        self.person = person

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that is short or easy to guess."""
        _check_strength(field, [self.person.name, self.person.email or ""])


class _WithCurrentPassword(Form):
    """Something that only the person may do, even if they left the browser open."""

    current = _password(_l("Your password now"), "current-password")

    def __init__(self, person: User) -> None:
        super().__init__()
        self.person = person

    def validate_current(self, field: PasswordField) -> None:
        """Ask who it really is."""
        if not passwords.is_right(field.data or "", self.person.password_hash):
            raise ValidationError(_("This is not your password."))


class PasswordForm(_WithCurrentPassword):
    """A new password in place of the old."""

    password = _new_password(_l("New password"))

    def validate_password(self, field: PasswordField) -> None:
        """Refuse a password that is short or easy to guess."""
        _check_strength(field, [self.person.name, self.person.email or ""])


class EmailForm(_WithCurrentPassword):
    """Another address."""

    email = _email()


class ProfileForm(Form):
    """What a person says about themselves."""

    name = _name()
    headline = StringField(
        _l("What you do"),
        [Length(max=160)],
        filters=[one_line],
        description=_l("One line under your name: what you teach, and where."),
        render_kw={"maxlength": 160, "dir": "auto"},
    )
    about = TextAreaField(
        _l("About you"),
        [Length(max=4000)],
        description=_l("What may colleagues ask you? An empty line begins a paragraph."),
        render_kw={"rows": 6, "dir": "auto"},
    )
    about_language = SelectField(_l("Language of these words"), [Optional()])
    locale = SelectField(_l("Language of the pages"))
    time_zone = SelectField(_l("Time zone"))

    def __init__(self, person: User) -> None:
        super().__init__(obj=person)
        self.about_language.choices = [("", _("Not said")), *languages.names()]
        self.locale.choices = [(one.tag, one.name) for one in i18n.OFFERED]
        self.time_zone.choices = [(zone, zone.replace("_", " ")) for zone in zones.names()]

    def profile(self) -> Profile:
        """Return what the person says about themselves."""
        return Profile(
            name=said(self.name),
            headline=said(self.headline),
            about=said(self.about).replace("\r\n", "\n").strip(),
            about_language=self.about_language.data or None,
            locale=said(self.locale),
            time_zone=said(self.time_zone),
        )


class LanguageForm(Form):
    """One more language that a person reads."""

    language = SelectField(_l("Another language"), [DataRequired(_l("Choose a language."))])

    def __init__(self) -> None:
        super().__init__()
        self.language.choices = [("", _("Choose a language")), *languages.names()]
