"""The files of lessons: seen by whoever may see a lesson that holds them, and by who sent them."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel import files
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.lessons import wording
from app.lessons.views.blueprint import bp


@bp.get("/files/<int:file_id>/<path:name>")
@public
def file(file_id: int, name: str) -> ResponseReturnValue:
    """Serve a file, or a picture in the width that `w` asks for."""
    width = request.args.get("w", type=int)
    stored = _opened(file_id) or files.readable(actor(), file_id)
    if stored is None:
        raise NotFound
    if files.are_elsewhere():
        return redirect(wording.file_url(stored, width))
    return files.respond(stored, width=width)


def _opened(file_id: int) -> files.StoredFile | None:
    """Return the file that the key in the address opens."""
    return files.by_ids([file_id]).get(file_id) if files.is_opened(file_id) else None
