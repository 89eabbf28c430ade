"""How facts about threads are said: for the templates of the room."""

from flask import Flask

from app.discussions.forms import KINDS, REACHES
from app.discussions.lists import Show
from app.discussions.models import BoardReach, ThreadDeed, ThreadKind
from app.kernel import files
from app.kernel.i18n import lazy_gettext, lazy_pgettext

CIRCLE = {BoardReach.CIRCLE: lazy_gettext("Only those who take part read and write")}
"""No steward chooses it: a room above makes such boards."""

SHOWS = {
    Show.NEWEST: lazy_pgettext("threads", "Newest"),
    Show.UNANSWERED: lazy_pgettext("threads", "Unanswered"),
    Show.REQUESTS: lazy_gettext("Lessons looked for"),
    Show.MINE: lazy_pgettext("threads", "Mine"),
    Show.WATCHED: lazy_pgettext("threads", "Watched"),
    Show.LANGUAGES: lazy_gettext("In my languages"),
}
DEEDS = {
    ThreadDeed.CLOSED: lazy_pgettext("deed", "Closed"),
    ThreadDeed.OPENED: lazy_pgettext("deed", "Opened again"),
    ThreadDeed.PINNED: lazy_pgettext("deed", "Pinned"),
    ThreadDeed.UNPINNED: lazy_pgettext("deed", "Unpinned"),
    ThreadDeed.MOVED: lazy_pgettext("deed", "Moved"),
    ThreadDeed.MERGED: lazy_pgettext("deed", "Merged"),
    ThreadDeed.SPLIT: lazy_pgettext("deed", "Split"),
    ThreadDeed.RENAMED: lazy_pgettext("deed", "Renamed"),
    ThreadDeed.RELEASED: lazy_pgettext("deed", "Let through"),
    ThreadDeed.WITHDRAWN: lazy_pgettext("deed", "Withdrawn"),
    ThreadDeed.RESTORED: lazy_pgettext("deed", "Restored"),
}


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(
        post_files_expire=files.expiry,
        deed_name=lambda deed: DEEDS[ThreadDeed(deed)],
        kind_name=lambda kind: KINDS[ThreadKind(kind)],
        reach_name=lambda reach: {**REACHES, **CIRCLE}[BoardReach(reach)],
        show_name=lambda show: SHOWS[Show(show)],
    )
