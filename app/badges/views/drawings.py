"""Pictures while a badge is being made: a drawing by its template, and a picture just sent."""

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.badges import art, drawing, lists
from app.badges.forms import DRAWN
from app.badges.views.blueprint import bp
from app.kernel import files
from app.kernel.access import public
from app.kernel.errors import NotFound

DAY = 86_400


@bp.get("/badges/drawing.svg")
@public
def drawn() -> ResponseReturnValue:
    """Draw a badge by the template in the address; what cannot be drawn is not found."""
    try:
        picture = art.draw(drawing.template(DRAWN | request.args.to_dict()))
    except ValueError:
        raise NotFound from None
    response = Response(picture, mimetype="image/svg+xml")
    response.cache_control.public, response.cache_control.max_age = True, DAY
    return response


@bp.get("/files/badges/<int:file_id>/<path:name>")
@public
def sent_picture(file_id: int, name: str) -> ResponseReturnValue:
    """Serve a picture to who sent it, or looks after a badge that shows it.

    Everyone sees the picture of a badge from elsewhere that its holder shows to everyone.
    """
    shown = lists.foreign_picture(file_id)
    stored = shown or _found(file_id)
    if stored is None:
        raise NotFound
    if files.are_elsewhere():
        path = request.full_path.rstrip("?")
        return redirect(files.address(path, file_id, is_open=shown is not None))
    return files.respond(stored, width=request.args.get("w", type=int))


def _found(file_id: int) -> files.StoredFile | None:
    if files.is_opened(file_id):
        return files.by_ids([file_id]).get(file_id)
    return lists.my_file(actor(), file_id) or lists.managed_file(actor(), file_id)
