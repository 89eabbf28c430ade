"""What follows when somebody wrote: the others are told."""

from app import notifications
from app.kernel.jobs import subscribe
from app.messages import queries
from app.messages.actions import bundle
from app.messages.events import MessageSent
from app.messages.notices import MESSAGE


@subscribe(MessageSent)
def tell_others(event: MessageSent) -> None:
    """Tell those who take part, but not who has blocked the author or has read it already."""
    message = queries.sent(event.message_id)
    if message is None or message.author_id is None:
        return
    unread = [one for one in message.conversation.people if one.is_unread and not one.left_at]
    ids = [one.user_id for one in unread]
    blocks = queries.terms([message.author_id, *ids]).blocks
    notifications.tell(
        [one for one in ids if (one, message.author_id) not in blocks],
        kind=MESSAGE,
        bundle=bundle(message.conversation_id),
        subject_id=message.id,
        actor_id=message.author_id,
    )
