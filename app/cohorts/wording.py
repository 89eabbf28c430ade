"""How facts about cohorts are said: for the templates of every room."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_interval, get_timezone_location
from babel.numbers import format_percent
from flask import Flask

from app.cohorts.completion import Missing
from app.cohorts.differences import Change, Difference
from app.cohorts.inviting import Fate
from app.cohorts.listing import Fault
from app.cohorts.models import (
    Cohort,
    CohortStatus,
    Entry,
    How,
    Presence,
    Progress,
    Ruling,
    Standing,
    State,
)
from app.cohorts.overview import Behind
from app.courses.content import Rule
from app.kernel import i18n
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, lazy_pgettext, ngettext
from app.notifications import isolate

ENTRIES = {
    Entry.OPEN: lazy_gettext("Everyone comes in at once"),
    Entry.APPROVAL: lazy_gettext("People ask, and a trainer decides"),
    Entry.INVITATION: lazy_gettext("By invitation only"),
    Entry.CODE: lazy_gettext("By a code that is shown in the room"),
}
ENTRY_HINTS = {
    Entry.OPEN: lazy_gettext("Until the places are taken; then people wait in line."),
    Entry.APPROVAL: lazy_gettext("You let people in one by one, or refuse with a reason."),
    Entry.INVITATION: lazy_gettext("Nobody else sees the cohort."),
    Entry.CODE: lazy_gettext("For a course that begins in one room. You can change the code."),
}
STATUSES = {
    CohortStatus.PLANNED: lazy_pgettext("cohort", "Planned"),
    CohortStatus.OPEN: lazy_pgettext("cohort", "Open"),
    CohortStatus.CLOSED: lazy_pgettext("cohort", "Closed"),
}
STANDINGS = {
    Standing.ACTIVE: lazy_gettext("Take part"),
    Standing.ASKED: lazy_gettext("Ask for a place"),
    Standing.WAITING: lazy_gettext("Wait in line"),
    Standing.INVITED: lazy_gettext("Invited"),
    Standing.LEFT: lazy_gettext("Have left"),
    Standing.REFUSED: lazy_gettext("Refused"),
    Standing.REMOVED: lazy_gettext("Removed"),
    Standing.MOVED: lazy_gettext("Moved on"),
}
"""Those of a standing, as the name of a tab."""

BECAME = {
    Standing.ACTIVE: lazy_gettext("Came in"),
    Standing.ASKED: lazy_gettext("Asked for a place"),
    Standing.WAITING: lazy_gettext("Went on the waiting list"),
    Standing.INVITED: lazy_gettext("Was invited"),
    Standing.LEFT: lazy_gettext("Left"),
    Standing.REFUSED: lazy_gettext("Was refused"),
    Standing.REMOVED: lazy_gettext("Was removed"),
    Standing.MOVED: lazy_gettext("Moved to another cohort"),
    Ruling.GRANTED: lazy_gettext("Counts as completed"),
    Ruling.TAKEN_BACK: lazy_gettext("Does not count as completed any more"),
}
STATES = {
    State.SEEN: lazy_pgettext("item", "Begun"),
    State.HANDED_IN: lazy_gettext("Handed in"),
    State.RETURNED: lazy_gettext("To be done again"),
    State.FAILED: lazy_gettext("Not passed"),
    State.DONE: lazy_gettext("Done"),
}
PRESENCES = {
    Presence.PRESENT: lazy_pgettext("session", "There"),
    Presence.EXCUSED: lazy_pgettext("session", "Excused"),
}
HOWS = {
    How.TRAINER: lazy_gettext("said by a trainer"),
    How.CODE: lazy_gettext("by the code"),
    How.LIST: lazy_gettext("from the list"),
}


def init_app(app: Flask) -> None:
    """Give templates the words."""
    app.jinja_env.globals.update(
        became_name=became_name,
        behind_words=behind_words,
        difference_words=difference_words,
        fate_words=fate_words,
        fault_words=fault_words,
        how_name=lambda how: HOWS[How(how)],
        percent=percent,
        presence_name=lambda presence: PRESENCES[Presence(presence)],
        cohort_days=cohort_days,
        cohort_status_name=lambda status: STATUSES[CohortStatus(status)],
        entry_name=entry_name,
        entry_hints=lambda: ENTRY_HINTS,
        item_state_name=state_name,
        state_word=lambda state: STATES[State(state)],
        missing_words=missing_words,
        moment_at=moment_at,
        places_words=places_words,
        standing_name=lambda standing: STANDINGS[Standing(standing)],
        zone_name=zone_name,
    )


def entry_name(entry: Entry) -> str:
    """Return how people come in."""
    return str(ENTRIES[entry])


def became_name(deed: str) -> str:
    """Return what became of somebody's place."""
    known = {str(name): words for name, words in BECAME.items()}
    return str(known.get(deed, deed))


