"""What the answers of every room's API have in common."""

from urllib.parse import urlencode

from flask import request
from marshmallow import Schema, fields
from marshmallow.validate import Range

from app.kernel.urls import base_url

MAX_LIMIT = 100
DEFAULT_LIMIT = 20


class ListQuery(Schema):
    """Which part of a list: how many, and from where."""

    limit = fields.Integer(load_default=DEFAULT_LIMIT, validate=Range(1, MAX_LIMIT))
    after = fields.String(load_default=None, metadata={"description": "From `next` of a list."})


class ListSchema(Schema):
    """A list's envelope; a room adds `results`."""

    next = fields.String(
        allow_none=True, metadata={"description": "Address of the next page, null at the end."}
    )


def next_address(after: str | None) -> str | None:
    """Return the address of this very list's next page; None at its end."""
    if after is None:
        return None
    arguments = request.args.to_dict(flat=False) | {"after": [after]}
    return f"{base_url()}{request.path}?{urlencode(arguments, doseq=True)}"
