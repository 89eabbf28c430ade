"""The tables of discussions and the rules of one record."""

from app.discussions.models.boards import Board, BoardPerson, BoardReach, Posting
from app.discussions.models.posts import (
    Attachment,
    Post,
    PostRevision,
    PostStatus,
    Thanks,
)
from app.discussions.models.reading import Draft, ReadMark, ThreadViews
from app.discussions.models.threads import (
    Poll,
    PollOption,
    PollVote,
    Thread,
    ThreadChange,
    ThreadDeed,
    ThreadKind,
    ThreadOrigin,
    ThreadTag,
)

__all__ = [
    "Attachment",
    "Board",
    "BoardPerson",
    "BoardReach",
    "Draft",
    "Poll",
    "PollOption",
    "PollVote",
    "Post",
    "PostRevision",
    "PostStatus",
    "Posting",
    "ReadMark",
    "Thanks",
    "Thread",
    "ThreadChange",
    "ThreadDeed",
    "ThreadKind",
    "ThreadOrigin",
    "ThreadTag",
    "ThreadViews",
]
