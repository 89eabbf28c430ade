"""Which script a character belongs to, as far as searching has to know."""

from functools import lru_cache
from itertools import groupby

_RANGES = (
    (0x0041, 0x024F, "Latn"),
    (0x0250, 0x02AF, "Latn"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x1000, 0x109F, "Mymr"),
    (0xA9E0, 0xA9FF, "Mymr"),
    (0xAA60, 0xAA7F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1200, 0x139F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1100, 0x11FF, "Hang"),
    (0x3130, 0x318F, "Hang"),
    (0xAC00, 0xD7AF, "Hang"),
    (0x3005, 0x3007, "Hani"),
    (0x3040, 0x30FF, "Kana"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xF900, 0xFAFF, "Hani"),
    (0x20000, 0x323AF, "Hani"),
)

GRAMS = {"Hani": 2, "Kana": 2, "Hang": 2, "Thai": 3, "Laoo": 3, "Khmr": 3, "Mymr": 3}
"""Scripts written without spaces, or with optional ones, and the length of their n-grams."""


@lru_cache(maxsize=20_000)
def script_of(character: str) -> str:
    """Return the ISO 15924 code of a letter's script, "" for digits and what is unknown."""
    code = ord(character)
    if character.isdigit():
        return ""
    return next((name for low, high, name in _RANGES if low <= code <= high), "")


@lru_cache(maxsize=50_000)
def script_of_word(word: str) -> str:
    """Return the script of the word's first letter that has one."""
    return next((script for script in map(script_of, word) if script), "")


def runs(word: str) -> list[tuple[int, str]]:
    """Cut a word where a script without spaces begins or ends; say the n-gram length, 0 for none.

    Han and kana form one run, because Japanese words mix them.
    """
    if word.isascii():
        return [(0, word)]
    return [
        (size, "".join(letters))
        for size, letters in groupby(word, key=lambda c: GRAMS.get(script_of(c), 0))
    ]


def grams(run: str, size: int) -> list[str]:
    """Return the overlapping n-grams of a run, or the run itself when it is shorter."""
    return [run[at : at + size] for at in range(max(1, len(run) - size + 1))]
