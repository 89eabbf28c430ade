"""The room's blueprint, and the records that its addresses name."""

from flask import Blueprint

from app.accounts.current import actor
from app.cohorts import policy, queries
from app.cohorts.models import Cohort, Enrolment
from app.kernel.access import require
from app.kernel.errors import NotFound
from app.portals.current import here

bp = Blueprint("cohorts", __name__, template_folder="../templates")

PLACE = "/<locale:locale>/<portal:portal>/cohorts"
COHORT = f"{PLACE}/<int:cohort_id>"


def the_cohort(cohort_id: int) -> Cohort:
    """Return the cohort of the address, if it exists for whoever asks."""
    found = queries.get(actor(), here().id, cohort_id)
    if found is None:
        raise NotFound
    return found


def mine_in(cohort: Cohort) -> Enrolment | None:
    """Return the actor's own place in the cohort."""
    return queries.enrolment_of(actor(), cohort) if actor().is_signed_in else None


def my_cohort(cohort_id: int) -> tuple[Cohort, Enrolment | None]:
    """Return the cohort of the address for who takes part in it or runs it, and their place."""
    cohort = the_cohort(cohort_id)
    mine = mine_in(cohort)
    require(policy.can_read(actor(), cohort, mine))
    return cohort, mine


def run_by_me(cohort_id: int) -> Cohort:
    """Return the cohort of the address for who runs it."""
    cohort = the_cohort(cohort_id)
    require(policy.can_run(actor(), cohort))
    return cohort


def place_in(cohort: Cohort, enrolment_id: int) -> Enrolment:
    """Return somebody's place in a cohort."""
    found = queries.participant(cohort, enrolment_id)
    if found is None:
        raise NotFound
    return found
