"""The form with which a steward sends lessons."""

from pathlib import Path

from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import FileStorage
from wtforms import Field, ValidationError

from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.lessons.transfer.uploads import SUFFIXES


class ImportForm(Form):
    """One file."""

    file = FileField(
        lazy_gettext("File with lessons"), [FileRequired(lazy_gettext("Choose a file first."))]
    )

    @property
    def sent(self) -> FileStorage:
        """The file that was sent, of a form that is valid."""
        sent: FileStorage = self.file.data
        return sent

    def validate_file(self, field: Field) -> None:
        """Take the kinds that an import reads."""
        if Path(field.data.filename or "").suffix.lower() not in SUFFIXES:
            raise ValidationError(_("Send a .jsonl, a .md or a .zip of a folder with Markdown."))
