"""My record over all courses."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import person
from app.cohorts import queries, records
from app.cohorts.views.blueprint import bp
from app.kernel.access import signed_in


@bp.get("/<locale:locale>/my-courses")
@signed_in
def record() -> ResponseReturnValue:
    """Show every course that I take part in or did, and the hours of each year."""
    places = queries.learning(person())
    return render_template(
        "cohorts/record.html",
        places=places,
        years=records.years(places, person().time_zone),
        waiting=records.not_in_yet(places),
        present=records.taking_part(places),
        past=records.past(places),
    )
