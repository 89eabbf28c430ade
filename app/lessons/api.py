"""A lesson for programs; the field names are those of the search API and of schema.org."""

from typing import Any
from urllib.parse import urljoin

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from app.accounts.current import actor
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.urls import base_url, external
from app.lessons import queries
from app.lessons.models import Lesson, Material, Step
from app.lessons.wording import file_url, text_for

blp = Blueprint("lessons_api", __name__, url_prefix="/api/v1/lessons", description="Lesson plans")


class StepSchema(Schema):
    """A step; `html` is cleaned."""

    title = fields.String()
    minutes = fields.Integer(allow_none=True)
    grouping = fields.String(allow_none=True)
    html = fields.String()


class MaterialSchema(Schema):
    """A file or a link with its credits."""

    title = fields.String()
    url = fields.String()
    media_type = fields.String(allow_none=True)
    author = fields.String()
    licence = fields.String()
    credit = fields.String()
    alt = fields.String()


class LessonSchema(Schema):
    """A whole lesson."""

    type = fields.Constant("lesson")
    id = fields.Integer()
    identifier = fields.String(allow_none=True, metadata={"description": "The origin's id"})
    url = fields.String()
    portal = fields.String()
    title = fields.String()
    summary = fields.String()
    language = fields.String()
    author = fields.String()
    licence = fields.String()
    attribution = fields.String(allow_none=True)
    source_url = fields.String(allow_none=True)
    subjects = fields.List(fields.String())
    levels = fields.List(fields.String())
    keywords = fields.List(fields.String())
    age_min = fields.Integer(allow_none=True)
    age_max = fields.Integer(allow_none=True)
    minutes = fields.Integer(allow_none=True)
    devices = fields.String(allow_none=True)
    supplies = fields.List(fields.String())
    outcomes = fields.List(fields.String())
    resource_type = fields.String()
    published_at = fields.DateTime(allow_none=True)
    revised_at = fields.DateTime()
    revision = fields.Integer()
    sections = fields.Dict(keys=fields.String(), values=fields.String())
    steps = fields.List(fields.Nested(StepSchema))
    materials = fields.List(fields.Nested(MaterialSchema))
    editions = fields.Dict(keys=fields.String(), values=fields.String())


@blp.route("/<int:lesson_id>")
@blp.response(200, LessonSchema)
@public
def show(lesson_id: int) -> dict[str, Any]:
    """Return a lesson with its texts, as far as it exists for whoever asks."""
    lesson = queries.find(actor(), lesson_id)
    if lesson is None:
        raise NotFound
    return _as_json(lesson)


_AS_IT_IS = (
    "id", "title", "summary", "language", "licence", "subjects", "levels", "keywords", "age_min",
    "age_max", "minutes", "devices", "supplies", "outcomes", "resource_type", "published_at",
    "revised_at",
)  # fmt: skip


def _as_json(lesson: Lesson) -> dict[str, Any]:
    origin = lesson.origin
    return {
        **{name: getattr(lesson, name) for name in _AS_IT_IS},
        "identifier": origin.identifier if origin else None,
        "attribution": origin.attribution if origin else None,
        "source_url": origin.url if origin else None,
        "url": address(lesson),
        "portal": lesson.portal.slug,
        "author": lesson.author.name,
        "revision": lesson.revision_number,
        "sections": {one.kind: text_for(lesson, one.text).html for one in lesson.sections},
        "steps": [_step(lesson, step) for step in lesson.steps],
        "materials": [_material(lesson, material) for material in lesson.materials],
        "editions": {e.language: address(e) for e in queries.editions(actor(), lesson)},
    }


def address(lesson: Lesson) -> str:
    """Return the whole address of a lesson's page, in its portal's own locale."""
    return external(
        "lessons.show",
        locale=lesson.portal.locale,
        portal=lesson.portal.slug,
        lesson_id=lesson.id,
    )


def _step(lesson: Lesson, step: Step) -> dict[str, Any]:
    return {
        "title": step.title,
        "minutes": step.minutes,
        "grouping": step.grouping,
        "html": text_for(lesson, step.text).html,
    }


def _material(lesson: Lesson, material: Material) -> dict[str, Any]:
    file = material.file
    return {
        "title": material.title,
        "url": urljoin(base_url(), file_url(file, lesson=lesson)) if file else material.url,
        "media_type": file.media_type if file else None,
        "author": material.author,
        "licence": material.licence,
        "credit": material.credit,
        "alt": material.alt,
    }
