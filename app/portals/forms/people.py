"""Finding, inviting and deciding about people."""

from typing import Any

from wtforms import EmailField, RadioField, SearchField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from app.accounts.models import Role
from app.kernel.forms import Form
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.portals.words import role_name

_ADDRESS = r"^\s*[^@\s]{1,64}@[^@\s]+\.[^@\s]+\s*$"


class FilterForm(Form):
    """Which members to show; a GET form, without a token."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    name = SearchField(_l("Name"), [Length(max=80)], render_kw={"dir": "auto", "maxlength": 80})
    role = SelectField(_l("Role"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [("", _("Every role")), *((r.value, role_name(r)) for r in Role)]

    @property
    def chosen_role(self) -> Role | None:
        """The role asked for; one that does not exist is every role."""
        return Role(self.role.data) if self.role.data in list(Role) else None


class _RoleChoice(Form):
    """Something that names a role."""

    role = RadioField(_l("Role"), coerce=Role)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [(role, role_name(role)) for role in Role]


class InvitationForm(_RoleChoice):
    """Whom to invite, and as what."""

    email = EmailField(
        _l("E-mail"),
        [
            DataRequired(_l("Enter the address of the person whom you invite.")),
            Length(max=254),
            Regexp(_ADDRESS, message=_l("Enter an e-mail address such as amina@school.example.")),
        ],
        render_kw={"autocomplete": "off", "maxlength": 254, "dir": "ltr"},
    )


def _reason() -> TextAreaField:
    return TextAreaField(
        _l("Reason"),
        [DataRequired(_l("Say why: the person will read it.")), Length(max=2000)],
        description=_l("The person reads it in a mail."),
        render_kw={"rows": 4, "dir": "auto", "maxlength": 2000},
    )


class ReasonForm(Form):
    """Why somebody is refused or removed."""

    reason = _reason()


class RoleForm(_RoleChoice):
    """Which role a member has from now on, and why."""

    reason = _reason()
