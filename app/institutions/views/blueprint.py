"""The room's blueprint, and the institution that an address names."""

from flask import Blueprint

from app.accounts.current import actor
from app.institutions import policy, queries
from app.institutions.models import Institution
from app.kernel.errors import Denied, NotFound
from app.portals.current import here

bp = Blueprint("institutions", __name__, template_folder="../templates")

PLACE = "/<locale:locale>/<portal:portal>/institutions"
ONE = f"{PLACE}/<int:institution_id>"


def the_institution(institution_id: int) -> Institution:
    """Return the institution of the address, if it exists for whoever asks."""
    found = queries.get(actor(), here().id, institution_id)
    if found is None:
        raise NotFound
    return found


def one_that_i_run(institution_id: int) -> Institution:
    """Return the institution of the address for its coordinators and the portal's stewards."""
    found = the_institution(institution_id)
    if not policy.can_run(actor(), found, queries.place_of(actor(), found)):
        raise Denied
    return found
