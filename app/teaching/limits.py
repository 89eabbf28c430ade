"""How much a person may say of lessons in a day, and less until they are known.

A member is known after a few days and a few classes or messages to authors; trainers, moderators
and stewards are from the start. Whoever meets a limit reads what lifts it.
"""

from collections.abc import Iterable
from datetime import timedelta

from app.accounts.models import User
from app.accounts.newcomers import is_trusted
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.markup import RichText
from app.kernel.markup.links import links, links_out
from app.kernel.urls import base_url
from app.teaching import queries
from app.teaching.content import ReportContent

DAY = timedelta(days=1)
MOST_A_DAY = 20
"""Reports, and as much feedback, of one person."""

NEW_A_DAY = 5
NEW_LINKS = 2
KNOWN_AFTER = timedelta(days=2)
KNOWN_SAID = 5


def check_report(content: ReportContent, *, actor: User) -> None:
    """Raise Refused when a report is one too many, or links too much."""
    _check_often(queries.reports_made(actor, clock.now() - DAY), actor)
    check_words(content, actor=actor)


def check_words(content: ReportContent, *, actor: User) -> None:
    """Raise Refused when a report links too much, also one that is said otherwise."""
    said = (content.worked, content.failed, content.changed)
    _check_links(map(RichText.from_markdown, filter(None, said)), actor)


def check_feedback(text: RichText, *, actor: User) -> None:
    """Raise Refused when a message to an author is one too many, or links too much."""
    _check_often(queries.notes_sent(actor, clock.now() - DAY), actor)
    _check_links([text], actor)


def _check_often(count: int, actor: User) -> None:
    if count >= MOST_A_DAY:
        raise Refused(_("That is very much for one day. Go on tomorrow."))
    if count >= NEW_A_DAY and _is_new(actor):
        raise Refused(f"{_few_a_day()} {_lifted()}")


def _check_links(texts: Iterable[RichText], actor: User) -> None:
    linking = [text for text in texts if links(text)]
    count = sum(len(links_out(text, base_url())) for text in linking)
    if count > NEW_LINKS and _is_new(actor):
        raise Refused(f"{_few_links()} {_lifted()}")


def _is_new(actor: User) -> bool:
    if is_trusted(actor):
        return False
    is_old = clock.now() - (actor.confirmed_at or clock.now()) >= KNOWN_AFTER
    return not is_old or queries.said_by(actor) < KNOWN_SAID


def _few_a_day() -> str:
    return ngettext(
        "New members tell of lessons %(num)s time a day.",
        "New members tell of lessons %(num)s times a day.",
        NEW_A_DAY,
    )


def _few_links() -> str:
    return ngettext(
        "New members set %(num)s link to other sites when they tell of a lesson.",
        "New members set %(num)s links to other sites when they tell of a lesson.",
        NEW_LINKS,
    )


def _lifted() -> str:
    return ngettext(
        "This limit ends by itself after %(num)s report or message to an author, and a few days.",
        "This limit ends by itself after %(num)s reports or messages to authors, and a few days.",
        KNOWN_SAID,
    )
