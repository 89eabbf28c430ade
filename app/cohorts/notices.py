"""The notices of cohorts, in words."""

from collections.abc import Callable, Mapping, Sequence

from app.accounts.models import User
from app.cohorts import announcing, history, meetings, policy, queries, wording
from app.cohorts.models import (
    Announcement,
    Cohort,
    CohortSession,
    Enrolment,
    EnrolmentChange,
    Standing,
)
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, ngettext
from app.kernel.markup import excerpt
from app.kernel.urls import url
from app.notifications import (
    Kind,
    Named,
    Notice,
    Pace,
    Target,
    TargetKind,
    Told,
    isolate,
    register_kind,
    register_target,
)

ASKED, LET_IN, REFUSED = "cohort-asked", "cohort-let-in", "cohort-refused"
INVITED, REMOVED = "cohort-invited", "cohort-removed"
ANNOUNCED, SESSION = "cohort-announcement", "cohort-session"
OF_STANDING = {
    Standing.ASKED: ASKED,
    Standing.ACTIVE: LET_IN,
    Standing.REFUSED: REFUSED,
    Standing.INVITED: INVITED,
    Standing.REMOVED: REMOVED,
}
EXCERPT = 300

Say = Callable[[Notice, EnrolmentChange], str]


def register() -> None:
    """Let people be told of what happens to their places, and mute a cohort."""
    for kind in _KINDS:
        register_kind(kind)
    register_target(TargetKind(Target.COHORT, lazy_gettext("Cohorts"), names))


def bundle(cohort_id: int) -> str:
    """Return what the notices of one cohort have in common: it can be muted."""
    return f"{Target.COHORT}:{cohort_id}"


def names(person: User, keys: Sequence[tuple[int, str]]) -> Mapping[tuple[int, str], Named]:
    """Return those cohorts that exist for this person."""
    found = queries.by_ids(person, [target_id for target_id, _slug in keys])
    return {(one.id, ""): Named(one.title, _address(one)) for one in found}


def _address(cohort: Cohort) -> str:
    return url("cohorts.show", portal=cohort.portal.slug, cohort_id=cohort.id)


