"""Who may read a board, a thread and a post, and what they may do there."""

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Actor, Membership, Role, Standing
from app.accounts.standpoints import once_per_standpoint
from app.discussions.models import Board, BoardPerson, BoardReach, Post, Posting, PostStatus, Thread
from app.lessons import policy as lessons
from app.lessons.models import Lesson
from app.portals import policy as portals
from app.portals.models import Portal


def can_view_board(actor: Actor, board: Board) -> bool:
    """Everyone who sees the portal reads its boards, but those for members.

    A circle's are for those it names, and for the portal's stewards.
    """
    if not portals.can_view(actor, board.portal):
        return False
    if board.is_circle:
        return actor.is_steward_of(board.portal_id) or board.has_in_circle(actor.id)
    return (
        board.reach != BoardReach.PORTAL
        or actor.is_network_steward
        or actor.is_member_of(board.portal_id)
    )


@once_per_standpoint
def visible_boards(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view_board` in SQL."""
    if actor.is_network_steward:
        return true()
    seen = Board.portal_id.in_(select(Portal.id).where(portals.visible_to(actor)))
    everyones = Board.reach.in_((BoardReach.OPEN, BoardReach.NETWORK))
    members = and_(Board.reach == BoardReach.PORTAL, Board.portal_id.in_(actor.portal_ids))
    named = exists().where(BoardPerson.board_id == Board.id, BoardPerson.user_id == actor.id)
    stewards = _has_role(actor, Board.portal_id, Role.STEWARD)
    circle = and_(Board.reach == BoardReach.CIRCLE, or_(named, stewards))
    return and_(seen, or_(everyones, members, circle))


def can_view(actor: Actor, thread: Thread) -> bool:
    """People see a thread where they see its place; a held or withdrawn one sees who must."""
    if not _sees_place(actor, thread):
        return False
    hidden = thread.is_held or thread.withdrawn_at is not None
    return not hidden or thread.author_id == actor.id or actor.moderates(thread.portal_id)


@once_per_standpoint
def visible_to(actor: Actor) -> ColumnElement[bool]:
    """Say `can_view` in SQL."""
    on_board = exists().where(Board.id == Thread.board_id, visible_boards(actor))
    below_lesson = exists().where(Lesson.id == Thread.lesson_id, lessons.visible_to(actor))
    open_ = and_(Thread.is_held.is_(False), Thread.withdrawn_at.is_(None))
    return and_(
        or_(on_board.correlate(Thread), below_lesson.correlate(Thread)),
        or_(open_, Thread.author_id == actor.id, _moderated(actor)),
    )


def can_read(actor: Actor, post: Post) -> bool:
    """A post that is held or withdrawn is read by its author and the moderators."""
    if not can_view(actor, post.thread):
        return False
    hidden = post.status != PostStatus.SHOWN
    return not hidden or post.author_id == actor.id or actor.moderates(post.thread.portal_id)


@once_per_standpoint
def readable_by(actor: Actor) -> ColumnElement[bool]:
    """Say `can_read` in SQL, of posts in threads that are visible."""
    return or_(
        Post.status == PostStatus.SHOWN,
        Post.author_id == actor.id,
        Post.thread_id.in_(select(Thread.id).where(_moderated(actor))),
    )


def can_start(actor: Actor, board: Board) -> bool:
    """Begin a thread: who may write on the board, unless only moderators do."""
    if board.posting == Posting.MODERATORS and not actor.moderates(board.portal_id):
        return False
    return can_write(actor, board)


def can_write(actor: Actor, board: Board) -> bool:
    """Members write on their portal's boards, everyone on shared ones, a circle on its own."""
    if board.is_archived or not actor.is_confirmed or not can_view_board(actor, board):
        return False
    is_portals = board.reach in (BoardReach.OPEN, BoardReach.PORTAL)
    return not is_portals or actor.is_member_of(board.portal_id)


def can_talk_about(actor: Actor, lesson: Lesson) -> bool:
    """Whoever sees a published lesson may talk about it."""
    return actor.is_confirmed and lesson.is_published and lessons.can_view(actor, lesson)


def can_reply(actor: Actor, thread: Thread) -> bool:
    """Reply where one may write, once the thread is let through and until it is closed."""
    gone = thread.withdrawn_at is not None or thread.merged_into_id is not None
    if thread.is_closed or thread.is_held or gone or not can_view(actor, thread):
        return False
    if thread.board is not None:
        return can_write(actor, thread.board)
    return thread.lesson is not None and can_talk_about(actor, thread.lesson)


def can_edit(actor: Actor, post: Post) -> bool:
    """Authors edit what they wrote, until it is withdrawn."""
    return post.author_id == actor.id and post.status != PostStatus.WITHDRAWN


def can_rename(actor: Actor, thread: Thread) -> bool:
    """Whoever began a thread on a board and the moderators say what it is called."""
    if thread.lesson_id is not None:
        return False
    return thread.author_id == actor.id or can_moderate(actor, thread)


def can_withdraw(actor: Actor, post: Post) -> bool:
    """Authors withdraw their own posts; moderators anyone's, with a reason."""
    return post.author_id == actor.id or can_moderate(actor, post.thread)


def can_thank(actor: Actor, post: Post) -> bool:
    """Everybody with an account thanks others, not themselves."""
    return actor.is_confirmed and post.is_visible and post.author_id not in (None, actor.id)


def can_accept(actor: Actor, thread: Thread) -> bool:
    """Whoever asked, and the moderators, mark the answer."""
    if not thread.takes_answers:
        return False
    return thread.author_id == actor.id or can_moderate(actor, thread)


def can_moderate(actor: Actor, thread: Thread) -> bool:
    """Moderators of its portal close, pin, move, merge and split a thread."""
    return actor.moderates(thread.portal_id)


def can_manage_boards(actor: Actor, portal: Portal) -> bool:
    """Stewards make their portal's boards."""
    return portals.can_steward(actor, portal)


def can_manage_board(actor: Actor, board: Board) -> bool:
    """Stewards run the boards of their portal; a circle's is run by the room that made it."""
    return can_manage_boards(actor, board.portal) and not board.is_circle


def audience(thread: Thread) -> frozenset[str]:
    """Return who may find it, in the words of `lessons.policy.audience`; a circle's, nobody."""
    if thread.lesson is not None:
        return lessons.audience(thread.lesson)
    own = f"p{thread.portal_id}"
    assert thread.board is not None
    if thread.board.is_circle:
        return frozenset()
    members = thread.board.reach == BoardReach.PORTAL or thread.portal.is_closed
    return frozenset({own if members else "*"})


def _sees_place(actor: Actor, thread: Thread) -> bool:
    if thread.board is not None:
        return can_view_board(actor, thread.board)
    return thread.lesson is not None and lessons.can_view(actor, thread.lesson)


def _moderated(actor: Actor) -> ColumnElement[bool]:
    if actor.is_network_steward:
        return true()
    return _has_role(actor, Thread.portal_id, Role.MODERATOR, Role.STEWARD)


def _has_role(
    actor: Actor, portal_id: InstrumentedAttribute[int], *roles: Role
) -> ColumnElement[bool]:
    return exists().where(
        Membership.user_id == actor.id,
        Membership.portal_id == portal_id,
        Membership.standing == Standing.ACTIVE,
        Membership.role.in_(roles),
    )
