"""The pictures of reports: seen by whoever may see the report, and by who sent them."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel import files
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.teaching import policy, queries
from app.teaching.views.blueprint import bp


@bp.get("/files/taught/<int:file_id>/<path:name>")
@public
def picture(file_id: int, name: str) -> ResponseReturnValue:
    """Serve a picture, in the width that `w` asks for."""
    stored, is_open = _found(file_id)
    if stored is None:
        raise NotFound
    if files.are_elsewhere():
        return redirect(files.address(request.full_path.rstrip("?"), file_id, is_open=is_open))
    return files.respond(stored, width=request.args.get("w", type=int))


def _found(file_id: int) -> tuple[files.StoredFile | None, bool]:
    """Return the file as far as it exists for whoever asks, and whether it does for everybody."""
    if files.is_opened(file_id):
        return files.by_ids([file_id]).get(file_id), False
    report = queries.readable_file(actor(), file_id)
    if report is not None:
        return report.file, policy.is_open(report)
    return queries.my_file(actor(), file_id), False
