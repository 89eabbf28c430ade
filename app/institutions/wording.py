"""How institutions are spoken of."""

from app.institutions.models import InstitutionKind
from app.kernel.i18n import lazy_gettext, lazy_pgettext

KINDS = {
    InstitutionKind.MINISTRY: lazy_pgettext("institution", "Ministry"),
    InstitutionKind.COLLEGE: lazy_pgettext("institution", "College"),
    InstitutionKind.SCHOOL: lazy_pgettext("institution", "School"),
    InstitutionKind.OTHER: lazy_pgettext("institution", "Other institution"),
}

GROUPS = {
    InstitutionKind.MINISTRY: lazy_gettext("Ministries"),
    InstitutionKind.COLLEGE: lazy_gettext("Colleges"),
    InstitutionKind.SCHOOL: lazy_gettext("Schools"),
    InstitutionKind.OTHER: lazy_gettext("Other institutions"),
}
"""In the order in which a portal lists them."""
