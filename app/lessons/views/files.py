"""The files of lessons: seen by whoever may see a lesson that holds them, and by who sent them."""

from flask import request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel import files
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.lessons import queries
from app.lessons.views.blueprint import bp


@bp.get("/files/<int:file_id>/<path:name>")
@public
def file(file_id: int, name: str) -> ResponseReturnValue:
    """Serve a file, or a picture in the width that `w` asks for."""
    stored = queries.readable_file(actor(), file_id)
    if stored is None:
        raise NotFound
    return files.respond(stored, width=request.args.get("w", type=int))
