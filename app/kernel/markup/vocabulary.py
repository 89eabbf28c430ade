"""The HTML that people may write: elements, their attributes and the values of these."""

import html
import re

_NESTING = (
    "a abbr b bdi bdo blockquote caption cite code del details dfn div dl em figcaption figure "
    "h2 h3 h4 h5 h6 i ins kbd mark ol pre q ruby s samp small span strong sub summary sup table "
    "u ul var"
)
_FLAT = "br col colgroup dd dt hr img li p rp rt tbody td tfoot th thead tr wbr"

NESTING = frozenset(_NESTING.split())
FLAT = frozenset(_FLAT.split())
"""Elements that close themselves or each other, so that a forgotten end tag nests nothing."""

TAGS = NESTING | FLAT
SCHEMES = frozenset({"http", "https", "mailto"})
LINK_REL = "nofollow noopener ugc"

_NUMBER = re.compile(r"\d{1,4}")
_ANY = re.compile(r".{0,2000}", re.DOTALL)
_VALUES: dict[str, dict[str, re.Pattern[str]]] = {
    "*": {
        "dir": re.compile(r"ltr|rtl|auto", re.IGNORECASE),
        "lang": re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,5}"),
    },
    "a": {"href": _ANY, "title": _ANY},
    "abbr": {"title": _ANY},
    "code": {"class": re.compile(r"language-[\w+#.-]{1,30}")},
    "col": {"span": _NUMBER},
    "colgroup": {"span": _NUMBER},
    "details": {"open": _ANY},
    "dfn": {"title": _ANY},
    "img": {"src": _ANY, "alt": _ANY, "title": _ANY, "width": _NUMBER, "height": _NUMBER},
    "li": {"value": re.compile(r"-?\d{1,6}")},
    "ol": {
        "start": re.compile(r"-?\d{1,6}"),
        "type": re.compile(r"[1aAiI]"),
        "reversed": _ANY,
    },
    "td": {"colspan": _NUMBER, "rowspan": _NUMBER},
    "th": {
        "colspan": _NUMBER,
        "rowspan": _NUMBER,
        "abbr": _ANY,
        "scope": re.compile(r"(row|col)(group)?", re.IGNORECASE),
    },
}
ATTRIBUTES = {tag: frozenset(values) for tag, values in _VALUES.items()}

_REMOTE = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_ENTITY = re.compile(r"&#?\w{1,32};")


def allowed(tag: str, name: str, value: str) -> bool:
    """Return whether this element may carry this attribute with this value."""
    pattern = _VALUES.get(tag, {}).get(name) or _VALUES["*"].get(name)
    return pattern is not None and pattern.fullmatch(value) is not None


def plain_address(value: str) -> str:
    """Return an address as a browser reads it: entities resolved, invisible characters gone."""
    return _INVISIBLE.sub("", _ENTITY.sub(lambda entity: html.unescape(entity[0]), value))


def is_own(address: str) -> bool:
    """Return whether a plain address is a path on this host."""
    return address.startswith("/") and address[1:2] not in ("/", "\\")


def is_remote(address: str) -> bool:
    """Return whether a plain address names a web page of some host."""
    return _REMOTE.match(address) is not None


def is_linkable(address: str) -> bool:
    """Return whether a plain address leads somewhere from here."""
    return is_own(address) or is_remote(address) or address.lower().startswith("mailto:")
