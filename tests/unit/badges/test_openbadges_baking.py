"""Badges in pictures."""

import json
import time
import zlib
from io import BytesIO

import pytest
from lxml import etree
from PIL import Image

from app.badges.openbadges import baking, errors
from app.badges.openbadges.baking import Baked, png
from tests.unit.badges.pictures import a_png, an_svg

CREDENTIAL = json.dumps({"id": "urn:uuid:1", "name": "ICT ]]> <b> & «é» 教", "proof": {}})
ASSERTION = json.dumps({"id": "https://staffroom.example/ob2/5?a=1&b=2", "type": "Assertion"})
JWT = "eyJhbGciOiJFZERTQSJ9.eyJpZCI6IjEifQ.c2ln"


@pytest.fixture(params=["png", "svg"])
def picture(request):
    return {"png": a_png(), "svg": an_svg()}[request.param]


def chunk(kind: bytes, content: bytes) -> bytes:
    return png.Chunk(kind, content).written()


def with_chunks(*added: bytes) -> bytes:
    """Return a picture with these behind its header."""
    plain, header = a_png(), len(png.SIGNATURE) + 25
    return plain[:header] + b"".join(added) + plain[header:]


def itxt(text: bytes, keyword=b"openbadgecredential", flags=b"\0\0") -> bytes:
    return chunk(b"iTXt", keyword + b"\0" + flags + b"en\0title\0" + text)


@pytest.mark.parametrize(
    "baked",
    [
        Baked(CREDENTIAL, ASSERTION), Baked(CREDENTIAL), Baked(assertion=ASSERTION), Baked(JWT),
        Baked(JWT, "https://staffroom.example/ob2/5"),
    ],
)  # fmt: skip
def test_what_is_baked_is_read_back(picture, baked):
    assert baking.read(picture) == Baked()

    found = baking.read(baking.bake(picture, baked))

    for given, read in ((baked.credential, found.credential), (baked.assertion, found.assertion)):
        same = given == read or json.loads(given) == json.loads(read)
        assert same


def test_it_is_still_a_picture(picture):
    baked = baking.bake(picture, Baked(CREDENTIAL, ASSERTION))

    if baking.media_type(picture) == "image/png":
        shown = Image.open(BytesIO(baked))
        assert shown.text == {"openbadgecredential": CREDENTIAL, "openbadges": ASSERTION}
        assert list(shown.get_flattened_data()) == list(
            Image.open(BytesIO(picture)).get_flattened_data()
        )
    else:
        root = etree.fromstring(baked)
        assert [child.tag.rpartition("}")[2] for child in root] == [
            "circle",
            "credential",
            "assertion",
        ]
        assert json.loads(root[1].text) == json.loads(CREDENTIAL)
        assert root[2].get("verify") == "https://staffroom.example/ob2/5?a=1&b=2"


def test_a_token_stands_in_an_attribute():
    root = etree.fromstring(baking.bake(an_svg(), Baked(JWT)))

    assert root[1].get("verify") == JWT
    assert not root[1].text


def test_a_picture_carries_one_badge(picture):
    baked = baking.bake(picture, Baked(CREDENTIAL))

    with pytest.raises(errors.Unreadable):
        baking.bake(baked, Baked(CREDENTIAL))


def test_of_two_badges_none_is_chosen():
    twice = '<c xmlns="https://purl.imsglobal.org/ob/v3p0"><credential verify="a"/><credential verify="b"/></c>'
    with pytest.raises(errors.Unreadable):
        baking.read(an_svg(twice))
    with pytest.raises(errors.Unreadable):
        baking.read(with_chunks(itxt(b"a"), itxt(b"b")))


def test_compressed_and_described_texts_of_other_bakers_are_read():
    assert baking.read(with_chunks(itxt(CREDENTIAL.encode()))).credential == CREDENTIAL
    squeezed = itxt(zlib.compress(CREDENTIAL.encode()), flags=b"\1\0")
    assert baking.read(with_chunks(squeezed)).credential == CREDENTIAL


@pytest.mark.parametrize(
    "hostile",
    [
        itxt(zlib.compress(b"x" * 50_000_000), flags=b"\1\0"),
        itxt(b"x" * 300_000),
        itxt(zlib.compress(b"x" * 100)[:-6], flags=b"\1\0"),
        itxt(b"no zlib", flags=b"\1\0"),
        itxt(b"x", flags=b"\1\7"),
        itxt(b"x", flags=b"\7\0"),
        itxt(b"\xff\xfe"),
        chunk(b"iTXt", b"openbadges\0"),
        chunk(b"iTXt", b"openbadges\0\0\0"),
        chunk(b"IHDR", b"\0" * 13),
        chunk(b"tEXt", b"x") * 20_001,
        itxt(b"x")[:-1] + b"!",
        (2**31 - 1).to_bytes(4) + b"iTXtopenbadges\0",
        (2**32 - 1).to_bytes(4) + b"iTXtopenbadges\0",
    ],
)
def test_hostile_png_is_refused(hostile, room):
    begun = time.process_time()

    with room(10_000_000), pytest.raises(errors.Unreadable):
        baking.read(with_chunks(hostile))
    with pytest.raises(errors.Unreadable):
        baking.bake(with_chunks(hostile), Baked(CREDENTIAL))

    assert time.process_time() - begun < 5


def test_png_cut_short_anywhere_is_refused():
    whole = baking.bake(a_png(), Baked(JWT))
    for length in range(8, len(whole)):
        with pytest.raises(errors.Unreadable):
            baking.read(whole[:length])


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "hostile",
    [
        f'<!DOCTYPE svg [<!ENTITY l0 "lol">{LAUGHS}]><svg>&l9;</svg>',
        '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
        '<!DOCTYPE svg SYSTEM "http://127.0.0.1/a.dtd"><svg/>',
        "<svg>", "<svg></svg", "<html></html>", "<svg></html>", "<", "<svg>&nbsp;</svg>",
        '<?xml version="1.0" encoding="none-such"?><svg/>',
        '<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>' + "x" * 300_000 + "</o:credential></svg>",
    ],
)  # fmt: skip
def test_hostile_svg_is_refused(hostile):
    with pytest.raises(errors.Unreadable):
        baking.read(hostile.encode())
    with pytest.raises(errors.Unreadable):
        baking.bake(hostile.encode(), Baked(CREDENTIAL))


def test_a_very_deep_svg_does_not_take_us_down():
    deep = an_svg("<g>" * 100_000 + "</g>" * 100_000)

    assert baking.read(deep) == Baked()


@pytest.mark.parametrize(
    "svg",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        an_svg() + b"<!-- </svg> -->",
        an_svg().decode().encode("utf-16"),
    ],
)
def test_an_svg_that_cannot_carry_a_badge_is_refused(svg):
    with pytest.raises(errors.Unreadable):
        baking.bake(svg, Baked(CREDENTIAL))


@pytest.mark.parametrize("nothing", [b"", b"GIF89a", b"{}", b"\xff\xd8\xff"])
def test_other_pictures_carry_nothing(nothing):
    with pytest.raises(errors.Unreadable):
        baking.read(nothing)


def test_a_huge_file_is_not_even_looked_at(picture):
    with pytest.raises(errors.TooLarge):
        baking.read(picture + b" " * 9_000_000)


def test_what_is_too_large_is_not_baked(picture):
    with pytest.raises(errors.TooLarge):
        baking.bake(picture, Baked("e" * 300_000))
