"""Who may do what with courses and cohorts: the table is the policy.

“author” trains and wrote the course; “trainer” trains and runs the cohort; “other trainer” trains
in the same portal; “foreign trainer” trains in another one. “asks”, “waits”, “invited”, “takes
part”, “left” and “removed” are people's places in the cohort. “steward” runs the portal, “network”
the installation.
"""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.accounts import queries as accounts
from app.accounts.models import Role, Visitor
from app.cohorts import actions as running
from app.cohorts import policy as cohorts
from app.cohorts import queries as cohort_queries
from app.cohorts.models import Cohort, Entry, Standing
from app.courses import actions as writing
from app.courses import policy as courses
from app.courses import queries as course_queries
from app.courses.models import Course, CourseReach
from app.kernel.db import session
from tests.factories.courses import cohort, course, enrolled, syllabus
from tests.factories.people import person, place
from tests.factories.portals import portal

TABLE = """
deed                              | visitor unsure stranger member author trainer other_trainer foreign_trainer moderator steward network asks waits invited takes_part left removed
see the course                    | yes     yes    yes      yes    yes    yes     yes           yes             yes       yes     yes     yes  yes   yes     yes        yes  yes
see it, reach portal              | -       -      -        yes    yes    yes     yes           -               yes       yes     yes     yes  yes   yes     yes        yes  yes
see it in a closed portal         | -       -      -        yes    yes    yes     yes           -               yes       yes     yes     yes  yes   yes     yes        yes  yes
see the draft                     | -       -      -        -      yes    -       -             -               -         yes     yes     -    -     -       -          -    -
see it withdrawn                  | -       -      -        -      yes    -       -             -               -         yes     yes     -    -     -       -          -    -
read the closed course            | -       -      -        -      yes    yes     yes           yes             yes       yes     yes     -    -     -       -          -    -
change the course                 | -       -      -        -      yes    -       -             -               -         yes     yes     -    -     -       -          -    -
write a course                    | -       -      -        -      yes    yes     yes           -               yes       yes     -       -    -     -       -          -    -
start a cohort                    | -       -      -        -      yes    yes     yes           -               yes       yes     -       -    -     -       -          -    -
see the cohort                    | yes     yes    yes      yes    yes    yes     yes           yes             yes       yes     yes     yes  yes   yes     yes        yes  yes
see it, by invitation only        | -       -      -        -      -      yes     -             -               -         yes     yes     yes  yes   yes     yes        -    -
see it planned                    | -       -      -        -      -      yes     -             -               -         yes     yes     -    -     -       -          -    -
see it closed                     | -       -      -        -      -      yes     -             -               -         yes     yes     yes  yes   yes     yes        -    -
see the cohort of another trainer | yes     yes    yes      yes    yes    yes     yes           yes             yes       yes     yes     yes  yes   yes     yes        yes  yes
run the cohort                    | -       -      -        -      -      yes     -             -               -         yes     yes     -    -     -       -          -    -
run that of another trainer       | -       -      -        -      -      -       yes           -               -         yes     yes     -    -     -       -          -    -
read what is in it                | -       -      -        -      -      yes     -             -               -         yes     yes     -    -     -       yes        -    -
read that of another trainer      | -       -      -        -      -      -       yes           -               -         yes     yes     -    -     -       -          -    -
come in                           | -       -      yes      yes    yes    -       yes           yes             yes       yes     yes     -    -     yes     -          yes  -
come in by invitation only        | -       -      -        -      -      -       -             -               -         -       -       -    -     yes     -          -    -
leave                             | -       -      -        -      -      -       -             -               -         -       -       yes  yes   yes     yes        -    -
"""  # a table is read across

ROLES = TABLE.strip().splitlines()[0].partition("|")[2].split()

PLACES = {
    "asks": Standing.ASKED,
    "waits": Standing.WAITING,
    "invited": Standing.INVITED,
    "takes_part": Standing.ACTIVE,
    "left": Standing.LEFT,
    "removed": Standing.REMOVED,
}


