"""The house's own marks: the favicon and the logo's drawn form."""

from app.kernel.art.svg import BOARD, CHALK, SUN, area, box, disc, line, picture


def mark(name: str) -> str:
    """Return a mark as SVG; an unknown name gives the favicon."""
    return _logo() if name == "logo" else _favicon()


def _favicon() -> str:
    return picture(
        32,
        32,
        (
            box(0, 0, (32, 32), BOARD, 7),
            line("M7 22.500C10 12 14 12 16.500 17S22 21 25 14", CHALK, 2.6),
            disc(24.5, 9, 3.6, SUN),
        ),
    )


def _logo() -> str:
    return picture(
        512,
        512,
        (
            box(0, 0, (512, 512), BOARD, 96),
            area("M96 392H416V404H96Z", "#7b8b84"),
            line("M104 340C152 176 216 176 260 262S356 330 408 214", CHALK, 30),
            disc(396, 136, 46, SUN),
        ),
    )
