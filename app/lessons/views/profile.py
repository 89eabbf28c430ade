"""The lessons of a person, on their page."""

from flask import request

from app.accounts import profile
from app.accounts.models import Actor, User
from app.lessons import lists


@profile.section
def lessons(actor: Actor, person: User) -> profile.Section | None:
    """Show the person's published lessons that this reader may see, newest first."""
    page = lists.newest(
        lists.by_author(actor, person.id),
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    return profile.Section("lessons/_on_profile.html", {"page": page}) if page.items else None
