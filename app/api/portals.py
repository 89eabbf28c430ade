"""Portals for programs."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from app.accounts.current import actor
from app.kernel.access import public
from app.kernel.rest import ListSchema
from app.portals import api as portals

blp = Blueprint("portals_api", __name__, url_prefix="/api/v1", description="Regional portals")


class PortalSchema(Schema):
    """A portal."""

    slug = fields.String()
    name = fields.String()
    names = fields.Dict(keys=fields.String(), values=fields.String())
    description = fields.String()
    languages = fields.List(fields.String())
    region = fields.String()
    joining = fields.String()
    members = fields.Integer()
    url = fields.String()


class PortalListSchema(ListSchema):
    """The portals that exist for whoever asks."""

    results = fields.List(fields.Nested(PortalSchema))


@blp.route("/portals")
@blp.response(200, PortalListSchema)
@public
def index() -> dict[str, Any]:
    """List the portals that exist for whoever asks."""
    return {"results": portals.listed(actor()), "next": None}
