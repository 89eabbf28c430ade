"""Writing to somebody for the first time, and what is begun and not sent yet."""

import re
from collections.abc import Sequence

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.accounts.models import User
from app.kernel.access import require, signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import current
from app.kernel.markup import RichText
from app.kernel.urls import url
from app.messages import actions, policy, queries, taking
from app.messages.forms import LONGEST, NewForm
from app.messages.models import MOST_PEOPLE
from app.messages.views import sending
from app.messages.views.blueprint import bp

PLACE = re.compile(r"(conversation:\d{1,18}|to:\d{1,18}(-\d{1,18}){0,6})")


@bp.get("/new")
@signed_in
def new() -> ResponseReturnValue:
    """Show the form; with one person with whom there is a conversation, lead there."""
    require(policy.can_write(person()))
    others = _others(request.args.getlist("to"))
    if len(others) == 1 and (found := queries.between(person(), others[0])):
        return redirect(url("messages.show", conversation_id=found.id), 302)
    form = _form()
    form.text.data = queries.draft(person(), _place(others))
    return _page(form, others)


@bp.post("/new")
@signed_in
def begin() -> ResponseReturnValue:
    """Begin a conversation; or look for a colleague to add, and show the form again."""
    require(policy.can_write(person()))
    others, form = _others(request.form.getlist("to")), _form()
    sending.take_files(form)
    if "find" in request.form:
        return _page(form, others, queries.called(person(), form.who.data or "")), 422
    message = sending.sent(form, lambda said: actions.begin(others, said, actor=person()))
    if message is None:
        return _page(form, others), 422
    actions.forget_draft(_place(others), actor=person())
    return redirect(url("messages.show", conversation_id=message.conversation_id), 303)


@bp.post("/drafts/<draft>")
@signed_in
def keep_draft(draft: str) -> ResponseReturnValue:
    """Keep what is being typed, as a script sends it now and then."""
    if not PLACE.fullmatch(draft):
        raise NotFound
    actions.keep_draft(draft, request.form.get("text", "")[:LONGEST], actor=person())
    return "", 204


@bp.post("/preview")
@signed_in
def preview() -> ResponseReturnValue:
    """Return a text as it will be shown."""
    return jsonify(html=RichText.from_markdown(request.form.get("text", "")[:LONGEST]).html)


def _others(sent: Sequence[str]) -> list[User]:
    """Return the people of the address or the form, those who exist for the person."""
    ids = [int(one) for one in sent[: 2 * MOST_PEOPLE] if one.isdecimal() and len(one) <= 18]
    return queries.people(person(), ids)


def _form() -> NewForm:
    return NewForm([*person().languages, current().babel.language])


def _place(others: Sequence[User]) -> str:
    """Return under what a draft to these people is kept; to nobody yet, none is."""
    ids = sorted(one.id for one in others)[: MOST_PEOPLE - 1]
    return "to:" + "-".join(map(str, ids))


def _page(form: NewForm, others: Sequence[User], found: Sequence[User] | None = None) -> str:
    known = {one.id for one in others}
    return render_template(
        "messages/new.html",
        form=form,
        others=others,
        found=None if found is None else [one for one in found if one.id not in known],
        obstacle=taking.obstacle_to_begin(person(), others) if others else None,
        draft=_place(others) if others else "",
    )
