"""Who sees a person, and who changes what they say: in Python and in SQL."""

import pytest
from sqlalchemy import select

from app.accounts import policy, queries
from app.accounts.models import User
from app.kernel.db import session
from tests.factories.people import person

#            visitor  stranger  themselves  network steward
SEEN = {
    "confirmed": (True, True, True, True),
    "waiting": (False, False, True, True),
    "erased": (False, False, True, True),
}


@pytest.fixture
def kinds():
    return {
        "confirmed": person("Confirmed"),
        "waiting": person("Waiting", confirmed_at=None),
        "erased": person("Erased", email=None),
    }


@pytest.mark.parametrize("kind", SEEN)
def test_people_are_seen_as_the_table_says(kinds, kind, visitor, boris, nadia):
    subject = kinds[kind]

    seen = tuple(policy.can_view(actor, subject) for actor in (visitor, boris, subject, nadia))

    assert seen == SEEN[kind]


def test_sql_says_the_same(kinds, visitor, boris, nadia):
    everybody = session.scalars(select(User)).all()

    for actor in (visitor, boris, nadia, *kinds.values()):
        shown = set(session.scalars(queries.visible(actor)))
        assert shown == {one for one in everybody if policy.can_view(actor, one)}


def test_only_the_person_changes_their_account(amina, boris, nadia, visitor):
    assert policy.can_change(amina, amina)
    assert not any(policy.can_change(actor, amina) for actor in (boris, nadia, visitor))
