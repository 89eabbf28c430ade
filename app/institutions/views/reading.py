"""Reading about institutions."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor
from app.institutions import numbers, policy, queries
from app.institutions.views.blueprint import ONE, PLACE, bp, the_institution
from app.institutions.wording import GROUPS, KINDS
from app.kernel.access import public
from app.portals.current import here


@bp.get(f"{PLACE}/")
@public
def index() -> ResponseReturnValue:
    """Show the institutions of the portal, by kind."""
    found = queries.of_portal(actor(), here())
    groups = {kind: [one for one in found if one.kind == kind] for kind in GROUPS}
    return render_template(
        "institutions/index.html",
        groups={GROUPS[kind]: ones for kind, ones in groups.items() if ones},
        sizes=queries.sizes(found),
        can_make=policy.can_make(actor(), here()),
    )


@bp.get(ONE)
@public
def show(institution_id: int) -> ResponseReturnValue:
    """Show an institution: what it says of itself, its people, its numbers."""
    institution = the_institution(institution_id)
    mine = queries.place_of(actor(), institution)
    runs = policy.can_run(actor(), institution, mine)
    return render_template(
        "institutions/show.html",
        institution=institution,
        what=KINDS[institution.kind],
        coordinators=queries.coordinators(institution.id),
        members=queries.members(
            institution, after=request.args.get("after"), before=request.args.get("before")
        ),
        size=queries.sizes([institution]).get(institution.id, 0),
        numbers=numbers.of(actor(), institution),
        asking=queries.asking(institution) if runs else [],
        mine=mine,
        can_ask=policy.can_ask(actor(), institution, mine),
        can_run=runs,
        can_make=policy.can_make(actor(), here()),
    )
