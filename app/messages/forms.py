"""The forms of messages: a message, from whom one takes them, a report."""

import secrets
from collections.abc import Sequence
from typing import Any

from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length

from app.kernel.attaching import FilesForm
from app.kernel.forms import Form
from app.kernel.i18n import lazy_gettext
from app.messages.models import Takes
from app.taxonomy import languages

LONGEST = 32_000

TAKES = {
    Takes.EVERYONE: lazy_gettext("Every member of the network"),
    Takes.PORTALS: lazy_gettext("Only people of my portals"),
    Takes.NOBODY: lazy_gettext("Nobody"),
}


class MessageForm(FilesForm):
    """A message, with its files."""

    text = TextAreaField(
        lazy_gettext("Your message"),
        [DataRequired(lazy_gettext("Write something first.")), Length(max=LONGEST)],
    )
    language = SelectField(lazy_gettext("Language"), coerce=languages.normalise)
    key = HiddenField()

    likely: Sequence[tuple[str, str]] = ()
    """The languages that the author probably writes, and their names."""

    def __init__(self, own: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key.data = (self.key.data or "")[:40] or secrets.token_urlsafe(16)
        self.language.choices = languages.named()
        self.language.data = self.language.data or next(iter(own), "en")
        self.likely = [
            (tag, languages.own_name(tag)) for tag in dict.fromkeys([self.language.data, *own])
        ]

    def refuse(self, reason: str) -> None:
        """Say why it cannot be sent; what was typed stays."""
        self.text.errors = [*self.text.errors, reason]


class NewForm(MessageForm):
    """The first message to somebody; `who` is a name that one looks for."""

    who = StringField(lazy_gettext("Look for a colleague by name"), [Length(max=80)])


class TakesForm(Form):
    """From whom somebody takes messages."""

    takes = RadioField(lazy_gettext("Who may write to you"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takes.choices = [(one.value, words) for one, words in TAKES.items()]


class ReportForm(Form):
    """Why a message should not have been written."""

    reason = TextAreaField(
        lazy_gettext("What is wrong with it?"),
        [DataRequired(lazy_gettext("Say what is wrong with it.")), Length(max=1000)],
    )
