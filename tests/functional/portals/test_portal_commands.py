"""Portals and members on the operator's command line, and as programs read them."""

import pytest

from app.accounts.models import Role, Standing, Visitor
from app.kernel import i18n
from app.kernel.db import session
from app.portals import api, queries
from app.portals.commands import member_group, portal_group
from tests.factories.people import place

FOUND = ["create", "west", "--name", "en=West", "--region", "europe", "--language", "en"]


@pytest.fixture
def run(app):
    """Run a command; return its exit status and all it said."""

    def invoke(group, *words):
        session.commit()
        result = app.test_cli_runner().invoke(group, words)
        return result.exit_code, result.output

    return invoke


def test_a_portal_is_founded_with_its_settings(run):
    status, said = run(
        portal_group,
        *FOUND,
        *("--name", "fr=L'Ouest", "--description", "en=Teachers of the West"),
        *("--language", "in", "--hue", "40", "--joining", "approval"),
        *("--locale", "fr", "--time-zone", "Europe/Paris", "--closed"),
    )

    made = queries.named("west")
    assert status == 0, said
    assert "flask member add EMAIL --portal west" in said
    assert made.names == {"en": "West", "fr": "L'Ouest"}
    assert made.languages == ["en", "id"]
    assert (made.hue, made.joining, made.locale) == (40, "approval", "fr")
    assert made.is_closed


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["create", "sign-in", *FOUND[2:]], "page of the network"),
        (["create", "North", *FOUND[2:]], "small letters"),
        (["create", "north", *FOUND[2:]], "already"),
        ([*FOUND, "--time-zone", "Mars/Olympus"], "not a time zone"),
        ([*FOUND, "--language", "nonsense"], "not a language"),
        ([*FOUND, "--name", "West"], "should look like"),
        ([*FOUND, "--region", "atlantis"], "atlantis"),
        ([*FOUND, "--hue", "360"], "360"),
    ],
)
def test_what_cannot_be_founded_fails_and_says_why(run, north, words, complaint):
    status, said = run(portal_group, *words)

    assert status != 0
    assert complaint in said
    assert queries.named("west") is None


def test_all_portals_are_listed_closed_ones_too(run, north, cove):
    status, said = run(portal_group, "list")

    assert status == 0
    assert "north" in said
    assert "4 members" in said
    assert "cove                     closed" in said


def test_a_person_is_made_steward(run, south, amina):
    status, said = run(member_group, "add", amina.email, "--portal", "south", "--role", "steward")

    assert (status, said) == (0, f"{amina.email} is steward of south.\n")
    assert queries.membership(south.id, amina.id).role == Role.STEWARD


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["add", "nobody@school.example", "--portal", "north"], "nobody has signed up"),
        (["add", "amina.diallo@school.example", "--portal", "nowhere"], "no portal"),
        (["add", "dana.levi@school.example", "--portal", "north"], "needs a steward"),
        (["list", "--portal", "nowhere"], "no portal"),
    ],
)
def test_an_appointment_that_cannot_be_fails_and_says_why(run, north, dana, words, complaint):
    status, said = run(member_group, *words)

    assert status == 1
    assert complaint in said
    assert queries.membership(north.id, dana.id).role == Role.STEWARD


def test_members_and_those_who_wait_are_listed(run, north, eka):
    place(eka, north.id, standing=Standing.AWAITING)

    status, said = run(member_group, "list", "--portal", "north")

    assert status == 0
    assert "moderator  active    chidi.okafor@school.example" in said
    assert "awaiting  eka.wijaya@school.example" in said


def test_programs_read_the_portals_that_exist_for_them(app, north, cove, nadia, query_count):
    session.commit()
    with app.app_context(), i18n.speaking("fr"), query_count(1):
        (found,) = api.listed(Visitor())

    assert found.pop("url").startswith("http://localhost/fr/north/")
    assert found == {
        "slug": "north",
        "name": "Le Nord",
        "names": {"en": "North", "fr": "Le Nord"},
        "description": "Teachers of North share what worked.",
        "languages": ["en", "fr"],
        "region": "europe",
        "joining": "open",
        "members": 4,
    }
    with app.app_context():
        assert [one["slug"] for one in api.listed(nadia)] == ["north", "cove"]
