"""What follows when something happened in discussions, or where they stand."""

from app import search
from app.discussions import opened
from app.discussions.events import (
    BoardChanged,
    PostPublished,
    PostRevised,
    PostWithdrawn,
    ThreadChanged,
)
from app.discussions.search import TYPE
from app.kernel.jobs import subscribe, subscribe_batch
from app.lessons.events import LessonEvent, LessonPublished, LessonRevised, LessonWithdrawn
from app.portals.events import PortalRevised


@subscribe_batch(PostPublished, PostRevised, PostWithdrawn, ThreadChanged, batch=250, outside=True)
def index(events: list[PostPublished | ThreadChanged]) -> None:
    """Bring the index up to date with these threads."""
    search.changed(TYPE, {event.thread_id for event in events})


@subscribe(BoardChanged, outside=True)
def index_board(event: BoardChanged) -> None:
    """Bring the index up to date with who may find a board's threads."""
    search.changed(TYPE, opened.ids_of_board(event.board_id))


@subscribe(PortalRevised, outside=True)
def index_portal(event: PortalRevised) -> None:
    """Bring the index up to date with who may find a portal's threads."""
    search.changed(TYPE, opened.ids_of_portal(event.portal_id))


@subscribe_batch(LessonRevised, batch=250)
def rename_below_lessons(events: list[LessonRevised]) -> None:
    """Let the threads below lessons be called as the lessons are now."""
    for thread in opened.below_lessons({event.lesson_id for event in events}):
        if thread.lesson is not None:
            thread.title = thread.lesson.title


@subscribe_batch(LessonPublished, LessonRevised, LessonWithdrawn, batch=250, outside=True)
def index_below_lessons(events: list[LessonEvent]) -> None:
    """Bring the index up to date with who may find what is said below lessons."""
    threads = opened.below_lessons({event.lesson_id for event in events})
    search.changed(TYPE, [thread.id for thread in threads])
