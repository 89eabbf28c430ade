"""One thread: its posts a page at a time, a post's own address, and what came since."""

from collections.abc import Mapping
from typing import Any

from flask import jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.discussions import lists, numbers, opened, pages, policy, polls, queries, readers
from app.discussions.buffer import gathered
from app.discussions.forms import ReplyForm
from app.discussions.models import Post, Thread, ThreadKind
from app.discussions.views.blueprint import PLACE, bp
from app.discussions.views.pieces import piece_of
from app.kernel import clock
from app.kernel.access import public
from app.kernel.errors import NotFound
from app.kernel.i18n import ngettext
from app.kernel.urls import url
from app.portals.current import here


@bp.get(f"{PLACE}/<int:thread_id>")
@public
def show(thread_id: int) -> ResponseReturnValue:
    """Show a page of a thread; `from` is a number, `unread` or `end`."""
    thread = the(thread_id)
    if thread.merged_into_id is not None:
        return redirect(url("discussions.show", thread_id=thread.merged_into_id), 301)
    return page(thread, _first(thread))


@bp.get(f"{PLACE}/posts/<int:post_id>")
@public
def post(post_id: int) -> ResponseReturnValue:
    """Lead to a post on its page of the thread."""
    found = the_post(post_id)
    return redirect(address(found), 302)


@bp.get(f"{PLACE}/posts/<int:post_id>/history")
@public
def revisions(post_id: int) -> ResponseReturnValue:
    """Show what a post said before: it is open to all who read it."""
    found = the_post(post_id)
    return render_template(
        "discussions/history.html", post=found, revisions=queries.revisions(found)
    )


@bp.get(f"{PLACE}/<int:thread_id>/since/<int:number>")
@public
def since(thread_id: int, number: int) -> ResponseReturnValue:
    """Return as JSON how many posts came after a number."""
    thread = the(thread_id)
    count = max(thread.posts_count - number, 0)
    return jsonify(count=count, label=ngettext("%(num)s new post", "%(num)s new posts", count))


def the(thread_id: int) -> Thread:
    """Return the thread of the address, if it exists for whoever asks."""
    thread = queries.get(actor(), here().id, thread_id)
    if thread is None:
        raise NotFound
    return thread


def the_post(post_id: int) -> Post:
    """Return the post of the address, if whoever asks may read it."""
    found = queries.post(actor(), here().id, post_id)
    if found is None:
        raise NotFound
    return found


def address(post: Post) -> str:
    """Return where a post stands: the page that begins early enough, and the place on it."""
    first = numbers.place_of(post)
    thread = url(
        "discussions.show",
        portal=post.thread.portal.slug,
        thread_id=post.thread_id,
        **({"from": first} if first > 1 else {}),
    )
    return f"{thread}#{place_on_page(post)}"


def place_on_page(post: Post) -> str:
    """Return the id of a post on its page; one without a number yet has its own."""
    return f"post-{post.number}" if post.number is not None else f"held-{post.id}"


def page(thread: Thread, first: int, form: ReplyForm | None = None, **more: Any) -> str:
    """Return a page of the thread, with what somebody was about to reply."""
    language = request.args.get("language", "")[:35]
    posts = pages.page(actor(), thread, first=first, language=language)
    if request.method == "GET" and not language:
        gathered.saw(actor().id, thread.id, posts.last)
    can_reply = policy.can_reply(actor(), thread)
    reader = readers.of(actor(), thread, first=first)
    poll = polls.of(thread) if thread.kind == ThreadKind.POLL and first == 1 else None
    return render_template(
        "discussions/show.html",
        thread=thread,
        piece=piece_of(thread, posts, actor()),
        first=first,
        earlier=reader.earlier,
        later=posts.later,
        language=language,
        languages=lambda: readers.languages_in(thread),
        views=reader.views,
        poll=poll,
        poll_is_over=poll.is_over(clock.now()) if poll else False,
        votes=polls.votes(poll, actor()) if poll else None,
        form=form or (reply_form(thread, reader.draft) if can_reply else None),
        can_reply=can_reply,
        can_moderate=policy.can_moderate(actor(), thread),
        can_rename=policy.can_rename(actor(), thread),
        policy=policy,
        level=reader.level,
        waiting=lambda: opened.waiting(actor(), here().id, beside=thread.id),
        **more,
    )


def reply_form(thread: Thread, draft: Mapping[str, str]) -> ReplyForm:
    """Return an empty reply, or what the person has begun to write."""
    form = ReplyForm()
    form.offer_languages([*actor().languages, thread.language, *here().languages])
    if request.method == "GET":
        form.text.data = draft.get("text", "")
        form.language.data = own_language(thread.language)
        form.seen.data = str(thread.posts_count)
    return form


def own_language(spoken: str) -> str:
    """Return the language of a place if the person writes it, else their first."""
    mine = actor().languages
    return spoken if spoken in mine else next(iter(mine), spoken)


def _first(thread: Thread) -> int:
    """Return the number with which the asked page begins."""
    asked = request.args.get("from", "")
    if asked == "end":
        return max(thread.posts_count - pages.POSTS + 1, 1)
    if asked == "unread":
        read = lists.read_marks(actor(), [thread.id]).get(thread.id, 0)
        return max(min(read, thread.posts_count - pages.POSTS + 1), 1)
    return int(asked) if asked.isdecimal() and 0 < len(asked) < 10 and int(asked) > 0 else 1
