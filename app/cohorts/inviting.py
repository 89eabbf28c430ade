"""Inviting people into a cohort: those with an account by a notice, others by mail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import joinedload

from app.accounts import queries as accounts
from app.accounts import secret
from app.accounts.addresses import normal_email
from app.accounts.models import User
from app.cohorts import enrolling, policy, queries
from app.cohorts.events import InvitationWritten
from app.cohorts.listing import Listed, Sheet
from app.cohorts.models import (
    Cohort,
    CohortInvitation,
    CohortStatus,
    Enrolment,
    Standing,
)
from app.kernel import clock, mail
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.kernel.urls import external

AT_ONCE = 500
"""Addresses of one statement."""


class Fate(StrEnum):
    """What happens to somebody on a list."""

    IN_ALREADY = "in-already"
    INVITED_ALREADY = "invited-already"
    RUNS_IT = "runs-it"
    OUTSIDE = "outside"
    """Not a member of the closed portal that the cohort is in."""
    LET_IN = "let-in"
    INVITE = "invite"


@dataclass(frozen=True, slots=True)
class Planned:
    """Somebody on a list, and what would happen."""

    listed: Listed
    fate: Fate
    person: User | None


def plan(cohort: Cohort, sheet: Sheet, *, at_once: bool, actor: User) -> list[Planned]:
    """Return what would happen to each on a list.

    `at_once` lets in members of the portal, who are listed on its page of people; everyone else
    is invited. That somebody has an account elsewhere is not told.
    """
    require(policy.can_run(actor, cohort))
    _require_open(cohort)
    people = _people([one.email for one in sheet.people])
    places = queries.enrolments_of(cohort, [one.id for one in people.values()])
    known = _Known(cohort, places, {one.email for one in pending_of(cohort)}, at_once)
    named = [(one, people.get(one.email)) for one in sheet.people]
    return [Planned(one, known.fate(one, person), person) for one, person in named]


def carry_out(cohort: Cohort, planned: Sequence[Planned], *, actor: User) -> tuple[int, int]:
    """Let in and invite as planned; return how many of each."""
    require(policy.can_run(actor, cohort))
    queries.hold(cohort)
    let_in = [one.person for one in planned if one.fate == Fate.LET_IN and one.person]
    invited = [one for one in planned if one.fate == Fate.INVITE]
    known = [one.person for one in invited if one.person is not None]
    enrolling.put_all(cohort, let_in, Standing.ACTIVE, actor=actor)
    enrolling.put_all(cohort, known, Standing.INVITED, actor=actor)
    _write(cohort, [one.listed for one in invited if one.person is None], actor)
    return len(let_in), len(invited)


def invite(cohort: Cohort, email: str, name: str = "", *, actor: User) -> None:
    """Offer somebody a place by the address; who asked or waits comes in."""
    require(policy.can_run(actor, cohort))
    _require_open(cohort)
    person = _people([normal_email(email)]).get(normal_email(email))
    listed = Listed(1, normal_email(email), name.strip())
    if person is None:
        _require_reachable(cohort, None)
        _write(cohort, [listed], actor)
        return
    _require_reachable(cohort, person)
    mine = queries.enrolment_of(person, cohort)
    if mine is not None and mine.is_active:
        raise Refused(_("%(name)s takes part already.") % {"name": person.name})
    enrolling.invite(cohort, person, actor=actor)


def take_back(cohort: Cohort, invitation: CohortInvitation, *, actor: User) -> None:
    """Take an offer back: its link leads nowhere."""
    require(policy.can_run(actor, cohort) and invitation.cohort_id == cohort.id)
    session.delete(invitation)


def accept(invitation: CohortInvitation, *, actor: User) -> Enrolment:
    """Take the place that was offered; in a full cohort, one in line."""
    require(invitation.is_for(actor))
    cohort = invitation.cohort
    if cohort.status != CohortStatus.OPEN:
        raise Refused(_("Nobody comes into this cohort now. Ask the trainers."))
    if actor.id in cohort.trainer_ids:
        raise Refused(_("You run this cohort."))
    used = session.execute(delete(CohortInvitation).where(CohortInvitation.id == invitation.id))
    if not isinstance(used, CursorResult) or used.rowcount != 1:
        raise Refused(_("This invitation has been used already."))
    mine = queries.enrolment_of(actor, cohort)
    if mine is not None and mine.is_active:
        return mine
    return enrolling.take_place(cohort, actor=actor)


def pending_of(cohort: Cohort) -> Sequence[CohortInvitation]:
    """Return the offers by mail that are not answered yet, the newest first."""
    found = select(CohortInvitation).where(
        CohortInvitation.cohort_id == cohort.id, CohortInvitation.expires_at > clock.now()
    )
    return session.scalars(found.order_by(CohortInvitation.id.desc())).all()


def get(cohort: Cohort, invitation_id: int) -> CohortInvitation | None:
    """Return an offer of a cohort, for who runs it."""
    found = session.get(CohortInvitation, invitation_id)
    return found if found is not None and found.cohort_id == cohort.id else None


def by_token(token: str) -> CohortInvitation | None:
    """Return the offer that a mail's link names, as long as it holds."""
    found = select(CohortInvitation).where(
        CohortInvitation.token_hash == secret.fingerprint(token),
        CohortInvitation.expires_at > clock.now(),
    )
    return session.scalar(found.options(*_WHOLE))


