"""What rooms above show on the pages of courses, without this room knowing of them."""

from collections.abc import Callable
from typing import Any

from app.accounts.models import Actor
from app.courses.models import Course
from app.lessons.pages import Place, Section, laid_out

__all__ = ["Place", "Section", "parts", "section"]

OnCourse = Callable[[Actor, Course], Section | None]

_on_course: dict[str, OnCourse] = {}


def section(make: OnCourse) -> OnCourse:
    """Let a room add to courses' pages: `make(actor, course)` returns None to add nothing.

    The function shows only what this actor may see. Sections stand in the order of their
    positions, at the places that lessons' pages have too.
    """
    _on_course[f"{make.__module__}.{make.__name__}"] = make
    return make


def parts(actor: Actor, course: Course) -> dict[str, Any]:
    """Return what a course's page shows of other rooms: `parts` by place, and their values."""
    return laid_out([make(actor, course) for make in _on_course.values()])
