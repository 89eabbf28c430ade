"""Symbols of what lies on a teacher's desk."""

from collections.abc import Iterator

from app.badges.art.palette import Palette
from app.kernel.art.svg import area, around, box, disc, line, path, turned


def abacus(tones: Palette) -> Iterator[str]:
    """Three wires in a frame, the beads of two of them moved."""
    for y, beads in ((32, (24, 36, 76)), (52, (24, 64, 76)), (72, (24, 36, 48))):
        yield line(f"M14 {y}H86", tones.soft, 3.5)
        for bead in beads:
            yield box(bead - 5.2, y - 8.5, (10.4, 17), tones.sun if y == 52 else tones.ink, 5)
    yield line("M13 14V90M87 14V90M13 16H87M13 88H87", tones.ink, 7)


def book(tones: Palette) -> Iterator[str]:
    """An open book with lines on its pages."""
    yield area(
        "M50 26C38 16 22 14 6 17V79C22 76 38 78 50 87C62 78 78 76 94 79V17C78 14 62 16 50 26Z",
        tones.ink,
    )
    yield line("M50 28V84", tones.field, 4)
    yield line(
        "M17 32C25 31 32 33 39 37M17 46C25 45 32 47 39 51M61 37C68 33 75 31 83 32", tones.field, 4.5
    )
    yield area("M66 14.500C71 14 76 14 81 14.500V46L73.500 39L66 46Z", tones.sun)


def chalkboard(tones: Palette) -> Iterator[str]:
    """A board on legs with a curve of chalk and a sun."""
    yield line("M32 78L24 94M68 78L76 94M50 6V14", tones.soft, 6)
    yield box(6, 12, (88, 64), tones.ink, 8)
    yield box(13, 19, (74, 50), tones.field, 3)
    yield line("M22 57C30 34 38 34 45 45S58 52 66 36", tones.ink, 5.5)
    yield disc(74, 31, 6.5, tones.sun)


def compass(tones: Palette) -> Iterator[str]:
    """A pair of compasses that draws a bow."""
    yield line("M12 84C26 98 74 98 88 84", tones.sun, 6)
    yield line("M45 28L22 82M55 28L78 82", tones.ink, 9)
    yield line("M35 60H65", tones.ink, 6)
    yield line("M50 4V14", tones.ink, 8)
    yield disc(50, 22, 13, tones.ink)
    yield disc(50, 22, 5, tones.field)


def flask(tones: Palette) -> Iterator[str]:
    """A flask, half full, with bubbles."""
    yield area("M38 8H62V38L87 80C91 88 87 94 79 94H21C13 94 9 88 13 80L38 38Z", tones.ink)
    yield line("M33 9H67", tones.ink, 8)
    yield area("M34.500 58H65.500L79 81C81 85 79 87 75 87H25C21 87 19 85 21 81Z", tones.field)
    yield disc(43, 75, 6, tones.sun)
    yield disc(58, 69, 4.5, tones.sun)
    yield disc(58, 81, 3, tones.ink)


def gear(tones: Palette) -> Iterator[str]:
    """A wheel with eight teeth."""
    for turn in range(4):
        yield turned(box(41, 5, (18, 90), tones.ink, 6), turn * 45, 50, 50)
    yield disc(50, 50, 34, tones.ink)
    yield disc(50, 50, 18, tones.field)
    yield disc(50, 50, 8, tones.sun)


def lamp(tones: Palette) -> Iterator[str]:
    """A light bulb with rays."""
    for angle in (-90, -45, 0, 45, 90):
        start, end = around(50, 44, 39, angle), around(50, 44, 47, angle)
        yield line(path("M", *start, "L", *end), tones.sun, 5.5)
    yield area(
        "M50 14A30 30 0 0 1 66 69C63 71 62 73 62 76H38C38 73 37 71 34 69A30 30 0 0 1 50 14Z",
        tones.ink,
    )
    yield line("M42 76V56L50 48L58 56V76", tones.field, 4.5)
    yield line("M40 84H60M44 93H56", tones.ink, 6)


def laptop(tones: Palette) -> Iterator[str]:
    """A laptop that shows two brackets and a dot between them."""
    yield box(14, 18, (72, 52), tones.ink, 7)
    yield box(21, 25, (58, 38), tones.field, 3)
    yield line("M38 35L29 44L38 53M62 35L71 44L62 53", tones.ink, 5)
    yield disc(50, 44, 5.5, tones.sun)
    yield area("M4 74H96V77C96 82 92 85 87 85H13C8 85 4 82 4 77Z", tones.ink)


def magnifier(tones: Palette) -> Iterator[str]:
    """A magnifying glass over a sun."""
    yield line("M64 64L88 88", tones.ink, 15)
    yield disc(41, 41, 35, tones.ink)
    yield disc(41, 41, 25, tones.field)
    yield disc(41, 41, 11, tones.sun)
    yield line("M26 37C28 30 33 26 40 25", tones.ink, 4.5)


def microscope(tones: Palette) -> Iterator[str]:
    """A microscope with a drop on its table."""
    yield line("M52 20C78 24 90 44 84 64C81 74 74 81 64 84", tones.ink, 9)
    yield line("M16 90H88", tones.ink, 10)
    yield line("M26 66H62", tones.ink, 7)
    yield turned(
        box(32, 4, (20, 48), tones.ink, 6) + box(36.5, 50, (11, 10), tones.soft, 3), 20, 42, 30
    )
    yield turned(line("M32 18H52", tones.field, 4), 20, 42, 30)
    yield disc(34, 77, 6, tones.sun)


def paints(tones: Palette) -> Iterator[str]:
    """A painter's palette with four paints."""
    yield area(
        "M50 10C24 10 4 28 4 51S22 90 44 90C54 90 56 83 53 77C50 70 54 64 62 64H78"
        "C89 64 96 57 96 47C96 26 76 10 50 10Z",
        tones.ink,
    )
    for x, y, tone in (
        (26, 50, tones.field),
        (38, 30, tones.sun),
        (60, 27, tones.field),
        (78, 42, tones.field),
        (28, 70, tones.soft),
    ):
        yield disc(x, y, 7.5, tone)


def pencil(tones: Palette) -> Iterator[str]:
    """A pencil that has just drawn a line."""
    yield line("M12 92C30 84 44 98 62 90S84 88 90 86", tones.sun, 5.5)
    yield turned(
        area("M39 -4C39 -8 42 -11 46 -11H54C58 -11 61 -8 61 -4V66L50 86L39 66Z", tones.ink)
        + area("M45.600 78L50 86L54.400 78Z", tones.field)
        + line("M40 4H60M41 65H59", tones.field, 4.5)
        + line("M50 12V56", tones.field, 4),
        38,
        46,
        44,
    )


def puzzle(tones: Palette) -> Iterator[str]:
    """A piece with a knob and a hollow, and the one that fits."""
    yield area(
        "M8 34C8 30 10 28 14 28H32C28 18 32 8 42 8S56 18 52 28H70C74 28 76 30 76 34V50"
        "C86 46 94 52 94 61S86 76 76 72V88C76 92 74 94 70 94H14C10 94 8 92 8 88V72"
        "C17 76 26 70 26 61S17 46 8 50Z",
        tones.ink,
    )
    yield disc(46, 61, 11, tones.sun)
