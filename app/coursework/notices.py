"""The notices of course work, in words."""

from collections.abc import Callable, Mapping, Sequence

from app.accounts.models import User
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort
from app.coursework import policy, queries, reviews
from app.coursework.models import PeerTask, Status, Submission
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext, ngettext
from app.kernel.markup import excerpt
from app.kernel.urls import url
from app.notifications import Kind, Notice, Pace, Told, isolate, register_kind

MARKED, HANDED_IN, LATE = "marked", "handed-in", "late-work"
PEER_REVIEW = "peer-review"
OF_TRAINERS = (HANDED_IN, LATE)

EXCERPT = 200


def register() -> None:
    """Let people be told of what happens to course work."""
    for kind in _KINDS:
        register_kind(kind)


def bundle(cohort_id: int) -> str:
    """Return what the notices about one cohort have in common: it can be muted."""
    return f"cohort:{cohort_id}"


def of_authors(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell participants what became of their work."""
    found = _found(notices)
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {
        one.id: _answered(one, work)
        for one, work in shown
        if policy.is_own(person, work) and work.is_answered
    }


def of_trainers(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell trainers what waits to be marked."""
    found = _found(notices)
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {
        one.id: _waits(one, work)
        for one, work in shown
        if policy.can_mark(person, work) and work.is_waiting
    }


def of_peers(person: User, notices: Sequence[Notice]) -> Mapping[int, Told]:
    """Tell participants whose work they are asked to look at."""
    found = {one.id: one for one in reviews.by_ids(n.subject_id for n in notices)}
    shown = [(one, found[one.subject_id]) for one in notices if one.subject_id in found]
    return {
        one.id: _asked(one, task)
        for one, task in shown
        if policy.can_review(person, task) and not task.is_done
    }


def _found(notices: Sequence[Notice]) -> dict[int, Submission]:
    return {one.id: one for one in queries.by_ids(n.subject_id for n in notices)}


def _answered(notice: Notice, work: Submission) -> Told:
    cohort, title = work.enrolment.cohort, _title(work)
    if notice.count > 1:
        sentence = ngettext(
            "%(num)s answer to your work in “%(cohort)s”.",
            "%(num)s answers to your work in “%(cohort)s”.",
            notice.count,
            cohort=isolate(cohort.title),
        )
        return Told(sentence=sentence, path=_course(cohort), about=cohort.title)
    words = {
        Status.PASSED: _("You have passed “%(title)s”.", title=isolate(title)),
        Status.FAILED: _("You have not passed “%(title)s”.", title=isolate(title)),
        Status.RETURNED: _("“%(title)s” came back to you, to be done again.", title=isolate(title)),
    }
    return Told(
        sentence=words[work.status],
        path=_work(work),
        language=work.feedback_language,
        excerpt=excerpt(work.feedback.text, EXCERPT) if work.feedback else "",
        about=cohort.title,
    )


def _waits(notice: Notice, work: Submission) -> Told:
    cohort = work.enrolment.cohort
    if notice.count > 1:
        sentence = ngettext(
            "%(num)s submission waits to be marked in “%(cohort)s”.",
            "%(num)s submissions wait to be marked in “%(cohort)s”.",
            notice.count,
            cohort=isolate(cohort.title),
        )
    else:
        named = {"name": isolate(work.enrolment.user.name), "title": isolate(_title(work))}
        sentence = (
            _("%(name)s handed in “%(title)s” late.", **named)
            if work.is_late
            else _("%(name)s handed in “%(title)s”.", **named)
        )
    path = url("coursework.to_mark", portal=cohort.portal.slug, cohort_id=cohort.id)
    return Told(sentence=sentence, path=path, about=cohort.title)


def _asked(notice: Notice, task: PeerTask) -> Told:
    cohort, title = task.submission.enrolment.cohort, _title(task.submission)
    sentence = ngettext(
        "The work of %(num)s colleague waits for you to look at it: “%(title)s”.",
        "The work of %(num)s colleagues waits for you to look at it: “%(title)s”.",
        notice.count,
        title=isolate(title),
    )
    path = url("coursework.reviews", portal=cohort.portal.slug, cohort_id=cohort.id)
    return Told(sentence=sentence, path=path, about=cohort.title)


def _title(work: Submission) -> str:
    """Return what the assignment is called in the revision that the cohort runs now."""
    cohort = work.enrolment.cohort
    item = cohorts.content(cohort.course_id, cohort.revision).item(work.item_key)
    return item.title if item else cohort.title


def _work(work: Submission) -> str:
    cohort = work.enrolment.cohort
    return url("coursework.work", portal=cohort.portal.slug, cohort_id=cohort.id, key=work.item_key)


def _course(cohort: Cohort) -> str:
    return url("cohorts.show", portal=cohort.portal.slug, cohort_id=cohort.id)


_Load = Callable[[User, Sequence[Notice]], Mapping[int, Told]]


def _kind(name: str, label: object, pace: Pace, load: _Load, position: int) -> Kind:
    return Kind(name=name, label=label, hint="", default=pace, load=load, position=position)


_KINDS = (
    _kind(
        MARKED, lazy_gettext("My course work is marked or returned"), Pace.AT_ONCE, of_authors, 62
    ),
    _kind(
        PEER_REVIEW,
        lazy_gettext("I am asked to look at the work of colleagues"),
        Pace.AT_ONCE,
        of_peers,
        63,
    ),
    _kind(
        HANDED_IN,
        lazy_gettext("Work is handed in to a cohort that I run"),
        Pace.WEEKLY,
        of_trainers,
        64,
    ),
    _kind(
        LATE,
        lazy_gettext("Work is handed in late to a cohort that I run"),
        Pace.DAILY,
        of_trainers,
        65,
    ),
)
