"""Who may see a cohort, take part in it and run it."""

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from app.accounts.models import Actor, Membership, Role
from app.accounts.models import Standing as Place
from app.accounts.standpoints import once_per_standpoint
from app.cohorts.models import Cohort, CohortStatus, CohortTrainer, Enrolment, Entry, Standing
from app.portals import policy as portals
from app.portals.models import Portal

CONNECTED = (Standing.INVITED, Standing.ASKED, Standing.WAITING, Standing.ACTIVE)
"""The standings in which a cohort is shown to a person who could not see it else."""


def can_view(actor: Actor, cohort: Cohort, enrolment: Enrolment | None = None) -> bool:
    """People see open cohorts of portals that they see, and those that they run or belong to.

    `enrolment` is the actor's own. Where people come in by invitation, nobody else sees it.
    """
    if can_run(actor, cohort):
        return True
    if enrolment is not None and enrolment.standing in CONNECTED:
        return not cohort.is_planned
    announced = cohort.status == CohortStatus.OPEN and cohort.entry != Entry.INVITATION
    return announced and portals.can_view(actor, cohort.portal)


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    if actor.is_network_steward:
        return true()
    seen = Cohort.portal_id.in_(select(Portal.id).where(portals.visible_to(actor)))
    announced = and_(Cohort.status == CohortStatus.OPEN, Cohort.entry != Entry.INVITATION, seen)
    belongs = exists().where(
        Enrolment.cohort_id == Cohort.id,
        Enrolment.user_id == actor.id,
        Enrolment.standing.in_(CONNECTED),
    )
    belonging = and_(Cohort.status != CohortStatus.PLANNED, belongs)
    return or_(announced, belonging, runs(actor))


@once_per_standpoint
def runs(actor: Actor) -> ColumnElement[bool]:
    """Say `can_run` in SQL."""
    if actor.is_network_steward:
        return true()
    trains = exists().where(
        CohortTrainer.cohort_id == Cohort.id,
        CohortTrainer.user_id == actor.id,
        _role_there(actor, (Role.TRAINER, Role.MODERATOR, Role.STEWARD)),
    )
    return or_(trains, _role_there(actor, (Role.STEWARD,)))


def can_start(actor: Actor, portal: Portal) -> bool:
    """Trainers start cohorts in their portal."""
    return actor.trains(portal.id)


def can_run(actor: Actor, cohort: Cohort) -> bool:
    """Its trainers run a cohort while they train in its portal; stewards run all of theirs."""
    own = actor.id in cohort.trainer_ids and actor.trains(cohort.portal_id)
    return own or actor.is_steward_of(cohort.portal_id)


def can_enrol(actor: Actor, cohort: Cohort, enrolment: Enrolment | None) -> bool:
    """Confirmed people come into an open cohort, in the way that it says, but not its trainers."""
    if not actor.is_confirmed or cohort.status != CohortStatus.OPEN:
        return False
    if actor.id in cohort.trainer_ids:
        return False
    if enrolment is None:
        return cohort.entry != Entry.INVITATION
    again = enrolment.standing == Standing.LEFT and cohort.entry != Entry.INVITATION
    return enrolment.standing == Standing.INVITED or again


def can_leave(enrolment: Enrolment | None) -> bool:
    """People leave, and take back what they asked for."""
    return enrolment is not None and enrolment.standing in CONNECTED


def can_learn(actor: Actor, enrolment: Enrolment | None) -> bool:
    """Participants read the course and do its work, also when the cohort is closed."""
    return enrolment is not None and enrolment.is_active and enrolment.user_id == actor.id


def can_read(actor: Actor, cohort: Cohort, enrolment: Enrolment | None) -> bool:
    """Who takes part and who runs it read what is in the cohort."""
    return can_run(actor, cohort) or can_learn(actor, enrolment)


def _role_there(actor: Actor, roles: tuple[Role, ...]) -> ColumnElement[bool]:
    return exists().where(
        Membership.user_id == actor.id,
        Membership.portal_id == Cohort.portal_id,
        Membership.standing == Place.ACTIVE,
        Membership.role.in_(roles),
    )
