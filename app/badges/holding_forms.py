"""The forms of those who hold badges."""

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, RadioField

from app.badges.models import Award, Showing
from app.badges.openbadges.baking import MOST_BYTES
from app.badges.openbadges.errors import TooLarge
from app.kernel.forms import Form
from app.kernel.i18n import lazy_gettext

SHOWINGS = {
    Showing.PRIVATE: lazy_gettext("Only me"),
    Showing.LINK: lazy_gettext("Whoever has its address"),
    Showing.PUBLIC: lazy_gettext("Everyone"),
}
SHOWING_HINTS = {
    Showing.PRIVATE: lazy_gettext("And the trainers who award it. Nobody else can check it."),
    Showing.LINK: lazy_gettext("Nobody can guess the address. Send it to whom you like."),
    Showing.PUBLIC: lazy_gettext("It stands on your page, and search engines may find it."),
}


class ShowingForm(Form):
    """To whom an award is shown."""

    showing = RadioField(lazy_gettext("Who sees it"), coerce=Showing)
    shows_evidence = BooleanField(lazy_gettext("Show what I did for it"))

    def __init__(self) -> None:
        super().__init__()
        self.showing.choices = list(SHOWINGS.items())

    def fill(self, award: Award) -> None:
        """Show what is decided."""
        self.showing.data, self.shows_evidence.data = award.showing, award.shows_evidence


class ImportForm(Form):
    """A badge that was awarded elsewhere."""

    file = FileField(
        lazy_gettext("File of the badge"), [FileRequired(lazy_gettext("Choose a file."))]
    )

    def content(self) -> bytes:
        """Return what was sent; TooLarge for more than a badge has to be."""
        sent: bytes = self.file.data.stream.read(MOST_BYTES + 1)
        if len(sent) > MOST_BYTES:
            raise TooLarge("larger than any badge")
        return sent


class ForeignForm(Form):
    """Whether a badge from elsewhere stands on the holder's page."""

    is_public = BooleanField(lazy_gettext("Show it on my page, to everyone"))
