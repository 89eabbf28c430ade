"""What stewards fill in about people and about their portal."""

from app.portals.forms.people import FilterForm, InvitationForm, ReasonForm, RoleForm
from app.portals.forms.portal import PortalForm

__all__ = ["FilterForm", "InvitationForm", "PortalForm", "ReasonForm", "RoleForm"]