def state_name(progress: Progress | None) -> str:
    """Return how far somebody has come with an item; empty where they have not begun."""
    return str(STATES[progress.state]) if progress else ""


def cohort_days(cohort: Cohort) -> str:
    """Return from when to when a cohort lasts."""
    return _days(cohort.starts_on, cohort.ends_on, i18n.current().babel)


def _days(first: date, last: date, locale: Locale) -> str:
    return str(format_interval(first, last, "yMMMd", locale=locale))


def places_words(capacity: int | None, taken: int) -> str:
    """Return how many places are left, as a sentence."""
    if capacity is None:
        return _("There is room for everyone.")
    left = max(capacity - taken, 0)
    if not left:
        return _("All places are taken. Who comes now waits in line.")
    return ngettext("%(num)s place is left.", "%(num)s places are left.", left)


def moment_at(at: datetime, zone: str, width: str = "medium") -> str:
    """Return a day and time as it is in this time zone."""
    with i18n.speaking(i18n.current().tag, zone):
        return i18n.moment(at, width)


def missing_words(one: Missing) -> str:
    """Return what somebody still has to do for a rule of completion."""
    if one.rule == Rule.MODULES:
        return ngettext(
            "Finish %(num)s more module.", "Finish %(num)s more modules.", one.value - one.reached
        )
    shares = {"needed": percent(one.value), "reached": percent(one.reached)}
    if one.rule == Rule.ATTENDANCE:
        return _("Be there at %(needed)s of the sessions: so far %(reached)s.", **shares)
    return _("Reach %(needed)s of all points: so far %(reached)s.", **shares)


def fault_words(fault: Fault) -> str:
    """Return why a line of a list is of no use."""
    return {
        Fault.NO_ADDRESS: _("there is no e-mail address"),
        Fault.NOT_AN_ADDRESS: _("this is no e-mail address"),
        Fault.TWICE: _("this address stands on the list already"),
        Fault.TOO_MANY: _("the list is too long: split it"),
    }[fault]


def fate_words(fate: Fate) -> str:
    """Return what happens to somebody on a list."""
    return {
        Fate.IN_ALREADY: _("takes part already"),
        Fate.INVITED_ALREADY: _("is invited already"),
        Fate.RUNS_IT: _("runs this cohort"),
        Fate.OUTSIDE: _("is not a member of this closed portal: a steward invites first"),
        Fate.LET_IN: _("takes part at once"),
        Fate.INVITE: _("is invited"),
    }[fate]


def behind_words(behind: Behind) -> str:
    """Return how far somebody is behind."""
    said = []
    if behind.modules:
        said.append(ngettext("%(num)s module behind", "%(num)s modules behind", behind.modules))
    if behind.days:
        said.append(ngettext("%(num)s day away", "%(num)s days away", behind.days))
    return i18n.listing(said)


def difference_words(one: Difference) -> str:
    """Return what is different in a newer revision, as a sentence."""
    values = {"title": isolate(one.title), "before": isolate(one.before)}
    return {
        Change.MODULE_NEW: _("The module “%(title)s” is new.", **values),
        Change.MODULE_GONE: _("The module “%(title)s” is gone.", **values),
        Change.MODULE_RENAMED: _("The module “%(before)s” is called “%(title)s” now.", **values),
        Change.ITEM_NEW: _("“%(title)s” is new.", **values),
        Change.ITEM_GONE: _("“%(title)s” is gone.", **values),
        Change.ITEM_CHANGED: _("“%(title)s” was changed.", **values),
        Change.ITEM_MOVED: _("“%(title)s” stands in another module.", **values),
        Change.ITEM_REQUIRED: _("“%(title)s” must be done now.", **values),
        Change.ITEM_OPTIONAL: _("“%(title)s” need not be done any more.", **values),
        Change.COMPLETION: _("The rules of completion are others."),
        Change.OTHER: _("Title, aims, guides or the like were changed."),
    }[one.change]


def percent(value: int) -> str:
    """Return so many per cent as the locale writes it."""
    return str(format_percent(value / 100, locale=i18n.current().babel))


def zone_name(zone: str) -> str:
    """Return the name of a time zone: of its country, where the country has one."""
    if zone == "UTC":
        return zone
    name = str(get_timezone_location(ZoneInfo(zone), locale=i18n.current().babel))
    return zone.replace("_", " ") if "(" in name else name
