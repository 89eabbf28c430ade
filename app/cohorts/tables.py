"""The trainer's table as lines of a spreadsheet, and as pages."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from app.cohorts import queries, wording
from app.cohorts.models import Cohort
from app.cohorts.overview import Overview, Row
from app.courses.content import CourseContent
from app.kernel.i18n import gettext as _


def place_after(rows: Sequence[Row], enrolment_id: int | None) -> int:
    """Return where the page after somebody begins; the beginning for who is not there any more."""
    ids = [row.enrolment_id for row in rows]
    return ids.index(enrolment_id) + 1 if enrolment_id in ids else 0


def content_of(cohort: Cohort) -> CourseContent:
    """Return what the cohort runs."""
    return queries.content(cohort.course_id, cohort.revision)


def lines(cohort: Cohort, whole: Overview) -> Iterator[list[object]]:
    """Yield the heading and a line for each person; days are those of the cohort's zone."""
    items = list(whole.content.items)
    yield [
        _("Name"), _("E-mail"), _("Last here"), _("Modules done"), _("Points"),
        _("Sessions attended, per cent"), _("Completed on"), *(item.title for item in items),
    ]  # fmt: skip
    for row in whole.rows:
        states = (row.progress.get(item.key) for item in items)
        yield [
            row.name,
            row.email,
            _day(cohort, row.seen_at),
            row.modules_done,
            row.points,
            row.attended.percent,
            _day(cohort, row.completed_at),
            *(str(wording.STATES[one.state]) if one else "" for one in states),
        ]


def _day(cohort: Cohort, at: datetime | None) -> str:
    return at.astimezone(cohort.zone).date().isoformat() if at else ""
