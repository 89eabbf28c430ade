"""Putting set lines into the part of a page that is theirs, from the side where lines start."""

from dataclasses import dataclass

from app.badges.certificates.breaking import Setting
from app.badges.certificates.shaping import Style
from app.badges.certificates.sheet import Sheet
from app.badges.certificates.values import Text

INK, SOFT = "#20262b", "#5d6663"


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the page that words may fill, and the side on which lines start."""

    left: float
    top: float
    right: float
    bottom: float
    rtl: bool

    @property
    def width(self) -> float:
        """Return the length of a full line."""
        return self.right - self.left

    def at(self, from_start: float, width: float) -> float:
        """Return the left edge of something so wide, so far from the start of the line."""
        return self.right - from_start - width if self.rtl else self.left + from_start


def style(text: Text, *, bold: bool = False, sans: bool = False) -> Style:
    """Return how a text of this language is set."""
    return Style(text.language, text.rtl, bold=bold, sans=sans)


def put(
    sheet: Sheet, setting: Setting, inside: Frame, place: tuple[float, float], colour: str
) -> None:
    """Write lines from (distance from the start, top), all beginning at the start of the line."""
    start, y = place
    for one in setting.lines:
        above, below = one.extent
        base = y + setting.leading * above / (above + below)
        x = inside.at(start, one.width * setting.size)
        sheet.write(one, x, base, setting.size, colour)
        y += setting.leading
