"""Catalogues follow the source: brought up to date, compiled, and checked for what is wrong."""

from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path

import pytest

from app.kernel import catalogues
from app.kernel.catalogues import main

SOURCE = """
from app.kernel.i18n import gettext as _, ngettext, pgettext

_("Hello, %(name)s!", name="you")
ngettext("One lesson", "%(num)s lessons", 3)
pgettext("verb", "Open")
"""
PAGE = "<p>{% trans %}Rain\n  tonight{% endtrans %}</p>"
FRENCH = {
    "Hello, %(name)s!": "Bonjour, %(name)s !",
    "Open": "Ouvrir",
    "Rain tonight": "De la pluie ce soir",
}
PLURAL = 'msgstr[0] ""\nmsgstr[1] ""\n'
TRANSLATED = 'msgstr[0] "Une leçon"\nmsgstr[1] "%(num)s leçons"\n'


@pytest.fixture
def french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small source, and a French catalogue that has nothing yet."""
    source = tmp_path / "app"
    (source / "templates").mkdir(parents=True)
    (source / "hello.py").write_text(SOURCE)
    (source / "templates" / "page.html").write_text(PAGE)
    path = tmp_path / "translations" / "fr" / "LC_MESSAGES" / "messages.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n')
    folder = tmp_path / "translations"
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "FOLDER", folder)
    monkeypatch.setattr(catalogues, "TEMPLATE", folder / "messages.pot")
    return path


@pytest.fixture
def translated(french: Path) -> Path:
    """The French catalogue, up to date and whole."""
    main("update")
    text = french.read_text().replace(PLURAL, TRANSLATED)
    for english, words in FRENCH.items():
        text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{words}"')
    french.write_text(text)
    return french


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    return lambda: capsys.readouterr().out


def spoken(path: Path) -> GNUTranslations:
    with path.open("rb") as file:
        return GNUTranslations(file)


def test_new_strings_are_added_and_counted(french: Path, told: Callable[[], str]) -> None:
    assert main("update") == 0

    assert told() == "fr: 4 to translate\n"
    for english in (*FRENCH, "One lesson"):
        assert f'msgid "{english}"' in french.read_text()
    assert "POT-Creation-Date" not in catalogues.TEMPLATE.read_text()


def test_an_update_keeps_what_is_translated(translated: Path, told: Callable[[], str]) -> None:
    before = translated.read_text()
    told()

    main("update")

    assert translated.read_text() == before
    assert told() == "fr: 0 to translate\n"


def test_the_app_reads_what_was_compiled(translated: Path) -> None:
    assert main("compile") == 0

    french = spoken(translated.with_suffix(".mo"))
    assert french.gettext("Rain tonight") == "De la pluie ce soir"
    assert french.pgettext("verb", "Open") == "Ouvrir"
    assert french.ngettext("One lesson", "%(num)s lessons", 3) == "%(num)s leçons"


@pytest.mark.parametrize("name", catalogues.PSEUDO)
def test_pseudo_locales_are_longer_odd_and_keep_their_values(translated: Path, name: str) -> None:
    main("compile")

    odd = spoken(catalogues.FOLDER / name / "LC_MESSAGES" / "messages.mo")

    begins, ends = catalogues.PSEUDO[name]
    assert odd.gettext("Hello, %(name)s!") == f"{begins}Héllö, %(name)s! ~ ~ ~{ends}"
    assert "%(num)s" in odd.ngettext("One lesson", "%(num)s lessons", 3)


def test_a_whole_catalogue_has_no_faults(translated: Path, told: Callable[[], str]) -> None:
    told()

    assert main("check") == 0
    assert told() == ""


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('msgstr "Ouvrir"', 'msgstr ""', "untranslated ('verb', 'Open')"),
        ("Bonjour, %(name)s", "Bonjour, %(nom)s", "placeholders differ in"),
        ("Bonjour, %(name)s", "Bonjour", "placeholders differ in"),
        ("%(num)s leçons", "%(number)s leçons", "placeholders differ in"),
        ('msgid "Rain tonight"', '#, fuzzy\nmsgid "Rain tonight"', "fuzzy (None, 'Rain tonight')"),
        ('msgid "Rain tonight"', 'msgid "Sun tonight"', "missing (None, 'Rain tonight')"),
        ('msgid "Rain tonight"', 'msgid "Sun tonight"', "no longer used (None, 'Sun tonight')"),
    ],
)
def test_what_is_wrong_in_a_catalogue_is_named(
    translated: Path, told: Callable[[], str], right: str, wrong: str, fault: str
) -> None:
    text = translated.read_text()
    assert right in text
    translated.write_text(text.replace(right, wrong))
    told()

    assert main("check") == 1

    said = told()
    assert f"fr: {fault}" in said
    assert "`make translations`" in said
