"""Reading portals, their members, and those who want to be."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from app.accounts import secret
from app.accounts.models import Actor, Membership, Role, Standing, User
from app.accounts.standpoints import once_per_standpoint
from app.kernel import clock
from app.kernel.db import session
from app.kernel.paging import Page, page
from app.portals.models import Invitation, MembershipChange, Portal
from app.portals.policy import visible_to

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Listed:
    """A portal in a list, and how many people belong to it."""

    portal: Portal
    members: int


def visible(actor: Actor) -> Select[Portal]:
    """Select the portals that exist for this person."""
    return select(Portal).where(visible_to(actor))


def by_slug(actor: Actor, slug: str) -> Portal | None:
    """Return the portal of an address: the one door to it."""
    return session.scalar(_by_slug(actor), {"slug": slug})


@once_per_standpoint
def _by_slug(actor: Actor) -> Select[Portal]:
    return visible(actor).where(Portal.slug == bindparam("slug"))


def named(slug: str) -> Portal | None:
    """Return a portal whoever asks: for commands and jobs, never for a page."""
    return session.scalar(select(Portal).where(Portal.slug == slug))


def everything(actor: Actor) -> list[Portal]:
    """Return all portals that exist for this person, oldest first."""
    return list(session.scalars(visible(actor).order_by(Portal.id)))


def listed(actor: Actor) -> list[Listed]:
    """Return the portals that exist for this person with their numbers, in one statement."""
    return _listed(visible(actor))


def whole_network() -> list[Listed]:
    """Return every portal with its numbers: for the operator's command line."""
    return _listed(select(Portal))


