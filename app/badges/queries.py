"""Reading issuers, badges and awards."""

import re
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from app.accounts.models import Actor, User
from app.badges.models import (
    Award,
    Badge,
    BadgeStatus,
    CoIssuer,
    Endorsement,
    Issuer,
    Showing,
)
from app.badges.policy import awards_visible_to, visible_to
from app.kernel.db import session
from app.portals.models import Portal

_NAME = re.compile(r"[\w-]{1,60}", re.ASCII)
"""What names issuers and awards in addresses; no database is asked for anything else."""

_ISSUER = (joinedload(Issuer.portal), selectinload(Issuer.keys))

PLAN = (
    joinedload(Badge.issuer).options(*_ISSUER),
    selectinload(Badge.co_issuers).joinedload(CoIssuer.issuer).joinedload(Issuer.portal),
    selectinload(Badge.endorsements).joinedload(Endorsement.issuer).joinedload(Issuer.portal),
    joinedload(Badge.file),
)

AWARD = (
    joinedload(Award.badge).options(*PLAN),
    joinedload(Award.key),
    joinedload(Award.holder).load_only(User.name, User.locale, User.email),
)

SIGNED = (undefer(Award.credential), undefer(Award.jwt))


def visible(actor: Actor) -> Select[Badge]:
    """Select the badges that exist for this person."""
    return select(Badge).where(visible_to(actor))


def get(actor: Actor, portal_id: int, badge_id: int) -> Badge | None:
    """Return a badge of the portal: the one door through which a view reaches it."""
    found = (
        visible(actor).join(Badge.issuer).where(Badge.id == badge_id, Issuer.portal_id == portal_id)
    )
    return session.scalar(found.options(*PLAN))


def find(actor: Actor, badge_id: int) -> Badge | None:
    """Return a badge by its id alone: the door of its public address."""
    return session.scalar(visible(actor).where(Badge.id == badge_id).options(*PLAN))


def of_portal(actor: Actor, portal: Portal) -> Select[Badge]:
    """Select the badges of a portal that can be earned, newest first."""
    found = (
        visible(actor)
        .join(Badge.issuer)
        .where(Issuer.portal_id == portal.id, Badge.status == BadgeStatus.PUBLISHED)
    )
    return found.order_by(Badge.id.desc()).options(*PLAN)


def published(actor: Actor, portal: Portal | None = None) -> Select[Badge]:
    """Select the badges that can be earned, of one portal or of all."""
    found = visible(actor).where(Badge.status == BadgeStatus.PUBLISHED).options(*PLAN)
    if portal is None:
        return found
    return found.join(Badge.issuer).where(Issuer.portal_id == portal.id)


def of_issuer(actor: Actor, issuer: Issuer) -> Sequence[Badge]:
    """Return what an issuer's badges are that can be earned, as far as this person sees them."""
    found = visible(actor).where(
        Badge.issuer_id == issuer.id, Badge.status == BadgeStatus.PUBLISHED
    )
    return session.scalars(found.order_by(Badge.id.desc()).options(*PLAN)).all()


def not_earned(actor: User, portal: Portal) -> Sequence[Badge]:
    """Return the badges of a portal that nobody earns yet or any more, for who looks after them."""
    found = (
        visible(actor)
        .join(Badge.issuer)
        .where(Issuer.portal_id == portal.id, Badge.status != BadgeStatus.PUBLISHED)
    )
    return session.scalars(found.order_by(Badge.id.desc()).options(*PLAN)).all()


def of_course(course_id: int) -> Sequence[Badge]:
    """Return what is awarded for completing a course, whoever asks."""
    found = select(Badge).where(Badge.course_id == course_id, Badge.status == BadgeStatus.PUBLISHED)
    return session.scalars(found.order_by(Badge.id).options(*PLAN)).all()


def by_code(code: str) -> Badge | None:
    """Return the badge that is claimed with this code, whoever asks."""
    if not _NAME.fullmatch(code):
        return None
    found = select(Badge).where(Badge.code == code, Badge.status == BadgeStatus.PUBLISHED)
    return session.scalar(found.options(*PLAN))


