"""Patterns for what people say, make and play: letters, books, notes, scales, hands, cloth."""

from collections.abc import Iterator

from app.kernel.art.svg import (
    SUN,
    Dice,
    Point,
    Tints,
    area,
    box,
    disc,
    line,
    path,
    ring,
    smooth,
    turned,
)

LETTERS = "AgщعकñЖ字ßกøඅعתξéაম"


def letters(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw letters of the world in a row, large and small."""
    count = max(2, round(w / h * 2.1))
    for index, letter in enumerate(rng.sample(LETTERS, count)):
        size = h * rng.uniform(0.42, 0.72)
        x, y = w * (index + 0.5) / count, h * rng.uniform(0.6, 0.78)
        tone = (t.deep, t.mid, t.pale)[index % 3]
        yield (
            f'<text x="{x:.4g}" y="{y:.4g}" font-size="{size:.4g}" font-weight="700" '
            f'font-family="Noto Serif,Georgia,serif" text-anchor="middle" '
            f'fill="{tone}">{letter}</text>'
        )


def book(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw an open book with lines of text."""
    x, top, bottom = w * rng.uniform(0.46, 0.54), h * 0.2, h * 0.84
    half = min(h * 0.95, w * 0.42)
    for side in (-1, 1):
        edge = x + side * half
        yield area(
            f"M{x:.4g} {top + h * 0.08:.4g}Q{x + side * half * 0.45:.4g} {top - h * 0.1:.4g} "
            f"{edge:.4g} {top:.4g}V{bottom - h * 0.06:.4g}"
            f"Q{x + side * half * 0.45:.4g} {bottom - h * 0.16:.4g} {x:.4g} {bottom:.4g}Z",
            (t.pale, t.mid)[side > 0],
        )
        for row in range(4):
            y, length = h * (0.34 + row * 0.115), half * rng.uniform(0.4, 0.66)
            begin = x + side * half * 0.5 - length / 2
            yield line(f"M{begin:.4g} {y:.4g}q{length / 2:.4g} -4 {length:.4g} 0", t.deep, h / 48)
    ribbon = x + half * 0.2
    yield area(f"M{ribbon:.4g} {h * 0.13:.4g}h9v{h * 0.3:.4g}l-4.5 -5l-4.5 5Z", SUN)


def staff(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw five lines and a tune on them."""
    for row in range(5):
        yield line(f"M0 {h * (0.26 + row * 0.12):.4g}H{w}", t.pale, h / 55)
    count = max(4, round(w / h * 3))
    place = rng.randint(2, 6)
    for index in range(count):
        place = min(max(place + rng.choice((-2, -1, 1, 2)), 0), 8)
        x, y = w * (index + 0.6) / count, h * (0.26 + place * 0.06)
        stem = -h * 0.34 if place > 3 else h * 0.34
        head = x + (h * 0.068 if stem < 0 else -h * 0.068)
        tone = SUN if index == count // 2 else t.deep
        yield line(f"M{head:.4g} {y:.4g}v{stem:.4g}", tone, h / 40)
        note = f'<ellipse cx="{x:.4g}" cy="{y:.4g}" rx="{h * 0.08:.4g}" ry="{h * 0.058:.4g}" '
        yield turned(note + f'fill="{tone}"/>', -20, x, y)


def scales(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw a balance with a weight in each pan."""
    x, tilt = w * rng.uniform(0.45, 0.55), rng.choice((-1, 1)) * h * rng.uniform(0.03, 0.1)
    reach, top = min(h * 0.78, w * 0.27), h * 0.24
    yield line(path("M", x, top, "V", h * 0.86), t.deep, h / 22)
    yield line(path("M", x - h * 0.24, h * 0.88, "h", h * 0.48), t.deep, h / 16)
    beam = path("M", x - reach, top + tilt, "L", x + reach, top - tilt)
    yield line(beam, t.deep, h / 26)
    half = min(h * 0.3, w * 0.19)
    yield _pan((x - reach, top + tilt), half, h, t)
    yield box(x - reach - h * 0.1, top + tilt + h * 0.16, (h * 0.2, h * 0.2), t.deep, 2)
    yield _pan((x + reach, top - tilt), half, h, t)
    yield disc(x + reach, top - tilt + h * 0.255, h * 0.105, SUN)
    yield disc(x, top, h * 0.06, t.deep)


def _pan(hook: Point, half: float, h: int, t: Tints) -> str:
    x, y = hook
    drop = h * 0.36
    cords = path("M", x, y, "l", -half, drop, "M", x, y, "l", half, drop)
    bowl = path(
        "M", x - half, y + drop, "h", half * 2, "a", half, half * 0.7, "0 0 1", -half * 2, 0
    )
    return line(cords, t.mid, h / 50) + area(bowl, t.mid)


def hands(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw raised hands."""
    count = max(2, round(w / h * 1.7))
    for index in range(count):
        x, y = w * (index + 0.5) / count, h * rng.uniform(0.52, 0.74)
        tone = (t.deep, t.mid, t.pale)[(index + rng.randint(0, 1)) % 3]
        yield turned(_hand((x, y), h * 0.17, tone), rng.uniform(-12, 12), x, h * 1.1)


def _hand(palm: Point, size: float, tone: str) -> str:
    x, y = palm
    fingers = "".join(
        line(path("M", x + dx * size, y, "l", dx * size * 0.25, -length * size), tone, size * 0.36)
        for dx, length in ((-0.68, 1.3), (-0.23, 1.62), (0.23, 1.55), (0.68, 1.15))
    )
    thumb = path("M", x + size * 0.55, y + size * 0.75, "L", x + size * 1.5, y - size * 0.05)
    return (
        fingers
        + line(thumb, tone, size * 0.4)
        + box(x - size * 0.87, y - size * 0.2, (size * 1.74, size * 1.6), tone, size * 0.6)
        + box(x - size * 0.55, y + size, (size * 1.1, size * 6), tone)
    )


def arches(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw painted arches, one inside another."""
    count = max(2, round(w / h * 1.2))
    for index in range(count):
        x, radius = w * (index + 0.5) / count, w / count * 0.47
        tones = [t.deep, t.mid, t.pale, SUN if index == count // 2 else t.deep]
        rng.shuffle(tones)
        foot = h * rng.choice((0.86, 1.0))
        for step, tone in enumerate(tones):
            r = radius * (1 - step * 0.24)
            rise = max(foot - r - h * 0.14, 0)
            arch = path("M", x - r, foot, "v", -rise, "a", r, r, "0 0 1", r * 2, 0, "V", foot, "Z")
            yield area(arch, tone)


def columns(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw an old hall: columns, beam and steps."""
    count = max(4, round(w / h * 1.9))
    fallen = rng.randrange(count)
    for index in range(count):
        x, wide = w * (0.08 + 0.84 * (index + 0.5) / count), h * 0.17
        top = h * (0.3 if index != fallen else rng.uniform(0.5, 0.62))
        yield box(x - wide / 2, top, (wide, h * 0.82 - top), t.mid if index % 2 else t.pale)
        if index != fallen:
            yield box(x - wide * 0.75, h * 0.27, (wide * 1.5, h * 0.06), t.deep, 2)
    yield box(w * 0.06, h * 0.16, (w * 0.88, h * 0.11), t.deep, 2)
    yield box(w * 0.05, h * 0.82, (w * 0.9, h * 0.07), t.deep, 2)
    yield box(w * 0.02, h * 0.89, (w * 0.96, h * 0.11), t.mid, 2)


def weave(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw cloth: threads over and under."""
    size = h / 5.5
    steps = [rng.choice((1, 2, 3)) for _ in range(8)]
    for row in range(6):
        for column in range(round(w / size) + 1):
            over = (column * steps[row % 8] + row) % (2 + steps[0]) == 0
            tone = t.deep if over else (t.mid, t.pale)[(row + column) % 2]
            yield box(
                column * size + 1.5, row * size + 1.5, (size - 3, size - 3), tone, size * 0.22
            )


def blocks(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw building blocks: squares, roofs and balls."""
    size, x = h * 0.27, w * 0.05
    while x < w * 0.92:
        height = rng.randint(1, 2)
        for level in range(height):
            tone = rng.choice((t.deep, t.mid, t.pale))
            yield box(x, h * 0.9 - (level + 1) * size, (size - 2, size - 2), tone, 4)
        top, middle = h * 0.9 - height * size - 1, x + size / 2 - 1
        crown = rng.choice(("roof", "ball", "none"))
        if crown == "roof":
            yield area(
                f"M{x:.4g} {top:.4g}h{size - 2:.4g}L{middle:.4g} {top - size * 0.75:.4g}Z", t.deep
            )
        elif crown == "ball":
            yield disc(middle, top - size * 0.36, size * 0.36, SUN if rng.random() < 0.4 else t.mid)
        x += size + h * rng.choice((0.02, 0.02, 0.14))
    yield line(f"M0 {h * 0.92:.4g}H{w}", t.deep, h / 45)


def track(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw the lanes of a running track, and a ball."""
    bend, level = w * rng.uniform(0.3, 0.7), h * rng.uniform(0.1, 0.3)
    for lane in range(6):
        y = level + lane * h * 0.17
        path = smooth(
            [(-9, y + h * 0.32), (bend * 0.5, y + h * 0.1), (bend, y), (w + 9, y + h * 0.22)]
        )
        yield line(path, (t.mid, t.pale)[lane % 2], h * 0.1)
    yield disc(w * rng.uniform(0.2, 0.8), h * 0.34, h * 0.13, SUN)


def talk(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw people talking: round speech in turns."""
    count = max(2, round(w / h * 1.3))
    for index in range(count):
        x, y = w * (index + 0.5) / count, h * (0.36 if index % 2 else 0.5)
        half, tone = w / count * 0.43, (t.deep, t.mid, t.pale)[(index + rng.randint(0, 1)) % 3]
        yield box(x - half, y - h * 0.22, (half * 2, h * 0.44), tone, h * 0.14)
        side = rng.choice((-1, 1))
        foot, lean = x + side * half * 0.2, side * h
        tail = path("M", foot, y + h * 0.2, "h", lean * 0.2, "l", -lean * 0.05, h * 0.2, "Z")
        yield area(tail, tone)
        for dot in (-1, 0, 1):
            yield disc(x + dot * h * 0.14, y, h * 0.035, t.wash)


def mandala(rng: Dice, t: Tints, w: int, h: int) -> Iterator[str]:
    """Draw circles about a centre: what belongs together."""
    x, petals = w * rng.uniform(0.35, 0.65), rng.choice((6, 8, 10))
    for level in range(6, 0, -1):
        yield ring(x, h / 2, h * 0.3 * level, t.pale, h / 50)
    for petal in range(petals):
        shape = f'<ellipse cx="{x:.4g}" cy="{h * 0.24:.4g}" rx="{h * 0.08:.4g}" ry="{h * 0.2:.4g}" '
        yield turned(
            f'{shape}fill="{(t.mid, t.deep)[petal % 2]}"/>', 360 * petal / petals, x, h / 2
        )
    yield disc(x, h / 2, h * 0.12, SUN)
