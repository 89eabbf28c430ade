"""The tables of badges, and the rules of one badge and one award."""

from app.badges.models.award import Award
from app.badges.models.badge import Badge, BadgeStatus, CoIssuer
from app.badges.models.issuing import Issuer, IssuerKey, Means, Showing, language_of, text_in

__all__ = [
    "Award",
    "Badge",
    "BadgeStatus",
    "CoIssuer",
    "Issuer",
    "IssuerKey",
    "Means",
    "Showing",
    "language_of",
    "text_in",
]
