"""Small things about the texts of a question."""

import hashlib
from collections.abc import Iterable

from markupsafe import Markup

from app.kernel.markup import RichText

KEY_LENGTH = 10
BLANKS = " \t\r\n\f"
"""What may be left out around a text; a no-break space is there on purpose."""
_BEGIN, _END = "<p>", "</p>"


def in_line(text: RichText) -> Markup:
    """Return the markup of a text, without the paragraph around it if it is the only one."""
    markup = text.markup
    if markup.startswith(_BEGIN) and markup.endswith(_END) and markup.count(_BEGIN) == 1:
        return markup[len(_BEGIN) : -len(_END)]
    return markup


def keys_for(texts: Iterable[str]) -> list[str]:
    """Return a key for each text, the same every time, from which no order can be told."""
    keys: list[str] = []
    for text in texts:
        turn, key = 1, digest(text)
        while key in keys:
            turn += 1
            key = digest(f"{text}\x1f{turn}")
        keys.append(key)
    return keys


def digest(text: str) -> str:
    """Return a short name for a text."""
    content = text.encode("utf-8", errors="surrogatepass")
    return hashlib.sha256(content).hexdigest()[:KEY_LENGTH]
