"""Reading institutions and who belongs to them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Actor, User
from app.institutions.models import (
    Belonging,
    Institution,
    InstitutionPlace,
    PlaceChange,
)
from app.institutions.policy import visible_to
from app.kernel.db import session
from app.kernel.paging import Page, page
from app.portals.models import Portal

PAGE_SIZE = 30
PLAN = (joinedload(Institution.portal),)
PERSON = joinedload(InstitutionPlace.user).load_only(User.name, User.headline, User.about_language)


def visible(actor: Actor) -> Select[Institution]:
    """Select the institutions that exist for this person."""
    return select(Institution).where(visible_to(actor))


def get(actor: Actor, portal_id: int, institution_id: int) -> Institution | None:
    """Return an institution of the portal: the one door through which a view reaches it."""
    found = visible(actor).where(
        Institution.id == institution_id, Institution.portal_id == portal_id
    )
    return session.scalar(found.options(*PLAN))


def of_portal(actor: Actor, portal: Portal) -> Sequence[Institution]:
    """Return the institutions of a portal that are open, ministries first, then colleges."""
    found = visible(actor).where(
        Institution.portal_id == portal.id, Institution.closed_at.is_(None)
    )
    return session.scalars(found.order_by(Institution.kind, Institution.id).options(*PLAN)).all()


def sizes(institutions: Iterable[Institution]) -> dict[int, int]:
    """Count who belongs to each of these institutions."""
    ids = [one.id for one in institutions]
    counted = (
        select(InstitutionPlace.institution_id, func.count())
        .where(
            InstitutionPlace.institution_id.in_(ids),
            InstitutionPlace.belonging == Belonging.CONFIRMED,
        )
        .group_by(InstitutionPlace.institution_id)
    )
    return {row[0]: row[1] for row in session.execute(counted)}


def place_of(actor: Actor, institution: Institution) -> InstitutionPlace | None:
    """Return the actor's own place in an institution."""
    return session.get(InstitutionPlace, (institution.id, actor.id)) if actor.id else None


def place(institution: Institution, user_id: int) -> InstitutionPlace | None:
    """Return somebody's place, with the person; for those who run the institution."""
    found = select(InstitutionPlace).where(
        InstitutionPlace.institution_id == institution.id, InstitutionPlace.user_id == user_id
    )
    return session.scalar(found.options(PERSON))


def members(
    institution: Institution, *, after: str | None = None, before: str | None = None
) -> Page[InstitutionPlace]:
    """Return a page of who belongs to an institution and does not coordinate it, newest first."""
    found = select(InstitutionPlace).where(
        InstitutionPlace.institution_id == institution.id,
        InstitutionPlace.belonging == Belonging.CONFIRMED,
        InstitutionPlace.is_coordinator.is_(False),
    )
    keys = (InstitutionPlace.since, InstitutionPlace.user_id)
    return page(found.options(PERSON), *keys, size=PAGE_SIZE, after=after, before=before)


def asking(institution: Institution) -> Sequence[InstitutionPlace]:
    """Return who says that they belong to an institution, the longest waiting first."""
    found = select(InstitutionPlace).where(
        InstitutionPlace.institution_id == institution.id,
        InstitutionPlace.belonging == Belonging.ASKED,
    )
    return session.scalars(found.order_by(InstitutionPlace.since).options(PERSON)).all()


def coordinators(institution_id: int) -> Sequence[User]:
    """Return who runs an institution, whoever asks: they are told what waits."""
    found = (
        select(User)
        .join(InstitutionPlace, InstitutionPlace.user_id == User.id)
        .where(
            InstitutionPlace.institution_id == institution_id,
            InstitutionPlace.belonging == Belonging.CONFIRMED,
            InstitutionPlace.is_coordinator,
        )
    )
    return session.scalars(found.order_by(User.id)).all()


def of_person(actor: Actor, person: User) -> Sequence[Institution]:
    """Return where a person belongs, as far as the actor sees it."""
    found = (
        visible(actor)
        .join(InstitutionPlace, InstitutionPlace.institution_id == Institution.id)
        .where(
            InstitutionPlace.user_id == person.id,
            InstitutionPlace.belonging == Belonging.CONFIRMED,
        )
    )
    return session.scalars(found.order_by(Institution.id).options(*PLAN)).all()


def run_by(actor: User, portal: Portal) -> Sequence[Institution]:
    """Return the institutions of a portal that this person coordinates."""
    found = (
        select(Institution)
        .join(InstitutionPlace, InstitutionPlace.institution_id == Institution.id)
        .where(
            Institution.portal_id == portal.id,
            Institution.closed_at.is_(None),
            InstitutionPlace.user_id == actor.id,
            InstitutionPlace.belonging == Belonging.CONFIRMED,
            InstitutionPlace.is_coordinator,
        )
    )
    return session.scalars(found.order_by(Institution.id).options(*PLAN)).all()


def places_asked(institution_ids: Iterable[int]) -> Sequence[InstitutionPlace]:
    """Return who asks at these institutions, whoever wants to know: for jobs."""
    found = select(InstitutionPlace).where(
        InstitutionPlace.institution_id.in_(list(institution_ids)),
        InstitutionPlace.belonging == Belonging.ASKED,
    )
    plan = joinedload(InstitutionPlace.institution).options(*PLAN)
    return session.scalars(found.options(PERSON, plan)).all()


def changes_by_ids(ids: Iterable[int]) -> Sequence[PlaceChange]:
    """Return what became of people's places, whoever asks: for jobs."""
    found = select(PlaceChange).where(PlaceChange.id.in_(list(ids)))
    plan = joinedload(PlaceChange.institution).options(*PLAN)
    return session.scalars(found.options(plan)).all()
