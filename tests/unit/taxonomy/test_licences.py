"""Licences are recognised however they are written, and said in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.kernel import i18n
from app.taxonomy import licences


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("cc by-nc-sa 4.0", "CC-BY-NC-SA-4.0"),
        ("CC BY 4", "CC-BY-4.0"),
        ("CC-BY", "CC-BY"),
        ("by-sa", "CC-BY-SA"),
        ("Creative Commons Attribution-ShareAlike 3.0 Unported", "CC-BY-SA-3.0"),
        ("Creative Commons Attribution 4.0 International", "CC-BY-4.0"),
        ("Creative Commons Namensnennung 4.0", "CC-BY-4.0"),
        ("Licencia Creative Commons Atribución-NoComercial 4.0", "CC-BY-NC-4.0"),
        ("http://creativecommons.org/licenses/by-nc-nd/2.5/", "CC-BY-NC-ND-2.5"),
        ("https://creativecommons.org/licenses/by-sa/3.0/no/", "CC-BY-SA-3.0"),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("CC0", "CC0-1.0"),
        ("Public domain", "LicenseRef-public-domain"),
        ("MIT License", "MIT"),
        ("EUPL-1.2", "EUPL-1.2"),
        ("GNU General Public License", "GPL-3.0-or-later"),
        ("© 2020. All rights reserved.", None),
        ("by the way", None),
        ("permit me", None),
        ("CC-BY-9.0", None),
        ("", None),
    ],
)
def test_a_licence_is_recognised(text: str, code: str | None) -> None:
    assert licences.licence_for(text) == code


@pytest.mark.parametrize("code", licences.LICENCES)
def test_every_licence_is_recognised_by_its_code_its_name_and_its_address(code: str) -> None:
    assert licences.is_known(code)
    assert licences.licence_for(code.lower()) == code
    assert licences.licence_for(licences.short_name(code)) == code
    assert licences.url(code) is None or licences.licence_for(licences.url(code) or "") == code


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_licence_that_is_known_or_none(text: str) -> None:
    code = licences.licence_for(text)

    assert code is None or licences.is_known(code)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("CC-BY-4.0", "Share it and change it, with credit"),
        ("CC-BY-SA-4.0", "Share it and change it, with credit, under the same licence"),
        ("CC-BY-NC-4.0", "Share it and change it, with credit, not for money"),
        (
            "CC-BY-NC-SA-4.0",
            "Share it and change it, with credit, not for money, under the same licence",
        ),
        ("CC-BY-ND-4.0", "Share it unchanged, with credit"),
        ("CC-BY-NC-ND-4.0", "Share it unchanged, with credit, not for money"),
        ("CC0-1.0", "Do what you like with it, no credit needed"),
        ("WTFPL", "Look at the licence before you use it"),
    ],
)
def test_a_licence_is_said_in_plain_words(code: str, words: str) -> None:
    with i18n.speaking("en"):
        assert licences.plain_words(code) == words


@pytest.mark.parametrize(
    ("code", "adapt", "alike", "unpaid"),
    [
        ("CC-BY-4.0", True, False, False),
        ("CC-BY-NC-SA-4.0", True, True, True),
        ("CC-BY-ND-4.0", False, False, False),
        ("EUPL-1.2", True, True, False),
        ("WTFPL", False, False, False),
    ],
)
def test_a_licence_says_what_it_allows(code: str, adapt: bool, alike: bool, unpaid: bool) -> None:
    assert licences.may_adapt(code) is adapt
    assert licences.share_alike(code) is alike
    assert licences.non_commercial(code) is unpaid


def test_what_is_offered_may_be_adapted_and_can_be_read() -> None:
    assert licences.OFFERED[0] == "CC-BY-4.0"
    assert all(licences.may_adapt(code) and licences.url(code) for code in licences.OFFERED)


def test_a_licence_has_a_short_name_an_address_and_a_sentence() -> None:
    with i18n.speaking("en"):
        assert licences.short_name("CC-BY-SA-4.0") == "CC BY-SA 4.0"
        assert licences.name("CC-BY-4.0") == "CC BY 4.0: Share it and change it, with credit"
    assert licences.url("CC-BY-4.0") == "https://creativecommons.org/licenses/by/4.0/"
    assert licences.url("CC-BY") is None


def test_an_unknown_licence_is_its_own_name() -> None:
    assert licences.short_name("WTFPL") == "WTFPL"
    assert licences.url("WTFPL") is None
    assert not licences.is_known("WTFPL")
