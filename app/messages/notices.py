"""The notice that somebody wrote, in words, and the conversations that one can mute."""

from collections.abc import Mapping, Sequence

from app.accounts.models import User
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, listing, ngettext
from app.kernel.markup import excerpt
from app.kernel.urls import url
from app.messages import queries, taking
from app.messages.models import Conversation, Message
from app.notifications import (
    Kind,
    Named,
    Notice,
    Pace,
    Target,
    TargetKind,
    Told,
    isolate,
    register_kind,
    register_target,
)

MESSAGE = "message"
EXCERPT = 300


def register() -> None:
    """Let people be told of messages."""
    register_kind(
        Kind(
            name=MESSAGE,
            label=lazy_gettext("Messages"),
            hint=lazy_gettext("Somebody writes to you alone, or to a few colleagues and you."),
            default=Pace.AT_ONCE,
            load=load,
            position=5,
        )
    )
    register_target(TargetKind(Target.CONVERSATION, lazy_gettext("Conversations"), load_targets))


def load(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell of messages that the person may still read."""
    found = queries.messages_by_ids(person, (one.subject_id for one in notices))
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {notice.id: _told(person, notice, message) for notice, message in shown}


def load_targets(person: User, keys: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], Named]:
    """Return the conversations that a person has muted, as far as they take part in them."""
    found = queries.conversations_by_ids(person, [target_id for target_id, _slug in keys])
    return {(one.id, ""): Named(title(one, person), _path(one), None) for one in found}


def title(conversation: Conversation, reader: User) -> str:
    """Return what a conversation is called for one who takes part in it."""
    names = [isolate(one.name) for one in conversation.others(reader.id)]
    return _("Conversation with %(names)s", names=listing(names))


def _told(person: User, notice: Notice, message: Message) -> Told:
    conversation = message.conversation
    can_reply = taking.obstacle_to_reply(person, conversation) is None
    return Told(
        sentence=_sentence(notice, message),
        path=_path(conversation),
        language=message.language,
        excerpt=excerpt(message.text.text, EXCERPT),
        about=title(conversation, person),
        reference=f"{MESSAGE}:{conversation.id}" if can_reply else None,
    )


def _sentence(notice: Notice, message: Message) -> str:
    name = isolate(message.author.name if message.author else _("A former member"))
    if message.conversation.is_between_two:
        return (
            _(
                "%(name)s wrote to you.",
                name=name,
            )
            if notice.count == 1
            else ngettext(
                "%(name)s sent you %(num)s message.",
                "%(name)s sent you %(num)s messages.",
                notice.count,
                name=name,
            )
        )
    return (
        _(
            "%(name)s wrote to you and others.",
            name=name,
        )
        if notice.count == 1
        else ngettext(
            "%(num)s new message in a conversation of several; the last is from %(name)s.",
            "%(num)s new messages in a conversation of several; the last is from %(name)s.",
            notice.count,
            name=name,
        )
    )


def _path(conversation: Conversation) -> str:
    return url("messages.show", conversation_id=conversation.id, **{"from": "unread"})
