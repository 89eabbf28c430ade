"""The words of the page that checks badges without a network."""

from app.badges.openbadges.checking import Outcome
from app.badges.verifying import words as online
from app.badges.verifying.checked import Finding, Question, open_
from app.kernel import i18n
from app.kernel.i18n import gettext as _

CODES = (
    "signature.valid", "signature.mismatch", "signature.claims_differ", "signature.missing",
    "signature.retired_key", "signature.key_not_yet_valid", "signature.undated",
    "signature.unsupported", "issuer.holds_key", "issuer.other_key", "issuer.unknown_key",
    "issuer.signature_failed", "dates.current", "dates.not_yet", "dates.expired",
    "dates.unreadable", "status.revoked", "status.absent", "recipient.matches",
    "recipient.differs", "recipient.not_asked", "recipient.unnamed",
)  # fmt: skip


def words(tag: str) -> dict[str, str]:
    """Return all that the page says in one locale; `{day}` stands for when it was made."""
    with i18n.speaking(tag):
        return {**_page(), **_answers(), **_sentences(), "dir": i18n.current().dir}


def _page() -> dict[str, str]:
    return {
        "language": i18n.current().name,
        "title": _("Check a badge without the internet"),
        "lede": _("This page checks badges that were awarded at {site}. It asks nobody: all that "
                  "it knows is in this file, as of {day}."),
        "file": _("A file"),
        "file.hint": _("The JWT file of the award. Of a picture or a JSON file this page cannot "
                       "check the signature."),
        "text": _("Or its text"),
        "email": _("Whose badge should it be? (if you like)"),
        "check": _("Check"),
        "says": _("What the badge says"),
        "badge": _("Badge"),
        "stands": _("What it stands for"),
        "issuer": _("Awarded by"),
        "issued": _("Awarded on"),
        "expires": _("Valid until"),
        "address": _("Address of the award, which stays"),
        "unreadable": _("There is no badge in it that we can read."),
        "old": _("This browser is too old to check signatures."),
    }  # fmt: skip


def _answers() -> dict[str, str]:
    return {
        **{f"question.{one}": online.question(one) for one in Question},
        **{f"outcome.{one}": online.outcome(one) for one in Outcome},
        "verdict.passed": _("This badge is genuine, and it counted on {day}."),
        "verdict.failed": _("Do not rely on this badge."),
        "verdict.not-checked": _("Not everything about this badge could be checked."),
        "verdict.another": _("This badge is genuine, but it belongs to somebody else."),
    }


def _sentences() -> dict[str, str]:
    said = {code: online.sentence(Finding(Question.SIGNATURE, open_(code))) for code in CODES}
    return said | {
        "signature.unknown_key": _(
            "No key of this name is in this file: it comes from elsewhere, or was signed with a "
            "key that is newer than this file."
        ),
        "signature.json": _(
            "A signature of this form is checked online only. Ask for the JWT file: it is on the "
            "award’s page, at the address below."
        ),
        "status.in_force": _("Until {day} the issuer had not taken it back."),
        "status.newer": _(
            "It was awarded after this file was made, so the file cannot tell. Get a newer one."
        ),
        "status.unknown": _("It names another list than the issuer’s, so this file cannot tell."),
    }
