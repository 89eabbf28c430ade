"""Make the fonts of certificates from the Noto packages, once, when the project is set up.

The packages hold web fonts: compressed, of variable weight, and cut into pieces by script. Each
piece becomes two plain TrueType files, regular and bold, in a folder that git ignores, and an index
says which characters are in which piece. Pieces stay apart: a certificate then opens a few small
files instead of one of twenty thousand glyphs.
"""

import io
import json
import re
import shutil
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[3]
FONTS = Path(__file__).parent / "fonts"
PACKAGES = "@fontsource-variable"
FAMILIES = (
    "noto-serif",
    "noto-sans",
    "noto-naskh-arabic",
    "noto-nastaliq-urdu",
    "noto-serif-hebrew",
    "noto-serif-devanagari",
    "noto-serif-bengali",
    "noto-serif-tamil",
    "noto-serif-malayalam",
    "noto-serif-thai",
    "noto-serif-ethiopic",
    "noto-serif-sc",
    "noto-serif-tc",
    "noto-serif-jp",
    "noto-serif-kr",
)
LETTERS = ("noto-serif", "noto-sans")
"""Latin, Greek and Cyrillic are taken from these; the others bring their own script."""

WEIGHTS = {"regular": 400, "bold": 700}
_NOT_THEIR_OWN = re.compile(r"-(latin|latin-ext|vietnamese|cyrillic|greek|math|symbols)-wght")
_NOT_LETTERS = re.compile(r"-(devanagari|math)-wght")
_USELESS = ("BASE", "DSIG", "STAT", "gasp", "meta", "prep", "vhea", "vmtx")


def make(modules: Path, fonts: Path) -> int:
    """Write all faces, their index and their licences; return how many faces there are."""
    shutil.rmtree(fonts, ignore_errors=True)
    fonts.mkdir(parents=True)
    jobs = [(path, fonts) for family in FAMILIES for path in _pieces(modules, family)]
    with ProcessPoolExecutor() as pool:
        made = list(pool.map(_cast, *zip(*jobs, strict=True), chunksize=8))
    index: dict[str, dict[str, list[list[int]]]] = {family: {} for family in FAMILIES}
    for (path, _), ranges in zip(jobs, made, strict=True):
        index[path.parents[1].name][path.stem] = ranges
    (fonts / "index.json").write_text(json.dumps(index, separators=(",", ":")), encoding="ascii")
    for family in FAMILIES:
        licence = modules / PACKAGES / family / "LICENSE"
        shutil.copyfile(licence, fonts / f"{family}.LICENSE.txt")
    return len(made) * len(WEIGHTS)


def _pieces(modules: Path, family: str) -> list[Path]:
    files = modules / PACKAGES / family / "files"
    found = sorted(
        files.glob(f"{family}-*-wght-normal.woff2"),
        key=lambda path: ("-latin-wght" not in path.name, path.name),
    )
    other = _NOT_LETTERS if family in LETTERS else _NOT_THEIR_OWN
    return [path for path in found if not other.search(path.name)]


def _cast(path: Path, fonts: Path) -> list[list[int]]:
    """Write one piece in both weights; return its characters as ranges."""
    font = TTFont(path)
    characters = sorted(font.getBestCmap())
    font.flavor = None
    plain = io.BytesIO()
    font.save(plain)
    face = hb.Face(plain.getvalue())
    for name, weight in WEIGHTS.items():
        data = _at_weight(face, weight)
        (fonts / f"{path.stem}.{name}.ttf").write_bytes(data)
    return _ranges(characters)


def _at_weight(face: hb.Face, weight: int) -> bytes:
    wanted = hb.SubsetInput()
    wanted.keep_everything()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _USELESS)
    wanted.pin_axis_location(face, "wght", weight)
    made = hb.subset(face, wanted)
    return bytes(made.blob.data)


def _ranges(characters: list[int]) -> list[list[int]]:
    ranges: list[list[int]] = []
    for character in characters:
        if ranges and character == ranges[-1][1] + 1:
            ranges[-1][1] = character
        else:
            ranges.append([character, character])
    return ranges


if __name__ == "__main__":
    print(f"fonts: {make(ROOT / 'node_modules', FONTS)} faces")  # noqa: T201  (said by make setup)
