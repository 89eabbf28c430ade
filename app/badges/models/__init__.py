"""The tables of badges, and the rules of one badge and one award."""

from app.badges.models.award import Award
from app.badges.models.badge import Badge, BadgeStatus, CoIssuer
from app.badges.models.endorsement import Endorsement
from app.badges.models.foreign import ForeignBadge
from app.badges.models.issuing import Issuer, IssuerKey, Means, Showing, language_of, text_in
from app.badges.models.recognition import Recognition, Unit

__all__ = [
    "Award",
    "Badge",
    "BadgeStatus",
    "CoIssuer",
    "Endorsement",
    "ForeignBadge",
    "Issuer",
    "IssuerKey",
    "Means",
    "Recognition",
    "Showing",
    "Unit",
    "language_of",
    "text_in",
]
