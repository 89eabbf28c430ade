"""Who may see lessons and what they may do to them: the table is the policy.

“chosen” is a member of a portal that the lesson was also meant for, “left” the author of a lesson
who is no longer a member of its portal.
"""

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.models import Role, Standing, Visitor
from app.kernel.db import session
from app.lessons import policy, queries
from app.lessons.models import Lesson, Reach
from app.lessons.queries import WHOLE
from tests.factories import lessons
from tests.factories.people import person, place
from tests.factories.portals import portal

TABLE = """
deed                                  | visitor stranger waits chosen member trainer moderator steward network author left
see it, reach network                 | yes     yes      yes   yes    yes    yes     yes       yes     yes     yes    yes
see it, reach chosen portals          | -       -        -     yes    yes    yes     yes       yes     yes     yes    yes
see it, reach portal                  | -       -        -     -      yes    yes     yes       yes     yes     yes    yes
see it in a closed portal             | -       -        -     -      yes    yes     yes       yes     yes     yes    -
see a draft                           | -       -        -     -      -      -       -         -       -       yes    yes
see it withdrawn                      | -       -        -     -      -      -       yes       yes     yes     yes    yes
change it                             | -       -        -     -      -      -       -         -       -       yes    yes
publish it                            | -       -        -     -      -      -       -         -       -       yes    -
withdraw it                           | -       -        -     -      -      -       yes       yes     yes     yes    yes
read its history                      | -       -        -     -      -      -       yes       yes     yes     yes    yes
"""

ROLES = TABLE.strip().splitlines()[0].partition("|")[2].split()


class Scene:
    """A portal with a lesson in every state, another portal, and somebody who looks at them."""

    def __init__(self, role: str) -> None:
        self.open, self.closed = portal("Open"), portal("Closed", is_closed=True)
        self.chosen = portal("Chosen")
        author = person("The Author")
        for made in (self.open, self.closed):
            place(author, made.id)
        self.author = author
        reach = {"reach": Reach.CHOSEN, "portals": (self.chosen.id,)}
        self.lessons = {
            "reach network": lessons.published(self.open, author),
            "reach chosen portals": lessons.published(self.open, author, **reach),
            "reach portal": lessons.published(self.open, author, reach=Reach.PORTAL),
            "closed": lessons.published(self.closed, author),
            "closed to portal": lessons.published(self.closed, author, reach=Reach.PORTAL),
            "closed to chosen": lessons.published(self.closed, author, **reach),
            "draft": lessons.draft(self.open, author),
            "closed draft": lessons.draft(self.closed, author),
            "withdrawn": lessons.withdrawn(self.open, author),
            "closed withdrawn": lessons.withdrawn(self.closed, author, reach=Reach.PORTAL),
        }
        self.actor = self.somebody(role)
        session.expire_all()
        found = select(Lesson).where(Lesson.id.in_([one.id for one in self.lessons.values()]))
        session.scalars(found.options(*WHOLE)).unique().all()
        self.actor = Visitor() if role == "visitor" else reloaded(self.actor)

    def somebody(self, role: str):
        if role == "visitor":
            return Visitor()
        if role == "author":
            return self.author
        if role == "left":
            for membership in self.author.memberships:
                session.delete(membership)
            session.flush()
            return self.author
        who = person(is_network_steward=role == "network")
        if role == "chosen":
            place(who, self.chosen.id, Role.STEWARD)
        elif role == "waits":
            place(who, self.open.id, Role.STEWARD, Standing.AWAITING)
            place(who, self.closed.id, Role.STEWARD, Standing.AWAITING)
        elif role not in ("network", "stranger"):
            place(who, self.open.id, Role(role))
            place(who, self.closed.id, Role(role))
        return who


def reloaded(who):
    """Return the person with their places, as a request has them."""
    return accounts.by_email(who.email)


DEEDS = {
    "see it, reach network": lambda at: policy.can_view(at.actor, at.lessons["reach network"]),
    "see it, reach chosen portals": lambda at: policy.can_view(
        at.actor, at.lessons["reach chosen portals"]
    ),
    "see it, reach portal": lambda at: policy.can_view(at.actor, at.lessons["reach portal"]),
    "see it in a closed portal": lambda at: policy.can_view(at.actor, at.lessons["closed"]),
    "see a draft": lambda at: policy.can_view(at.actor, at.lessons["draft"]),
    "see it withdrawn": lambda at: policy.can_view(at.actor, at.lessons["withdrawn"]),
    "change it": lambda at: policy.can_edit(at.actor, at.lessons["reach network"]),
    "publish it": lambda at: policy.can_publish(at.actor, at.lessons["draft"]),
    "withdraw it": lambda at: policy.can_withdraw(at.actor, at.lessons["reach network"]),
    "read its history": lambda at: policy.can_see_history(at.actor, at.lessons["reach network"]),
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

    assert shown == {
        lesson for lesson in scene.lessons.values() if policy.can_view(scene.actor, lesson)
    }


@pytest.mark.parametrize("role", ROLES)
def test_search_finds_for_a_person_no_more_than_they_may_see(role):
    scene = Scene(role)
    out = [lesson for lesson in scene.lessons.values() if lesson.is_published]

    found = {lesson for lesson in out if policy.audience(lesson) & policy.audiences_of(scene.actor)}

    seen = {lesson for lesson in out if policy.can_view(scene.actor, lesson)}
    assert found <= seen
    if role not in ("network", "author", "left"):
        assert found == seen
