"""Texts of courses: as they come out of a form, as they are shown, as they are searched.

A content keeps what was typed, and rendering takes long: what was rendered is remembered.
"""

import re
from functools import lru_cache

from app.kernel.markup import Format, RichText, plain_text
from app.lessons.content import Text
from app.lessons.form_parts import one_text

_SIGNS = re.compile(r"\]\([^()\s]*\)|[*_`#>~\[\]|]+|^\s*(?:[-+]|\d+[.)])\s", re.MULTILINE)
"""What stands in Markdown for a form and not for a word."""


def retyped(source: str | None, before: Text) -> Text:
    """Return what was typed; a text keeps its format, and its blanks while nobody touches it."""
    typed = one_text(source)
    return before if before.source.strip() == typed else Text(typed, before.format)


@lru_cache(1024)
def rendered(text: Text) -> RichText:
    """Return a text rendered and cleaned."""
    return text.render()


def words(text: Text) -> str:
    """Return what can be read of a text without rendering it: for the search, which reads many."""
    if text.format == Format.HTML:
        return plain_text(text.source)
    return _SIGNS.sub(" ", text.source)
