"""The notices of institutions, in words."""

from collections.abc import Mapping, Sequence

from app.accounts.models import User
from app.institutions import policy, queries
from app.institutions.models import Deed, Institution, InstitutionPlace, PlaceChange
from app.kernel import i18n
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, ngettext
from app.kernel.urls import url
from app.notifications import Kind, Notice, Pace, Told, isolate, register_kind

ASKED, DECIDED = "institution-asked", "institution-decided"


def register() -> None:
    """Let people be told of places in institutions."""
    for kind in _KINDS:
        register_kind(kind)


def bundle(institution_id: int) -> str:
    """Return what the notices about one institution have in common: it can be muted."""
    return f"institution:{institution_id}"


def asked(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell a coordinator who waits to be confirmed; nobody waits any more: nothing to tell."""
    waiting: dict[int, list[InstitutionPlace]] = {}
    for place in queries.places_asked(notice.subject_id for notice in notices):
        waiting.setdefault(place.institution_id, []).append(place)
    told = {notice.id: _asked(person, waiting.get(notice.subject_id, [])) for notice in notices}
    return {notice_id: words for notice_id, words in told.items() if words is not None}


def decided(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell somebody what became of their place."""
    found = {one.id: one for one in queries.changes_by_ids(n.subject_id for n in notices)}
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {
        one.id: _decided(change)
        for one, change in shown
        if change.user_id == person.id and policy.can_view(person, change.institution)
    }


def _asked(person: User, places: Sequence[InstitutionPlace]) -> Told | None:
    if not places:
        return None
    institution = places[0].institution
    mine = queries.place_of(person, institution)
    if not policy.can_run(person, institution, mine):
        return None
    sentence = ngettext(
        "%(name)s says that they belong to %(institution)s.",
        "%(num)s people say that they belong to %(institution)s.",
        len(places),
        name=isolate(places[0].user.name),
        institution=isolate(_name(institution)),
    )
    return Told(sentence=sentence, path=_path(institution), about=_name(institution))


def _decided(change: PlaceChange) -> Told:
    institution = change.institution
    name = isolate(_name(institution))
    sentence = {
        Deed.CONFIRMED: _("You belong to %(institution)s now.", institution=name),
        Deed.REFUSED: _("%(institution)s did not confirm you.", institution=name),
        Deed.REMOVED: _("You do not belong to %(institution)s any more.", institution=name),
        Deed.COORDINATOR: _("You coordinate %(institution)s now.", institution=name),
        Deed.NO_COORDINATOR: _("You do not coordinate %(institution)s any more.", institution=name),
    }.get(change.deed, name)
    return Told(
        sentence=sentence,
        path=_path(institution),
        excerpt=change.reason,
        about=_name(institution),
    )


def _name(institution: Institution) -> str:
    return institution.name_in(i18n.current().tag)


def _path(institution: Institution) -> str:
    return url("institutions.show", portal=institution.portal.slug, institution_id=institution.id)


_KINDS = (
    Kind(
        name=ASKED,
        label=lazy_gettext("Somebody says that they belong to my institution"),
        hint=lazy_gettext("Where I am a coordinator."),
        default=Pace.AT_ONCE,
        load=asked,
        position=80,
    ),
    Kind(
        name=DECIDED,
        label=lazy_gettext("My place in an institution changes"),
        hint="",
        default=Pace.AT_ONCE,
        load=decided,
        position=81,
    ),
)
