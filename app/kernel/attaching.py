"""Files that come with a form: stored when they come, and named again by a form that was refused.

A form names them in hidden fields `held`, and the words for who cannot see them in `alt-<id>`.
"""

from collections.abc import Callable

from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import Field, ValidationError

from app.kernel import db
from app.kernel.errors import Refused
from app.kernel.files import StoredFile, by_ids, store
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext

LONGEST_ALT = 300


MOST = 8
"""Files of one form."""


class FilesForm(Form):
    """A form that takes files along with its words."""

    files = Field(lazy_gettext("Add files"))

    held: tuple[StoredFile, ...] = ()
    """The files that came with this try or an earlier one."""
    refused: tuple[str, ...] = ()
    """Why files that were sent along were not taken."""

    def validate_files(self, field: Field) -> None:
        """Say which files were not taken, and why."""
        if self.refused:
            raise ValidationError(" ".join(self.refused))

    @property
    def alts(self) -> dict[int, str]:
        """The words for those who cannot see a file, by its id."""
        return {one.id: _alt(one.id) for one in self.held}

    def take_files(self, uploader_id: int, one_more: Callable[[str], str]) -> None:
        """Store what was sent along; `one_more` says that a file of this name is one too many."""
        named = [int(one) for one in request.form.getlist("held") if is_id(one)][:MOST]
        mine = [one for one in by_ids(named).values() if one.uploader_id == uploader_id]
        sent = [file for file in request.files.getlist("files") if file.filename]
        room = MOST - len(mine)
        tries = [_stored(file, uploader_id) for file in sent[:room]]
        tries += [one_more(file.filename or "") for file in sent[room:]]
        stored = [one for one in tries if isinstance(one, StoredFile)]
        self.held = (*mine, *stored)
        self.refused = tuple(one for one in tries if isinstance(one, str))
        if stored:
            db.keep()


def _stored(sent: FileStorage, uploader_id: int) -> StoredFile | str:
    """Return the stored file, or why it was not taken."""
    name = sent.filename or ""
    try:
        return store(sent.stream, name, uploader_id)
    except Refused as refusal:
        return _("“%(name)s” was not taken. %(reason)s", name=name, reason=refusal)


def is_id(sent: str) -> bool:
    """Return whether what was sent is a number that a database can hold."""
    return sent.isdecimal() and len(sent) <= 18


def _alt(file_id: int) -> str:
    return request.form.get(f"alt-{file_id}", "").strip()[:LONGEST_ALT]
