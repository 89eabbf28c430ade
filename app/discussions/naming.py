"""Names that people type in a post, and the people who have them."""

from sqlalchemy import Select, func, select

from app.accounts.models import Actor, Membership, Standing, User, Visitor
from app.accounts.policy import visible_to
from app.discussions import texts
from app.kernel.db import session
from app.kernel.markup import RichText

COMPLETIONS = 8


def rendered(portal_id: int, source: str) -> RichText:
    """Return a post's Markdown rendered, the names of the portal's people as links to them."""
    names = texts.typed_names(source)
    return texts.rendered(source, _called(portal_id, names) if names else {})


def completions(actor: Actor, portal_id: int, beginning: str) -> list[tuple[int, str]]:
    """Return id and name of members whose name, or a word of it, begins like this."""
    begins = beginning.strip()
    if len(begins) < 2:
        return []
    found = (
        _members(portal_id)
        .where(
            visible_to(actor),
            User.name.istartswith(begins, autoescape=True)
            | User.name.icontains(f" {begins}", autoescape=True),
        )
        .order_by(func.length(User.name), User.id)
    )
    return [(user_id, name) for user_id, name in session.execute(found.limit(COMPLETIONS))]


def _called(portal_id: int, names: list[str]) -> dict[str, int]:
    """Return the person of each name that just one member has."""
    named = _members(portal_id).where(visible_to(Visitor()), User.name.in_(names))
    found = session.execute(named).all()
    held = [name for _, name in found]
    return {name: user_id for user_id, name in found if held.count(name) == 1}


def _members(portal_id: int) -> Select[int, str]:
    return (
        select(User.id, User.name)
        .join(Membership)
        .where(Membership.portal_id == portal_id, Membership.standing == Standing.ACTIVE)
    )
