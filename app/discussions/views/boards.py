"""The stewards' pages: a portal's boards."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.discussions import boards, policy, queries
from app.discussions.boards import BoardSettings
from app.discussions.forms import BoardForm
from app.discussions.models import Board, BoardReach, Posting
from app.discussions.views.blueprint import PLACE, bp
from app.discussions.views.lists import the_board
from app.kernel.access import require, steward
from app.kernel.i18n import current
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals.current import here, person


@bp.get(f"{PLACE}/boards/")
@steward
def manage() -> ResponseReturnValue:
    """Show the portal's boards in their order."""
    return render_template("discussions/boards.html", boards=queries.own_boards(actor(), here().id))


@bp.get(f"{PLACE}/boards/new")
@steward
def new_board() -> ResponseReturnValue:
    """Show an empty form."""
    form = _form()
    form.process(
        data={"language": here().languages[0], "reach": BoardReach.OPEN, "posting": "everyone"}
    )
    return _page(form, None)


@bp.post(f"{PLACE}/boards/new")
@steward
def make_board() -> ResponseReturnValue:
    """Make a board."""
    form = _form()
    if not form.validate():
        return _page(form, None), 422
    board = boards.make(here(), _settings(form), actor=person())
    flash(_("The board is ready: begin its first thread."), "success")
    return redirect(url("discussions.board", board_id=board.id), 303)


@bp.get(f"{PLACE}/boards/<int:board_id>/edit")
@steward
def edit_board(board_id: int) -> ResponseReturnValue:
    """Show a board's form."""
    board = the_board(board_id)
    require(policy.can_manage_board(actor(), board))
    form = _form(board)
    language = current().tag if current().tag in board.names else next(iter(board.names))
    form.process(
        data={
            "language": language,
            "name": board.names[language],
            "purpose": board.purposes.get(language, ""),
            "reach": board.reach,
            "posting": board.posting,
        }
    )
    return _page(form, board)


@bp.post(f"{PLACE}/boards/<int:board_id>/edit")
@steward
def revise_board(board_id: int) -> ResponseReturnValue:
    """Change a board."""
    board = the_board(board_id)
    require(policy.can_manage_board(actor(), board))
    form = _form(board)
    if not form.validate():
        return _page(form, board), 422
    boards.revise(board, _settings(form), actor=person())
    flash(_("Saved."), "success")
    return redirect(url("discussions.manage"), 303)


@bp.post(f"{PLACE}/boards/<int:board_id>/archive")
@steward
def archive_board(board_id: int) -> ResponseReturnValue:
    """Let a board be read only."""
    boards.archive(the_board(board_id), actor=person())
    return redirect(url("discussions.manage"), 303)


@bp.post(f"{PLACE}/boards/<int:board_id>/restoration")
@steward
def restore_board(board_id: int) -> ResponseReturnValue:
    """Let people write on a board again."""
    boards.restore(the_board(board_id), actor=person())
    return redirect(url("discussions.manage"), 303)


@bp.post(f"{PLACE}/boards/<int:board_id>/up")
@steward
def move_board_up(board_id: int) -> ResponseReturnValue:
    """Let a board change places with the one before it."""
    boards.move_up(the_board(board_id), actor=person())
    return redirect(url("discussions.manage"), 303)


def _form(board: Board | None = None) -> BoardForm:
    form = BoardForm()
    form.offer_languages([*(board.names if board else ()), *here().languages, current().tag])
    return form


def _settings(form: BoardForm) -> BoardSettings:
    return BoardSettings(
        language=form.language.data,
        name=" ".join((form.name.data or "").split()),
        purpose=" ".join((form.purpose.data or "").split()),
        reach=BoardReach(form.reach.data),
        posting=Posting(form.posting.data),
    )


def _page(form: BoardForm, board: Board | None) -> str:
    return render_template("discussions/board_form.html", form=form, board=board)
