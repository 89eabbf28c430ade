"""What follows when something happened to courses, or to a portal that offers some."""

from app import search
from app.courses import queries
from app.courses.events import CourseEvent, CoursePublished, CourseWithdrawn
from app.courses.search import TYPE
from app.kernel.jobs import subscribe, subscribe_batch
from app.portals.events import PortalRevised


@subscribe_batch(CoursePublished, CourseWithdrawn, batch=100, outside=True)
def index(events: list[CourseEvent]) -> None:
    """Bring the index up to date with these courses."""
    search.changed(TYPE, {event.course_id for event in events})


@subscribe(PortalRevised, outside=True)
def index_portal(event: PortalRevised) -> None:
    """Bring the index up to date with who may find a portal's courses."""
    search.changed(TYPE, queries.ids_of_portal(event.portal_id))
