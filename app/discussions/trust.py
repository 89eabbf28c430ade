"""What new members may do until they are known, and what waits for a moderator.

Limits keep out who comes only to advertise. They are lifted by use, nobody has to ask; whoever
meets one reads how. Trainers, moderators and stewards are known from the start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.accounts.models import User
from app.accounts.newcomers import is_trusted
from app.discussions import queries
from app.discussions.actions import Said
from app.discussions.models import Post, PostStatus
from app.discussions.texts import people_named
from app.kernel import clock
from app.kernel.db import session
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.markup import RichText
from app.kernel.markup.links import links_out
from app.kernel.urls import base_url


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a person may post; `known_…` is when the limits of a new member end."""

    posts_a_day: int = 10
    links: int = 2
    files: int = 2
    mentions: int = 3
    known_posts: int = 5
    known_days: int = 2

    @classmethod
    def read(cls, said: str | None) -> "Limits":
        """Read `posts_a_day=10 links=2 …`; ValueError for what is not among them."""
        pairs = (part.partition("=") for part in (said or "").split())
        try:
            return cls(**{name: int(number) for name, _equals, number in pairs})
        except TypeError as error:
            raise ValueError(f"not among the limits: {error}") from error


@dataclass(frozen=True, slots=True)
class Use:
    """What a person has posted so far, as everybody can see."""

    posts: int
    today: int
    since: datetime

    def is_known(self, limits: Limits, at: datetime) -> bool:
        """Return whether they are no new member any more."""
        old = at - self.since >= timedelta(days=limits.known_days)
        return old and self.posts >= limits.known_posts


MOST_A_DAY = 200
"""Whoever it is."""


def refusals(actor: User, said: Said, limits: Limits) -> list[str]:
    """Return why this cannot be posted now, each with what lifts it; nothing if it can.

    Forms that come at once wait for each other, so that each is counted; one that is sent twice
    was let through before.
    """
    queries.hold_author(actor)
    if said.key and queries.sent_before(actor.id, said.key):
        return []
    use = use_of(actor)
    if use.today >= MOST_A_DAY:
        return [_("That is very much for one day. Go on tomorrow; your text is kept as a draft.")]
    if is_trusted(actor) or use.is_known(limits, clock.now()):
        return []
    found = list(_too_much(said, use, limits))
    return [*found, _lifted(use, limits)] if found else []


def refusals_of_edit(actor: User, post: Post, text: RichText, limits: Limits) -> list[str]:
    """Return why a post cannot say this now: a moderator reads first what a new member links to."""
    use = use_of(actor)
    added = set(links_out(text, base_url())) - set(links_out(post.text, base_url()))
    if not added or is_trusted(actor) or use.is_known(limits, clock.now()):
        return []
    return [_("New members set no new links when they edit. Post a reply."), _lifted(use, limits)]


def is_suspicious(actor: User, said: Said, limits: Limits) -> bool:
    """Return whether a new member advertises, as it seems: a moderator reads that first."""
    use = use_of(actor)
    if is_trusted(actor) or use.is_known(limits, clock.now()):
        return False
    links = len(links_out(said.text, base_url()))
    is_bare = links > 0 and len(said.text.text) < 120
    return is_bare or (links > 0 and use.posts == 0) or _said_before(actor, said)


def use_of(actor: User) -> Use:
    """Count what a person has posted."""
    day = clock.now() - timedelta(days=1)
    shown = select(func.count()).where(Post.author_id == actor.id, Post.status == PostStatus.SHOWN)
    today = select(func.count()).where(Post.author_id == actor.id, Post.created_at > day)
    posts, lately = session.execute(select(shown.scalar_subquery(), today.scalar_subquery())).one()
    return Use(posts or 0, lately or 0, actor.confirmed_at or clock.now())


def _too_much(said: Said, use: Use, limits: Limits) -> Iterator[str]:
    if use.today >= limits.posts_a_day:
        yield ngettext(
            "New members post %(num)s time a day.",
            "New members post %(num)s times a day.",
            limits.posts_a_day,
        )
    if len(links_out(said.text, base_url())) > limits.links:
        yield ngettext(
            "New members set %(num)s link to other sites in a post.",
            "New members set %(num)s links to other sites in a post.",
            limits.links,
        )
    if len(said.files) > limits.files:
        yield ngettext(
            "New members add %(num)s file to a post.",
            "New members add %(num)s files to a post.",
            limits.files,
        )
    if len(people_named(said.text)) > limits.mentions:
        yield ngettext(
            "New members call %(num)s colleague in a post.",
            "New members call %(num)s colleagues in a post.",
            limits.mentions,
        )


def _lifted(use: Use, limits: Limits) -> str:
    """Say what lifts the limits: they end by themselves."""
    return ngettext(
        "This limit ends by itself after %(num)s post and a few days.",
        "This limit ends by itself after %(num)s posts and a few days.",
        limits.known_posts,
    )


def _said_before(actor: User, said: Said) -> bool:
    """Return whether the same text was posted by this person during the last day."""
    day = clock.now() - timedelta(days=1)
    found = select(Post.text).where(Post.author_id == actor.id, Post.created_at > day).limit(50)
    return any(text.text == said.text.text for text in session.scalars(found))
