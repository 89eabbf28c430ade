"""Digits and Latin letters as strokes of a round pen, 40 wide and 60 high.

A picture must look the same on a server without fonts, and a year or a level needs no more.
"""

from app.kernel.art.svg import line

LONGEST_TEXT = 6
HEIGHT = 60.0
_WIDTH, _GAP = 40.0, 17.0
_NARROW = {"I": 4.0, "1": 16.0, ".": 4.0, "M": 52.0, "W": 60.0, "-": 28.0, " ": 14.0}

STROKES: dict[str, str] = {
    "0": "M20 0C34 0 40 12 40 30S34 60 20 60 0 48 0 30 6 0 20 0Z",
    "1": "M0 10L16 0V60",
    "2": "M1 14C3 4 11 0 20 0C31 0 39 7 39 17C39 34 12 44 1 60H40",
    "3": "M3 6C8 2 13 0 20 0C30 0 37 6 37 14C37 23 30 28 20 28H15M20 28C32 28 40 34 40 44"
    "C40 54 31 60 20 60C11 60 4 57 0 50",
    "4": "M28 60V0L0 42H40",
    "5": "M36 0H7L4 28C9 24 14 22 20 22C32 22 40 30 40 41C40 52 31 60 20 60C11 60 4 57 0 51",
    "6": "M33 3C16 1 0 14 0 38C0 51 8 60 20 60S40 52 40 40S31 21 20 21C9 21 1 28 0 38",
    "7": "M0 0H40L14 60",
    "8": "M20 28C10 28 4 22 4 14S11 0 20 0S36 6 36 14S30 28 20 28C8 28 0 35 0 44S8 60 20 60"
    "S40 53 40 44S32 28 20 28Z",
    "9": "M7 57C24 59 40 46 40 22C40 9 32 0 20 0S0 8 0 20S9 39 20 39C31 39 39 32 40 22",
    "A": "M0 60L20 0L40 60M7 40H33",
    "B": "M0 0H20C30 0 36 6 36 14S30 28 20 28H0M20 28C32 28 40 34 40 44S32 60 20 60H0V0",
    "C": "M40 13C36 4 29 0 21 0C8 0 0 13 0 30S8 60 21 60C29 60 36 56 40 47",
    "D": "M0 0H15C31 0 40 12 40 30S31 60 15 60H0Z",
    "E": "M38 0H0V60H38M0 29H31",
    "F": "M38 0H0V60M0 29H31",
    "G": "M39 12C35 4 29 0 21 0C8 0 0 13 0 30S8 60 21 60C32 60 40 52 40 40V33H22",
    "H": "M0 0V60M40 0V60M0 29H40",
    "I": "M2 0V60",
    "J": "M36 0V42C36 54 28 60 18 60C9 60 3 56 0 48",
    "K": "M0 0V60M38 0L0 36M14 24L40 60",
    "L": "M0 0V60H37",
    "M": "M0 60V0L26 38L52 0V60",
    "N": "M0 60V0L40 60V0",
    "O": "M20 0C33 0 40 13 40 30S33 60 20 60S0 47 0 30S7 0 20 0Z",
    "P": "M0 60V0H20C32 0 40 7 40 17S32 34 20 34H0",
    "Q": "M20 0C33 0 40 13 40 30S33 60 20 60S0 47 0 30S7 0 20 0ZM25 44L41 63",
    "R": "M0 60V0H20C32 0 39 7 39 17S32 33 20 33H0M20 33L40 60",
    "S": "M38 10C34 3 28 0 20 0C9 0 2 6 2 14C2 34 40 24 40 45C40 54 31 60 20 60C10 60 3 56 0 48",
    "T": "M0 0H40M20 0V60",
    "U": "M0 0V38C0 52 8 60 20 60S40 52 40 38V0",
    "V": "M0 0L20 60L40 0",
    "W": "M0 0L14 60L30 8L46 60L60 0",
    "X": "M0 0L40 60M40 0L0 60",
    "Y": "M0 0L20 30V60M40 0L20 30",
    "Z": "M0 0H40L0 60H40",
    "+": "M20 12V48M2 30H38",
    "-": "M0 32H28",
    ".": "M2 60V60.1",
    "/": "M6 62L34 -2",
    " ": "",
}


def writable(text: str) -> bool:
    """Tell whether a text may stand on a badge: few digits and Latin letters, of either case."""
    return len(text) <= LONGEST_TEXT and all(letter in STROKES for letter in text.upper())


def width(text: str) -> float:
    """Return how wide a text is drawn."""
    letters = [_NARROW.get(letter, _WIDTH) for letter in text.upper()]
    return sum(letters) + _GAP * (len(letters) - 1)


def written(text: str, stroke: str, pen: float) -> str:
    """Return the text's strokes, from 0 on."""
    x, parts = 0.0, []
    for letter in text.upper():
        if STROKES[letter]:
            drawn = line(STROKES[letter], stroke, pen)
            parts.append(f'<g transform="translate({x:.4g} 0)">{drawn}</g>')
        x += _NARROW.get(letter, _WIDTH) + _GAP
    return "".join(parts)
