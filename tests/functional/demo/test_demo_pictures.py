"""The demo's own drawings."""

from io import BytesIO

import pytest
from PIL import Image

from app.demo import pictures
from app.demo.pictures import letters, scales
from app.demo.pictures.canvas import BOARD, HEIGHT, PAPER, SUN, WIDTH
from app.demo.stories import LESSONS, reading


def drawn(kind, values):
    return Image.open(BytesIO(pictures.draw(kind, values)))


def colours(image):
    return {f"#{r:02x}{g:02x}{b:02x}" for _count, (r, g, b) in image.getcolors(1 << 20)}


EXAMPLES = {
    "bar-chart": {"labels": ["a", "b"], "values": [1, 2.5], "unit": "mm"},
    "line-chart": {"x": [0, 1, 2], "y": [-2, 1, 4], "unit": "°"},
    "number-line": {"from": 0, "to": 1, "marks": [0.25, 0.5, 0.52]},
    "coordinate-plane": {"points": [[1, 2], [-3, 4]]},
    "fraction-circle": {"parts": 8, "filled": 3},
    "grid": {"rows": ["#.#", ".#."]},
    "cycle": {"labels": ["Egg", "Larva", "Fly"]},
    "timeline": {"labels": ["First", "Then", "At last"]},
    "map-sketch": {"labels": ["School", "Bridge"]},
}


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_each_kind_is_drawn_in_the_colours_of_the_look(kind):
    image = drawn(kind, EXAMPLES[kind])

    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert {BOARD, PAPER} & colours(image)
    assert SUN in colours(image)


def test_every_drawing_of_the_lessons_can_be_drawn():
    wanted = [
        material
        for source in reading.sources(LESSONS)
        for material in source.read().get("materials") or ()
        if "draw" in material
    ]

    assert wanted
    for one in wanted:
        assert one["draw"] in pictures.KINDS
        assert one["alt"]
        canvas = pictures.KINDS[one["draw"]](one["data"])
        assert canvas.ground in (BOARD, PAPER)


def test_what_cannot_be_written_becomes_a_number():
    assert scales.labels(["Televisão", "māhoe"]) == ["Televisão", "māhoe"]
    assert scales.labels(["ไข่", "ลูกน้ำ"]) == ["1", "2"]
    assert scales.labels(["a" * 35, "b"]) == ["1", "2"]
    assert scales.unit("มม.") == ""
    assert scales.unit("km²") == ""
    assert scales.unit("cm") == "cm"


def test_accents_are_drawn():
    plain, accented = (drawn("cycle", {"labels": [word, "b"]}).tobytes() for word in ("Ema", "Éma"))

    assert letters.can_write("Çéãñūö")
    assert plain != accented


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0, 66, [0, 20, 40, 60, 80]),
        (0, 2.8, [0, 1, 2, 3]),
        (-290, 110, [-300, -200, -100, 0, 100, 200]),
        (1, 1.1, [1, 1.02, 1.04, 1.06, 1.08, 1.1]),
    ],
)
def test_axes_have_round_numbers(low, high, found):
    assert scales.ticks(low, high) == found


def test_numbers_are_written_short():
    assert [scales.written(number) for number in (1.0, 0.125, 12000, -3.5)] == [
        "1",
        "0.125",
        "12 000",
        "-3.5",
    ]
