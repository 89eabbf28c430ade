"""The forms of awards: who is awarded a badge and what shows it, who has it, claiming it."""

from typing import Any

from flask import request
from wtforms import SelectField, StringField, TextAreaField, URLField
from wtforms.validators import DataRequired, Length, Optional

from app.badges.lists import Held
from app.badges.openbadges.values import ADDRESS, Evidence
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.lessons.form_parts import Ticks

LONGEST_EMAILS, LONGEST_EVIDENCE = 50_000, 2_000


class HandOutForm(Form):
    """Who is awarded a badge, and what shows that they earned it."""

    people = Ticks(lazy_gettext("People"), coerce=int, validate_choice=False)
    emails = TextAreaField(lazy_gettext("E-mails"), [Length(max=LONGEST_EMAILS)])
    narrative = TextAreaField(lazy_gettext("What they did"), [Length(max=LONGEST_EVIDENCE)])
    url = URLField(lazy_gettext("Link to it"), [Optional(), Length(max=1_000)])
    title = StringField(lazy_gettext("What the link is called"), [Length(max=200)])

    def validate_url(self, field: Any) -> None:
        """Take a whole address: anything else is not signed."""
        if not ADDRESS.fullmatch(field.data or ""):
            field.errors.append(_("Enter an address with https://."))

    def evidence(self, url: str | None, title: str) -> Evidence | None:
        """Return what shows it, with the link and its title as they were looked up."""
        said = (self.narrative.data or "").replace("\r\n", "\n").strip()
        if not (said or url):
            return None
        return Evidence(url=url or None, name=title or None, narrative=said or None)


class HoldersForm(Form):
    """Whom to look for among those who have a badge; a GET form, without a token."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    name = StringField(lazy_gettext("Name"), [Length(max=200)], render_kw={"dir": "auto"})
    held = SelectField(lazy_gettext("State"))

    def __init__(self) -> None:
        super().__init__(request.args)
        self.held.choices = [
            (Held.ALL.value, _("All")),
            (Held.VALID.value, _("Valid")),
            (Held.EXPIRED.value, _("Expired")),
            (Held.REVOKED.value, _("Revoked")),
        ]

    @property
    def state(self) -> Held:
        """The state that is asked for; a strange one is none."""
        known = {one.value for one in Held}
        return Held(self.held.data) if self.held.data in known else Held.ALL


class ClaimForm(Form):
    """The code of a badge."""

    code = StringField(
        lazy_gettext("Code"),
        [DataRequired(lazy_gettext("Type the code.")), Length(max=40)],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "dir": "ltr",
        },
    )

    @property
    def typed(self) -> str:
        """The code as it is kept: no spaces, large letters."""
        return "".join(letter for letter in (self.code.data or "").upper() if letter.isalnum())
