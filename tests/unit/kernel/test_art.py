"""Drawings: well formed, the same each time, without anything a content policy forbids."""

from xml.etree import ElementTree as ET

import pytest

from app.kernel import art
from app.kernel.art import chalk, heroes, marks, subjects
from app.kernel.errors import NotFound

SINGLE = [
    *(("chalk", name) for name in chalk.DRAWINGS),
    *(("heroes", name) for name in heroes.DRAWINGS),
    ("marks", "favicon"),
    ("marks", "logo"),
]
PATTERNS = [
    ("subjects", f"{name}-{seed}-{shape}")
    for name in (*subjects.SUBJECTS, "never-heard-of-it")
    for seed in (0, 7, 23)
    for shape in subjects.SHAPES
]


def served(address):
    _, _, fingerprint, kind, file = address.split("/")
    return art.serve(fingerprint, kind, file.removesuffix(".svg"))


@pytest.mark.parametrize(("kind", "name"), SINGLE + PATTERNS)
def test_a_drawing_is_well_formed_small_and_has_no_style_but_for_the_night(kind, name):
    picture = art.draw(kind, name)

    elements = list(ET.fromstring(picture).iter())
    styles = [e.text for e in elements if e.tag.endswith("style")]
    assert len(picture) < 12_000
    assert not [e for e in elements if "style" in e.attrib or e.tag.endswith("script")]
    assert all(style.startswith("@media(prefers-color-scheme:dark){") for style in styles)


def test_a_pattern_has_other_tones_on_a_dark_page():
    picture = art.draw("subjects", "science-0-card")

    ground = picture.split('height="110" fill="')[1][:7]
    assert f'[fill="{ground}"]' in picture.split("</style>")[0]


def test_a_subject_is_drawn_the_same_for_the_same_seed():
    art.draw.cache_clear()
    first = art.draw("subjects", "music-3-card")
    art.draw.cache_clear()

    assert art.draw("subjects", "music-3-card") == first
    assert art.draw("subjects", "music-4-card") != first


def test_an_unknown_subject_keeps_a_drawing_of_its_own():
    assert subjects.subject("juggling", 1) == subjects.subject("juggling", 1)
    assert subjects.subject("juggling", 1) != subjects.subject("sailing", 1)


def test_there_are_enough_drawings_that_lists_do_not_look_alike():
    assert len(subjects.ALL) >= 14
    assert len(art.HEROES) >= 8
    assert len({art.draw("heroes", name) for name in art.HEROES}) == len(art.HEROES)


def test_a_drawing_is_kept_for_a_year_under_its_own_address():
    response = served(art.address("subjects", "science", 99, "hero"))

    assert response.mimetype == "image/svg+xml"
    assert response.cache_control.immutable
    assert response.cache_control.max_age == 31_536_000


def test_a_drawing_of_an_earlier_release_may_not_be_kept():
    response = art.serve("earlier", "chalk", "kite")

    assert not response.cache_control.immutable
    assert response.cache_control.max_age == 3_600


def test_an_unknown_name_gives_a_drawing_all_the_same():
    assert art.draw("heroes", "gone") == art.draw("heroes", "curve")
    assert art.draw("chalk", "gone") == art.draw("chalk", "kite")


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("photographs", "kite"),
        ("chalk", "../kite"),
        ("subjects", "science"),
        ("subjects", "science-7-poster"),
        ("subjects", "science-700-card"),
        ("subjects", "<b>-7-card"),
    ],
)
def test_a_strange_address_is_not_found(kind, name):
    with pytest.raises(NotFound):
        art.draw(kind, name)


def test_tints_are_colours_that_every_browser_knows():
    tints = subjects.tints(160)

    assert all(len(tone) == 7 and tone.startswith("#") for tone in (tints.wash, tints.deep))


def test_the_marks_differ():
    assert marks.mark("logo") != marks.mark("favicon")
