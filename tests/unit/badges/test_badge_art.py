"""Badge images: told apart when small, the same every time, and closed in themselves."""

import io
import re
from itertools import combinations, pairwise, product
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageStat

from app.badges.art import HIGHEST_LEVEL, Shape, Symbol, Template, draw, render_png, writable
from app.badges.art.palette import palette

SVG = "{http://www.w3.org/2000/svg}"


def badge(**values):
    given = {"shape": Shape.CIRCLE, "symbol": Symbol.BOOK, "hue": 165, "title": "First steps"}
    return Template(**given | values)


def picture(template, size=512):
    return Image.open(io.BytesIO(render_png(template, size)))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("shape", Shape)
def test_every_symbol_is_drawn_in_every_shape_from_shapes_alone(shape):
    for symbol in Symbol:
        root = ET.fromstring(draw(badge(shape=shape, symbol=symbol, text="2026", level=2)))

        names = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert names <= {"svg", "title", "path", "circle", "rect", "ellipse", "g"}
        assert not [
            name
            for element in root.iter()
            for name in element.attrib
            if "href" in name or name[:2] == "on"
        ]


def test_a_badge_is_the_same_every_time():
    assert draw(badge(text="B2")) == draw(badge(text="B2"))
    assert render_png(badge(text="B2"), 96) == render_png(badge(text="B2"), 96)


@pytest.mark.parametrize("size", [32, 96, 512])
def test_a_png_has_its_size_and_a_transparent_ground(size):
    found = picture(badge(), size)

    assert found.size == (size, size)
    assert found.convert("RGBA").getpixel((0, 0))[3] == 0
    assert found.convert("RGBA").getpixel((size // 2, size // 6))[3] == 255


@pytest.mark.parametrize("kind", [Shape, Symbol])
def test_badges_are_told_apart_at_32_pixels(kind):
    name = kind.__name__.lower()
    small = {one: picture(badge(**{name: one}), 32).convert("RGBA") for one in kind}

    for one, other in combinations(kind, 2):
        apart = ImageStat.Stat(ImageChops.difference(small[one], small[other]).convert("RGB"))
        assert sum(apart.mean) > 4, (one, other)


def test_a_symbol_stands_out_from_its_field_in_every_hue():
    for hue in range(360):
        tones = palette(hue)
        for field in (tones.field, tones.glow):
            contrast = (luminance(tones.ink) + 0.05) / (luminance(field) + 0.05)
            assert contrast >= 4.5, hue


def test_each_level_is_one_more_ring():
    areas = [len(re.findall("<path", draw(badge(level=level)))) for level in range(4)]

    assert [after - before for before, after in pairwise(areas)] == [2, 2, 2]


@pytest.mark.parametrize("text", ["", "2026", "b2", "A1+", "I", "WWWWWW", "......"])
def test_a_short_text_stays_inside_the_picture(text):
    edges = picture(badge(text=text)).convert("RGBA").getbbox()

    assert edges[0] > 0
    assert edges[2] < 512


@pytest.mark.parametrize(
    "values",
    [
        {"text": "seventh"},
        {"text": "é"},
        {"text": "<b>"},
        {"hue": 360},
        {"level": HIGHEST_LEVEL + 1},
    ],
)
def test_what_cannot_be_drawn_is_refused(values):
    with pytest.raises(ValueError):
        badge(**values)


def test_a_form_can_ask_beforehand_what_can_be_written():
    assert writable("Lv 3")
    assert not writable("٢٠٢٦")


@pytest.mark.parametrize("size", [0, 15, 4096])
def test_a_size_out_of_all_measure_is_refused(size):
    with pytest.raises(ValueError):
        render_png(badge(), size)


def test_the_title_is_said_and_cannot_break_out():
    root = ET.fromstring(draw(badge(title="</title><script>alert(1)</script>\x00&")))

    assert root[0].tag == f"{SVG}title"
    assert root[0].text == "</title><script>alert(1)</script> &"
    assert not root.findall(f".//{SVG}script")


def test_a_badge_weighs_less_than_ten_kilobytes():
    for shape, symbol in product(Shape, Symbol):
        assert len(draw(badge(shape=shape, symbol=symbol, text="2026", level=3))) < 10_000
