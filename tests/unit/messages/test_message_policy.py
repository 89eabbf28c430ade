"""Who sees a conversation: those who take part, and nobody else at all."""

import pytest
from sqlalchemy import select

from app.accounts.models import Role
from app.kernel.db import session
from app.messages import actions, policy, queries
from app.messages.models import Conversation, Takes
from app.messages.policy import Terms
from tests.factories import messages
from tests.factories.people import person, place

PEOPLE = ("amina", "boris", "chidi", "dana", "eka", "nadia", "visitor")


@pytest.fixture
def world(north, south, amina, boris, chidi, dana, eka, nadia):
    """Conversations of two and of several, one that somebody has left."""
    messages.begun(amina, boris)
    messages.begun(boris, chidi, eka)
    left = messages.begun(amina, eka).conversation
    actions.leave(messages.queries.get(eka, left.id), actor=eka)
    messages.begun(nadia, dana)
    session.flush()


@pytest.mark.parametrize("name", PEOPLE)
def test_sql_and_python_say_the_same(world, name, request):
    actor = request.getfixturevalue(name)
    everything = session.scalars(select(Conversation).options(queries.PEOPLE)).all()

    seen = set(session.scalars(select(Conversation.id).where(policy.visible_to(actor))))

    assert seen == {one.id for one in everything if policy.can_view(actor, one)}
    assert seen == {
        one.id
        for one in everything
        for part in one.people
        if part.user_id == actor.id and not part.left_at
    }


def test_the_network_steward_sees_none_of_the_others(world, amina, boris, nadia):
    theirs = queries.between(amina, boris)

    assert queries.get(nadia, theirs.id) is None
    assert queries.message(nadia, theirs.id, 1) is None
    assert queries.messages_by_ids(nadia, range(1, 1000)).keys() == {
        one.id
        for one in queries.messages_by_ids(nadia, range(1, 1000)).values()
        if one.author_id == nadia.id
    }


def test_only_confirmed_people_write(amina, visitor):
    assert policy.can_write(amina)
    assert not policy.can_write(visitor)
    assert not policy.can_write(person(confirmed_at=None))


def test_people_choose_from_whom_they_take_messages(north, south, amina, boris, eka):
    def takes(takes, sender):
        return policy.takes_from(amina, sender, Terms({amina.id: takes}))

    assert takes(Takes.EVERYONE, eka)
    assert not takes(Takes.PORTALS, eka)
    assert takes(Takes.PORTALS, boris)
    assert not takes(Takes.NOBODY, boris)
    assert not policy.takes_from(amina, boris, Terms(blocks=frozenset({(amina.id, boris.id)})))


def test_who_waits_to_be_let_in_is_not_of_the_portal_yet(north, amina, eka):
    membership = place(eka, north.id, Role.MEMBER)
    membership.standing = "awaiting"

    assert not policy.takes_from(amina, eka, Terms({amina.id: Takes.PORTALS}))


def test_nobody_reports_their_own_message(amina, boris, chidi):
    message = messages.begun(amina, boris)

    assert policy.can_report(boris, message)
    assert not policy.can_report(amina, message)
    assert not policy.can_report(chidi, message)
