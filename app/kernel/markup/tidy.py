"""What happens between the walls: headings, links and images are made to fit our pages."""

import html
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from app.kernel.markup.vocabulary import (
    LINK_REL,
    is_linkable,
    is_own,
    is_remote,
    plain_address,
)

Token = dict[str, Any]
Resolve = Callable[[str], str]
"""Turns an address without a host, as its author wrote it, into one that leads there from here."""


class Tidy:
    """A filter over bleach's tokens: allowed elements go in, fewer and tamer ones come out."""

    def __init__(self, source: Iterable[Token], resolve: Resolve | None = None) -> None:
        self._tokens = list(source)
        self._resolve = resolve
        self._demote = any(token.get("name") == "h1" for token in self._tokens)
        self._links: list[bool] = []

    def __iter__(self) -> Iterator[Token]:
        """Yield what is left of each token."""
        for token in self._tokens:
            match token.get("name"):
                case "a":
                    yield from self._link(token)
                case "img":
                    yield from self._image(token)
                case "h1" | "h2" | "h3" | "h4" | "h5" if self._demote:
                    yield token | {"name": f"h{int(token['name'][1]) + 1}"}
                case _:
                    yield token

    def _link(self, token: Token) -> Iterator[Token]:
        """Keep a link that leads somewhere, or only its text."""
        if token["type"] == "EndTag":
            if self._links and self._links.pop():
                yield token
            return
        address = self._address(token, "href")
        self._links.append(is_linkable(address))
        if self._links[-1]:
            yield _tag("StartTag", "a", token["data"], href=address, rel=LINK_REL)

    def _image(self, token: Token) -> Iterator[Token]:
        """Show our own images; turn the others into links, and what is neither into its text.

        An image on another host would tell that host who reads the page.
        """
        address = self._address(token, "src")
        words = html.unescape(token["data"].get((None, "alt"), "")).strip()
        if is_own(address):
            yield _tag("EmptyTag", "img", token["data"], src=address, loading="lazy")
        elif is_remote(address) and not any(self._links):
            yield _tag("StartTag", "a", {}, href=address, rel=LINK_REL)
            yield {"type": "Characters", "data": words or _file_name(address)}
            yield {"type": "EndTag", "name": "a", "namespace": None, "data": {}}
        else:
            yield {"type": "Characters", "data": words or _file_name(address)}

    def _address(self, token: Token, attribute: str) -> str:
        address = plain_address(token["data"].get((None, attribute), ""))
        if self._resolve is None or is_remote(address) or not address.strip("#"):
            return address
        if address.lower().startswith("mailto:"):
            return address
        return plain_address(self._resolve(address))


def _tag(kind: str, name: str, attributes: dict[Any, str], **changed: str) -> Token:
    """Return a token; what is changed is escaped, what was written is already."""
    escaped = {(None, key): html.escape(value, quote=False) for key, value in changed.items()}
    return {"type": kind, "name": name, "namespace": None, "data": {**attributes, **escaped}}


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2])
