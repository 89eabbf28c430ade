"""The room's blueprint, and the records that its addresses name."""

from flask import Blueprint

from app.accounts.current import actor
from app.courses import policy, queries
from app.courses.content import CourseContent, Item, Module
from app.courses.models import Course
from app.kernel.access import require
from app.kernel.errors import NotFound
from app.portals.current import here

bp = Blueprint("courses", __name__, template_folder="../templates")

PLACE = "/<locale:locale>/<portal:portal>/courses"
COURSE = f"{PLACE}/<int:course_id>"


def the(course_id: int) -> Course:
    """Return the course of the address, if it exists for whoever asks."""
    found = queries.get(actor(), here().id, course_id)
    if found is None:
        raise NotFound
    return found


def the_workshop(course_id: int) -> Course:
    """Return the course of the address with its working copy, for who may change it."""
    found = queries.workshop(actor(), here().id, course_id)
    if found is None:
        raise NotFound
    require(policy.can_edit(actor(), found))
    return found


def the_module(content: CourseContent, key: str) -> Module:
    """Return the module of the address."""
    found = content.module(key)
    if found is None:
        raise NotFound
    return found


def the_item(content: CourseContent, key: str) -> tuple[Module, Item]:
    """Return the item of the address, and the module that holds it."""
    module, item = content.module_of(key), content.item(key)
    if module is None or item is None:
        raise NotFound
    return module, item
