"""What the digest says of threads: questions that a person could answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.accounts.models import User
from app.discussions import opened, policy
from app.discussions.models import Thread
from app.kernel import i18n
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.kernel.urls import url
from app.notifications import Section, Told, isolate, section

MOST = 5
"""Of each person."""


def register() -> None:
    """Add to everybody's digest."""
    section(
        Section(
            name="questions",
            label=lazy_gettext("Questions that I could answer"),
            collect=questions,
            hint=lazy_gettext("In my portals and languages, without a reply yet."),
        )
    )


def questions(people: Sequence[User], since: datetime) -> Mapping[int, list[Told]]:
    """Return the questions without a reply that these people can read and answer."""
    waiting = opened.unanswered(since)
    return {person.id: _told(person, _fitting(person, waiting)) for person in people}


def _fitting(person: User, waiting: Sequence[Thread]) -> list[Thread]:
    fitting = (
        thread
        for thread in waiting
        if thread.language in person.languages
        and thread.author_id != person.id
        and policy.can_reply(person, thread)
    )
    return [thread for thread, _n in zip(fitting, range(MOST), strict=False)]


def _told(person: User, threads: Sequence[Thread]) -> list[Told]:
    with i18n.speaking(person.locale, person.time_zone):
        return [_in_words(thread) for thread in threads]


def _in_words(thread: Thread) -> Told:
    return Told(
        sentence=_(
            "%(name)s asks: “%(title)s”",
            name=isolate(thread.author_name),
            title=isolate(thread.title),
        ),
        path=url("discussions.show", portal=thread.portal.slug, thread_id=thread.id),
        language=thread.language,
    )
