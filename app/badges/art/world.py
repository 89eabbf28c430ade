"""Symbols of the world outside, of people, and of what they do together."""

from collections.abc import Iterator

from app.badges.art.palette import Palette
from app.kernel.art.svg import Point, area, around, disc, line, path, ring, turned


def atom(tones: Palette) -> Iterator[str]:
    """Three orbits around a sun."""
    for angle in (0, 60, 120):
        orbit = "M6 50A44 17 0 0 1 94 50A44 17 0 0 1 6 50Z"
        yield turned(line(orbit, tones.ink, 6), angle, 50, 50)
    yield disc(50, 50, 10, tones.sun)


def globe(tones: Palette) -> Iterator[str]:
    """A globe with its lines, and a place on it."""
    yield disc(50, 50, 45, tones.ink)
    yield line(
        "M50 6C24 30 24 70 50 94M50 6C76 30 76 70 50 94M7 50H93M12.500 28H87.500M12.500 72H87.500",
        tones.field,
        4.5,
    )
    yield disc(69, 36, 12.5, tones.field)
    yield disc(69, 36, 8.5, tones.sun)


def hands(tones: Palette) -> Iterator[str]:
    """Two hands that hold a sun."""
    yield disc(50, 28, 17, tones.sun)
    for mirror in ("", 'transform="translate(100 0) scale(-1 1)"'):
        yield (
            (f"<g {mirror}>" if mirror else "<g>")
            + area(
                "M4 40C4 35 8 32 12 33C16 34 17 37 18 41L22 56L40 62C46 64 49 69 48 75V92H30"
                "C26 92 23 91 20 88L9 76C6 73 5 69 4 65Z",
                tones.ink,
            )
            + line("M24 58L36 70", tones.field, 4)
            + "</g>"
        )


def leaf(tones: Palette) -> Iterator[str]:
    """A leaf with its veins."""
    yield line("M10 92C18 80 26 70 38 60", tones.soft, 7)
    yield area("M92 8C48 8 20 26 20 54C20 66 27 78 40 80C72 84 92 58 92 8Z", tones.ink)
    yield line("M76 26C58 36 44 50 34 66M50 48V32M42 57L60 60M60 38L76 42", tones.field, 4.5)


def music(tones: Palette) -> Iterator[str]:
    """Two notes under one beam."""
    yield area("M34 16L86 6V26L34 36Z", tones.ink)
    yield line("M37 26V76M83 16V66", tones.ink, 7)
    yield turned(f'<ellipse cx="25" cy="78" rx="17" ry="13" fill="{tones.ink}"/>', -16, 25, 78)
    yield turned(f'<ellipse cx="71" cy="68" rx="17" ry="13" fill="{tones.sun}"/>', -16, 71, 68)


def people(tones: Palette) -> Iterator[str]:
    """Three people side by side."""
    for x in (20, 80):
        yield disc(x, 38, 12, tones.soft)
        yield area(
            f"M{x - 18} 84V74C{x - 18} 62 {x - 10} 54 {x} 54S{x + 18} 62 {x + 18} 74V84Z",
            tones.soft,
        )
    yield area("M21 95V76C21 58 33 46 50 46S79 58 79 76V95Z", tones.field)
    yield disc(50, 27, 21, tones.field)
    yield disc(50, 27, 16, tones.sun)
    yield area("M26 90V77C26 62 36 51 50 51S74 62 74 77V90Z", tones.ink)


def speech(tones: Palette) -> Iterator[str]:
    """Two speech bubbles, one answering the other."""
    yield area(
        "M46 34H84C91 34 96 39 96 46V68C96 75 91 80 84 80V95L68 80H46C39 80 34 75 34 68V46"
        "C34 39 39 34 46 34Z",
        tones.soft,
    )
    yield area(
        "M16 4H60C69 4 75 10 75 18V42C75 50 69 56 60 56H38L18 74V56H16C7 56 1 50 1 42V18"
        "C1 10 7 4 16 4Z",
        tones.field,
    )
    yield area(
        "M17 9H59C66 9 70 13 70 19V41C70 47 66 51 59 51H36L22 64V51H17C10 51 6 47 6 41V19"
        "C6 13 10 9 17 9Z",
        tones.ink,
    )
    for x, tone in ((22, tones.field), (38, tones.sun), (54, tones.field)):
        yield disc(x, 30, 5.6, tone)


def sprout(tones: Palette) -> Iterator[str]:
    """A seedling with two leaves, and the sun."""
    yield disc(50, 15, 10, tones.sun)
    yield line("M50 86V48", tones.ink, 7.5)
    yield area("M50 62C50 42 36 30 8 30C8 52 24 64 50 62Z", tones.ink)
    yield area("M50 52C50 36 64 24 92 24C92 44 78 56 50 52Z", tones.ink)
    yield area("M16 94C20 80 34 74 50 74S80 80 84 94Z", tones.soft)


def star(tones: Palette) -> Iterator[str]:
    """A star with soft points and a sun in its heart."""
    points: list[Point] = [
        around(50, 54, 44 if turn % 2 == 0 else 20, turn * 36) for turn in range(10)
    ]
    corners = path("M", *points[0], "L", *(number for point in points[1:] for number in point), "Z")
    yield area(corners, tones.ink)
    yield line(corners, tones.ink, 9)
    yield disc(50, 54, 10, tones.sun)
    yield ring(50, 54, 15, tones.field, 3.5)
