"""The chalk drawings on the boards of the portals' front pages; a steward picks one."""

from collections.abc import Callable
from math import pi, sin

from app.kernel.art.svg import (
    CHALK,
    SUN,
    around,
    box,
    disc,
    line,
    picture,
    ring,
    smooth,
    turned,
)

WIDTH, HEIGHT = 400, 240
DUST = "#7b8b84"

_SMALL_STARS = (
    *((30, 60), (84, 36), (150, 52), (262, 34)),
    *((250, 176), (322, 164), (120, 200), (372, 118)),
)


def hero(name: str) -> str:
    """Return the drawing as SVG; an unknown name gives the curve."""
    return picture(WIDTH, HEIGHT, DRAWINGS.get(name, _curve)())


def _curve() -> list[str]:
    points = [(20.0, 206.0), (62, 140), (112, 108), (168, 122), (232, 152), (300, 132), (384, 36)]
    return [
        line("M20 20V220H388", DUST),
        line(smooth(points), CHALK),
        *(disc(x, y, 8, SUN) for x, y in ((96, 114), (190, 128), (290, 98), (372, 36))),
    ]


def _stars() -> list[str]:
    points = [(44.0, 176.0), (104, 122), (162, 146), (214, 74), (292, 96), (352, 40)]
    return [
        line("M8 222Q200 176 392 222", DUST),
        line(
            "M" + "L".join(f"{x} {y}" for x, y in points) + "M214 74L250 176L322 164L292 96",
            DUST,
            2,
        ),
        *(
            _star(x, y, 12, SUN if index in (3, 5) else CHALK)
            for index, (x, y) in enumerate(points)
        ),
        *(disc(x, y, 2.5, CHALK) for x, y in _SMALL_STARS),
    ]


def _star(x: float, y: float, radius: float, tone: str) -> str:
    points = [around(x, y, radius * (1 if i % 2 == 0 else 0.42), 36 * i) for i in range(10)]
    path = "M" + "L".join(f"{px:.4g} {py:.4g}" for px, py in points) + "Z"
    return (
        f'<path d="{path}" fill="{tone}" stroke="{tone}" stroke-width="2" stroke-linejoin="round"/>'
    )


def _hills() -> list[str]:
    far = smooth([(8.0, 150.0), (70, 104), (126, 84), (190, 122), (258, 74), (330, 110), (392, 92)])
    near = smooth([(8.0, 206.0), (96, 164), (190, 182), (286, 150), (392, 176)])
    rays = [
        f"M{a[0]:.4g} {a[1]:.4g}L{b[0]:.4g} {b[1]:.4g}"
        for a, b in ((around(312, 52, 32, d), around(312, 52, 44, d)) for d in range(0, 360, 45))
    ]
    return [
        disc(312, 52, 22, SUN),
        line("".join(rays), SUN),
        line(far, DUST),
        line(near, CHALK),
        *(
            line(f"M{x} {y}v-34m0 10l-11 12m11 -12l11 12m-11 -24l-8 9m8 -9l8 9", CHALK, 2.5)
            for x, y in ((70, 176), (104, 168), (330, 160))
        ),
        line("M150 222q30 -26 70 -30t60 -30", DUST, 2),
    ]


