"""What happens in discussions."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class PostEvent(Event):
    """Something happened to a post; the first post stands for its thread."""

    post_id: int
    thread_id: int
    actor_id: int
    """0 for an author without an account."""


@dataclass(frozen=True, slots=True)
class PostPublished(PostEvent):
    """Everyone in the thread can read it: just written, released or restored."""


@dataclass(frozen=True, slots=True)
class PostRevised(PostEvent):
    """It says something else than before."""


@dataclass(frozen=True, slots=True)
class PostWithdrawn(PostEvent):
    """It is out of sight."""


@dataclass(frozen=True, slots=True)
class PostThanked(PostEvent):
    """Somebody said thanks for it."""


@dataclass(frozen=True, slots=True)
class AnswerAccepted(PostEvent):
    """Whoever asked says that it answers the question."""


@dataclass(frozen=True, slots=True)
class ThreadChanged(Event):
    """It was renamed, moved, closed or withdrawn: who may find it, or how, is another."""

    thread_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class BoardChanged(Event):
    """Who may find its threads may be another."""

    board_id: int
    actor_id: int
