"""Certificates: what somebody completed, as a page of PDF to print; values in, bytes out.

Every script that the fonts have is shaped as its readers write it, right to left where it runs so,
and can be taken out of the file as it was typed. The same values make the same bytes.
"""

from app.badges.certificates.coverage import unwritable
from app.badges.certificates.layout import draw
from app.badges.certificates.values import (
    MOST_FACTS,
    MOST_ISSUERS,
    MOST_SIGNATORIES,
    Border,
    Certificate,
    Fact,
    Look,
    Paper,
    Signatory,
    Text,
)

__all__ = [
    "MOST_FACTS",
    "MOST_ISSUERS",
    "MOST_SIGNATORIES",
    "Border",
    "Certificate",
    "Fact",
    "Look",
    "Paper",
    "Signatory",
    "Text",
    "draw",
    "unwritable",
]
