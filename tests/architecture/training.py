"""The part of the world in which people are trained: courses, cohorts, badges, institutions."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.badges import actions as badges
from app.badges import awarding, issuing
from app.badges.awarding import Grant
from app.badges.models import Badge, Showing
from app.badges.openbadges.values import Evidence
from app.cohorts import actions as running
from app.cohorts import announcing, enrolling
from app.cohorts import queries as cohorts
from app.cohorts.models import Cohort, Entry, Standing
from app.courses import actions as writing
from app.courses.models import Course, CourseReach
from app.coursework import actions as coursework
from app.coursework.content import WorkContent
from app.institutions import actions as institutions
from app.institutions.actions import InstitutionSettings
from app.institutions.models import InstitutionKind
from app.kernel.db import session
from app.lessons.content import Text
from tests.factories import badges as made_badges
from tests.factories import courses as made_courses

if TYPE_CHECKING:
    from tests.architecture.world import World

EVERYONE = {"visitor", "stranger", "member", "trainer", "author", "moderator", "steward", "network"}
INSIDERS = EVERYONE - {"visitor", "stranger"}
TRAINERS = {"trainer", "moderator", "steward", "network"}
RUNNERS = {"trainer", "steward", "network"}
PRESENT = RUNNERS | {"member"}
"""Who runs a cohort, and the one who takes part."""


def training(made: "World", name: str) -> None:
    """Let the trainer of a portal write courses, run cohorts of one, and award badges."""
    seen = INSIDERS if name == "cove" else EVERYONE
    course = _course(made, name, "published", seen)
    _course(made, name, "shut", seen)
    _course(made, name, "members", INSIDERS)
    _course(made, name, "draft", RUNNERS)
    _course(made, name, "gone", RUNNERS)
    cohort = _cohort(made, name, "open", course, seen)
    _cohort(made, name, "invited", course, PRESENT, entry=Entry.INVITATION)
    _cohort(made, name, "planned", course, RUNNERS)
    _work(made, name, cohort)
    _badges(made, name, seen)
    _institution(made, name, seen)


def _course(made: "World", name: str, state: str, seen: set[str]) -> Course:
    trainer, portal = made.people["trainer"], made.portals[name]
    said = made.canary(f"{name}course{state}", seen)
    inner = made.canary(f"{name}coursepage{state}", TRAINERS if state == "shut" else seen)
    guide = made.canary(f"{name}courseguide{state}", min(TRAINERS, seen))
    content = made_courses.syllabus(f"Course {said}", summary=f"Summary {said}", aims=(said,))
    page = replace(made_courses.page(), text=Text(f"Page {inner}"))
    content = replace(
        content.with_item("modul001", page),
        is_open=state != "shut",
        facilitator_guide=Text(f"Guide {guide}"),
    )
    reach = CourseReach.PORTAL if state == "members" else CourseReach.NETWORK
    course = writing.draft(portal, content, actor=trainer, reach=reach)
    if state != "draft":
        writing.publish(course, actor=trainer)
    if state == "gone":
        writing.withdraw(course, actor=trainer)
    session.flush()
    made.put("course_id", name, state, course_id=course.id, key="page0001")
    return course


def _cohort(
    made: "World", name: str, state: str, course: Course, seen: set[str], **values: Entry
) -> Cohort:
    trainer, member = made.people["trainer"], made.people["member"]
    said = made.canary(f"{name}cohort{state}", seen)
    settings = made_courses.settings(
        f"Cohort {said}", starts_on=date(2026, 3, 2), place=said, **values
    )
    cohort = running.start(made.portals[name], course, settings, actor=trainer)
    if state != "planned":
        running.open_up(cohort, actor=trainer)
        enrolling.put(cohort, member, Standing.ACTIVE, actor=trainer)
        inner = made.canary(f"{name}announced{state}", PRESENT)
        announcing.announce(cohort, f"News {inner}", f"Told {inner}", actor=trainer)
    session.flush()
    made.put("cohort_id", name, state, cohort_id=cohort.id, key="work0001")
    return cohort


def _work(made: "World", name: str, cohort: Cohort) -> None:
    member = made.people["member"]
    place = cohorts.enrolment_of(member, cohort)
    item = cohorts.content(cohort.course_id, cohort.revision).item("work0001")
    assert place is not None
    assert item is not None
    said = made.canary(f"{name}work", PRESENT)
    work = coursework.save(
        place, item, WorkContent(text=f"Work {said}", language="en"), opened=0, actor=member
    )
    session.flush()
    coursework.hand_in(work, item, opened=work.lock, actor=member)
    session.flush()
    named = {"cohort_id": cohort.id, "enrolment_id": place.id}
    made.put("enrolment_id", name, "open", **named, key="work0001")
    made.put("submission_id", name, "open", cohort_id=cohort.id, submission_id=work.id)


def _badges(made: "World", name: str, seen: set[str]) -> None:
    trainer, member = made.people["trainer"], made.people["member"]
    for state, sees in (("published", seen), ("draft", TRAINERS)):
        said = made.canary(f"{name}badge{state}", sees)
        badge = _badge(made, name, said, state)
        made.put("badge_id", name, state, badge_id=badge.id)
        if state == "published":
            evidence = made.canary(f"{name}evidence", TRAINERS | {"member"})
            grant = Grant(member, (Evidence(name=evidence, narrative=evidence),))
            award = awarding.award(badge, grant, actor=trainer)
            award.showing = Showing.PRIVATE
            session.flush()
            made.put("uid", name, "private", badge_id=badge.id, uid=award.uid)


def _badge(made: "World", name: str, said: str, state: str) -> Badge:
    trainer = made.people["trainer"]
    settings = made_badges.settings(f"Badge {said}", description=said, criteria=said)
    badge = badges.make(issuing.issuer_for(made.portals[name]), settings, actor=trainer)
    if state == "published":
        badges.publish(badge, actor=trainer)
    session.flush()
    return badge


def _institution(made: "World", name: str, seen: set[str]) -> None:
    said = made.canary(f"{name}college", seen)
    settings = InstitutionSettings(
        language="en", name=f"College {said}", kind=InstitutionKind.COLLEGE, description=said
    )
    college = institutions.make(
        made.portals[name],
        settings,
        coordinator=made.people["author"],
        actor=made.people["steward"],
    )
    session.flush()
    made.put("institution_id", name, "open", institution_id=college.id)