def _of_change(standing: Standing, say: Say) -> Callable[..., Mapping[int, Told]]:
    """Return what tells of a standing, as long as somebody's place is still that."""

    def load(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
        found = {one.id: one for one in history.changes_by_ids(n.subject_id for n in notices)}
        shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
        return {
            notice.id: _told(notice, change, say)
            for notice, change in shown
            if change.enrolment.standing == standing and _concerns(person, change.enrolment)
        }

    return load


def _concerns(person: User, enrolment: Enrolment) -> bool:
    if enrolment.standing == Standing.ASKED:
        return policy.can_run(person, enrolment.cohort)
    return enrolment.user_id == person.id


def _told(notice: Notice, change: EnrolmentChange, say: Say) -> Told:
    cohort = change.enrolment.cohort
    paths = {
        Standing.ASKED: url(
            "cohorts.people", portal=cohort.portal.slug, cohort_id=cohort.id, standing="asked"
        ),
        Standing.REFUSED: url("cohorts.record"),
        Standing.REMOVED: url("cohorts.record"),
    }
    path = paths.get(change.enrolment.standing, _address(cohort))
    return Told(
        sentence=say(notice, change),
        path=path,
        excerpt=excerpt(change.reason, EXCERPT),
        about=cohort.title,
    )


def _asked(notice: Notice, change: EnrolmentChange) -> str:
    cohort = isolate(change.enrolment.cohort.title)
    name = isolate(change.enrolment.user.name)
    if notice.count == 1:
        return _("%(name)s asks for a place in “%(cohort)s”.", name=name, cohort=cohort)
    return ngettext(
        "%(num)s person asks for a place in “%(cohort)s”.",
        "%(num)s people ask for a place in “%(cohort)s”.",
        notice.count,
        cohort=cohort,
    )


def _let_in(notice: Notice, change: EnrolmentChange) -> str:
    return _("You have a place in “%(cohort)s”.", cohort=isolate(change.enrolment.cohort.title))


def _refused(notice: Notice, change: EnrolmentChange) -> str:
    return _(
        "The trainers of “%(cohort)s” could not give you a place.",
        cohort=isolate(change.enrolment.cohort.title),
    )


def _invited(notice: Notice, change: EnrolmentChange) -> str:
    cohort = change.enrolment.cohort
    return _(
        "You are invited to take part in “%(cohort)s”: %(days)s.",
        cohort=isolate(cohort.title),
        days=wording.cohort_days(cohort),
    )


def _removed(notice: Notice, change: EnrolmentChange) -> str:
    return _(
        "The trainers have taken you out of “%(cohort)s”. What you did is kept.",
        cohort=isolate(change.enrolment.cohort.title),
    )


def announcements(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell what trainers told those who take part."""
    found = {one.id: one for one in announcing.by_ids(n.subject_id for n in notices)}
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {notice.id: _announced(one) for notice, one in shown if announcing.may_read(person, one)}


def _announced(one: Announcement) -> Told:
    cohort = one.cohort
    return Told(
        sentence=_("%(cohort)s: %(title)s", cohort=isolate(cohort.title), title=isolate(one.title)),
        path=url("cohorts.announcements", portal=cohort.portal.slug, cohort_id=cohort.id),
        language=cohort.language,
        excerpt=excerpt(one.text.text, EXCERPT),
        about=one.title,
    )


def session_news(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell that a session is at another time or place, or cancelled."""
    found = {one.id: one for one in meetings.by_ids(n.subject_id for n in notices)}
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {
        notice.id: _of_session(person, one)
        for notice, one in shown
        if _takes_part(person, one.cohort) or policy.can_run(person, one.cohort)
    }


def _takes_part(person: User, cohort: Cohort) -> bool:
    mine = queries.enrolment_of(person, cohort)
    return mine is not None and mine.is_active


def _of_session(person: User, one: CohortSession) -> Told:
    values = {
        "title": isolate(one.title),
        "when": wording.moment_at(one.starts_at, person.time_zone),
        "place": isolate(one.place or one.meeting_url),
    }
    if one.is_cancelled:
        sentence = _("The session “%(title)s” (%(when)s) is cancelled.", **values)
    elif one.place or one.meeting_url:
        sentence = _("The session “%(title)s” is now: %(when)s, %(place)s.", **values)
    else:
        sentence = _("The session “%(title)s” is now: %(when)s.", **values)
    cohort = one.cohort
    return Told(
        sentence=sentence,
        path=url("cohorts.sessions", portal=cohort.portal.slug, cohort_id=cohort.id),
        excerpt=excerpt(one.cancelled_because, EXCERPT),
        about=cohort.title,
    )


def _kind(name: str, label: str, load: Callable[..., Mapping[int, Told]], position: int) -> Kind:
    return Kind(name=name, label=label, hint="", default=Pace.AT_ONCE, load=load, position=position)


_KINDS = (
    _kind(ASKED, lazy_gettext("Somebody asks for a place in a cohort that I run"),
          _of_change(Standing.ASKED, _asked), 60),
    _kind(LET_IN, lazy_gettext("I have a place in a course"),
          _of_change(Standing.ACTIVE, _let_in), 61),
    _kind(REFUSED, lazy_gettext("I am refused a place in a course"),
          _of_change(Standing.REFUSED, _refused), 62),
    _kind(INVITED, lazy_gettext("I am invited to a course"),
          _of_change(Standing.INVITED, _invited), 63),
    _kind(REMOVED, lazy_gettext("I am taken out of a course"),
          _of_change(Standing.REMOVED, _removed), 64),
    _kind(ANNOUNCED, lazy_gettext("My trainers announce something"), announcements, 65),
    _kind(SESSION, lazy_gettext("A session of my course is moved or cancelled"), session_news, 66),
)  # fmt: skip
