"""The notices of discussions, in words."""

from collections.abc import Callable, Mapping, Sequence

from app.accounts.models import User
from app.discussions import opened, policy
from app.discussions.models import Post, Thread
from app.kernel import i18n
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, ngettext
from app.kernel.markup import excerpt
from app.kernel.urls import url
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

REPLY, MENTION, POST, ACCEPTED, THANKS = "reply", "mention", "post", "accepted", "thanks"
QUESTION = "question"
NAMES = (REPLY, MENTION, POST, ACCEPTED, THANKS, QUESTION)
PREFIX = "post"
"""Of what a reply by mail goes to."""

EXCERPT = 300

Say = Callable[[Notice, Post], str]


def register() -> None:
    """Let people be told of what is said."""
    for kind in _KINDS:
        register_kind(kind)
    register_target(TargetKind(Target.THREAD, lazy_gettext("Threads"), _threads))
    register_target(TargetKind(Target.BOARD, lazy_gettext("Boards"), _boards))


def bundle(thread_id: int) -> str:
    """Return what the notices of one thread have in common: it can be muted."""
    return f"thread:{thread_id}"


def _loading(say: Say) -> Callable[[User, Sequence[Notice]], Mapping[int, Told]]:
    def load(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
        posts = {post.id: post for post in opened.by_ids(n.subject_id for n in notices)}
        shown = [(one, posts[one.subject_id]) for one in notices if one.subject_id in posts]
        return {
            notice.id: _told(person, notice, post, say)
            for notice, post in shown
            if post.is_visible and policy.can_read(person, post)
        }

    return load


def _told(person: User, notice: Notice, post: Post, say: Say) -> Told:
    thread = post.thread
    return Told(
        sentence=say(notice, post),
        path=url("discussions.post", portal=thread.portal.slug, post_id=post.id),
        language=post.language,
        excerpt=excerpt(post.text.text, EXCERPT),
        about=thread.title,
        reference=f"{PREFIX}:{post.id}" if policy.can_reply(person, thread) else None,
    )


def _replied(notice: Notice, post: Post) -> str:
    return (
        _(
            "%(name)s replied to you in “%(title)s”.",
            **_names(post),
        )
        if notice.count == 1
        else ngettext(
            "%(num)s reply to you in “%(title)s”.",
            "%(num)s replies to you in “%(title)s”.",
            notice.count,
            **_names(post),
        )
    )


def _mentioned(notice: Notice, post: Post) -> str:
    return (
        _(
            "%(name)s named you in “%(title)s”.",
            **_names(post),
        )
        if notice.count == 1
        else ngettext(
            "You were named %(num)s time in “%(title)s”.",
            "You were named %(num)s times in “%(title)s”.",
            notice.count,
            **_names(post),
        )
    )


def _posted(notice: Notice, post: Post) -> str:
    return (
        _(
            "%(name)s wrote in “%(title)s”.",
            **_names(post),
        )
        if notice.count == 1
        else ngettext(
            "%(num)s new post in “%(title)s”.",
            "%(num)s new posts in “%(title)s”.",
            notice.count,
            **_names(post),
        )
    )


def _accepted(notice: Notice, post: Post) -> str:
    return _(
        "Your reply in “%(title)s” was chosen as the answer.", title=isolate(post.thread.title)
    )


def _thanked(notice: Notice, post: Post) -> str:
    return (
        _(
            "A colleague said thanks for what you wrote in “%(title)s”.",
            title=isolate(post.thread.title),
        )
        if notice.count == 1
        else ngettext(
            "%(num)s colleague said thanks for what you wrote in “%(title)s”.",
            "%(num)s colleagues said thanks for what you wrote in “%(title)s”.",
            notice.count,
            title=isolate(post.thread.title),
        )
    )


def _asked(notice: Notice, post: Post) -> str:
    return _("%(name)s has waited two days for an answer to “%(title)s”.", **_names(post))


def _names(post: Post) -> dict[str, str]:
    return {"name": isolate(post.author_name), "title": isolate(post.thread.title)}


def _threads(person: User, keys: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], Named]:
    """Return the threads that a person has subscribed to, as far as they may see them."""
    found = opened.found_threads(person, [thread_id for thread_id, _slug in keys])
    return {(thread.id, ""): _named(thread) for thread in found}


def _boards(person: User, keys: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], Named]:
    """Return the boards that a person has subscribed to, as far as they may see them."""
    found = opened.found_boards(person, [board_id for board_id, _slug in keys])
    return {
        (board.id, ""): Named(
            board.name_in(i18n.current().tag),
            url("discussions.board", portal=board.portal.slug, board_id=board.id),
        )
        for board in found
    }


def _named(thread: Thread) -> Named:
    path = url("discussions.show", portal=thread.portal.slug, thread_id=thread.id)
    return Named(thread.title, path, thread.language)


_KINDS = (
    Kind(
        name=REPLY,
        label=lazy_gettext("Replies to me"),
        hint=lazy_gettext("Somebody answers what you wrote, or writes below your lesson."),
        default=Pace.AT_ONCE,
        load=_loading(_replied),
        position=10,
    ),
    Kind(
        name=MENTION,
        label=lazy_gettext("Where I am named"),
        hint=lazy_gettext("Somebody writes @ and your name."),
        default=Pace.AT_ONCE,
        load=_loading(_mentioned),
        position=11,
    ),
    Kind(
        name=POST,
        label=lazy_gettext("What I watch"),
        hint=lazy_gettext("New posts in the threads and boards that you watch or follow."),
        default=Pace.WEEKLY,
        load=_loading(_posted),
        position=12,
    ),
    Kind(
        name=ACCEPTED,
        label=lazy_gettext("My answers"),
        hint=lazy_gettext("Whoever asked chooses your reply as the answer."),
        default=Pace.WEEKLY,
        load=_loading(_accepted),
        position=13,
    ),
    Kind(
        name=THANKS,
        label=lazy_gettext("Thanks"),
        hint=lazy_gettext("Colleagues say thanks for a post."),
        default=Pace.WEEKLY,
        load=_loading(_thanked),
        position=14,
    ),
    Kind(
        name=QUESTION,
        label=lazy_gettext("Questions that wait"),
        hint=lazy_gettext("A question that I could answer has no reply after two days."),
        default=Pace.WEEKLY,
        load=_loading(_asked),
        position=15,
    ),
)
