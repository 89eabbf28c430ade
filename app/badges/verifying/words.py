"""What was found out, in plain words for who has never heard of a signature."""

from collections.abc import Callable
from dataclasses import replace

from app.badges.openbadges.checking import Outcome
from app.badges.verifying.checked import Checked, Finding, Question
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as say
from app.kernel.i18n import pgettext


def question(asked: Question) -> str:
    """Return a question as a reader asks it."""
    return {
        Question.SIGNATURE: _("Is it unchanged?"),
        Question.ISSUER: _("Does it come from the issuer that it names?"),
        Question.DATES: _("Is it in date?"),
        Question.STATUS: _("Does the issuer still stand by it?"),
        Question.RECIPIENT: _("Does it belong to whom you think?"),
    }[asked]


def outcome(found: Outcome) -> str:
    """Return an answer in a word."""
    return {
        Outcome.PASSED: _("Yes, proven"),
        Outcome.FAILED: pgettext("a check", "No"),
        Outcome.NOT_CHECKED: _("Could not be checked"),
    }[found]


def verdict(checked: Checked) -> str:
    """Return the answer to all questions in one sentence."""
    if _is_only_of_another(checked):
        return _("This badge is genuine, but it belongs to somebody else.")
    if checked.verdict is Outcome.FAILED:
        return _("Do not rely on this badge.")
    if checked.verdict is Outcome.PASSED:
        return _("This badge is genuine, and it counts today.")
    return _("Not everything about this badge could be checked.")


def _is_only_of_another(checked: Checked) -> bool:
    """Return whether all is proven but that it is of the person who was asked about."""
    rest = [one for one in checked.findings if one.question is not Question.RECIPIENT]
    is_of_another = any(one.code == "recipient.differs" for one in checked.findings)
    return is_of_another and replace(checked, findings=tuple(rest)).verdict is Outcome.PASSED


def sentence(finding: Finding) -> str:
    """Return what was found out, and why."""
    return str(_SENTENCES.get(finding.code) or _else(finding))


def unknowable(checked: Checked) -> list[str]:
    """Return what no check can tell."""
    asked = next(one for one in checked.findings if one.question is Question.RECIPIENT)
    said = [
        _whose(asked.outcome),
        _("How good the issuer is. A signature says who awarded the badge, not how carefully."),
        _("What the holder can do today. The badge tells what they had shown when it was awarded."),
    ]
    if checked.standard == "2.0":
        said.append(
            _(
                "Whether the issuer changed it later. Badges of this older kind are not signed: "
                "they are what the issuer’s site says today, and end when that site does."
            )
        )
    return said


def _whose(recipient: Outcome) -> str:
    if recipient is Outcome.PASSED:
        return _("Whether the e-mail address is theirs: only a mail that they answer shows that.")
    return _(
        "Whether whoever shows you the badge is the person who earned it. Ask for their e-mail "
        "address and check again: but only a mail that they answer shows that it is theirs."
    )


_SENTENCES = {
    "signature.valid": say("The signature fits: not a letter was changed since it was signed."),
    "signature.mismatch": say(
        "The signature does not fit. The badge was changed after it was signed, or somebody else "
        "signed it."
    ),
    "signature.says_more": say(
        "It holds words that were never signed, beside those that were. Somebody may have added "
        "them."
    ),
    "signature.claims_differ": say("It contradicts itself: two of its parts say different things."),
    "signature.wrong_kind_of_key": say("It is signed with a key that does not fit its signature."),
    "signature.missing": say("Nobody signed it."),
    "signature.retired_key": say(
        "It was signed with a key after its issuer had given that key up. It may have been stolen."
    ),
    "signature.key_not_yet_valid": say("It claims to be signed before its key was made."),
    "signature.undated": say("It does not say when it was signed, so the key cannot be judged."),
    "signature.unknown_key": say("The key that signed it cannot be found under its name."),
    "signature.unreachable": say(
        "The issuer’s keys could not be had just now: their site did not answer as it should."
    ),
    "signature.unsupported": say("It is signed in a way that this verifier does not know."),
    "signature.unknown_context": say(
        "It uses words whose meaning this verifier does not know, so it cannot say what was signed."
    ),
    "hosted.same": say("It says the same as what the issuer publishes at its address."),
    "hosted.mostly_same": say(
        "Holder, badge and dates are what the issuer publishes at its address. Other words in it "
        "differ; shown below is what the issuer publishes."
    ),
    "hosted.differs": say("The issuer publishes something else at its address."),
    "hosted.another": say("Another badge stands at the address that it names."),
    "hosted.no_assertion": say("No badge stands at the address that it names."),
    "hosted.not_there": say("Nothing stands at the address that it names."),
    "hosted.gone": say("The issuer has taken it down, so nothing is left to compare it with."),
    "hosted.unreachable": say("The address that it names did not answer as it should."),
    "hosted.no_address": say(
        "It names no address where it could be looked up, and badges of this older kind are proven "
        "by nothing else that this verifier knows."
    ),
    "issuer.holds_key": say("The key that signed it is one that the issuer publishes."),
    "issuer.other_key": say("It names one issuer, but another one’s key signed it."),
    "issuer.unknown_key": say("Without the issuer’s key nobody can tell."),
    "issuer.signature_failed": say("As the signature does not hold, anyone may have written it."),
    "issuer.same_host": say("It is published on the issuer’s own site."),
    "issuer.other_host": say("It is published on a site that is not the issuer’s."),
    "issuer.unknown": say("The issuer’s own description could not be had."),
    "dates.current": say("It was awarded in the past, and has not expired."),
    "dates.not_yet": say("It counts only from a day that is still to come."),
    "dates.expired": say("Its time is over."),
    "dates.unreadable": say("Its dates cannot be read."),
    "dates.unknown": say("It does not say when it was awarded."),
    "status.in_force": say("The issuer’s signed list of badges taken back does not name it."),
    "status.not_revoked": say("What the issuer publishes does not say that it was taken back."),
    "status.revoked": say("The issuer took it back."),
    "status.suspended": say("For now the issuer has suspended it."),
    "status.unreadable": say("The list of badges taken back cannot be read."),
    "status.unproven": say("The list of badges taken back was not signed by the issuer."),
    "status.absent": say("Its issuer made it without a way to take it back."),
    "status.unavailable": say("The issuer’s list of badges taken back could not be had."),
    "status.outdated": say("The list of badges taken back is too old."),
    "status.unsupported": say("The issuer tells so in a way that this verifier does not know."),
    "recipient.matches": say("It was awarded to the e-mail address that you gave."),
    "recipient.differs": say("It was awarded to another e-mail address than the one you gave."),
    "recipient.not_asked": say(
        "You gave no e-mail address. The badge holds its holder’s only as a fingerprint: with the "
        "address one can compare, without it nobody can read it."
    ),
    "recipient.unnamed": say("It does not name its holder by an e-mail address."),
}  # fmt: skip


def _else(finding: Finding) -> str:
    """Return a sentence for a code that is newer than these words."""
    fallback: dict[Outcome, Callable[[], str]] = {
        Outcome.PASSED: lambda: _("This was checked, and it holds."),
        Outcome.FAILED: lambda: _("This was checked, and it does not hold."),
        Outcome.NOT_CHECKED: lambda: _("This could not be checked."),
    }
    return fallback[finding.outcome]()
