"""What can be subscribed to without any room above: people, subjects, portals."""

from collections.abc import Mapping, Sequence

from app.accounts import queries as accounts
from app.accounts.models import User
from app.kernel.db import session
from app.kernel.i18n import current
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.urls import url
from app.notifications.models import Target
from app.notifications.subscriptions import Key, Named, TargetKind, register_target
from app.portals import navigation
from app.portals import queries as portals
from app.taxonomy import subjects


def authors(person: User, keys: Sequence[Key]) -> Mapping[Key, Named]:
    """Return those people who exist for this person."""
    ids = [target_id for target_id, _slug in keys]
    found = session.scalars(accounts.visible(person).where(User.id.in_(ids)))
    return {(one.id, ""): Named(one.name, url("accounts.person", user_id=one.id)) for one in found}


def subject_names(person: User, keys: Sequence[Key]) -> Mapping[Key, Named]:
    """Return those subjects that there are; a search shows their lessons."""
    return {
        (0, slug): Named(subjects.name(slug), url("search.results", subject=(slug,)))
        for target_id, slug in keys
        if target_id == 0 and slug in subjects.SLUGS
    }


def portal_names(person: User, keys: Sequence[Key]) -> Mapping[Key, Named]:
    """Return those portals that exist for this person."""
    wanted = {target_id for target_id, _slug in keys}
    return {
        (one.id, ""): Named(one.name_in(current().tag), navigation.front(one))
        for one in portals.everything(person)
        if one.id in wanted
    }


register_target(TargetKind(Target.AUTHOR, _l("Authors"), authors))
register_target(TargetKind(Target.SUBJECT, _l("Subjects"), subject_names))
register_target(TargetKind(Target.PORTAL, _l("Portals"), portal_names))
