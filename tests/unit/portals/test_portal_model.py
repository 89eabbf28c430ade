"""What a portal knows about itself."""

import pytest

from app.kernel.errors import Refused
from app.portals.models import Settings
from tests.factories.portals import portal


def settings(**values):
    defaults = {"names": {"en": "North"}, "languages": ["en"], "descriptions": {}, "welcomes": {}}
    return Settings(**(defaults | values))


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("fr", "Le Nord"),
        ("fr-CA", "Le Nord"),
        ("ar", "North"),
    ],
)
def test_a_name_is_shown_in_the_readers_language_or_the_portals_own(locale, name):
    made = portal(names={"en": "North", "fr": "Le Nord"})

    assert made.name_in(locale) == name


def test_a_text_that_nobody_wrote_is_empty():
    assert portal(welcomes={}).welcome_in("en") == ""


def test_a_text_in_a_language_that_is_not_offered_is_better_than_none():
    made = portal(descriptions={"sw": "Walimu wa Kaskazini"})

    assert made.description_in("en") == "Walimu wa Kaskazini"
    assert made.language_of(made.descriptions, "en") == "sw"


def test_a_portal_takes_all_its_settings_over():
    made = portal()
    decided = settings(
        names={"pt": "Norte"},
        languages=["pt"],
        descriptions={"pt": "Professores do Norte"},
        welcomes={"pt": "Bem-vindos"},
        hue=200,
        drawing="hills",
        locale="fr",
        time_zone="America/Recife",
        joining="approval",
        is_closed=True,
    )

    made.revise(decided)

    assert {name: getattr(made, name) for name in Settings.__slots__} == {
        name: getattr(decided, name) for name in Settings.__slots__
    }


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        ({"names": {}}, "name"),
        ({"names": {"en": ""}}, "name"),
        ({"languages": []}, "language"),
    ],
)
def test_a_portal_has_a_name_and_a_language(broken, complaint):
    with pytest.raises(Refused, match=complaint):
        portal().revise(settings(**broken))
