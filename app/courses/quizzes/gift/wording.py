"""A text of GIFT with its format: `[html]…`, `[markdown]…`, `[plain]…`, `[moodle]…`."""

import re
from dataclasses import dataclass
from typing import Self

from app.courses.quizzes.gathering import rich
from app.courses.quizzes.gift.signs import escape, unmask
from app.courses.quizzes.texts import BLANKS
from app.kernel.markup import RichText

MOODLE = "moodle"

_FORMAT = re.compile(r"\[(html|markdown|plain|moodle)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text says, without masks, and in which format."""

    text: str
    form: str

    @classmethod
    def of(cls, masked: str, otherwise: str = MOODLE) -> Self:
        """Take a masked text apart."""
        masked = masked.strip(BLANKS)
        found = _FORMAT.match(masked)
        form = found[1].lower() if found else otherwise
        return cls(unmask(masked[found.end() :] if found else masked).strip(BLANKS), form)

    @property
    def rich(self) -> RichText | None:
        """It as a text that can be shown."""
        return rich(self.text, self.form)


def write_plain(text: str) -> str:
    """Return a text without markup in GIFT."""
    return ("[plain]" if _FORMAT.match(text) else "") + escape(text)
