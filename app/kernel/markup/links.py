"""Where the links of a text lead."""

import re
from urllib.parse import urlsplit

from app.kernel.markup.richtext import RichText

_LINK = re.compile(r'href="([^"]*)"')


def links(text: RichText) -> list[str]:
    """Return where links lead, in their order."""
    return _LINK.findall(text.html)


def is_ours(address: str, base_url: str) -> bool:
    """Return whether a link stays in this network; a mailbox is no place in it."""
    parts = urlsplit(address)
    return parts.scheme != "mailto" and parts.netloc in ("", urlsplit(base_url).netloc)


def links_out(text: RichText, base_url: str) -> list[str]:
    """Return the links that leave this network."""
    return [link for link in links(text) if not is_ours(link, base_url)]
