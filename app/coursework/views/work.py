"""A participant's own work for an assignment: writing it, handing it in, what came back."""

from collections.abc import Sequence

from flask import flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.cohorts.models import Enrolment
from app.courses.content import Assignment, Item
from app.coursework import actions, deadlines, kept_lesson, offering, policy, queries, reviews
from app.coursework.forms import WorkForm, opened_number
from app.coursework.models import Part, Status, Submission
from app.coursework.views.blueprint import (
    CONFLICT,
    INVALID,
    WORK,
    bp,
    my_place,
    page,
    the_item,
)
from app.kernel import clock, i18n
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound, Refused
from app.kernel.i18n import gettext as _
from app.kernel.urls import url


@bp.get(WORK)
@signed_in
def work(cohort_id: int, key: str) -> ResponseReturnValue:
    """Show what is asked for, what I am writing, and what became of what I handed in."""
    mine = my_place(cohort_id)
    _content, item, assignment = the_item(mine.cohort, key)
    written = queries.of_item(mine, key)
    form = _form(mine, assignment, written) if _writes(mine, item, written) else None
    if form is not None:
        _fill(form, mine, written)
    return _page(mine, item, form, written)


@bp.post(WORK)
@signed_in
def save(cohort_id: int, key: str) -> ResponseReturnValue:
    """Save the draft, and go on to handing it in if that is asked."""
    mine = my_place(cohort_id)
    require(policy.can_hand_in(actor(), mine))
    _content, item, assignment = the_item(mine.cohort, key)
    written = queries.of_item(mine, key)
    form = _form(mine, assignment, written)
    form.take(person())
    if not form.validate():
        return _page(mine, item, form, written, status=INVALID)
    try:
        actions.save(mine, item, form.content(), opened=opened_number(form.opened), actor=person())
    except actions.EditConflictError:
        return _conflict(mine, item, form, written)
    except Refused as refusal:
        return _page(mine, item, form, written, status=CONFLICT, refused=str(refusal))
    if request.form.get("then") == "check":
        return redirect(url("coursework.check", cohort_id=cohort_id, key=key), 303)
    flash(_("Saved. Only you see it until you hand it in."), "success")
    return _to(mine, key)


@bp.post(f"{WORK}/text")
@signed_in
def keep(cohort_id: int, key: str) -> ResponseReturnValue:
    """Keep a text while it is typed, as a script sends it now and then."""
    mine = my_place(cohort_id)
    require(policy.can_hand_in(actor(), mine))
    _content, item, _assignment = the_item(mine.cohort, key)
    written = queries.of_item(mine, key)
    language = written[0].language if written else _spoken(mine)
    try:
        actions.keep(
            mine,
            item,
            request.form.get("text", "")[:100_000],
            language,
            opened=request.args.get("opened", type=int) or 0,
            actor=person(),
        )
    except actions.EditConflictError:
        return jsonify(kept=False), CONFLICT
    return jsonify(kept=True)


@bp.get(f"{WORK}/handing-in")
@signed_in
def check(cohort_id: int, key: str) -> ResponseReturnValue:
    """Show once more what will be handed in."""
    mine = my_place(cohort_id)
    _content, item, _assignment = the_item(mine.cohort, key)
    return _check_page(mine, item, _draft(mine, key))


@bp.post(f"{WORK}/handing-in")
@signed_in
def hand_in(cohort_id: int, key: str) -> ResponseReturnValue:
    """Hand it in as it was shown."""
    mine = my_place(cohort_id)
    _content, item, _assignment = the_item(mine.cohort, key)
    draft = _draft(mine, key)
    sent = request.form.get("opened", "")
    seen_lesson = request.form.get("revision", "")
    if draft.lesson and str(draft.lesson.revision_number) != seen_lesson:
        return _check_page(mine, item, draft, status=CONFLICT, is_changed=True)
    try:
        opened = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
        actions.hand_in(draft, item, opened=opened, actor=person())
    except actions.EditConflictError:
        return _check_page(mine, item, draft, status=CONFLICT, is_changed=True)
    words = _("Handed in, late. The trainers see it now.") if draft.is_late else None
    flash(words or _("Handed in. The trainers see it now."), "success")
    return _to(mine, key)


@bp.post(f"{WORK}/taking-back")
@signed_in
def take_back(cohort_id: int, key: str) -> ResponseReturnValue:
    """Go on with what I handed in."""
    mine = my_place(cohort_id)
    the_item(mine.cohort, key)
    newest = queries.newest(mine, key)
    if newest is None:
        raise NotFound
    actions.take_back(newest, actor=person())
    flash(_("You have it back. Nobody else sees it until you hand it in again."), "success")
    return _to(mine, key)


