"""The form of the verifier: a file, a text or an address, and perhaps whose it should be."""

from flask_wtf.file import FileField
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from app.accounts.addresses import is_address
from app.badges.verifying import looking
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext

MOST_OF_ADDRESS = 2_000


class VerifyForm(Form):
    """What somebody brings to be checked; the first of the three that is filled in counts."""

    file = FileField(lazy_gettext("A file"))
    address = StringField(lazy_gettext("Or the address of a badge"), [Length(max=MOST_OF_ADDRESS)])
    text = TextAreaField(lazy_gettext("Or its text"), [Length(max=looking.MOST_CHARACTERS)])
    email = StringField(lazy_gettext("Whose badge should it be?"), [Length(max=254)])

    def validate_file(self, field: FileField) -> None:
        """Ask for something to check."""
        if not (field.data or self.given_address or (self.text.data or "").strip()):
            raise ValidationError(_("Choose a file, or give an address or a text, to check."))

    def validate_address(self, field: StringField) -> None:
        """Take web addresses only."""
        if self.given_address and not self.given_address.startswith(("https://", "http://")):
            raise ValidationError(_("A web address begins with https:// or http://"))

    def validate_email(self, field: StringField) -> None:
        """Take an e-mail address, or nothing."""
        if self.given_email is not None and not is_address(self.given_email):
            raise ValidationError(_("That is not an e-mail address, like amina@school.example."))

    @property
    def given_address(self) -> str:
        """The address, as it was meant."""
        return (self.address.data or "").strip()

    @property
    def given_email(self) -> str | None:
        """The e-mail address, None for none."""
        return (self.email.data or "").strip() or None

    def content(self) -> bytes:
        """Return the file, else the text."""
        if self.file.data:
            return bytes(self.file.data.read(looking.MOST_BYTES + 1))
        return (self.text.data or "").encode()
