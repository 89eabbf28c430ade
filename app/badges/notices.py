"""The notices of badges, in words."""

from collections.abc import Callable, Mapping, Sequence

from app.accounts.models import User
from app.badges import policy, queries
from app.badges.models import Award
from app.kernel.i18n import current, lazy_gettext
from app.kernel.i18n import gettext as _
from app.kernel.markup import excerpt
from app.kernel.urls import url
from app.notifications import Kind, Notice, Pace, Told, isolate, register_kind

AWARDED, REVOKED = "badge-awarded", "badge-revoked"
EXCERPT = 300

Say = Callable[[Award], Told]


def register() -> None:
    """Let people be told of what becomes of their badges."""
    for kind in _KINDS:
        register_kind(kind)


def bundle(award: Award) -> str:
    """Return what the notices about one award have in common."""
    return f"award:{award.id}"


def awarded(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell somebody that a badge is theirs."""
    return _of_mine(person, notices, _awarded)


def revoked(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell somebody that an award of theirs counts no more, and why."""
    return _of_mine(person, notices, _revoked)


def _of_mine(person: User, notices: Sequence[Notice], say: Say) -> dict[int, Told]:
    found = {one.id: one for one in queries.by_ids(notice.subject_id for notice in notices)}
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {notice.id: say(award) for notice, award in shown if policy.is_own(person, award)}


def _awarded(award: Award) -> Told:
    sentence = _(
        "The badge “%(badge)s” is yours. %(issuer)s awarded it.",
        badge=isolate(_name(award)),
        issuer=isolate(award.badge.issuer.name_in(current().tag)),
    )
    return Told(
        sentence=sentence,
        path=_held(award),
        language=current().tag,
        excerpt=_("Open it to say who sees it, to send its address, and to take it with you."),
        about=_name(award),
    )


def _revoked(award: Award) -> Told:
    sentence = _(
        "Your badge “%(badge)s” counts no more: its issuer has revoked it.",
        badge=isolate(_name(award)),
    )
    return Told(
        sentence=sentence,
        path=_held(award),
        excerpt=excerpt(award.revoked_because, EXCERPT),
        about=_name(award),
    )


def _name(award: Award) -> str:
    return award.badge.name_in(current().tag)


def _held(award: Award) -> str:
    return url("badges.held", uid=award.uid)


_KINDS = (
    Kind(
        name=AWARDED,
        label=lazy_gettext("I am awarded a badge"),
        hint="",
        default=Pace.AT_ONCE,
        load=awarded,
        position=70,
    ),
    Kind(
        name=REVOKED,
        label=lazy_gettext("A badge of mine is revoked"),
        hint="",
        default=Pace.AT_ONCE,
        load=revoked,
        position=71,
    ),
)
