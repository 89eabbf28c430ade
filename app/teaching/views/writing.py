"""Writing a report, changing it, withdrawing it, answering it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.kernel import db, files, i18n
from app.kernel.access import require, signed_in
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.lessons.models import Lesson
from app.teaching import actions, countries, policy, queries
from app.teaching.content import ReportContent
from app.teaching.forms import AnswerForm, ReportForm, WithdrawalForm
from app.teaching.models import TaughtReport
from app.teaching.views.blueprint import REPORTS, bp, the_lesson, the_report


@bp.get(f"{REPORTS}/new")
@signed_in
def new(lesson_id: int) -> ResponseReturnValue:
    """Show the form, with today in it."""
    lesson = the_lesson(lesson_id)
    require(policy.can_report(actor(), lesson))
    form = ReportForm(person())
    form.fill(_likely(lesson))
    return _page(form, lesson)


@bp.post(f"{REPORTS}/new")
@signed_in
def create(lesson_id: int) -> ResponseReturnValue:
    """Save a report."""
    lesson = the_lesson(lesson_id)
    require(policy.can_report(actor(), lesson))
    form = ReportForm(person())
    _take_picture(form, None)
    if not form.validate():
        return _page(form, lesson), 422
    try:
        made = actions.report(lesson, form.content(), actor=person(), key=form.key.data or "")
    except Refused as refusal:
        form.worked.errors = [str(refusal)]
        return _page(form, lesson), 422
    flash(_("Thank you: the next teacher knows more now."), "success")
    return _to(made)


@bp.get(f"{REPORTS}/<int:report_id>/edit")
@signed_in
def edit(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Show the form with the report in it."""
    lesson = the_lesson(lesson_id)
    report = the_report(lesson, report_id)
    require(policy.can_edit(actor(), report))
    form = ReportForm(person())
    form.fill(report.content())
    return _page(form, lesson, report)


@bp.post(f"{REPORTS}/<int:report_id>/edit")
@signed_in
def revise(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Save what is said now."""
    lesson = the_lesson(lesson_id)
    report = the_report(lesson, report_id)
    require(policy.can_edit(actor(), report))
    form = ReportForm(person())
    _take_picture(form, report.file_id)
    if not form.validate():
        return _page(form, lesson, report), 422
    try:
        actions.revise(report, form.content(), actor=person())
    except Refused as refusal:
        form.worked.errors = [str(refusal)]
        return _page(form, lesson, report), 422
    flash(_("Saved."), "success")
    return _to(report)


@bp.get(f"{REPORTS}/<int:report_id>/withdrawal")
@signed_in
def confirm_withdrawal(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Ask before a report is withdrawn, and a moderator why."""
    lesson = the_lesson(lesson_id)
    report = the_report(lesson, report_id)
    require(policy.can_withdraw(actor(), report))
    return _withdrawal_page(WithdrawalForm(), lesson, report)


@bp.post(f"{REPORTS}/<int:report_id>/withdrawal")
@signed_in
def withdraw(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Withdraw the report."""
    lesson = the_lesson(lesson_id)
    report = the_report(lesson, report_id)
    require(policy.can_withdraw(actor(), report))
    form = WithdrawalForm()
    if not form.validate():
        return _withdrawal_page(form, lesson, report), 422
    if not policy.is_own(actor(), report) and not (form.reason.data or "").strip():
        form.reason.errors = [_("Say why: the author will read it.")]
        return _withdrawal_page(form, lesson, report), 422
    actions.withdraw(report, actor=person(), reason=form.reason.data or "")
    flash(_("The report is withdrawn. It can be shown again."), "success")
    return _to(report)


@bp.post(f"{REPORTS}/<int:report_id>/restoration")
@signed_in
def show_again(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Show a withdrawn report again."""
    report = the_report(the_lesson(lesson_id), report_id)
    actions.show(report, actor=person())
    flash(_("Everyone who sees the lesson can read the report again."), "success")
    return _to(report)


@bp.get(f"{REPORTS}/<int:report_id>/answer")
@signed_in
def edit_answer(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Show the author a box for an answer, with the answer in it that there is."""
    lesson = the_lesson(lesson_id)
    report = the_report(lesson, report_id)
    require(policy.can_answer(actor(), report))
    form = AnswerForm(person())
    form.text.data = report.answer.text.source if report.answer else ""
    form.language.data = report.answer.language if report.answer else _spoken()
    return _answer_page(form, lesson, report)


@bp.post(f"{REPORTS}/<int:report_id>/answer")
@signed_in
def answer(lesson_id: int, report_id: int) -> ResponseReturnValue:
    """Save the answer; an empty one is taken away."""
    lesson = the_lesson(lesson_id)
    report = the_report(lesson, report_id)
    require(policy.can_answer(actor(), report))
    form = AnswerForm(person())
    if not form.validate():
        return _answer_page(form, lesson, report), 422
    actions.answer(report, form.text.data or "", language=form.language.data, actor=person())
    flash(_("Saved."), "success")
    return _to(report)


def _likely(lesson: Lesson) -> ReportContent:
    """Return what the form begins with: today, and what the person's last class was like."""
    last = queries.last_of(person())
    told = [last.level] if last and last.level in lesson.levels else lesson.levels
    return ReportContent(
        taught_on=actions.today_of(person()),
        language=_spoken(),
        level=told[0] if len(told) == 1 else None,
        country=last.country if last else countries.of_zone(person().time_zone),
    )


def _spoken() -> str:
    """Return the language of the pages if the person reads it, else the one they read best."""
    spoken = i18n.current().babel.language
    return spoken if spoken in person().languages else next(iter(person().languages), spoken)


def _take_picture(form: ReportForm, kept: int | None) -> None:
    """Store a picture that was sent along; `kept` is the one that the report has."""
    _disown(form, kept)
    if form.without_picture.data:
        form.file_id.data = ""
    if not form.picture.data:
        return
    try:
        stored = files.store(form.picture.data.stream, form.picture.data.filename, actor().id)
    except Refused as refusal:
        form.refused = str(refusal)
        return
    if stored.is_picture:
        form.file_id.data = str(stored.id)
        db.keep()  # the next try of a form that is refused names this file
    else:
        form.refused = _("Send a picture: JPEG, PNG, WebP or GIF.")


def _disown(form: ReportForm, kept: int | None) -> None:
    """Let the form name the report's own picture, or one that this person sent."""
    named = form.file_id.data or ""
    if named == str(kept):
        return
    number = int(named) if named.isdecimal() and len(named) <= 18 else 0
    mine = queries.my_file(actor(), number)
    form.file_id.data = str(mine.id) if mine and mine.is_picture else ""


def _page(form: ReportForm, lesson: Lesson, report: TaughtReport | None = None) -> str:
    picture = files.by_ids([int(form.file_id.data)]) if form.file_id.data else {}
    return render_template(
        "teaching/edit.html",
        form=form,
        lesson=lesson,
        report=report,
        stored=next(iter(picture.values()), None),
    )


def _withdrawal_page(form: WithdrawalForm, lesson: Lesson, report: TaughtReport) -> str:
    is_own = policy.is_own(actor(), report)
    return render_template(
        "teaching/withdraw.html", form=form, lesson=lesson, report=report, is_own=is_own
    )


def _answer_page(form: AnswerForm, lesson: Lesson, report: TaughtReport) -> str:
    return render_template("teaching/answer.html", form=form, lesson=lesson, report=report)


def _to(report: TaughtReport) -> ResponseReturnValue:
    address = url("teaching.report", lesson_id=report.lesson_id, report_id=report.id)
    return redirect(address, 303)
