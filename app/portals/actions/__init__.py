"""What people do with portals and their places in them."""

from app.portals.actions.invitations import accept_invitation, invite, revoke
from app.portals.actions.memberships import (
    accept,
    appoint,
    change_role,
    join,
    leave,
    refuse,
    remove,
)
from app.portals.actions.running import found, revise

__all__ = [
    "accept",
    "accept_invitation",
    "appoint",
    "change_role",
    "found",
    "invite",
    "join",
    "leave",
    "refuse",
    "remove",
    "revise",
    "revoke",
]
