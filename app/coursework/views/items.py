"""What the page of an item shows of coursework, and where a trainer marks it."""

from app.accounts.models import Actor
from app.cohorts import items
from app.cohorts import policy as cohorts
from app.cohorts.items import Section
from app.cohorts.models import Cohort, Enrolment
from app.courses.content import Item, ItemKind
from app.coursework import deadlines, queries
from app.kernel.urls import url


@items.shows(ItemKind.ASSIGNMENT)
def on_item(actor: Actor, cohort: Cohort, mine: Enrolment | None, item: Item) -> Section | None:
    """Show participants where they hand in, and trainers what waits to be marked."""
    if item.assignment is None:
        return None
    written = queries.of_item(mine, item.key) if mine else ()
    extension = queries.extension(mine.id, item.key) if mine else None
    runs = cohorts.can_run(actor, cohort)
    return Section(
        "coursework/_on_item.html",
        {
            "last": written[0] if written else None,
            "due": deadlines.due(cohort, item, extension),
            "waiting": queries.waiting(cohort).get(item.key, 0) if runs else None,
        },
    )


@items.marked_at(ItemKind.ASSIGNMENT)
def where(cohort: Cohort, enrolment: Enrolment, item: Item) -> str:
    """Return where a trainer marks somebody's work."""
    newest = queries.newest(enrolment, item.key)
    if newest is None:
        return url("coursework.to_mark", cohort_id=cohort.id, item=item.key)
    return url("coursework.mark", cohort_id=cohort.id, submission_id=newest.id)
