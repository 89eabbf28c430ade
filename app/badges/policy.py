"""Who may make badges, award them and see them."""

from sqlalchemy import ColumnElement, exists, or_, select, true

from app.accounts.models import Actor, Membership, Role, Standing
from app.accounts.standpoints import once_per_standpoint
from app.badges.models import Award, Badge, BadgeStatus, ForeignBadge, Issuer, Showing
from app.portals import policy as portals
from app.portals.models import Portal


def can_view(actor: Actor, badge: Badge) -> bool:
    """Everyone sees a badge that can or could be earned where they see its portal."""
    if can_manage(actor, badge.issuer):
        return True
    return badge.status != BadgeStatus.DRAFT and _sees_issuer(actor, badge.issuer)


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    if actor.is_network_steward:
        return true()
    seen = Issuer.portal_id.in_(select(Portal.id).where(portals.visible_to(actor)))
    of_seen = Badge.issuer_id.in_(select(Issuer.id).where(or_(Issuer.portal_id.is_(None), seen)))
    managed = Badge.issuer_id.in_(select(Issuer.id).where(_managed_by(actor)))
    return or_(managed, (Badge.status != BadgeStatus.DRAFT) & of_seen)


def can_manage(actor: Actor, issuer: Issuer) -> bool:
    """Trainers make and award the badges of their portal; network stewards all."""
    if actor.is_network_steward:
        return True
    return issuer.portal_id is not None and actor.trains(issuer.portal_id)


def can_make(actor: Actor, portal: Portal) -> bool:
    """Trainers make badges for their portal; network stewards for all."""
    return actor.is_network_steward or actor.trains(portal.id)


def can_recognise(actor: Actor, portal: Portal) -> bool:
    """Stewards state what badges and courses count for."""
    return actor.is_steward_of(portal.id)


def can_endorse(actor: Actor, badge: Badge, issuer: Issuer) -> bool:
    """Who makes an issuer's badges endorses those of others in its name."""
    return badge.is_published and badge.issuer_id != issuer.id and can_manage(actor, issuer)


def can_award(actor: Actor, badge: Badge, holder_id: int) -> bool:
    """Trainers award to others; to themselves only where the badge says so."""
    is_own = holder_id == actor.id
    return can_manage(actor, badge.issuer) and (not is_own or badge.is_own_claim_allowed)


def can_claim(actor: Actor, badge: Badge) -> bool:
    """Confirmed people claim a badge with its code, but not who could award it to themselves."""
    awards_it = can_manage(actor, badge.issuer) and not badge.is_own_claim_allowed
    return actor.is_confirmed and badge.is_published and badge.code is not None and not awards_it


def can_revoke(actor: Actor, award: Award) -> bool:
    """Trainers of the issuing portal take an award back, with a reason; never their own."""
    return can_manage(actor, award.badge.issuer) and not is_own(actor, award)


def is_own(actor: Actor, award: Award) -> bool:
    """People look after their own awards."""
    return award.holder_id is not None and award.holder_id == actor.id


def keeps(actor: Actor, badge: ForeignBadge) -> bool:
    """People look after the badges of elsewhere that they brought."""
    return badge.holder_id == actor.id


def can_see_award(actor: Actor, award: Award) -> bool:
    """People see an award as the holder shows it; whoever could award it sees it too."""
    shown = award.showing != Showing.PRIVATE
    return shown or is_own(actor, award) or can_manage(actor, award.badge.issuer)


@once_per_standpoint
def awards_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_see_award` in SQL: of an award whose address is known."""
    if actor.is_network_steward:
        return true()
    managed = select(Issuer.id).where(_managed_by(actor))
    return or_(
        Award.showing != Showing.PRIVATE,
        Award.holder_id == actor.id,
        Award.issuer_id.in_(managed),
    )


def _sees_issuer(actor: Actor, issuer: Issuer) -> bool:
    return issuer.portal is None or portals.can_view(actor, issuer.portal)


def _managed_by(actor: Actor) -> ColumnElement[bool]:
    if actor.is_network_steward:
        return true()
    return exists().where(
        Membership.user_id == actor.id,
        Membership.portal_id == Issuer.portal_id,
        Membership.standing == Standing.ACTIVE,
        Membership.role.in_((Role.TRAINER, Role.MODERATOR, Role.STEWARD)),
    )
