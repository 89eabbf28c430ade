"""What shows that a badge was earned: a link, called by the title of the lesson it leads to."""

import re

from app.accounts.models import Actor
from app.kernel.urls import base_url
from app.lessons import queries as lessons

_LESSON = re.compile(r"/[A-Za-z-]{2,12}/[a-z0-9-]+/lessons/(\d{1,18})(?:[/?#].*)?")


def of_address(actor: Actor, address: str, title: str) -> tuple[str, str]:
    """Return a link and what it is called: where nobody said so, a lesson here lends its title."""
    address, title = address.strip(), title.strip()
    named = _LESSON.fullmatch(address.removeprefix(base_url()))
    if title or not address.startswith(base_url()) or named is None:
        return address, title
    lesson = lessons.find(actor, int(named[1]))
    return address, lesson.title if lesson else ""
