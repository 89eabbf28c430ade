"""The form by which questions come in."""

from wtforms import Field, FileField, TextAreaField, ValidationError

from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext


class ImportForm(Form):
    """A file of questions, or its text."""

    file = FileField(lazy_gettext("File"))
    source = TextAreaField(lazy_gettext("or its text"))
    content = b""

    def validate_source(self, field: Field) -> None:
        """Take one of both."""
        sent = self.file.data
        self.content = sent.read() if sent else (field.data or "").encode()
        if not self.content.strip():
            raise ValidationError(_("Choose a file, or paste its text."))
