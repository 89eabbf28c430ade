"""What the page of a quiz shows, and where a trainer looks at what somebody answered."""

from app.accounts.models import Actor
from app.cohorts import items
from app.cohorts import policy as cohorts
from app.cohorts.items import Section
from app.cohorts.models import Cohort, Enrolment
from app.courses.content import Item, ItemKind
from app.kernel.urls import url
from app.quizzes import limits, queries


@items.shows(ItemKind.QUIZ)
def on_item(actor: Actor, cohort: Cohort, mine: Enrolment | None, item: Item) -> Section | None:
    """Show participants where they answer and how it went, and trainers the results."""
    if item.quiz is None:
        return None
    tried = queries.of_item(mine, item.key) if mine else ()
    allowance = queries.allowance(mine, item.key) if mine else None
    why = limits.closed(cohort, item.quiz, tried, allowance) if mine else None
    return Section(
        "quizzes/_on_item.html",
        {
            "open": next((one for one in tried if one.is_open), None),
            "tried": [one for one in tried if not one.is_open],
            "left": limits.left(item.quiz, tried, allowance),
            "closed": limits.sentence(why) if why else None,
            "allowance": allowance,
            "runs": cohorts.can_run(actor, cohort),
        },
    )


@items.marked_at(ItemKind.QUIZ)
def where(cohort: Cohort, enrolment: Enrolment, item: Item) -> str:
    """Return where a trainer looks at somebody's attempts."""
    return url("quizzes.person", cohort_id=cohort.id, key=item.key, enrolment_id=enrolment.id)
