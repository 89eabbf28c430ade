"""Courses for programs: lists in short, one in the words of schema.org Course."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from app.accounts.current import actor
from app.courses import policy, queries
from app.courses.content import CourseContent, Item, ItemKind
from app.courses.models import Course
from app.courses.structured import address, described
from app.courses.texts import rendered
from app.kernel import paging, rest
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.lessons import queries as lessons

blp = Blueprint("courses_api", __name__, url_prefix="/api/v1/courses", description="Courses")


class CourseQuery(rest.ListQuery):
    """Which courses."""

    portal = fields.String(load_default=None, metadata={"description": "A portal's slug."})
    language = fields.String(load_default=None)


class CourseSchema(Schema):
    """A course in a list."""

    id = fields.Integer()
    url = fields.String()
    portal = fields.String()
    title = fields.String()
    summary = fields.String()
    language = fields.String()
    hours = fields.Integer(allow_none=True)
    authors = fields.List(fields.String())
    published_at = fields.DateTime(allow_none=True)
    revision = fields.Integer()


class CoursesSchema(rest.ListSchema):
    """A page of courses, the last published first."""

    results = fields.List(fields.Nested(CourseSchema))


class ItemSchema(Schema):
    """An item of a module; `html` is cleaned, and empty where one may not read it."""

    key = fields.String()
    kind = fields.String()
    title = fields.String()
    minutes = fields.Integer(allow_none=True)
    is_required = fields.Boolean()
    html = fields.String()
    lesson = fields.Integer(allow_none=True)
    link = fields.String(allow_none=True)


class ModuleSchema(Schema):
    """A module with its items."""

    key = fields.String()
    title = fields.String()
    summary = fields.String()
    items = fields.List(fields.Nested(ItemSchema))


class WholeCourseSchema(CourseSchema):
    """A whole course; `schema_org` is the same as JSON-LD."""

    aims = fields.List(fields.String())
    alignments = fields.List(fields.String())
    subjects = fields.List(fields.String())
    licence = fields.String()
    credits = fields.List(fields.String())
    is_open = fields.Boolean()
    modules = fields.List(fields.Nested(ModuleSchema))
    editions = fields.Dict(keys=fields.String(), values=fields.String())
    schema_org = fields.Dict()


@blp.route("/")
@blp.arguments(CourseQuery, location="query")
@blp.response(200, CoursesSchema)
@public
def index(asked: dict[str, Any]) -> dict[str, Any]:
    """Return courses, the last published first, as far as they exist for whoever asks."""
    found = queries.published(actor(), portal=asked["portal"], language=asked["language"])
    keys = (Course.published_at, Course.id)
    page = paging.page(found, *keys, size=asked["limit"], after=asked["after"])
    return {
        "results": [_in_short(course) for course in page.items],
        "next": rest.next_address(page.older),
    }


@blp.route("/<int:course_id>")
@blp.response(200, WholeCourseSchema)
@public
def show(course_id: int) -> dict[str, Any]:
    """Return a course with its texts, as far as they exist for whoever asks."""
    course = queries.find(actor(), course_id)
    if course is None:
        raise NotFound
    content = queries.text(course)
    return {
        **_in_short(course),
        "aims": content.aims,
        "alignments": content.alignments,
        "subjects": content.subjects,
        "licence": content.licence,
        "credits": content.credits,
        "is_open": content.is_open,
        "modules": _modules(course, content),
        "editions": {e.language: address(e) for e in queries.editions(actor(), course)},
        "schema_org": described(course, content),
    }


def _in_short(course: Course) -> dict[str, Any]:
    return {
        "id": course.id,
        "url": address(course),
        "portal": course.portal.slug,
        "title": course.title,
        "summary": course.summary,
        "language": course.language,
        "hours": course.hours,
        "authors": [author.user.name for author in course.authors],
        "published_at": course.published_at,
        "revision": course.revision_number,
    }


def _modules(course: Course, content: CourseContent) -> list[dict[str, Any]]:
    is_read = policy.can_read(actor(), course)
    ids = [item.lesson_id for item in content.items if item.lesson_id is not None]
    seen = lessons.cards(actor(), ids) if is_read and ids else {}
    return [
        {
            "key": module.key,
            "title": module.title,
            "summary": module.summary,
            "items": [_item(item, is_read=is_read, lessons=set(seen)) for item in module.items],
        }
        for module in content.modules
    ]


def _item(item: Item, *, is_read: bool, lessons: set[int]) -> dict[str, Any]:
    return {
        "key": item.key,
        "kind": item.kind.value,
        "title": item.title,
        "minutes": item.minutes,
        "is_required": item.is_required,
        "html": rendered(item.text).html if is_read else "",
        "lesson": item.lesson_id if item.lesson_id in lessons else None,
        "link": item.url if is_read and item.kind == ItemKind.LINK else None,
    }
