"""How far participants come: noted here, whoever notes it, and completion is checked each time."""

from app.accounts.models import User
from app.cohorts import completion, policy, queries
from app.cohorts.events import ItemReached
from app.cohorts.models import Cohort, Enrolment, Progress, State
from app.courses.content import Item, ItemKind
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record

SELF_MARKED = frozenset(
    {ItemKind.PAGE, ItemKind.LINK, ItemKind.FILE, ItemKind.LESSON, ItemKind.DISCUSSION}
)
"""What participants themselves say they have done."""


def note(
    enrolment: Enrolment,
    item_key: str,
    state: State,
    points: float | None = None,
    of: float | None = None,
    *,
    actor: User,
) -> None:
    """Take note of how far somebody has come with an item; what is done is not merely seen again.

    Whoever notes it has asked their own policy: a trainer who marks, a quiz that marks itself.
    """
    cohort = queries.held_with(enrolment)
    found = session.get(Progress, (enrolment.id, item_key))
    if found is not None and found.is_done and state == State.SEEN:
        return
    if found is None:
        found = Progress(enrolment_id=enrolment.id, item_key=item_key)
        session.add(found)
    found.state, found.points, found.of, found.at = state, points, of, clock.now()
    session.flush()  # what is checked next is read from the tables
    record(ItemReached(enrolment.id, enrolment.cohort_id, actor.id, item_key, state))
    completion.check(cohort, enrolment, actor=actor)


def check(enrolment: Enrolment, *, actor: User) -> None:
    """See whether something else than progress, such as attendance, completes the course."""
    completion.check(queries.held_with(enrolment), enrolment, actor=actor)


def forget(enrolment: Enrolment, item_key: str) -> None:
    """Let somebody stand before an item as if they had not begun; a completion stays."""
    queries.held_with(enrolment)
    found = session.get(Progress, (enrolment.id, item_key))
    if found is not None:
        session.delete(found)
        session.flush()  # it may be noted again in the same breath


def mark_done(cohort: Cohort, enrolment: Enrolment, item: Item, *, actor: User) -> None:
    """Let participants say that they have read or tried something."""
    require(policy.can_learn(actor, enrolment) and enrolment.cohort_id == cohort.id)
    _require_self_marked(item)
    note(enrolment, item.key, State.DONE, actor=actor)


def unmark(cohort: Cohort, enrolment: Enrolment, item: Item, *, actor: User) -> None:
    """Let participants take back that they have done something."""
    require(policy.can_learn(actor, enrolment) and enrolment.cohort_id == cohort.id)
    _require_self_marked(item)
    forget(enrolment, item.key)


def _require_self_marked(item: Item) -> None:
    if item.kind not in SELF_MARKED:
        raise Refused(_("This is done by handing it in, answering it or being there."))