@bp.post(f"{WORK}/offer")
@signed_in
def offer(cohort_id: int, key: str) -> ResponseReturnValue:
    """Offer passed work to the portal: publish its lesson, or begin one from its text."""
    mine = my_place(cohort_id)
    _content, item, _assignment = the_item(mine.cohort, key)
    newest = queries.newest(mine, key)
    if newest is None:
        raise NotFound
    lesson = offering.offer(newest, item, actor=person())
    if lesson.is_published:
        flash(_("Your lesson is published."), "success")
        goal = url("lessons.show", portal=lesson.portal.slug, lesson_id=lesson.id)
    else:
        flash(_("A draft of a lesson. Complete it, then publish it."), "success")
        goal = url("lessons.edit", portal=lesson.portal.slug, lesson_id=lesson.id)
    return redirect(goal, 303)


def _draft(mine: Enrolment, key: str) -> Submission:
    """Return the draft that is to be handed in."""
    require(policy.can_hand_in(actor(), mine))
    last = next(iter(queries.of_item(mine, key)), None)
    if last is None or not last.is_draft:
        raise Refused(_("There is nothing to hand in yet."))
    return last


def _writes(mine: Enrolment, item: Item, written: Sequence[Submission]) -> bool:
    """Return whether there is something to write: it is a draft, was returned, or not begun."""
    if not policy.can_hand_in(actor(), mine):
        return False
    if not written:
        return not queries.is_done(mine, item.key)
    return written[0].status in (Status.DRAFT, Status.RETURNED)


def _form(mine: Enrolment, assignment: Assignment, written: Sequence[Submission]) -> WorkForm:
    kept = written[0].language if written else mine.cohort.language
    return WorkForm(person(), assignment, queries.own_lessons(person()), kept)


def _fill(form: WorkForm, mine: Enrolment, written: Sequence[Submission]) -> None:
    """Show the draft; what was returned is where the next one begins."""
    if not written:
        form.opened.data, form.language.data = "0", _spoken(mine)
        return
    last = written[0]
    held = [one.file for one in last.files_of(Part.WORK)]
    form.fill(last.content(), last.saves if last.is_draft else 0, held)


def _spoken(mine: Enrolment) -> str:
    """Return the language of the pages if the person reads it, else that of the cohort."""
    spoken = i18n.current().babel.language
    return spoken if spoken in person().languages else mine.cohort.language


def _conflict(
    mine: Enrolment, item: Item, form: WorkForm, written: Sequence[Submission]
) -> ResponseReturnValue:
    """Show both texts: what was saved elsewhere meanwhile, and what was typed here."""
    theirs = written[0] if written and written[0].is_draft else None
    form.opened.data = str(theirs.saves if theirs else 0)
    return _page(mine, item, form, written, status=CONFLICT, theirs=theirs)


def _page(
    mine: Enrolment,
    item: Item,
    form: WorkForm | None,
    written: Sequence[Submission],
    *,
    status: int = 200,
    theirs: Submission | None = None,
    refused: str = "",
) -> tuple[str, int]:
    cohort = mine.cohort
    extension = queries.extension(mine.id, item.key)
    handed_in = [one for one in written if not one.is_draft]
    return page(
        "work",
        cohort,
        status,
        item=item,
        assignment=item.assignment,
        form=form,
        theirs=theirs,
        refused=refused,
        enrolment=mine,
        extension=extension,
        due=deadlines.due(cohort, item, extension),
        is_over=_is_over(mine, item, handed_in),
        draft=written[0] if written and written[0].is_draft else None,
        handed_in=handed_in,
        lesson_of=kept_lesson.of,
        reviews_of=lambda one: [task for task in reviews.of(one) if task.is_done],
        can_change=policy.can_hand_in(actor(), mine),
        can_offer=bool(handed_in) and policy.can_offer(actor(), handed_in[0]),
        tasks=_open_tasks(mine, item),
    )


def _open_tasks(mine: Enrolment, item: Item) -> int:
    """Count the colleagues whose work for this item I am still to look at."""
    tasks = reviews.mine(actor(), mine)
    return sum(not one.is_done and one.submission.item_key == item.key for one in tasks)


def _is_over(mine: Enrolment, item: Item, handed_in: Sequence[Submission]) -> bool:
    """Return whether work is taken no more, unless a trainer allows it."""
    last = handed_in[0] if handed_in else None
    extension = queries.extension(mine.id, item.key)
    return not deadlines.is_taken(mine.cohort, extension, last, clock.now())


def _check_page(
    mine: Enrolment, item: Item, draft: Submission, *, status: int = 200, is_changed: bool = False
) -> tuple[str, int]:
    extension = queries.extension(mine.id, item.key)
    due = deadlines.due(mine.cohort, item, extension)
    return page(
        "check",
        mine.cohort,
        status,
        item=item,
        submission=draft,
        lesson=kept_lesson.of(draft),
        is_late=deadlines.is_late(clock.now(), due),
        due=due,
        is_changed=is_changed,
    )


def _to(mine: Enrolment, key: str) -> ResponseReturnValue:
    return redirect(url("coursework.work", cohort_id=mine.cohort_id, key=key), 303)
