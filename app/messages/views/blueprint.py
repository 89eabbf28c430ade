"""The room's blueprint, how its pages are kept, and the door to a conversation."""

from flask import Blueprint, Response

from app.accounts.current import person
from app.kernel.errors import NotFound
from app.messages import queries
from app.messages.models import Conversation

bp = Blueprint(
    "messages", __name__, url_prefix="/<locale:locale>/messages", template_folder="../templates"
)


@bp.after_request
def keep_private(response: Response) -> Response:
    """Let no browser keep what was written; on a shared machine, Back would show it."""
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def the(conversation_id: int) -> Conversation:
    """Return the conversation of the address to who takes part in it."""
    found = queries.get(person(), conversation_id)
    if found is None:
        raise NotFound
    return found
