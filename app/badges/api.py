"""Awards and badges for programs."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields
from marshmallow.validate import Regexp

from app.accounts.current import actor
from app.badges import policy, queries, showing, writing_down
from app.badges.models import Award, Badge
from app.kernel import i18n, paging, rest
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.urls import external
from app.portals import queries as portals

blp = Blueprint("badges_api", __name__, url_prefix="/api/v1", description="Badges and awards")


class IssuerSchema(Schema):
    """Who awards; `id` is a did:web."""

    id = fields.String()
    name = fields.String()
    url = fields.String()


class BadgeSchema(Schema):
    """A badge; `url` is its identity in every award, and an Achievement for who asks for JSON."""

    type = fields.Constant("badge")
    id = fields.Integer()
    url = fields.String()
    page = fields.String(allow_none=True)
    portal = fields.String(allow_none=True)
    name = fields.String()
    names = fields.Dict(keys=fields.String(), values=fields.String())
    description = fields.String()
    language = fields.String()
    image = fields.String()
    alignments = fields.List(fields.String())
    valid_days = fields.Integer(allow_none=True)
    issuers = fields.List(fields.Nested(IssuerSchema))


class BadgesSchema(rest.ListSchema):
    """A page of badges that can be earned, newest first."""

    results = fields.List(fields.Nested(BadgeSchema))


class BadgesQuery(rest.ListQuery):
    """Which badges."""

    portal = fields.String(
        load_default=None,
        validate=Regexp(r"[a-z0-9-]{1,40}\Z"),
        metadata={"description": "A portal's slug."},
    )


class LinksSchema(Schema):
    """Where an award is had in each of its forms."""

    credential = fields.String(metadata={"description": "Open Badges 3.0, JSON with its proof"})
    jwt = fields.String(metadata={"description": "Open Badges 3.0, VC-JWT"})
    open_badges_2 = fields.String(metadata={"description": "Open Badges 2.0, hosted assertion"})
    image = fields.String(metadata={"description": "PNG with both in it"})
    certificate = fields.String(metadata={"description": "PDF"})
    page = fields.String()


class AwardSchema(Schema):
    """An award as its holder shows it."""

    type = fields.Constant("award")
    id = fields.String()
    url = fields.String(metadata={"description": "Its identity as a credential"})
    state = fields.String(metadata={"description": "valid, expired, revoked or replaced"})
    revocation_reason = fields.String(allow_none=True)
    holder = fields.String(allow_none=True, metadata={"description": "null: account erased"})
    badge = fields.Nested(BadgeSchema)
    issued_at = fields.DateTime()
    expires_at = fields.DateTime(allow_none=True)
    links = fields.Nested(LinksSchema)


class AwardsSchema(rest.ListSchema):
    """A page of awards that their holders show to everyone, newest first."""

    results = fields.List(fields.Nested(AwardSchema))


@blp.route("/awards")
@blp.arguments(rest.ListQuery, location="query")
@blp.response(200, AwardsSchema)
@public
def awards(asked: dict[str, Any]) -> dict[str, Any]:
    """Return awards that their holders show to everyone, newest first."""
    found = paging.page(
        queries.public_awards().order_by(None), Award.id, size=asked["limit"], after=asked["after"]
    )
    return {
        "results": [_award(one) for one in found.items],
        "next": rest.next_address(found.older),
    }


@blp.route("/awards/<uid>")
@blp.response(200, AwardSchema)
@public
def award(uid: str) -> dict[str, Any]:
    """Return an award, as far as it exists for whoever asks."""
    found = queries.award(actor(), uid)
    if found is None:
        raise NotFound
    return _award(found)


@blp.route("/badges")
@blp.arguments(BadgesQuery, location="query")
@blp.response(200, BadgesSchema)
@public
def badges(asked: dict[str, Any]) -> dict[str, Any]:
    """Return badges that can be earned, newest first, as far as they exist for whoever asks."""
    portal = portals.by_slug(actor(), asked["portal"]) if asked["portal"] else None
    if asked["portal"] and portal is None:
        return {"results": [], "next": None}
    found = paging.page(
        queries.published(actor(), portal), Badge.id, size=asked["limit"], after=asked["after"]
    )
    return {
        "results": [_badge(one) for one in found.items],
        "next": rest.next_address(found.older),
    }


def _award(award: Award) -> dict[str, Any]:
    state = showing.state_of(award)
    return {
        "id": award.uid,
        "url": writing_down.award_url(award.uid),
        "state": state,
        "revocation_reason": award.revoked_because or None,
        "holder": showing.holder_of(award) or None,
        "badge": _badge(award.badge),
        "issued_at": award.issued_at,
        "expires_at": award.expires_at,
        "links": {
            **showing.outputs(award),
            "page": external("badges.award", locale=_locale(award.badge), uid=award.uid),
        },
    }


def _badge(badge: Badge) -> dict[str, Any]:
    portal = badge.issuer.portal if policy.can_view(actor(), badge) else None
    return {
        "id": badge.id,
        "url": writing_down.badge_url(badge),
        "page": _page(badge),
        "portal": portal.slug if portal else None,
        "name": badge.name_in(badge.language),
        "names": badge.names,
        "description": badge.description_in(badge.language),
        "language": badge.language,
        "image": f"{writing_down.badge_url(badge)}/image.png",
        "alignments": badge.alignments,
        "valid_days": badge.valid_days,
        "issuers": [
            {
                "id": writing_down.did_of(one),
                "name": one.name_in(badge.language),
                "url": writing_down.issuer_url(one),
            }
            for one in showing.issuers_of(badge)
        ],
    }


def _page(badge: Badge) -> str | None:
    """Return the address of a badge's page, None for who would find nothing there."""
    with i18n.speaking(_locale(badge)):
        return showing.page_address(badge) if policy.can_view(actor(), badge) else None


def _locale(badge: Badge) -> str:
    """Return the locale of a badge's pages for who has named none: its portal's own."""
    portal = badge.issuer.portal
    return portal.locale if portal else i18n.DEFAULT.tag
