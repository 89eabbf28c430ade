"""What people do with institutions."""

from dataclasses import dataclass

from app.accounts.models import User
from app.institutions import policy, queries
from app.institutions.events import PlaceAsked, PlaceDecided
from app.institutions.models import (
    Belonging,
    Deed,
    Institution,
    InstitutionKind,
    InstitutionPlace,
    PlaceChange,
)
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.jobs import record
from app.portals.models import Portal


class EditConflictError(Exception):
    """Somebody saved since this institution was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionSettings:
    """What is decided about an institution; the words are in one language."""

    language: str
    name: str
    kind: InstitutionKind
    description: str = ""
    town: str = ""
    url: str = ""


def make(
    portal: Portal, settings: InstitutionSettings, *, coordinator: User, actor: User
) -> Institution:
    """Make an institution of the portal and name its first coordinator."""
    require(policy.can_make(actor, portal))
    _check_member(portal, coordinator)
    at = clock.now()
    made = Institution(portal=portal, names={}, descriptions={}, created_at=at)
    _take_over(made, settings)
    session.add(made)
    session.flush()  # the place names it by its id
    session.add(
        InstitutionPlace(
            institution_id=made.id,
            user_id=coordinator.id,
            belonging=Belonging.CONFIRMED,
            is_coordinator=True,
            since=at,
            confirmed_by_id=actor.id,
        )
    )
    _note(made, coordinator.id, Deed.COORDINATOR, actor)
    return made


def revise(
    institution: Institution, settings: InstitutionSettings, *, opened: int, actor: User
) -> None:
    """Change what an institution says of itself; `opened` is the `lock` that was shown."""
    _require_run(institution, actor)
    if opened != institution.lock:
        raise EditConflictError
    _take_over(institution, settings)


def close(institution: Institution, *, actor: User) -> None:
    """Let an institution exist no more: a school was merged, a college shut."""
    require(policy.can_make(actor, institution.portal))
    institution.close(clock.now())


def open_again(institution: Institution, *, actor: User) -> None:
    """Take a closing back."""
    require(policy.can_make(actor, institution.portal))
    institution.open_again()


def ask(institution: Institution, *, actor: User) -> InstitutionPlace:
    """Say that one belongs to an institution."""
    require(policy.can_ask(actor, institution, queries.place_of(actor, institution)))
    made = InstitutionPlace(
        institution_id=institution.id,
        user_id=actor.id,
        belonging=Belonging.ASKED,
        since=clock.now(),
    )
    session.add(made)
    record(PlaceAsked(institution.id, actor.id))
    return made


def leave(institution: Institution, *, actor: User) -> None:
    """Belong to it no more, or take back what one asked for; its last coordinator stays."""
    mine = queries.place_of(actor, institution)
    require(policy.can_leave(mine))
    if mine is not None:
        _keep_a_coordinator(institution, mine)
        if mine.is_confirmed:
            _note(institution, actor.id, Deed.LEFT, actor)
        session.delete(mine)


def confirm(institution: Institution, place: InstitutionPlace, *, actor: User) -> None:
    """Say that somebody does belong there."""
    _require_run(institution, actor)
    if place.is_confirmed:
        raise Refused(_("This person is confirmed already."))
    place.belonging, place.since = Belonging.CONFIRMED, clock.now()
    place.confirmed_by_id = actor.id
    _note(institution, place.user_id, Deed.CONFIRMED, actor)


def refuse(institution: Institution, place: InstitutionPlace, *, actor: User, reason: str) -> None:
    """Say that somebody does not belong there, or no more, with a reason that they will read."""
    _require_run(institution, actor)
    if not reason.strip():
        raise Refused(_("Say why: the person will read it."))
    _keep_a_coordinator(institution, place)
    deed = Deed.REMOVED if place.is_confirmed else Deed.REFUSED
    _note(institution, place.user_id, deed, actor, reason.strip())
    session.delete(place)


def make_coordinator(institution: Institution, place: InstitutionPlace, *, actor: User) -> None:
    """Let a member run the institution too."""
    _require_run(institution, actor)
    if not place.is_confirmed or place.is_coordinator:
        raise Refused(_("Only a confirmed member becomes a coordinator, and only once."))
    place.is_coordinator = True
    _note(institution, place.user_id, Deed.COORDINATOR, actor)


def end_coordinator(institution: Institution, place: InstitutionPlace, *, actor: User) -> None:
    """Let somebody run the institution no more; one coordinator must stay."""
    _require_run(institution, actor)
    if not place.is_coordinator:
        raise Refused(_("This person is not a coordinator."))
    _keep_a_coordinator(institution, place)
    place.is_coordinator = False
    _note(institution, place.user_id, Deed.NO_COORDINATOR, actor)


def _require_run(institution: Institution, actor: User) -> None:
    require(policy.can_run(actor, institution, queries.place_of(actor, institution)))


def _keep_a_coordinator(institution: Institution, place: InstitutionPlace) -> None:
    others = [one for one in queries.coordinators(institution.id) if one.id != place.user_id]
    if place.is_coordinator and not others:
        raise Refused(_("An institution needs a coordinator: name another one first."))


def _check_member(portal: Portal, person: User) -> None:
    if not person.is_member_of(portal.id):
        raise Refused(
            _("%(name)s is not a member of this portal: invite them first.") % {"name": person.name}
        )


def _take_over(institution: Institution, settings: InstitutionSettings) -> None:
    tag = settings.language
    institution.kind = settings.kind
    institution.names = _with(institution.names, tag, settings.name)
    institution.descriptions = _with(institution.descriptions, tag, settings.description)
    institution.town, institution.url = settings.town.strip(), settings.url.strip()


def _with(texts: dict[str, str], tag: str, text: str) -> dict[str, str]:
    changed = {**texts, tag: text.strip()}
    return {language: said for language, said in changed.items() if said}


def _note(
    institution: Institution, user_id: int, deed: Deed, actor: User, reason: str = ""
) -> None:
    change = PlaceChange(
        institution_id=institution.id,
        user_id=user_id,
        deed=deed,
        reason=reason,
        by_id=actor.id,
        at=clock.now(),
    )
    session.add(change)
    session.flush()  # the event names it by its id
    if user_id != actor.id:
        record(PlaceDecided(change.id, institution.id, user_id, actor.id))
