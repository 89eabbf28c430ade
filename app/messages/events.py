"""What happens in conversations."""

from dataclasses import dataclass

from app.kernel.jobs import Event


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """Somebody wrote to the others of a conversation."""

    message_id: int
    conversation_id: int
    actor_id: int
