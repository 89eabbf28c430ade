"""The two walls: bleach with an allow-list, then nh3. The only module that imports bleach."""

import re
from functools import partial
from threading import local
from typing import Any

import nh3
from bleach.sanitizer import Cleaner

from app.kernel.markup import vocabulary
from app.kernel.markup.bounds import is_excessive, without_markup
from app.kernel.markup.tidy import Resolve, Tidy

_UNSEEN = frozenset({"script", "style", "title", "template", "svg", "math"})
_UNSEEN_TAG = re.compile(rf"<(/?)({'|'.join(_UNSEEN)})\b[^<>]*>", re.IGNORECASE)
_FRAME = re.compile(
    r"""<iframe\b[^<>]{0,500}?\ssrc\s?=\s?["']?(https?://[^"'\s<>]{1,500}+)[^<>]{0,500}+>""",
    re.IGNORECASE,
)
_cleaners = local()


def clean(source: str, resolve: Resolve | None = None) -> str:
    """Return HTML that may be shown to anyone; `resolve` turns the addresses in it into ours."""
    if is_excessive(source):
        source = without_markup(source)
    return last_wall(first_wall(_seen(source), resolve))


def first_wall(source: str, resolve: Resolve | None = None) -> str:
    """Return what bleach lets through, with headings, images and links made to fit a page."""
    cleaner = _bleach()
    tidy: Any = partial(Tidy, resolve=resolve)
    cleaner.filters = [tidy]
    return str(cleaner.clean(source))


def last_wall(source: str) -> str:
    """Return what nh3 lets through."""
    return str(_NH3.clean(source))


def _seen(source: str) -> str:
    """Leave out what a browser would never show as text, and keep frames as links."""
    kept, position, opened = [], 0, None
    for tag in _UNSEEN_TAG.finditer(source):
        closing, name = tag[1], tag[2].lower()
        if opened is None and not closing:
            opened = (name, tag.start())
        elif opened and closing and name == opened[0]:
            kept.append(source[position : opened[1]])
            position, opened = tag.end(), None
    return _FRAME.sub(r'<a href="\1">\1</a>', "".join([*kept, source[position:]]))


def _bleach() -> Cleaner:
    """Return this thread's cleaner: its parser keeps state, and making one is slow."""
    if not hasattr(_cleaners, "bleach"):
        _cleaners.bleach = Cleaner(
            tags=vocabulary.TAGS | {"h1"},
            attributes=vocabulary.allowed,
            protocols=vocabulary.SCHEMES,
            strip=True,
        )
    cleaner: Cleaner = _cleaners.bleach
    return cleaner


def _nh3_attribute(tag: str, name: str, value: str) -> str | None:
    address = vocabulary.plain_address(value)
    if name == "src" and not vocabulary.is_own(address):
        return None
    if name == "href" and not vocabulary.is_linkable(address):
        return None
    return value if name in ("rel", "loading") or vocabulary.allowed(tag, name, value) else None


_NH3 = nh3.Cleaner(
    tags=set(vocabulary.TAGS),
    clean_content_tags=set(_UNSEEN),
    attributes={tag: set(names) for tag, names in vocabulary.ATTRIBUTES.items()},
    attribute_filter=_nh3_attribute,
    link_rel=vocabulary.LINK_REL,
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    url_schemes=set(vocabulary.SCHEMES),
)
