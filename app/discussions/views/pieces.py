"""A page of posts as one piece: made once for all who may do the same with these posts."""

from collections.abc import Hashable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

from app.accounts.models import Actor
from app.discussions import policy, queries
from app.discussions.models import Post, Thread
from app.discussions.pages import PostPage, PostRow
from app.discussions.texts import lessons_named
from app.kernel import files
from app.kernel.i18n import ago
from app.kernel.urls import base_url
from app.lessons import queries as lessons
from app.lessons.models import Lesson


@dataclass(frozen=True, slots=True)
class Piece:
    """The posts of a page, as one person sees them."""

    thread: Thread
    page: PostPage
    actor: Actor
    named: Mapping[int, Sequence[int]]
    """The ids of the lessons that each post names."""
    cards: Mapping[int, Lesson]
    """Those of them that this person sees."""

    @property
    def key(self) -> tuple[Hashable, ...]:
        """What the piece shows: the same for most who read it."""
        thread, me = self.thread, self.actor
        about = thread.lesson.author_id if thread.lesson else 0
        return (
            (thread.id, thread.portal.slug, thread.language, thread.author_id, about),
            (thread.accepted_number, self.can_reply, self.can_accept),
            (me.is_confirmed, policy.can_moderate(me, thread)),
            tuple(row.author_id == me.id for row in self.page.rows),
            tuple(self.page.rows),
            tuple(ago(row.created_at) for row in self.page.rows),
            tuple(lesson.state for lesson in self.cards.values()),
            files.expiry(),
        )

    @property
    def can_reply(self) -> bool:
        """Whether the posts offer it."""
        return policy.can_reply(self.actor, self.thread)

    @property
    def can_accept(self) -> bool:
        """Whether the posts offer it."""
        return policy.can_accept(self.actor, self.thread)

    def posts(self) -> Sequence[Post]:
        """Return the posts with their texts: only for a piece that is not kept."""
        return queries.with_texts(self.page)

    def unfolded(self, post: Post) -> list[Lesson]:
        """Return the lessons that unfold below a post."""
        return [self.cards[one] for one in self.named[post.id] if one in self.cards]


def piece_of(thread: Thread, page: PostPage, actor: Actor) -> Piece:
    """Return the posts of a page, with the lessons in them that exist for this person."""
    named = _named_in(page.rows)
    ids = {one for lessons_in in named.values() for one in lessons_in}
    return Piece(thread, page, actor, named, lessons.cards(actor, ids) if ids else {})


_named: MutableMapping[tuple[Hashable, ...], list[int]] = LRUCache(maxsize=50_000)
"""The ids of the lessons that a post names, by its state: texts are loaded to learn it only."""

_looking = Lock()


def _named_in(rows: Sequence[PostRow]) -> dict[int, list[int]]:
    with _looking:
        known = {row.id: _named.get(row.state) for row in rows}
    found = {post_id: named for post_id, named in known.items() if named is not None}
    new = {row.id: row.state for row in rows if row.id not in found}
    if new:
        texts = queries.texts(new)
        found |= {one: lessons_named(text, base_url()) for one, text in texts.items()}
        with _looking:
            _named.update({new[one]: found[one] for one in texts})
    return found
