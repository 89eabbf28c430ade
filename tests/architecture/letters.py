"""What two people write to each other in the small network, which nobody else ever sees."""

from io import BytesIO
from typing import TYPE_CHECKING

from app.kernel import files
from app.kernel.markup import RichText
from app.messages import actions
from app.messages.actions import Said

if TYPE_CHECKING:
    from tests.architecture.world import World


def letters(made: "World") -> None:
    """Let the member write to the author, with a file; the author has begun an answer."""
    member, author = made.people["member"], made.people["author"]
    said = made.canary("message", {"member", "author"})
    drafted = made.canary("messagedraft", {"author"})
    stored = files.store(BytesIO(f"In a file: {said}".encode()), f"{said}.txt", member.id)
    text = RichText.from_markdown(f"Message {said}")
    message = actions.begin([author], Said(text, "en", [(stored.id, said)]), actor=member)
    actions.keep_draft(f"conversation:{message.conversation_id}", drafted, actor=author)
    made.values["conversation_id"] = message.conversation_id
    made.values["draft"] = f"conversation:{message.conversation_id}"
