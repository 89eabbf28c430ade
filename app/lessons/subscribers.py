"""What follows when something happened to lessons, or to a portal that holds some."""

from app import search
from app.kernel import files
from app.kernel.jobs import Turn, subscribe, subscribe_batch
from app.lessons import queries
from app.lessons.events import (
    LessonEvent,
    LessonPublished,
    LessonRevised,
    LessonWithdrawn,
    MaterialAdded,
)
from app.lessons.search import TYPE
from app.portals.events import PortalRevised


@subscribe_batch(LessonPublished, LessonRevised, LessonWithdrawn, batch=250, outside=True)
def index(events: list[LessonEvent]) -> None:
    """Bring the index up to date with these lessons."""
    search.changed(TYPE, {event.lesson_id for event in events})


@subscribe(PortalRevised, outside=True)
def index_portal(event: PortalRevised) -> None:
    """Bring the index up to date with who may find a portal's lessons."""
    search.changed(TYPE, queries.ids_of_portal(event.portal_id))


@subscribe(MaterialAdded, outside=True, turn=Turn.LATE)
def read_material(event: MaterialAdded) -> None:
    """Read the text of a file, so that its lesson is found by it."""
    if files.read_text(event.file_id):
        search.changed(TYPE, [event.lesson_id])
