"""What comes with a message's form besides its words: files; and a refusal that loses nothing."""

from collections.abc import Callable

from app.accounts.current import person
from app.kernel.attaching import MOST
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import number
from app.kernel.markup import RichText
from app.messages.actions import Said
from app.messages.forms import MessageForm
from app.messages.models import Message


def take_files(form: MessageForm) -> None:
    """Store what was sent along; a form that is refused names the files in its next try."""
    form.take_files(person().id, _one_more)


def sent(form: MessageForm, deed: Callable[[Said], Message]) -> Message | None:
    """Do it with what the form says; None when it is refused, and the form says why."""
    if not form.validate():
        return None
    said = Said(
        text=RichText.from_markdown(form.text.data or ""),
        language=form.language.data,
        files=list(form.alts.items()),
        key=form.key.data,
    )
    try:
        return deed(said)
    except Refused as refusal:
        form.refuse(str(refusal))
        return None


def _one_more(name: str) -> str:
    return _(
        "A message holds %(most)s files at most: “%(name)s” is one more.",
        most=number(MOST),
        name=name,
    )
