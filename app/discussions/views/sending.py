"""What comes with a post's form besides its words: files, and a draft."""

from dataclasses import replace

from flask import current_app

from app.accounts.current import actor
from app.discussions import readers, trust
from app.discussions.actions import Said
from app.discussions.forms import ReplyForm, ThreadForm
from app.discussions.models import Post
from app.kernel.attaching import MOST
from app.kernel.i18n import gettext as _
from app.kernel.i18n import number
from app.kernel.markup import RichText
from app.portals.current import person


def take_files(form: ReplyForm) -> None:
    """Store what was sent along; a form that is refused names the files in its next try."""
    form.take_files(actor().id, _one_more)


def admitted(form: ReplyForm, said: Said) -> Said | None:
    """Return what may be posted, held if a moderator is to read it first; else say why not."""
    limits: trust.Limits = current_app.extensions["discussions_limits"]
    form.text.errors = [*form.text.errors, *trust.refusals(person(), said, limits)]
    if form.text.errors:
        return None
    return replace(said, is_held=trust.is_suspicious(person(), said, limits))


def refusals_of_edit(post: Post, text: RichText) -> list[str]:
    """Return why a post cannot say this now."""
    limits: trust.Limits = current_app.extensions["discussions_limits"]
    return trust.refusals_of_edit(person(), post, text, limits)


def take_draft(form: ThreadForm, place: str) -> None:
    """Show what the person has begun to write at this place."""
    draft = readers.draft(actor().id, place)
    for name, value in (draft.kept if draft else {}).items():
        if name in form:
            form[name].data = value


def _one_more(name: str) -> str:
    return _(
        "A post holds %(most)s files at most: “%(name)s” is one more.", most=number(MOST), name=name
    )
