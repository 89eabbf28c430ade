"""Reports go out with their lesson, as everybody reads them who sees it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from app.kernel.markup import RichText
from app.lessons.models import Lesson
from app.lessons.transfer.additions import Addition, addition
from app.teaching import queries
from app.teaching.models import TaughtReport


@addition("taught_reports")
def reports(lessons: Sequence[Lesson]) -> Mapping[int, list[Addition]]:
    """Return what colleagues report on lessons, oldest first, with the pictures."""
    found: defaultdict[int, list[Addition]] = defaultdict(list)
    for report in queries.shown_on([lesson.id for lesson in lessons]):
        said = {name: value for name, value in _said(report).items() if value}
        found[report.lesson_id].append(Addition(said, report.file))
    return found


def _said(report: TaughtReport) -> dict[str, Any]:
    """Say what a page shows of a report; texts are Markdown, as they were typed."""
    return {
        "reporter": report.reporter.name,
        "taught_on": report.taught_on.isoformat(),
        "language": report.language,
        "level": report.level,
        "pupils": report.pupils,
        "country": report.country,
        "devices": report.devices.value if report.devices else None,
        "minutes": report.minutes,
        "worked": _source(report.worked),
        "failed": _source(report.failed),
        "changed": _source(report.changed),
        "alt": report.alt,
        "answer": _source(report.answer.text if report.answer else None),
        "answer_language": report.answer.language if report.answer else None,
        "taken_in_revision": report.taken.revision if report.taken else None,
    }


def _source(text: RichText | None) -> str:
    return text.source if text else ""
