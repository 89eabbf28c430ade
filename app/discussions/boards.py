"""What stewards do with the boards of their portal."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.accounts.models import User
from app.discussions import policy, queries
from app.discussions.events import BoardChanged
from app.discussions.models import Board, BoardPerson, BoardReach, Posting
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.jobs import record
from app.portals.models import Portal


@dataclass(frozen=True, slots=True)
class BoardSettings:
    """What is decided about a board; the words are in one language."""

    language: str
    name: str
    purpose: str = ""
    reach: BoardReach = BoardReach.OPEN
    posting: Posting = Posting.EVERYONE


def make(portal: Portal, settings: BoardSettings, *, actor: User) -> Board:
    """Make a board, the last of its portal."""
    require(policy.can_manage_boards(actor, portal))
    last = max((one.position for one in queries.own_boards(actor, portal.id)), default=0)
    board = Board(portal=portal, names={}, purposes={}, position=last + 1, created_at=clock.now())
    _take_over(board, settings)
    session.add(board)
    session.flush()  # who made it is led to its address
    return board


def revise(board: Board, settings: BoardSettings, *, actor: User) -> None:
    """Change a board; its words in other languages stay."""
    require(policy.can_manage_board(actor, board))
    _take_over(board, settings)
    record(BoardChanged(board.id, actor.id))


def archive(board: Board, *, actor: User) -> None:
    """Let a board be read only."""
    require(policy.can_manage_board(actor, board))
    board.archive(clock.now())


def restore(board: Board, *, actor: User) -> None:
    """Let people write on an archived board again."""
    require(policy.can_manage_board(actor, board))
    board.restore()


def move_up(board: Board, *, actor: User) -> None:
    """Let a board change places with the one before it."""
    require(policy.can_manage_board(actor, board))
    ordered = list(queries.own_boards(actor, board.portal_id))
    place = next(n for n, one in enumerate(ordered) if one.id == board.id)
    ordered.insert(max(place - 1, 0), ordered.pop(place))
    for position, one in enumerate(ordered):
        one.position = position


def _take_over(board: Board, settings: BoardSettings) -> None:
    board.names = {**board.names, settings.language: settings.name}
    purposes = {**board.purposes, settings.language: settings.purpose}
    board.purposes = {language: text for language, text in purposes.items() if text}
    board.reach, board.posting = settings.reach, settings.posting


def make_circle(portal: Portal, name: str, language: str, people: Iterable[int]) -> Board:
    """Make a board for named people only; the room that asks decides who they are."""
    board = Board(
        portal=portal,
        names={language: name},
        purposes={},
        reach=BoardReach.CIRCLE,
        position=0,
        created_at=clock.now(),
        circle=[BoardPerson(user_id=user_id) for user_id in people],
    )
    session.add(board)
    session.flush()  # the room that asked remembers it by its id
    return board


def rename_circle(board_id: int, name: str, language: str) -> None:
    """Let a circle's board be called as the room that made it says."""
    board = session.get(Board, board_id)
    if board is not None and board.names != {language: name}:
        board.names = {language: name}
        record(BoardChanged(board_id, 0))


def admit(board_id: int, user_id: int) -> None:
    """Let somebody into a circle; who is in it stays in it."""
    if session.get(BoardPerson, (board_id, user_id)) is None:
        session.add(BoardPerson(board_id=board_id, user_id=user_id))


def dismiss(board_id: int, user_id: int) -> None:
    """Take somebody out of a circle; what they wrote stays."""
    if found := session.get(BoardPerson, (board_id, user_id)):
        session.delete(found)
