"""The rules of a person, a membership and a session."""

from datetime import timedelta

import pytest

from app.accounts.addresses import normal_email
from app.accounts.models import Membership, Role, Standing, User, UserSession, Visitor
from app.kernel import clock
from app.kernel.errors import Refused

HERE, ELSEWHERE = 7, 8

#                member  trainer  moderator  steward  awaiting  stranger  network steward
ROLES = {
    "role_in": ("member", "trainer", "moderator", "steward", None, None, None),
    "awaits": (False, False, False, False, True, False, False),
    "is_member_of": (True, True, True, True, False, False, False),
    "moderates": (False, False, True, True, False, False, True),
    "is_steward_of": (False, False, False, True, False, False, True),
}


def people():
    places = [Membership(portal_id=HERE, role=role, standing=Standing.ACTIVE) for role in Role]
    places.append(Membership(portal_id=HERE, role=Role.STEWARD, standing=Standing.AWAITING))
    places.append(Membership(portal_id=ELSEWHERE, role=Role.STEWARD, standing=Standing.ACTIVE))
    members = [User(memberships=[place], is_network_steward=False) for place in places]
    return [*members, User(memberships=[], is_network_steward=True)]


@pytest.mark.parametrize("question", ROLES)
def test_what_a_person_is_in_a_portal_is_as_the_table_says(question):
    assert tuple(getattr(person, question)(HERE) for person in people()) == ROLES[question]


@pytest.mark.parametrize("question", ROLES)
def test_a_visitor_is_nothing_anywhere(question):
    assert not getattr(Visitor(), question)(HERE)


def test_a_person_belongs_to_portals_that_have_let_them_in():
    assert [person.portal_ids for person in people()] == [[7], [7], [7], [7], [], [8], []]


def test_an_address_is_compared_in_one_form():
    assert normal_email("  AMINA@Scho\u006f\u0308l.example ") == "amina@scho\u00f6l.example"
    assert normal_email("straße@school.example") == "straße@school.example"


def test_an_address_is_confirmed_once():
    person, first = User(), clock.now()

    person.confirm(first)
    person.confirm(first + timedelta(days=1))

    assert person.confirmed_at == first


def test_languages_are_kept_in_order_of_preference():
    person = User(languages=["en"])

    person.prefer("sw")
    person.prefer("sw")
    assert person.languages == ["en", "sw"]
    person.put_before("sw")
    assert person.languages == ["sw", "en"]
    person.put_before("sw")
    person.put_before("unknown")
    assert person.languages == ["sw", "en"]
    person.give_up("sw")
    person.give_up("unknown")
    assert person.languages == ["en"]


def test_one_language_stays():
    person = User(languages=["en"])

    with pytest.raises(Refused, match="at least one"):
        person.give_up("en")


def test_paragraphs_are_parted_by_empty_lines():
    assert User(about="One.\nStill one.\n\n\n\nTwo.\n\n ").paragraphs == [
        "One.\nStill one.",
        "Two.",
    ]


def test_a_session_is_over_when_idle_and_marked_now_and_then():
    at = clock.now()
    session = UserSession(seen_at=at)

    assert not session.is_over(at + timedelta(days=30))
    assert session.is_over(at + timedelta(days=30, seconds=1))
    assert not session.is_stale(at + timedelta(minutes=9, seconds=59))
    assert session.is_stale(at + timedelta(minutes=10))
