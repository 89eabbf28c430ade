"""How lessons went, for programs."""

from typing import Any
from urllib.parse import urljoin

from flask_smorest import Blueprint
from marshmallow import EXCLUDE, Schema, fields

from app.accounts.current import actor
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.markup import RichText
from app.kernel.rest import ListQuery, ListSchema, next_address
from app.kernel.urls import base_url, external
from app.lessons import queries as lessons
from app.lessons.models import Lesson
from app.teaching import queries, summary
from app.teaching.models import TaughtReport
from app.teaching.wording import report_picture

blp = Blueprint("teaching_api", __name__, url_prefix="/api/v1", description="How lessons went")


class ReportsQuery(ListQuery):
    """Which part of the list."""

    class Meta:
        """A name that we do not know changes nothing."""

        unknown = EXCLUDE


class ReportSchema(Schema):
    """A taught report; texts are cleaned HTML."""

    id = fields.Integer()
    url = fields.String()
    taught_on = fields.Date()
    reporter = fields.String()
    language = fields.String()
    level = fields.String(allow_none=True)
    pupils = fields.Integer(allow_none=True)
    country = fields.String(allow_none=True)
    devices = fields.String(allow_none=True)
    minutes = fields.Integer(allow_none=True)
    worked = fields.String(allow_none=True)
    failed = fields.String(allow_none=True)
    changed = fields.String(allow_none=True)
    picture = fields.String(allow_none=True)
    alt = fields.String()
    answer = fields.String(allow_none=True)
    taken_in_revision = fields.Integer(allow_none=True)


class ReportListSchema(ListSchema):
    """The reports on a lesson, newest first."""

    times = fields.Integer(metadata={"description": "How often it was taught"})
    minutes = fields.Integer(allow_none=True, metadata={"description": "The median"})
    results = fields.List(fields.Nested(ReportSchema))


@blp.route("/lessons/<int:lesson_id>/reports")
@blp.arguments(ReportsQuery, location="query")
@blp.response(200, ReportListSchema)
@public
def reports(asked: dict[str, Any], lesson_id: int) -> dict[str, Any]:
    """Return how a lesson went in class, as far as it exists for whoever asks."""
    lesson = lessons.find(actor(), lesson_id)
    if lesson is None:
        raise NotFound
    page = queries.of_lesson(
        actor(), lesson, after=asked["after"], before=None, size=asked["limit"], withdrawn=False
    )
    taught = summary.of(actor(), lesson)
    return {
        "times": taught.times if taught else 0,
        "minutes": taught.minutes if taught else None,
        "results": [_as_json(report, lesson) for report in page.items],
        "next": next_address(page.older),
    }


_AS_IT_IS = (
    "id", "taught_on", "language", "level", "pupils", "country", "devices", "minutes", "alt",
)  # fmt: skip


def _as_json(report: TaughtReport, lesson: Lesson) -> dict[str, Any]:
    return {
        **{name: getattr(report, name) for name in _AS_IT_IS},
        "url": external(
            "teaching.report",
            locale=lesson.portal.locale,
            portal=lesson.portal.slug,
            lesson_id=lesson.id,
            report_id=report.id,
        ),
        "reporter": report.reporter.name,
        "worked": _html(report.worked),
        "failed": _html(report.failed),
        "changed": _html(report.changed),
        "picture": urljoin(base_url(), report_picture(report)) if report.file else None,
        "answer": _html(report.answer.text if report.answer else None),
        "taken_in_revision": report.taken.revision if report.taken else None,
    }


def _html(text: RichText | None) -> str | None:
    return text.html if text else None
