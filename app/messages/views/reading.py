"""Reading: the list of conversations, and one of them."""

from collections.abc import Sequence

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app import notifications
from app.accounts.current import person
from app.kernel.access import signed_in
from app.kernel.errors import NotFound
from app.kernel.i18n import current, ngettext
from app.kernel.urls import url
from app.messages import actions, policy, queries, taking
from app.messages.forms import MessageForm
from app.messages.models import Conversation, Message
from app.messages.views import sending
from app.messages.views.blueprint import bp, the


@bp.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List the person's conversations, the unread first."""
    found = queries.page(
        person(), after=request.args.get("after"), before=request.args.get("before")
    )
    conversations = [part.conversation for part in found.items]
    return render_template(
        "messages/index.html",
        found=found,
        lasts=queries.lasts(conversations),
        can_write=policy.can_write(person()),
    )


@bp.get("/<int:conversation_id>")
@signed_in
def show(conversation_id: int) -> ResponseReturnValue:
    """Show a page of a conversation; `from` is a number or `unread`, else the end is shown."""
    conversation = the(conversation_id)
    first = _first(conversation)
    messages = queries.messages(conversation, first=first)
    form = MessageForm(_likely(messages))
    form.text.data = queries.draft(person(), f"conversation:{conversation.id}")
    return _page(conversation, form, first, messages)


@bp.post("/<int:conversation_id>")
@signed_in
def send(conversation_id: int) -> ResponseReturnValue:
    """Write in the conversation."""
    conversation = the(conversation_id)
    form = MessageForm(_likely())
    sending.take_files(form)
    message = sending.sent(form, lambda said: actions.reply(conversation, said, actor=person()))
    if message is None:
        first = _last_page(conversation)
        return _page(conversation, form, first, queries.messages(conversation, first=first)), 422
    actions.forget_draft(f"conversation:{conversation.id}", actor=person())
    address = url("messages.show", conversation_id=conversation.id)
    return redirect(f"{address}#message-{message.number}", 303)


@bp.post("/<int:conversation_id>/reading")
@signed_in
def read(conversation_id: int) -> ResponseReturnValue:
    """Mark the messages up to the last one on the page as read."""
    conversation = the(conversation_id)
    sent = request.form.get("number", "")
    if sent.isdecimal() and len(sent) < 10:
        actions.read(conversation, int(sent), actor=person())
    return redirect(url("messages.show", conversation_id=conversation.id), 303)


@bp.get("/<int:conversation_id>/since/<int:number>")
@signed_in
def since(conversation_id: int, number: int) -> ResponseReturnValue:
    """Return as JSON how many messages came after a number."""
    count = max(the(conversation_id).messages_count - number, 0)
    label = ngettext("%(num)s new message", "%(num)s new messages", count)
    return jsonify(count=count, label=label)


def _page(
    conversation: Conversation, form: MessageForm, first: int, messages: Sequence[Message]
) -> str:
    part = conversation.part_of(person().id)
    if part is None:
        raise NotFound
    last = messages[-1].number if messages else 0
    return render_template(
        "messages/show.html",
        conversation=conversation,
        others=conversation.others(person().id),
        present=conversation.present_beside(person().id),
        part=part,
        messages=messages,
        earlier=max(first - queries.MESSAGES, 1) if first > 1 else None,
        later=last + 1 if last < conversation.messages_count else None,
        last=last,
        form=form,
        obstacle=taking.obstacle_to_reply(person(), conversation),
        blocked=queries.blocked_ids(person()),
        level=notifications.level_of(person().id, "conversation", conversation.id),
    )


def _first(conversation: Conversation) -> int:
    """Return the number with which the asked page begins."""
    asked, end = request.args.get("from", ""), _last_page(conversation)
    part = conversation.part_of(person().id)
    if asked == "unread" and part is not None:
        return max(min(part.read_number, end), 1)
    return int(asked) if asked.isdecimal() and len(asked) < 10 and int(asked) > 0 else end


def _last_page(conversation: Conversation) -> int:
    return max(conversation.messages_count - queries.MESSAGES + 1, 1)


def _likely(messages: Sequence[Message] = ()) -> list[str]:
    """Return the languages in which the person probably answers these, the likeliest first."""
    spoken = [one.language for one in messages[-1:] if one.language in person().languages]
    return [*spoken, *person().languages, current().babel.language]
