"""What cannot be printed, to be said before somebody prints it."""

import unicodedata
from collections.abc import Iterable

from app.badges.certificates.shaping import Style, line
from app.badges.certificates.values import Text


def unwritable(texts: Iterable[Text]) -> str:
    """Return the characters for which no font is there, each once, in their order.

    A certificate shows an empty box for each.
    """
    found: dict[str, None] = {}
    for text in texts:
        words = " ".join(unicodedata.normalize("NFC", text.text).split())
        for run in line(words, Style(text.language, text.rtl)).runs:
            if run.face is None:
                found |= dict.fromkeys(run.text.replace(" ", ""))
    return "".join(found)
