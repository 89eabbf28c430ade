"""Filling an empty installation with the demo network."""

from app.demo import people, stories, talk, taught, training
from app.kernel import clock
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.portals import queries as portals


def is_empty() -> bool:
    """Return whether there is no portal yet."""
    return not portals.whole_network()


def load() -> int:
    """Write down portals, people, lessons and talk; return how many lessons there are now."""
    if not is_empty():
        raise Refused(_("There are portals already: the demo network fills an empty installation."))
    now = clock.now()
    founded = people.portals(now)
    stage = stories.Stage(founded, people.people(founded, now))
    stories.write(stage)
    taught.write(stage)
    talk.write(stage)
    training.write(stage)
    return len(stage.lessons)
