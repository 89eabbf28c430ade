"""The reports on a lesson, and one of them."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.kernel.access import public
from app.lessons.models import Lesson
from app.teaching import policy, queries, summary
from app.teaching.models import ReportChange, TaughtReport
from app.teaching.views.blueprint import REPORTS, bp, the_lesson, the_report


@bp.get(f"{REPORTS}/")
@public
def reports(lesson_id: int) -> ResponseReturnValue:
    """Show all that colleagues report on a lesson."""
    lesson = the_lesson(lesson_id)
    page = queries.of_lesson(
        actor(),
        lesson,
        after=request.args.get("after"),
        before=request.args.get("before"),
        size=queries.PAGE_SIZE,
    )
    return render_template(
        "teaching/index.html",
        lesson=lesson,
        page=page,
        taught=summary.of(actor(), lesson),
        can_report=policy.can_report(actor(), lesson),
        policy=policy,
    )


@bp.get(f"{REPORTS}/<int:report_id>")
@public
def report(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Show one report and what may be done with it."""
    lesson = the_lesson(lesson_id)
    return report_page(lesson, the_report(lesson, report_id))


def report_page(lesson: Lesson, report: TaughtReport, **more: object) -> str:
    """Return the page of a report."""
    change = queries.last_change(report) if report.is_withdrawn else None
    return render_template(
        "teaching/show.html",
        lesson=lesson,
        report=report,
        change=change,
        can_show=_can_show(report, change),
        policy=policy,
        **more,
    )


def _can_show(report: TaughtReport, change: ReportChange | None) -> bool:
    return report.is_withdrawn and policy.can_show(
        actor(), report, change.by_id if change else None
    )
