"""Badges in SVG: an element for each standard at the end of the root."""

import json
import re
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import quoteattr

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from app.badges.openbadges.baking.carried import Baked, bounded
from app.badges.openbadges.errors import Unreadable

SVG = "{http://www.w3.org/2000/svg}svg"
CREDENTIAL = ("https://purl.imsglobal.org/ob/v3p0", "credential")
ASSERTION = ("http://openbadges.org", "assertion")
END = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?svg\s*>\s*$")
MOST_DEEP = 200


def bake(picture: bytes, baked: Baked) -> bytes:
    """Return the picture with the badge as last elements of its root.

    The picture itself is not cleaned: it must be one that we drew.
    """
    if read(picture) != Baked():
        raise Unreadable("the picture carries a badge already")
    end = END.search(picture)
    if end is None:
        raise Unreadable("the SVG does not end with its root")
    pairs = ((CREDENTIAL, baked.credential), (ASSERTION, baked.assertion))
    added = "".join(_element(name, text) for name, text in pairs if text)
    written = picture[: end.start()] + added.encode("ascii") + picture[end.start() :]
    if read(written) != _as_read(baked):
        raise Unreadable("the SVG cannot carry a badge")
    return written


def read(picture: bytes) -> Baked:
    """Return what the picture carries; entities, document types and depth are refused."""
    root = _root(picture)
    return Baked(_found(root, CREDENTIAL), _found(root, ASSERTION))


def _root(picture: bytes) -> Element:
    try:
        root: Element = fromstring(picture, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable("an SVG may not define entities") from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable("not XML") from error
    if root.tag not in (SVG, "svg"):
        raise Unreadable("not an SVG")
    return root


def _found(root: Element, name: tuple[str, str]) -> str | None:
    """Return a badge's text, or what its `verify` says: a JWT, or a 2.0 assertion's address."""
    elements = list(root.iter("{{{}}}{}".format(*name)))
    if len(elements) > 1:
        raise Unreadable("the picture carries two badges")
    if not elements:
        return None
    found = (elements[0].text or "").strip() or elements[0].get("verify", "")
    bounded(found)
    return found or None


def _element(name: tuple[str, str], text: str) -> str:
    bounded(text)
    content, verify = _ascii(text), None
    if not text.startswith("{"):
        content, verify = "", text
    elif name is ASSERTION:
        verify = json.loads(text)["id"]
    named = f" verify={quoteattr(verify)}" if verify else ""
    inner = f"<![CDATA[{content}]]>" if content else ""
    opening = f'<openbadges:{name[1]} xmlns:openbadges="{name[0]}"{named}>'
    return f"{opening}{inner}</openbadges:{name[1]}>"


def _ascii(text: str) -> str:
    """Return JSON in ASCII and without the end of a CDATA section; it means the same."""
    if not text.startswith("{"):
        return text
    return json.dumps(json.loads(text), separators=(",", ":")).replace("]]>", "]]\\u003e")


def _as_read(baked: Baked) -> Baked:
    return Baked(*(text and _ascii(text) for text in (baked.credential, baked.assertion)))