def _circle() -> list[str]:
    corners = [around(150, 122, 96, 60 * i) for i in range(6)]
    return [
        ring(150, 122, 96, CHALK),
        line("M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in corners) + "Z", DUST),
        line(f"M150 122L{corners[0][0]:.4g} {corners[0][1]:.4g}", DUST),
        line(f"M150 122L{corners[1][0]:.4g} {corners[1][1]:.4g}", CHALK),
        line("M150 92a30 30 0 0 1 26 15", SUN),
        disc(150, 122, 6, SUN),
        *(disc(x, y, 5, CHALK) for x, y in corners),
        line("M276 220L318 44L360 220M292 154q26 12 52 0M318 44v-22", CHALK),
        disc(318, 44, 8, SUN),
    ]


def _notes() -> list[str]:
    heads = [(70, 150), (128, 130), (186, 110), (262, 140), (330, 90)]
    shapes = [line(f"M8 {70 + row * 20 + 20}q96 -26 192 0t192 0", DUST, 2) for row in range(5)]
    for index, (x, y) in enumerate(heads):
        tone = SUN if index in (2, 4) else CHALK
        head = f'<ellipse cx="{x}" cy="{y}" rx="13" ry="9.5" fill="{tone}"/>'
        shapes += [turned(head, -20, x, y), line(f"M{x + 12} {y - 4}v-62", tone)]
    return [*shapes, line("M82 84L140 64", CHALK, 8), line("M342 24q4 20 22 26t8 28", SUN)]


def _leaves() -> list[str]:
    stem = "M40 222C120 190 240 170 344 46"
    shapes = [line(stem, CHALK)]
    for x, y, angle in ((100, 197, -12), (160, 172, -22), (220, 143, -32), (278, 106, -40)):
        for side in (-1, 1):
            blade = (
                f"M{x} {y}q{side * 34} -26 {side * 20} -72q{side * -40} 22 {side * -20} 72"
                f"M{x} {y}l{side * 14} -46"
            )
            shapes.append(
                turned(line(blade, CHALK if side < 0 else DUST, 2.5), side * 42 - angle, x, y)
            )
    return [*shapes, disc(344, 46, 9, SUN), disc(372, 84, 6, SUN), disc(322, 18, 5, SUN)]


def _waves() -> list[str]:
    shapes = []
    for row in range(5):
        swing = 15 - row * 2
        points = [(x, 128 + row * 22 + swing * sin(x / 34 + row * 1.1)) for x in range(8, 400, 16)]
        shapes.append(
            line(smooth([(float(x), y) for x, y in points]), CHALK if row in (0, 2) else DUST)
        )
    return [
        *shapes,
        line("M150 112h104l-22 26h-60zM202 112V28q44 30 40 70h-40M196 40q-30 24 -32 58h32", CHALK),
        disc(330, 52, 20, SUN),
        line("M60 60q10 -12 20 0q10 -12 20 0M108 36q7 -9 14 0q7 -9 14 0", DUST),
    ]


def _bits() -> list[str]:
    lit = (0b1011001, 0b0101110, 0b1100101, 0b0011010)
    shapes = []
    for row, pattern in enumerate(lit):
        for column in range(7):
            x, y = 30 + column * 50, 24 + row * 50
            on = pattern >> (6 - column) & 1
            tone = SUN if (row, column) in ((1, 3), (3, 2)) else CHALK
            shapes.append(
                box(x, y, (34, 34), tone, 6)
                if on
                else f'<rect x="{x}" y="{y}" width="34" height="34" rx="6" fill="none" '
                f'stroke="{DUST}" stroke-width="2.5"/>'
            )
    return shapes


def _bridge() -> list[str]:
    ropes = [f"M{x} {112 + 44 * sin(pi * (x - 40) / 320):.4g}V176" for x in range(60, 350, 20)]
    return [
        line("M8 176H392", CHALK),
        line("M40 222V84M360 222V84", CHALK, 5),
        line(smooth([(40.0 + 32 * i, 84 + 72 * sin(pi * i / 10)) for i in range(11)]), CHALK),
        line("".join(ropes), DUST, 2),
        line("M8 214q24 -10 48 0t48 0t48 0t48 0t48 0t48 0t48 0t48 0", DUST),
        disc(200, 44, 22, SUN),
    ]


DRAWINGS: dict[str, Callable[[], list[str]]] = {
    "bits": _bits,
    "bridge": _bridge,
    "circle": _circle,
    "curve": _curve,
    "hills": _hills,
    "leaves": _leaves,
    "notes": _notes,
    "stars": _stars,
    "waves": _waves,
}
"""By the name that a portal keeps."""