def send(invitation_id: int) -> None:
    """Write the mail of an offer, with a new token; for the job."""
    found = select(CohortInvitation).where(CohortInvitation.id == invitation_id)
    invitation = session.scalar(found.options(*_WHOLE))
    if invitation is None or invitation.token_hash is not None:
        return
    token = secret.new()
    invitation.token_hash = secret.fingerprint(token)
    cohort = invitation.cohort
    locale = cohort.portal.locale
    mail.send(
        invitation.email,
        "cohorts/invitation",
        locale=locale,
        invitation=invitation,
        cohort=cohort,
        portal=cohort.portal.name_in(locale),
        name=invitation.name or invitation.email,
        address=invitation.email,
        link=external("cohorts.invitation", locale=locale, token=token),
    )


_WHOLE = (
    joinedload(CohortInvitation.cohort).options(
        joinedload(Cohort.portal), joinedload(Cohort.course), joinedload(Cohort.trainers)
    ),
    joinedload(CohortInvitation.invited_by).load_only(User.name),
)


@dataclass(frozen=True, slots=True)
class _Known:
    """What decides on somebody's fate, read once for a whole list."""

    cohort: Cohort
    places: dict[int, Enrolment]
    pending: set[str]
    at_once: bool

    def fate(self, listed: Listed, person: User | None) -> Fate:
        """Return what would happen to somebody."""
        mine = self.places.get(person.id) if person else None
        is_member = person is not None and person.is_member_of(self.cohort.portal_id)
        if person is not None and person.id in self.cohort.trainer_ids:
            return Fate.RUNS_IT
        if mine is not None and mine.is_active:
            return Fate.IN_ALREADY
        if self.cohort.portal.is_closed and not is_member:
            return Fate.OUTSIDE
        if self.at_once and is_member:
            return Fate.LET_IN
        is_invited = mine is not None and mine.standing == Standing.INVITED
        return Fate.INVITED_ALREADY if is_invited or listed.email in self.pending else Fate.INVITE


def _people(emails: list[str]) -> dict[str, User]:
    """Return the confirmed accounts of these addresses."""
    found: dict[str, User] = {}
    for start in range(0, len(emails), AT_ONCE):
        some = select(User).where(
            User.email.in_(emails[start : start + AT_ONCE]), User.confirmed_at.is_not(None)
        )
        people = session.scalars(some.options(*accounts.WHOLE))
        found |= {one.email: one for one in people if one.email}
    return found


def _write(cohort: Cohort, listed: Iterable[Listed], actor: User) -> None:
    """Offer places by mail; an earlier offer to the same address is void."""
    some = list(listed)
    for start in range(0, len(some), AT_ONCE):
        emails = [one.email for one in some[start : start + AT_ONCE]]
        gone = delete(CohortInvitation).where(
            CohortInvitation.cohort_id == cohort.id, CohortInvitation.email.in_(emails)
        )
        session.execute(gone)
    at = clock.now()
    made = [
        CohortInvitation(
            cohort_id=cohort.id,
            email=one.email,
            name=one.name,
            invited_by_id=actor.id,
            created_at=at,
            expires_at=at + CohortInvitation.LIFETIME,
        )
        for one in some
    ]
    session.add_all(made)
    session.flush()  # the events name them by their ids
    for invitation in made:
        record(InvitationWritten(invitation.id))


def _require_open(cohort: Cohort) -> None:
    if cohort.status != CohortStatus.OPEN:
        raise Refused(_("Open the cohort first: nobody can come in yet."))


def _require_reachable(cohort: Cohort, person: User | None) -> None:
    if cohort.portal.is_closed and not (person and person.is_member_of(cohort.portal_id)):
        raise Refused(
            _("This portal is closed: a steward has to invite this person into it first.")
        )
