"""Who has a badge, awarding it by hand, and taking an award back."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import actor, person
from app.accounts.models import User
from app.badges import awarding, evidence, handing_out, lists, policy
from app.badges.awarding_forms import HandOutForm, HoldersForm
from app.badges.forms import ReasonForm
from app.badges.handing_out import Unawarded
from app.badges.models import Award, Badge
from app.badges.views.blueprint import BADGE, award_of, bp, managed
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort, Enrolment
from app.kernel.access import require, signed_in
from app.kernel.db import session
from app.kernel.errors import NotFound
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.urls import url
from app.portals.current import here


@bp.get(f"{BADGE}/awards")
@signed_in
def awards(badge_id: int) -> ResponseReturnValue:
    """Show who has the badge, by part of the name and state."""
    badge = managed(badge_id)
    form = HoldersForm()
    page = lists.awards(
        badge,
        name=form.name.data or "",
        held=form.state,
        after=request.args.get("after"),
        before=request.args.get("before"),
    )
    return render_template("badges/awards.html", badge=badge, page=page, form=form, policy=policy)


@bp.get(f"{BADGE}/awards/new")
@signed_in
def hand_out(badge_id: int) -> ResponseReturnValue:
    """Show the form, with members by part of their name, or with who takes part in a cohort."""
    badge = managed(badge_id)
    return _page(HandOutForm(), badge)


@bp.post(f"{BADGE}/awards/new")
@signed_in
def award_by_hand(badge_id: int) -> ResponseReturnValue:
    """Award the badge to all who were chosen; to nobody while there is a word to say on one."""
    badge = managed(badge_id)
    form = HandOutForm()
    cohort = _cohort()
    chosen, unknown = _chosen(form, cohort)
    if not form.validate() or not (chosen or unknown):
        return _page(form, badge, chosen=chosen, is_empty=not (chosen or unknown)), 422
    refused = [*unknown, *handing_out.unawarded(badge, chosen, actor=person())]
    if refused and not ("rest" in request.form and len(refused) < len(chosen) + len(unknown)):
        return _page(form, badge, chosen=chosen, refused=refused), 422
    passed_over = {one.user_id for one in refused}
    due = [one for one in chosen if one.id not in passed_over]
    shown = evidence.of_address(actor(), form.url.data or "", form.title.data or "")
    made = handing_out.hand_out(
        badge, due, form.evidence(*shown), cohort_id=cohort.id if cohort else None, actor=person()
    )
    flash(
        ngettext("Awarded to %(num)s person.", "Awarded to %(num)s people.", len(made)), "success"
    )
    return _to_awards(badge)


@bp.get(f"{BADGE}/awards/<uid>/revocation")
@signed_in
def confirm_revocation(badge_id: int, uid: str) -> ResponseReturnValue:
    """Ask before an award is taken back, and why."""
    badge = managed(badge_id)
    award = award_of(badge, uid)
    require(policy.can_revoke(actor(), award))
    return _revocation_page(ReasonForm(), badge, award)


@bp.post(f"{BADGE}/awards/<uid>/revocation")
@signed_in
def revoke(badge_id: int, uid: str) -> ResponseReturnValue:
    """Take an award back."""
    badge = managed(badge_id)
    award = award_of(badge, uid)
    require(policy.can_revoke(actor(), award))
    form = ReasonForm()
    if not form.validate():
        return _revocation_page(form, badge, award), 422
    awarding.revoke(award, form.reason.data or "", actor=person())
    flash(_("Revoked. Whoever checks it reads why."), "success")
    return _to_awards(badge)


def _cohort() -> Cohort | None:
    """Return the cohort that the address names, if whoever asks runs it here."""
    named = request.args.get("cohort", type=int)
    if named is None:
        return None
    found = next((one for one in cohorts.run_by(person(), here()) if one.id == named), None)
    if found is None:
        raise NotFound
    return found


def _participants(cohort: Cohort) -> list[Enrolment]:
    places = list(session.scalars(cohorts.participants(cohort)))
    lists.whole(place.user_id for place in places)
    return places


def _chosen(form: HandOutForm, cohort: Cohort | None) -> tuple[list[User], list[Unawarded]]:
    """Return who was chosen: by name or from the cohort, and by e-mail; each of them once."""
    ticked = set(form.people.data or ())
    if cohort is None:
        people = list(lists.members_by_ids(here(), sorted(ticked)))
    else:
        people = [one.user for one in _participants(cohort) if one.user_id in ticked]
    mailed, unknown = handing_out.named_in(form.emails.data or "", here())
    return list({one.id: one for one in [*people, *mailed]}.values()), unknown


def _page(
    form: HandOutForm,
    badge: Badge,
    *,
    chosen: Sequence[User] = (),
    refused: Sequence[Unawarded] = (),
    is_empty: bool = False,
) -> str:
    cohort, words = _cohort(), request.args.get("q", "").strip()[:200]
    places = _participants(cohort) if cohort else []
    found = lists.members_called(here(), words) if words else []
    offered = {one.id: one for one in [*found, *chosen]} if cohort is None else {}
    people = [*offered.values(), *(place.user for place in places)]
    return render_template(
        "badges/hand_out.html",
        badge=badge,
        form=form,
        words=words,
        cohort=cohort,
        cohorts=cohorts.run_by(person(), here()),
        completed={place.user_id for place in places if place.is_completed},
        people=people,
        ticked=_ticked(form, places),
        unfit={one.user_id: one for one in handing_out.unawarded(badge, people, actor=person())},
        refused=refused,
        left=len({one.id for one in chosen} - {one.user_id for one in refused}),
        is_empty=is_empty,
    )


def _ticked(form: HandOutForm, places: list[Enrolment]) -> set[int]:
    """Return who is chosen; at first those who completed the cohort."""
    if form.is_submitted():
        return set(form.people.data or ())
    return {place.user_id for place in places if place.is_completed}


def _revocation_page(form: ReasonForm, badge: Badge, award: Award) -> str:
    return render_template("badges/revoke.html", form=form, badge=badge, award=award)


def _to_awards(badge: Badge) -> ResponseReturnValue:
    return redirect(url("badges.awards", badge_id=badge.id), 303)
