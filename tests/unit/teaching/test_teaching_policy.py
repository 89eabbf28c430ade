"""Who may see taught reports and what they may do to them: the table is the policy.

“reporter” taught it and is a member, “left” taught it and is a member no more; “author” wrote the
lesson.
"""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts import queries as accounts
from app.accounts.models import Role, Standing, Visitor
from app.kernel import clock
from app.kernel.db import session
from app.lessons.models import Lesson, Reach
from app.lessons.queries import WHOLE
from app.teaching import actions, policy, queries
from app.teaching.models import FeedbackNote, TaughtReport
from tests.factories import lessons
from tests.factories.people import person, place
from tests.factories.portals import portal
from tests.factories.teaching import reported

TABLE = """
deed                                  | visitor unsure stranger waits member trainer moderator steward network author reporter left
see it                                | yes     yes    yes      yes   yes    yes     yes       yes     yes     yes    yes      yes
see it, reach portal                  | -       -      -        -     yes    yes     yes       yes     yes     yes    yes      -
see it in a closed portal             | -       -      -        -     yes    yes     yes       yes     yes     yes    yes      -
see it withdrawn                      | -       -      -        -     -      -       yes       yes     yes     -      yes      yes
see it on a withdrawn lesson          | -       -      -        -     -      -       yes       yes     yes     yes    -        -
report                                | -       -      yes      yes   yes    yes     yes       yes     yes     yes    yes      yes
report on a withdrawn lesson          | -       -      -        -     -      -       -         -       -       -      -        -
change it                             | -       -      -        -     -      -       -         -       -       -      yes      yes
change it withdrawn                   | -       -      -        -     -      -       -         -       -       -      -        -
withdraw it                           | -       -      -        -     -      -       yes       yes     yes     -      yes      yes
answer it                             | -       -      -        -     -      -       -         -       -       yes    -        -
take it into the lesson               | -       -      -        -     -      -       -         -       -       yes    -        -
tell the author in private            | -       -      yes      yes   yes    yes     yes       yes     yes     -      yes      yes
read what the reporter told           | -       -      -        -     -      -       -         -       -       yes    yes      yes
"""

ROLES = TABLE.strip().splitlines()[0].partition("|")[2].split()


class Scene:
    """An open and a closed portal with lessons that were taught, and somebody who looks at them."""

    def __init__(self, role: str) -> None:
        self.open, self.closed = portal("Open"), portal("Closed", is_closed=True)
        self.author, self.reporter = person("The Author"), person("The Reporter")
        for made in (self.open, self.closed):
            place(self.author, made.id)
            place(self.reporter, made.id)
        self.lessons = {
            "open": lessons.published(self.open, self.author),
            "portal": lessons.published(self.open, self.author, reach=Reach.PORTAL),
            "closed": lessons.published(self.closed, self.author),
            "withdrawn": lessons.published(self.open, self.author),
        }
        self.reports = {
            name: reported(lesson, self.reporter, worked="It did")
            for name, lesson in self.lessons.items()
        }
        self.reports["taken back"] = reported(self.lessons["open"], self.reporter)
        self.reports["taken back"].withdraw(clock.now())
        actions.send_feedback(self.lessons["open"], "A slip", actor=self.reporter)
        self.lessons["withdrawn"].withdraw()
        session.flush()
        self.actor = self.somebody(role)
        session.flush()
        session.expire_all()
        session.scalars(select(Lesson).options(*WHOLE)).unique().all()
        plan = (joinedload(TaughtReport.lesson), *queries.ENTRY)
        session.scalars(select(TaughtReport).options(*plan)).unique().all()
        self.note = session.scalars(
            select(FeedbackNote).options(selectinload(FeedbackNote.lesson))
        ).one()
        if role != "visitor":
            self.actor = accounts.by_email(self.actor.email)

    def somebody(self, role: str):
        if role == "visitor":
            return Visitor()
        if role in ("author", "reporter"):
            return getattr(self, role)
        if role == "left":
            for membership in self.reporter.memberships:
                session.delete(membership)
            return self.reporter
        confirmed = None if role == "unsure" else clock.now()
        who = person(is_network_steward=role == "network", confirmed_at=confirmed)
        for made in (self.open, self.closed):
            if role == "waits":
                place(who, made.id, Role.STEWARD, Standing.AWAITING)
            elif role not in ("network", "stranger", "unsure"):
                place(who, made.id, Role(role))
        return who


def sees(name: str):
    return lambda at: policy.can_view(at.actor, at.reports[name])


DEEDS = {
    "see it": sees("open"),
    "see it, reach portal": sees("portal"),
    "see it in a closed portal": sees("closed"),
    "see it withdrawn": sees("taken back"),
    "see it on a withdrawn lesson": sees("withdrawn"),
    "report": lambda at: policy.can_report(at.actor, at.lessons["open"]),
    "report on a withdrawn lesson": lambda at: policy.can_report(at.actor, at.lessons["withdrawn"]),
    "change it": lambda at: policy.can_edit(at.actor, at.reports["open"]),
    "change it withdrawn": lambda at: policy.can_edit(at.actor, at.reports["taken back"]),
    "withdraw it": lambda at: policy.can_withdraw(at.actor, at.reports["open"]),
    "answer it": lambda at: policy.can_answer(at.actor, at.reports["open"]),
    "take it into the lesson": lambda at: policy.can_take(at.actor, at.reports["open"]),
    "tell the author in private": lambda at: policy.can_send_feedback(at.actor, at.lessons["open"]),
    "read what the reporter told": lambda at: policy.can_read_note(at.actor, at.note),
}


def column(role: str) -> dict[str, bool]:
    """Return what the table says of a role."""
    lines = [line.partition("|") for line in TABLE.strip().splitlines()[1:]]
    return {deed.strip(): answers.split()[ROLES.index(role)] == "yes" for deed, _, answers in lines}


@pytest.mark.parametrize("role", ROLES)
def test_a_person_may_do_what_the_table_says(role):
    scene = Scene(role)

    assert {deed: may(scene) for deed, may in DEEDS.items()} == column(role)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_list_shows_is_what_the_policy_allows(role):
    scene = Scene(role)

    shown = set(session.scalars(queries.visible(scene.actor)))
    allowed = {one for one in scene.reports.values() if policy.can_view(scene.actor, one)}
    notes = queries.notes(scene.actor, scene.lessons["open"])

    assert shown == allowed
    assert bool(notes) == policy.can_read_note(scene.actor, scene.note)
