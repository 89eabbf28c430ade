"""People's pages."""

from flask import Response, make_response

from app.accounts import languages, profile, queries
from app.accounts.current import actor
from app.accounts.pages import bp, page
from app.kernel.access import public
from app.kernel.errors import NotFound


@bp.get("/people/<int:user_id>")
@public
def person(user_id: int) -> Response:
    """Show a person, and what other rooms know of them that this actor may see."""
    found = queries.get(actor(), user_id)
    if found is None:
        raise NotFound
    sections = profile.sections(actor(), found)
    values = {name: value for part in sections for name, value in part.values.items()}
    read = [languages.name(tag) for tag in found.languages]
    response = make_response(page("person", person=found, reads=read, sections=sections, **values))
    response.headers["Cache-Control"] = "no-cache"
    return response