def issuer(slug: str) -> Issuer | None:
    """Return an issuer by its address: what it says is public, as every award names it."""
    if not _NAME.fullmatch(slug):
        return None
    return session.scalar(select(Issuer).where(Issuer.slug == slug).options(*_ISSUER))


def issuer_of(portal_id: int | None) -> Issuer | None:
    """Return the issuer of a portal, or that of the network."""
    mine = Issuer.portal_id.is_(None) if portal_id is None else Issuer.portal_id == portal_id
    return session.scalar(select(Issuer).where(mine).options(*_ISSUER))


def issuers() -> Sequence[Issuer]:
    """Return all issuers of the installation."""
    return session.scalars(select(Issuer).order_by(Issuer.id).options(*_ISSUER)).all()


def award(actor: Actor, uid: str, *, signed: bool = False) -> Award | None:
    """Return an award by its address; `signed` brings what was signed."""
    if not _NAME.fullmatch(uid):
        return None
    found = select(Award).where(Award.uid == uid, awards_visible_to(actor))
    return session.scalar(found.options(*AWARD, *(SIGNED if signed else ())))


def public_awards() -> Select[Award]:
    """Select what holders show to everyone, newest first; replaced ones are left out."""
    shown = (Award.showing == Showing.PUBLIC, Award.replaced_by_id.is_(None))
    return select(Award).where(*shown).order_by(Award.id.desc()).options(*AWARD)


def backpack(holder: User, *, signed: bool = False) -> Sequence[Award]:
    """Return all that a person was awarded, in their order, else the newest first."""
    found = select(Award).where(Award.holder_id == holder.id, Award.replaced_by_id.is_(None))
    order = (Award.position, Award.id.desc())
    plan = (*AWARD, *(SIGNED if signed else ()))
    return session.scalars(found.order_by(*order).options(*plan)).all()


def ever_awarded(holder: User) -> Sequence[Award]:
    """Return all awards that name a person, those that others stand for now among them."""
    return session.scalars(select(Award).where(Award.holder_id == holder.id)).all()


def shown_by(holder: User) -> Sequence[Award]:
    """Return what a person shows to everyone."""
    mine = public_awards().where(Award.holder_id == holder.id).order_by(None)
    return session.scalars(mine.order_by(Award.position, Award.id.desc())).all()


def awards_of(badge: Badge) -> Select[Award]:
    """Select who was awarded a badge, the last first; for who looks after it."""
    found = select(Award).where(Award.badge_id == badge.id)
    return found.order_by(Award.id.desc()).options(*AWARD)


def earned(badge: Badge, holder_ids: Iterable[int]) -> dict[int, Award]:
    """Return the last award of a badge to each of these people."""
    found = select(Award).where(Award.badge_id == badge.id, Award.holder_id.in_(list(holder_ids)))
    return {one.holder_id or 0: one for one in session.scalars(found.order_by(Award.renewal))}


def count(badge: Badge) -> int:
    """Count the awards of a badge that were not taken back or replaced."""
    counted = select(func.count()).where(
        Award.badge_id == badge.id, Award.revoked_at.is_(None), Award.replaced_by_id.is_(None)
    )
    return session.scalar(counted) or 0


def revoked_indexes(issuer: Issuer) -> Sequence[int]:
    """Return the places in the status list of awards that count no more."""
    found = select(Award.status_index).where(
        Award.issuer_id == issuer.id, Award.revoked_at.is_not(None)
    )
    return session.scalars(found.order_by(Award.status_index)).all()


def last_index(issuer: Issuer) -> int:
    """Return the last place in the status list that was given away, -1 for none.

    It holds the issuer, so that nobody takes the next one at the same time.
    """
    session.execute(select(Issuer.id).where(Issuer.id == issuer.id).with_for_update())
    found = select(func.max(Award.status_index)).where(Award.issuer_id == issuer.id)
    last = session.scalar(found)
    return -1 if last is None else last


def by_ids(ids: Iterable[int]) -> Sequence[Award]:
    """Return awards whoever asks: for jobs, which then ask the policy."""
    found = select(Award).where(Award.id.in_(list(ids))).order_by(Award.id)
    return session.scalars(found.options(*AWARD)).all()
