"""XML as a small tree, parsed with every door shut.

A document type is refused: without one there are no entities that grow or that fetch a file.
Depth and number of elements are bounded. What real files get wrong is mended: control characters,
`&nbsp;` and its like, an encoding that is not the declared one.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from app.courses.quizzes.texts import BLANKS
from app.kernel.files.encodings import text_of

MAX_DEPTH = 40
MAX_ELEMENTS = 400_000

_DECLARED = re.compile(
    rb"""\A\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']"""
)
_ENCODINGS = re.compile(
    r"us-ascii|latin-?1|iso-?8859-\d+|windows-\d+|cp\d+|koi8-[ru]|shift_jis|euc-(?:jp|kr)|"
    r"gb(?:2312|k|18030)|big5|macintosh",
    re.IGNORECASE,
)
_MARKS = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_PROLOG = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMED = re.compile(r"&([a-zA-Z][a-zA-Z0-9]{1,31});")
_NUMBERED = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_LOOSE = re.compile(r"&(?!#?\w{1,32};)")
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


class BrokenError(Exception):
    """The file cannot be parsed; `line` says where, `is_dtd` whether it was its document type."""

    def __init__(self, why: str, line: int | None = None, *, is_dtd: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.line = line
        self.is_dtd = is_dtd


@dataclass(slots=True)
class Element:
    """An element, and in their order the words and elements in it."""

    name: str
    line: int = 0
    attributes: dict[str, str] = field(default_factory=dict)
    content: list["str | Element"] = field(default_factory=list)

    @property
    def words(self) -> str:
        """What it says itself."""
        return "".join(part for part in self.content if isinstance(part, str))

    def get(self, name: str) -> str:
        """Return an attribute, empty if there is none."""
        return self.attributes.get(name, "").strip()

    def find(self, name: str) -> "Element | None":
        """Return the first child of a name."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator["Element"]:
        """Yield the children of a name."""
        for part in self.content:
            if isinstance(part, Element) and part.name == name:
                yield part

    def said(self, name: str) -> str:
        """Return what a child says."""
        child = self.find(name)
        return "" if child is None else child.text

    @property
    def text(self) -> str:
        """What its element `text` says, else it itself; tags in that are a text without CDATA."""
        inner = self.find("text")
        return (self.words if inner is None else inner.markup).strip(BLANKS)

    @property
    def markup(self) -> str:
        """What is in it, with tags written out."""
        if not any(isinstance(part, Element) for part in self.content):
            return self.words
        return "".join(
            html.escape(part, quote=False) if isinstance(part, str) else part.outer
            for part in self.content
        )

    @property
    def outer(self) -> str:
        """It as HTML."""
        named = "".join(f' {key}="{html.escape(to)}"' for key, to in self.attributes.items())
        inside = "".join(
            html.escape(part, quote=False) if isinstance(part, str) else part.outer
            for part in self.content
        )
        return f"<{self.name}{named}>{inside}</{self.name}>"


def parse(content: bytes) -> Element | None:
    """Return the outermost element; None if the bytes are no text, BrokenError if no XML."""
    text = _decoded(content)
    if text is None:
        return None
    text = _ILLEGAL.sub("", _PROLOG.sub("", text.removeprefix("\ufeff"), count=1)).lstrip()
    try:
        return _Parsing().run(text)
    except BrokenError as error:
        mended = _mended(text)
        if error.is_dtd or mended == text:
            raise
        return _Parsing().run(mended)


class _Parsing:
    """One run of the parser."""

    def __init__(self) -> None:
        self._opened: list[Element] = []
        self._root: Element | None = None
        self._count = 0
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._words

    def run(self, text: str) -> Element:
        try:
            self._parser.Parse(text, True)  # noqa: FBT003  # expat takes no names
        except expat.ExpatError as error:
            raise BrokenError(expat.ErrorString(error.code), error.lineno) from error
        assert self._root is not None
        return self._root

    def _doctype(self, *_args: object) -> None:
        raise BrokenError("DOCTYPE", self._parser.CurrentLineNumber, is_dtd=True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._opened) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise BrokenError("too many elements", self._parser.CurrentLineNumber)
        element = Element(name, self._parser.CurrentLineNumber, attributes)
        if self._opened:
            self._opened[-1].content.append(element)
        else:
            self._root = element
        self._opened.append(element)

    def _end(self, _name: str) -> None:
        self._opened.pop()

    def _words(self, words: str) -> None:
        self._opened[-1].content.append(words)


def _decoded(content: bytes) -> str | None:
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    declared = _DECLARED.match(content[:400].removeprefix(b"\xef\xbb\xbf"))
    names = [marked or "utf-8"]
    if declared and not marked and _ENCODINGS.fullmatch(declared[1].decode()):
        names.append(declared[1].decode())
    for name in names:
        try:
            return content.decode(name)
        except (UnicodeError, LookupError):
            continue
    return None if marked else text_of(content)


def _mended(text: str) -> str:
    """Return it without entities that XML does not know and signs that it forbids."""
    text = _NAMED.sub(_character, text)
    text = _NUMBERED.sub(lambda found: "" if _is_illegal(found) else found[0], text)
    return _outside_cdata(text)


def _outside_cdata(text: str) -> str:
    """Escape each `&` that begins no entity, but not where it means itself."""
    parts, rest = [], text
    while rest:
        before, begin, rest = rest.partition("<![CDATA[")
        inside, end, rest = rest.partition("]]>")
        parts += [_LOOSE.sub("&amp;", before), begin, inside, end]
    return "".join(parts)


def _character(found: re.Match[str]) -> str:
    known = html.unescape(found[0])
    return found[0] if found[1] in _OWN or known == found[0] else html.escape(known, quote=False)


def _is_illegal(found: re.Match[str]) -> bool:
    number = int(found[1], 16) if found[1] else int(found[2])
    return number > 0x10FFFF or _ILLEGAL.match(chr(number)) is not None
