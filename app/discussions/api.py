"""Threads for programs; the field names are those of the lists and of the search API."""

from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields
from marshmallow.validate import ContainsNoneOf, Range

from app.accounts.current import actor
from app.discussions import lists, policy, queries
from app.discussions.models import Post, Thread
from app.kernel import rest
from app.kernel.access import public
from app.kernel.converters import MAX_INTEGER
from app.kernel.errors import NotFound
from app.kernel.urls import external

blp = Blueprint(
    "threads_api", __name__, url_prefix="/api/v1/threads", description="Threads and their posts"
)


class ThreadQuery(rest.ListQuery):
    """Which threads."""

    portal = fields.String(
        load_default=None,
        validate=ContainsNoneOf("\x00"),
        metadata={"description": "A portal's slug."},
    )
    language = fields.String(load_default=None)
    tag = fields.String(load_default=None)


class ThreadSchema(Schema):
    """A thread in a list."""

    id = fields.Integer()
    title = fields.String()
    url = fields.String()
    kind = fields.String()
    language = fields.String()
    tags = fields.List(fields.String())
    portal = fields.String()
    author = fields.String()
    lesson = fields.Integer(allow_none=True)
    posts = fields.Integer()
    created_at = fields.DateTime()
    active_at = fields.DateTime()
    is_answered = fields.Boolean()
    is_closed = fields.Boolean()


class ThreadsSchema(rest.ListSchema):
    """A page of threads, the last written in first."""

    results = fields.List(fields.Nested(ThreadSchema))


class PostSchema(Schema):
    """A post; `html` is cleaned. What is withdrawn or held is left out."""

    id = fields.Integer()
    number = fields.Integer()
    author = fields.String()
    language = fields.String()
    html = fields.String()
    text = fields.String()
    created_at = fields.DateTime()
    edited_at = fields.DateTime(allow_none=True)
    thanks = fields.Integer()
    url = fields.String()


class WholeThreadSchema(ThreadSchema):
    """A thread with a page of its posts."""

    results = fields.List(fields.Nested(PostSchema))
    next = fields.String(allow_none=True)


class PostQuery(Schema):
    """Which part of a thread."""

    after = fields.Integer(
        load_default=0,
        validate=Range(max=MAX_INTEGER - 1),
        metadata={"description": "Number of a post."},
    )


@blp.route("/")
@blp.arguments(ThreadQuery, location="query")
@blp.response(200, ThreadsSchema)
@public
def index(asked: dict[str, Any]) -> dict[str, Any]:
    """Return threads, the last written in first, as far as they exist for whoever asks."""
    threads = lists.everywhere(actor(), asked["portal"])
    narrowed = lists.narrowed(
        threads,
        actor(),
        lists.Asked(tag=asked["tag"] or "", language=asked["language"] or ""),
    )
    page = lists.whole_page(narrowed, size=asked["limit"], after=asked["after"])
    return {
        "results": [_as_json(thread) for thread in page.items],
        "next": rest.next_address(page.older),
    }


@blp.route("/<int:thread_id>")
@blp.arguments(PostQuery, location="query")
@blp.response(200, WholeThreadSchema)
@public
def show(asked: dict[str, Any], thread_id: int) -> dict[str, Any]:
    """Return a thread with a page of its posts."""
    thread = queries.find(actor(), thread_id)
    if thread is None or thread.merged_into_id is not None:
        raise NotFound
    found = queries.posts(actor(), thread, first=max(asked["after"], 0) + 1)
    last = max((post.number for post in found if post.number is not None), default=0)
    shown = [post for post in found if post.is_visible and policy.can_read(actor(), post)]
    more = str(last) if 0 < last < thread.posts_count else None
    return {
        **_as_json(thread),
        "results": [_post(thread, post) for post in shown],
        "next": rest.next_address(more),
    }


def _as_json(thread: Thread) -> dict[str, Any]:
    return {
        "id": thread.id,
        "title": thread.title,
        "url": _address("discussions.show", thread, thread_id=thread.id),
        "kind": thread.kind.value,
        "language": thread.language,
        "tags": [tag.tag for tag in thread.tags],
        "portal": thread.portal.slug,
        "author": thread.author_name,
        "lesson": thread.lesson_id,
        "posts": thread.posts_count,
        "created_at": thread.created_at,
        "active_at": thread.active_at,
        "is_answered": thread.accepted_number is not None,
        "is_closed": thread.is_closed,
    }


def _post(thread: Thread, post: Post) -> dict[str, Any]:
    return {
        "id": post.id,
        "number": post.number,
        "author": post.author_name,
        "language": post.language,
        "html": post.text.html,
        "text": post.text.text,
        "created_at": post.created_at,
        "edited_at": post.edited_at,
        "thanks": post.thanks_count,
        "url": _address("discussions.post", thread, post_id=post.id),
    }


def _address(endpoint: str, thread: Thread, **values: int) -> str:
    portal = thread.portal
    return external(endpoint, locale=portal.locale, portal=portal.slug, **values)
