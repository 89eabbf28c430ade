"""Lists for those who make and award badges: courses to award for, holders, their own files."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, undefer

from app.accounts import queries as accounts
from app.accounts.models import Actor, User
from app.badges import policy
from app.badges.models import Award, Badge, ForeignBadge, Issuer, Showing
from app.badges.queries import AWARD, visible
from app.courses import queries as courses
from app.courses.models import Course, CourseStatus
from app.kernel import clock
from app.kernel.db import session
from app.kernel.files import StoredFile
from app.kernel.paging import Page, page
from app.portals.models import Portal
from app.portals.queries import is_called, members

PAGE_SIZE = 50
MOST_FOUND = 50


class Held(StrEnum):
    """Which awards of a badge are listed."""

    ALL = ""
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


def awards(
    badge: Badge, *, name: str, held: Held, after: str | None, before: str | None
) -> Page[Award]:
    """Return a page of who was awarded a badge, the last first, by part of the name and state.

    Awards that were replaced by others are left out.
    """
    found = select(Award).where(Award.badge_id == badge.id, Award.replaced_by_id.is_(None))
    found = found.where(*_in_state(held)).options(*AWARD)
    if name:
        found = found.join(Award.holder).where(*map(is_called, name.split()[:5]))
    return page(found, Award.id, size=PAGE_SIZE, after=after, before=before)


def courses_of(actor: Actor, portal: Portal) -> Sequence[Course]:
    """Return the portal's courses that this person sees and that were not withdrawn, by title."""
    found = courses.visible(actor).where(
        Course.portal_id == portal.id, Course.status != CourseStatus.WITHDRAWN
    )
    return session.scalars(found.order_by(Course.title, Course.id)).all()


def my_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file that this person sent."""
    return session.scalar(
        select(StoredFile).where(StoredFile.id == file_id, StoredFile.uploader_id == actor.id)
    )


def managed_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return the picture of a badge that this person looks after."""
    shown = visible(actor).where(Badge.file_id == file_id).join(Badge.issuer)
    issuers = session.scalars(shown.with_only_columns(Issuer)).unique().all()
    if any(policy.can_manage(actor, issuer) for issuer in issuers):
        return session.get(StoredFile, file_id)
    return None


def members_called(portal: Portal, name: str) -> Sequence[User]:
    """Return members of a portal by part of their name."""
    found = members(portal.id).where(*map(is_called, name.split()[:5]))
    return session.scalars(found.order_by(User.name, User.id).limit(MOST_FOUND)).all()


def members_with(portal: Portal, emails: Sequence[str]) -> Sequence[User]:
    """Return the members of a portal who have confirmed one of these addresses."""
    return session.scalars(members(portal.id).where(User.email.in_(emails))).all()


def members_by_ids(portal: Portal, ids: Sequence[int]) -> Sequence[User]:
    """Return those of the people who are members of the portal."""
    found = members(portal.id).where(User.id.in_(ids))
    return session.scalars(found.order_by(User.name, User.id)).all()


def whole(user_ids: Iterable[int]) -> dict[int, User]:
    """Return people with all that is known of them, of whom only some was loaded, in few steps."""
    return {one.id: one for one in accounts.many_with_places(user_ids)}


def foreign(holder: User, *, whole: bool = False) -> Sequence[ForeignBadge]:
    """Return what a person brought from elsewhere, the newest first; `whole` brings the texts."""
    found = select(ForeignBadge).where(ForeignBadge.holder_id == holder.id)
    plan = (joinedload(ForeignBadge.file), *((undefer(ForeignBadge.content),) if whole else ()))
    return session.scalars(found.order_by(ForeignBadge.id.desc()).options(*plan)).all()


def foreign_one(holder: Actor, badge_id: int) -> ForeignBadge | None:
    """Return a badge of elsewhere that this person keeps, with its text."""
    found = select(ForeignBadge).where(
        ForeignBadge.id == badge_id, ForeignBadge.holder_id == holder.id
    )
    plan = (joinedload(ForeignBadge.file), undefer(ForeignBadge.content))
    return session.scalar(found.options(*plan))


def foreign_shown_by(holder: User) -> Sequence[ForeignBadge]:
    """Return what a person brought from elsewhere and shows to everyone."""
    found = select(ForeignBadge).where(
        ForeignBadge.holder_id == holder.id, ForeignBadge.showing == Showing.PUBLIC
    )
    plan = joinedload(ForeignBadge.file)
    return session.scalars(found.order_by(ForeignBadge.id.desc()).options(plan)).all()


def foreign_by_hash(holder: User, sha256: str) -> ForeignBadge | None:
    """Return the badge of this content that a person keeps."""
    found = select(ForeignBadge).where(
        ForeignBadge.holder_id == holder.id, ForeignBadge.sha256 == sha256
    )
    return session.scalar(found)


def count_foreign(holder: User) -> int:
    """Count what a person brought from elsewhere."""
    found = select(func.count()).where(ForeignBadge.holder_id == holder.id)
    return session.scalar(found) or 0


def foreign_picture(file_id: int) -> StoredFile | None:
    """Return the picture of a badge of elsewhere that its holder shows to everyone."""
    found = select(ForeignBadge.id).where(
        ForeignBadge.file_id == file_id, ForeignBadge.showing == Showing.PUBLIC
    )
    return session.get(StoredFile, file_id) if session.scalar(found.limit(1)) else None


def _in_state(held: Held) -> list[ColumnElement[bool]]:
    now = clock.now()
    open_ended = or_(Award.expires_at.is_(None), Award.expires_at > now)
    wanted: dict[Held, list[ColumnElement[bool]]] = {
        Held.ALL: [],
        Held.VALID: [Award.revoked_at.is_(None), open_ended],
        Held.EXPIRED: [Award.revoked_at.is_(None), Award.expires_at <= now],
        Held.REVOKED: [Award.revoked_at.is_not(None)],
    }
    return wanted[held]
