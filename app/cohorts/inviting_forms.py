"""The forms by which people are brought into a cohort."""

from flask_wtf.file import FileField
from wtforms import BooleanField, EmailField, Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from app.accounts.addresses import is_address
from app.cohorts import listing
from app.kernel.files.encodings import text_of
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext

MOST_BYTES = 300_000


class InvitationForm(Form):
    """Whom to invite."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [DataRequired(lazy_gettext("Enter the address of the person whom you invite."))],
        render_kw={"autocomplete": "off", "maxlength": 254, "dir": "ltr"},
    )
    name = StringField(
        lazy_gettext("Name"),
        [Length(max=listing.LONGEST_NAME)],
        render_kw={"autocomplete": "off", "dir": "auto"},
    )

    def validate_email(self, field: Field) -> None:
        """Take what mail could reach."""
        if not is_address(field.data or ""):
            raise ValidationError(_("Enter an e-mail address such as amina@school.example."))


class ListForm(Form):
    """A list of people, sent as a file or pasted."""

    file = FileField(lazy_gettext("A file"))
    text = TextAreaField(lazy_gettext("Or paste the list"), [Length(max=MOST_BYTES)])
    at_once = BooleanField(lazy_gettext("Members of this portal take part at once"))

    def validate_text(self, field: Field) -> None:
        """Take the file's text for the pasted one; there must be some."""
        if self.file.data and self.file.data.filename:
            field.data = self._sent()
        if not (field.data or "").strip():
            raise ValidationError(_("Send a file or paste a list."))

    @property
    def sheet(self) -> listing.Sheet:
        """What the list says."""
        return listing.read(self.text.data or "")

    def _sent(self) -> str:
        content = self.file.data.stream.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise ValidationError(_("This file is too large for a list of people."))
        text = text_of(content)
        if text is None:
            raise ValidationError(
                _("This is no list as text: save it as CSV in your spreadsheet first.")
            )
        return text
