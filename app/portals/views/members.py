"""The people of a portal, and what stewards decide about them."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.models import Membership
from app.kernel.access import public, steward
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.urls import url
from app.portals import actions, queries
from app.portals.current import here, person
from app.portals.forms import FilterForm, ReasonForm, RoleForm
from app.portals.pages import PORTAL, desk, page, people
from app.taxonomy import languages


@people.get(f"{PORTAL}/people")
@public
def index() -> ResponseReturnValue:
    """Show the members, the newest first, by name and role."""
    form = FilterForm(request.args)
    name, role = (form.name.data or "")[:80], form.chosen_role
    found = queries.people(
        here().id,
        name=name,
        role=role,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    chosen = {"name": name or None, "role": role}
    return page(
        "people",
        members=found,
        filters=form,
        chosen=chosen,
        tabs=desk(),
        languages=languages,
    )


@people.route(f"{PORTAL}/people/<int:user_id>/role", methods=["GET", "POST"])
@steward
def role(user_id: int) -> ResponseReturnValue:
    """Give a member another role."""
    member = _member(user_id)
    form = RoleForm(obj=member)
    if not form.validate_on_submit():
        return page("role", form, membership=member)
    actions.change_role(member, form.role.data, form.reason.data or "", actor=person())
    flash(_("%(name)s hears of the new role by mail.", name=member.user.name))
    return redirect(url("people.index"), 303)


@people.route(f"{PORTAL}/people/<int:user_id>/removal", methods=["GET", "POST"])
@steward
def removal(user_id: int) -> ResponseReturnValue:
    """Take a member's place away."""
    member, form = _member(user_id), ReasonForm()
    if not form.validate_on_submit():
        return page("removal", form, membership=member)
    actions.remove(member, form.reason.data or "", actor=person())
    flash(_("%(name)s is not a member any more.", name=member.user.name))
    return redirect(url("people.index"), 303)


def _member(user_id: int) -> Membership:
    found = queries.member(here().id, user_id)
    if found is None:
        raise NotFound
    return found
