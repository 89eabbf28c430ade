"""What things are called on pages and in mails, in the locale that is spoken now."""

from app.accounts.models import Role
from app.kernel.i18n import gettext as _
from app.kernel.i18n import pgettext
from app.portals.models import Joining
from app.taxonomy import regions

REGIONS = (*regions.SLUGS, "middle-east")


def region_name(slug: str) -> str:
    """Return the name of a region under which the network lists its portals."""
    return _("Middle East") if slug == "middle-east" else regions.name(slug)


def role_name(role: Role) -> str:
    """Return the name of a role."""
    names = {
        Role.MEMBER: pgettext("role", "Member"),
        Role.TRAINER: pgettext("role", "Trainer"),
        Role.MODERATOR: pgettext("role", "Moderator"),
        Role.STEWARD: pgettext("role", "Steward"),
    }
    return names[role]


def role_hints() -> dict[Role, str]:
    """Return what each role may do, in a sentence."""
    return {
        Role.MEMBER: _("Shares lessons and writes in the portal."),
        Role.TRAINER: _("Runs courses too."),
        Role.MODERATOR: _("Looks after what others share, too."),
        Role.STEWARD: _("Runs the portal: texts, languages, members and roles."),
    }


def joining_name(joining: Joining) -> str:
    """Return the name of a way to become a member."""
    names = {
        Joining.OPEN: _("Everyone joins at once"),
        Joining.APPROVAL: _("People ask, and a steward decides"),
        Joining.INVITATION: _("By invitation only"),
    }
    return names[joining]


def drawings() -> dict[str, str]:
    """Return the chalk drawings from which a steward picks one, with their names."""
    return {
        "curve": pgettext("drawing", "Curve"),
        "stars": pgettext("drawing", "Stars"),
        "hills": pgettext("drawing", "Hills"),
        "circle": pgettext("drawing", "Folded circle"),
        "notes": pgettext("drawing", "Notes"),
        "leaves": pgettext("drawing", "Leaves"),
        "waves": pgettext("drawing", "Waves"),
        "bits": pgettext("drawing", "Bits"),
        "bridge": pgettext("drawing", "Bridge"),
    }


def hue_names() -> dict[int, str]:
    """Return the colours from which a steward picks one, by their place on the circle."""
    return {
        0: pgettext("colour", "Rose"),
        20: pgettext("colour", "Brick"),
        40: pgettext("colour", "Clay"),
        70: pgettext("colour", "Ochre"),
        100: pgettext("colour", "Olive"),
        130: pgettext("colour", "Grass"),
        160: pgettext("colour", "Jade"),
        180: pgettext("colour", "Teal"),
        200: pgettext("colour", "Lagoon"),
        230: pgettext("colour", "Sky"),
        260: pgettext("colour", "Blue"),
        280: pgettext("colour", "Indigo"),
        300: pgettext("colour", "Violet"),
        330: pgettext("colour", "Plum"),
        350: pgettext("colour", "Raspberry"),
    }
