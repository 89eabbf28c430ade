"""What people write, made safe to show: the only producer of `Markup` from user text.

A text is rendered and cleaned once, when it is written, and kept as a `RichText`. Markdown is
rendered first; all HTML then passes two walls, bleach's allow-list and nh3, each of which alone
stops every known attack. The page keeps its one h1, images of other hosts become links to them,
and an address that leads nowhere here becomes plain text.
"""

from app.kernel.markup.richtext import (
    MAX_SOURCE,
    Format,
    RichText,
    RichTextType,
    markdown_inline,
)
from app.kernel.markup.text import excerpt, plain_text

__all__ = [
    "MAX_SOURCE",
    "Format",
    "RichText",
    "RichTextType",
    "excerpt",
    "markdown_inline",
    "plain_text",
]