class Scene:
    """An open and a closed portal with courses and cohorts, and somebody who looks at them."""

    def __init__(self, role: str) -> None:
        self.portal, self.closed = portal("Open"), portal("Closed", is_closed=True)
        self.author, self.trainer = self._trainer("The Author"), self._trainer("The Trainer")
        self.other = self._trainer("The Other Trainer")
        self._courses()
        self._cohorts()
        self.actor = self._somebody(role)
        session.flush()
        session.expire_all()
        plan = (*course_queries.PLAN, undefer(Course.kept))
        session.scalars(select(Course).options(*plan)).unique().all()
        session.scalars(select(Cohort).options(*cohort_queries.PLAN)).unique().all()
        if role != "visitor":
            self.actor = accounts.by_email(self.actor.email)

    def _trainer(self, name: str):
        made = person(name)
        place(made, self.portal.id, Role.TRAINER)
        place(made, self.closed.id, Role.TRAINER)
        return made

    def _courses(self) -> None:
        made = {name: course(self.portal, self.author) for name in ("course", "portal", "gone")}
        made["within"] = course(self.closed, self.author)
        made["unread"] = course(self.portal, self.author, is_open=False)
        made["draft"] = writing.draft(self.portal, syllabus(), actor=self.author)
        writing.set_reach(made["portal"], CourseReach.PORTAL, actor=self.author)
        writing.withdraw(made["gone"], actor=self.author)
        self.courses = made

    def _cohorts(self) -> None:
        of = self.courses["course"]
        dates = {"starts_on": date(2026, 3, 2), "ends_on": date(2026, 5, 29)}
        self.cohorts = {
            "cohort": cohort(of, self.trainer, **dates),
            "invitation": cohort(of, self.trainer, entry=Entry.INVITATION),
            "planned": cohort(of, self.trainer),
            "closed": cohort(of, self.trainer),
            "other": cohort(of, self.other),
        }
        self.cohorts["planned"].status = "planned"
        running.close(self.cohorts["closed"], actor=self.trainer)

    def _somebody(self, role: str):
        if role == "visitor":
            return Visitor(["en"])
        named = {"author": self.author, "trainer": self.trainer, "other_trainer": self.other}
        if role in named:
            return named[role]
        somebody = person("Somebody", confirmed_at=None) if role == "unsure" else person("Somebody")
        somebody.is_network_steward = role == "network"
        if role == "foreign_trainer":
            place(somebody, portal("Elsewhere").id, Role.TRAINER)
        elif role in ("moderator", "steward"):
            place(somebody, self.portal.id, Role(role))
            place(somebody, self.closed.id, Role(role))
        elif role == "member" or role in PLACES:
            place(somebody, self.portal.id)
            place(somebody, self.closed.id)
        if role in PLACES:
            for name in ("cohort", "invitation", "planned", "closed"):
                enrolled(self.cohorts[name], somebody, self.trainer, PLACES[role])
        return somebody

    def sees(self, name: str) -> bool:
        asked = cohorts.can_view(self.actor, self.cohorts[name], self.mine(name))
        found = cohort_queries.get(self.actor, self.portal.id, self.cohorts[name].id)
        assert asked == (found is not None), "SQL and Python differ"
        return asked

    def sees_course(self, name: str) -> bool:
        one = self.courses[name]
        asked = courses.can_view(self.actor, one)
        found = course_queries.get(self.actor, one.portal_id, one.id)
        assert asked == (found is not None), "SQL and Python differ"
        return asked

    def mine(self, name: str):
        return cohort_queries.enrolment_of(self.actor, self.cohorts[name])

    def runs(self, name: str) -> bool:
        asked = cohorts.can_run(self.actor, self.cohorts[name])
        found = select(Cohort.id).where(
            cohorts.runs(self.actor), Cohort.id == self.cohorts[name].id
        )
        assert asked == (session.scalar(found) is not None), "SQL and Python differ"
        return asked

    def reads(self, name: str) -> bool:
        return cohorts.can_read(self.actor, self.cohorts[name], self.mine(name))

    def enrols(self, name: str) -> bool:
        return cohorts.can_enrol(self.actor, self.cohorts[name], self.mine(name))


DEEDS = {
    "see the course": lambda s: s.sees_course("course"),
    "see it, reach portal": lambda s: s.sees_course("portal"),
    "see it in a closed portal": lambda s: s.sees_course("within"),
    "see the draft": lambda s: s.sees_course("draft"),
    "see it withdrawn": lambda s: s.sees_course("gone"),
    "read the closed course": lambda s: courses.can_read(s.actor, s.courses["unread"]),
    "change the course": lambda s: courses.can_edit(s.actor, s.courses["course"]),
    "write a course": lambda s: courses.can_write(s.actor, s.portal),
    "start a cohort": lambda s: cohorts.can_start(s.actor, s.portal),
    "see the cohort": lambda s: s.sees("cohort"),
    "see it, by invitation only": lambda s: s.sees("invitation"),
    "see it planned": lambda s: s.sees("planned"),
    "see it closed": lambda s: s.sees("closed"),
    "see the cohort of another trainer": lambda s: s.sees("other"),
    "run the cohort": lambda s: s.runs("cohort"),
    "run that of another trainer": lambda s: s.runs("other"),
    "read what is in it": lambda s: s.reads("cohort"),
    "read that of another trainer": lambda s: s.reads("other"),
    "come in": lambda s: s.enrols("cohort"),
    "come in by invitation only": lambda s: s.enrols("invitation"),
    "leave": lambda s: cohorts.can_leave(s.mine("cohort")),
}


@pytest.mark.parametrize("role", ROLES)
def test_the_table_is_the_policy(role):
    scene = Scene(role)
    column = ROLES.index(role)
    rows = [line.split("|") for line in TABLE.strip().splitlines()[1:]]
    said = {row[0].strip(): row[1].split()[column] == "yes" for row in rows}

    assert {deed: allowed(scene) for deed, allowed in DEEDS.items()} == said
