"""What was found out about one badge."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.badges.models import Award
from app.badges.openbadges.checking import Check, Outcome
from app.badges.verifying.claims import Claims


class Question(StrEnum):
    """What is asked of every badge; none of the answers hides another."""

    SIGNATURE = "signature"
    ISSUER = "issuer"
    DATES = "dates"
    STATUS = "status"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True)
class Finding:
    """One question and its answer."""

    question: Question
    check: Check

    @property
    def outcome(self) -> Outcome:
        """Whether it is proven."""
        return self.check.outcome

    @property
    def code(self) -> str:
        """What is said to people is chosen by it."""
        return self.check.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Everything about one badge: the answers, and what the badge itself says."""

    standard: str
    findings: tuple[Finding, ...]
    claims: Claims
    award: Award | None = None
    """Ours, where whoever asks may see it."""
    asked: tuple[str, ...] = field(default=())
    """The hosts that were asked."""

    @property
    def verdict(self) -> Outcome:
        """Tell whether its issuer awarded it and it counts today.

        What was not asked, and what cannot be revoked at all, does not speak against it.
        """
        if any(one.outcome is Outcome.FAILED for one in self.findings):
            return Outcome.FAILED
        asked = (one for one in self.findings if one.code not in _NOT_NEEDED)
        sure = all(one.outcome is Outcome.PASSED for one in asked)
        return Outcome.PASSED if sure else Outcome.NOT_CHECKED


_NOT_NEEDED = {"status.absent", "recipient.not_asked"}


def passed(code: str, detail: str = "") -> Check:
    """Return that something is proven."""
    return Check(Outcome.PASSED, code, detail)


def failed(code: str, detail: str = "") -> Check:
    """Return that something is refuted."""
    return Check(Outcome.FAILED, code, detail)


def open_(code: str, detail: str = "") -> Check:
    """Return that something could not be checked."""
    return Check(Outcome.NOT_CHECKED, code, detail)
