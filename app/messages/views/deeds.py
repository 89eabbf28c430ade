"""Leaving, blocking, choosing from whom one takes messages, reporting."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import destinations
from app.accounts.current import person
from app.accounts.models import User
from app.accounts.pages import account_tabs
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.messages import actions, policy, queries
from app.messages.forms import ReportForm, TakesForm
from app.messages.models import Message, Takes
from app.messages.views.blueprint import bp, the
from app.notifications import isolate


@bp.get("/<int:conversation_id>/departure")
@signed_in
def confirm_departure(conversation_id: int) -> ResponseReturnValue:
    """Ask before somebody leaves."""
    conversation = the(conversation_id)
    present = conversation.present_beside(person().id)
    return render_template("messages/leave.html", conversation=conversation, present=present)


@bp.post("/<int:conversation_id>/departure")
@signed_in
def leave(conversation_id: int) -> ResponseReturnValue:
    """Leave the conversation."""
    actions.leave(the(conversation_id), actor=person())
    flash(_("You have left the conversation."))
    return redirect(url("messages.index"), 303)


@bp.route("/settings", methods=["GET", "POST"])
@signed_in
def settings() -> ResponseReturnValue:
    """Choose from whom one takes messages, and see whom one has blocked."""
    form = TakesForm(data={"takes": queries.takes(person()).value})
    if form.validate_on_submit():
        actions.choose(Takes(form.takes.data), actor=person())
        flash(_("Saved."))
        return redirect(url("messages.settings"), 303)
    body = render_template(
        "messages/settings.html",
        form=form,
        tabs=account_tabs("messages"),
        blocks=queries.blocked_by(person()),
    )
    return body, 422 if form.errors else 200


@bp.post("/blocks/<int:user_id>")
@signed_in
def block(user_id: int) -> ResponseReturnValue:
    """Take no messages from a person any more."""
    blocked = _the_person(user_id)
    actions.block(blocked, actor=person())
    flash(_("%(name)s cannot write to you any more, and is not told.", name=isolate(blocked.name)))
    return redirect(_back(), 303)


@bp.post("/blocks/<int:user_id>/withdrawal")
@signed_in
def unblock(user_id: int) -> ResponseReturnValue:
    """Take messages from a person again."""
    actions.unblock(user_id, actor=person())
    flash(_("This person can write to you again."))
    return redirect(_back(), 303)


@bp.get("/<int:conversation_id>/reports/<int:number>")
@signed_in
def ask_report(conversation_id: int, number: int) -> ResponseReturnValue:
    """Ask what is wrong with a message."""
    return _report_page(ReportForm(), _the_message(conversation_id, number))


@bp.post("/<int:conversation_id>/reports/<int:number>")
@signed_in
def report(conversation_id: int, number: int) -> ResponseReturnValue:
    """Lay a message before the moderators."""
    message, form = _the_message(conversation_id, number), ReportForm()
    if not form.validate():
        return _report_page(form, message), 422
    actions.report(message, form.reason.data or "", actor=person())
    flash(_("Noted. The message is kept as it is, and the moderators will read your report."))
    return redirect(url("messages.show", conversation_id=conversation_id), 303)


def _the_person(user_id: int) -> User:
    found = queries.people(person(), [user_id])
    if not found:
        raise NotFound
    return found[0]


def _the_message(conversation_id: int, number: int) -> Message:
    found = queries.message(person(), conversation_id, number)
    if found is None:
        raise NotFound
    require(policy.can_report(person(), found))
    return found


def _report_page(form: ReportForm, message: Message) -> str:
    return render_template("messages/report.html", form=form, message=message)


def _back() -> str:
    """Return the page on which the button stood."""
    wanted = request.form.get("next") or ""
    return wanted if destinations.is_local(wanted) else url("messages.settings")