def by_region(portals: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Group listed portals by region, in the order in which they come."""
    regions: dict[str, list[Listed]] = {}
    for one in portals:
        regions.setdefault(one.portal.region, []).append(one)
    return regions


def by_language(portals: Iterable[Listed]) -> dict[str, list[Listed]]:
    """Group listed portals by the languages they offer; a portal stands under each of its own."""
    languages: dict[str, list[Listed]] = {}
    for one in portals:
        for tag in one.portal.languages:
            languages.setdefault(tag, []).append(one)
    return languages


def members(portal_id: int) -> Select[User]:
    """Select the members of a portal whom everyone may see: their address is confirmed."""
    return select(User).join(Membership).where(Membership.portal_id == portal_id, _belongs())


def count_members(portal_id: int) -> int:
    """Count the people who belong to a portal."""
    counted = members(portal_id).with_only_columns(func.count()).order_by(None)
    return session.scalar(counted) or 0


def people(
    portal_id: int,
    *,
    name: str = "",
    role: Role | None = None,
    after: str | None = None,
    before: str | None = None,
) -> Page[Membership]:
    """Return a page of a portal's members, the newest first, by part of the name and by role."""
    found = (
        select(Membership)
        .join(User)
        .where(Membership.portal_id == portal_id, _belongs(), *map(is_called, name.split()[:5]))
        .options(contains_eager(Membership.user))
    )
    if role is not None:
        found = found.where(Membership.role == role)
    keys = (Membership.created_at, Membership.user_id)
    return page(found, *keys, size=PAGE_SIZE, after=after, before=before)


def of_person(actor: Actor, person: User) -> list[tuple[Portal, Role]]:
    """Return the portals to which a person belongs, as far as they exist for whoever asks."""
    found = (
        visible(actor)
        .add_columns(Membership.role)
        .join(Membership, Membership.portal_id == Portal.id)
        .where(Membership.user_id == person.id, Membership.standing == Standing.ACTIVE)
        .order_by(Membership.created_at, Portal.id)
    )
    return list(session.execute(found))


def membership(portal_id: int, user_id: int) -> Membership | None:
    """Return a person's place in a portal, held yet or not."""
    return session.scalar(
        select(Membership)
        .where(Membership.portal_id == portal_id, Membership.user_id == user_id)
        .options(joinedload(Membership.user))
    )


def member(portal_id: int, user_id: int) -> Membership | None:
    """Return the place of a member who is shown on the portal's page of people."""
    return session.scalar(
        select(Membership)
        .join(User)
        .where(Membership.portal_id == portal_id, Membership.user_id == user_id, _belongs())
        .options(contains_eager(Membership.user))
    )


def awaiting(portal_id: int) -> list[Membership]:
    """Return those who asked to join, the longest waiting first."""
    found = (
        select(Membership)
        .where(Membership.portal_id == portal_id, Membership.standing == Standing.AWAITING)
        .order_by(Membership.created_at, Membership.user_id)
        .options(joinedload(Membership.user))
    )
    return list(session.scalars(found))


def count_awaiting(portal_id: int) -> int:
    """Count those who asked to join and have no answer yet."""
    waits = (Membership.portal_id == portal_id, Membership.standing == Standing.AWAITING)
    return session.scalar(select(func.count()).select_from(Membership).where(*waits)) or 0


def places(portal_id: int) -> list[Membership]:
    """Return every place in the portal, held or asked for: for the operator's command line."""
    found = (
        select(Membership)
        .where(Membership.portal_id == portal_id)
        .order_by(Membership.standing, Membership.created_at, Membership.user_id)
        .options(joinedload(Membership.user))
    )
    return list(session.scalars(found))


def held_steward_ids(portal_id: int) -> list[int]:
    """Return who runs the portal, held until the transaction ends: nobody else leaves meanwhile."""
    found = (
        select(Membership.user_id)
        .where(
            Membership.portal_id == portal_id,
            Membership.role == Role.STEWARD,
            Membership.standing == Standing.ACTIVE,
        )
        .order_by(Membership.user_id)
        .with_for_update()
    )
    return list(session.scalars(found))


def change(change_id: int) -> MembershipChange | None:
    """Return what became of somebody's place, with its portal and person: for mails."""
    return session.scalar(
        select(MembershipChange)
        .where(MembershipChange.id == change_id)
        .options(joinedload(MembershipChange.portal), joinedload(MembershipChange.user))
    )


def invitations(portal_id: int) -> list[Invitation]:
    """Return the invitations that were neither used nor are too old, the newest first."""
    found = (
        select(Invitation)
        .where(Invitation.portal_id == portal_id, Invitation.expires_at > clock.now())
        .order_by(Invitation.created_at.desc(), Invitation.id.desc())
        .options(joinedload(Invitation.invited_by))
    )
    return list(session.scalars(found))


def invitation(token: str) -> Invitation | None:
    """Return the invitation that came by mail, unless it was used, revoked or is too old."""
    return _invitation(Invitation.token_hash == secret.fingerprint(token))


def invitation_of(portal_id: int, invitation_id: int) -> Invitation | None:
    """Return an invitation of the portal that is still open."""
    return _invitation(Invitation.portal_id == portal_id, Invitation.id == invitation_id)


def _invitation(*which: ColumnElement[bool]) -> Invitation | None:
    return session.scalar(
        select(Invitation)
        .where(Invitation.expires_at > clock.now(), *which)
        .options(joinedload(Invitation.portal), joinedload(Invitation.invited_by))
    )


def _listed(portals: Select[Portal]) -> list[Listed]:
    count = (
        select(func.count())
        .select_from(Membership)
        .join(User)
        .where(Membership.portal_id == Portal.id, _belongs())
        .correlate(Portal)
        .scalar_subquery()
    )
    found = session.execute(portals.add_columns(count).order_by(Portal.id))
    return [Listed(portal, members) for portal, members in found]


def _belongs() -> ColumnElement[bool]:
    return and_(
        Membership.standing == Standing.ACTIVE,
        User.confirmed_at.is_not(None),
        User.email.is_not(None),
    )


def is_called(word: str) -> ColumnElement[bool]:
    """Compare part of a name in the ways it may be written: SQLite folds the case of ASCII only."""
    word = unicodedata.normalize("NFC", word)
    written = {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(User.name.icontains(form, autoescape=True) for form in sorted(written)))
