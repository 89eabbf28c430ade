"""Badges in PNG: an `iTXt` chunk for each standard (PNG 3, section 11.3.3.4)."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from app.badges.openbadges.baking.carried import MOST_CHARACTERS, Baked, bounded
from app.badges.openbadges.errors import TooLarge, Unreadable

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CREDENTIAL, ASSERTION = b"openbadgecredential", b"openbadges"
MOST_CHUNKS = 20_000
HEAD, TAIL = 8, 4
"""Bytes of a chunk before its content (length, type) and after it (CRC)."""


@dataclass(frozen=True, slots=True)
class Chunk:
    kind: bytes
    content: bytes

    def written(self) -> bytes:
        checked = self.kind + self.content
        length, crc = len(self.content), zlib.crc32(checked)
        return length.to_bytes(4) + checked + crc.to_bytes(4)


def bake(picture: bytes, baked: Baked) -> bytes:
    """Return the picture with the badge right behind its header, where readers look first."""
    chunks = list(_chunks(picture))
    if _texts(chunks):
        raise Unreadable("the picture carries a badge already")
    pairs = ((CREDENTIAL, baked.credential), (ASSERTION, baked.assertion))
    added = [_text(keyword, text) for keyword, text in pairs if text]
    return SIGNATURE + b"".join(chunk.written() for chunk in (chunks[0], *added, *chunks[1:]))


def read(picture: bytes) -> Baked:
    """Return what the picture carries; one that is broken or cut short is refused."""
    found = _texts(_chunks(picture))
    return Baked(found.get(CREDENTIAL), found.get(ASSERTION))


def _text(keyword: bytes, text: str) -> Chunk:
    bounded(text)
    return Chunk(b"iTXt", keyword + b"\0\0\0\0\0" + text.encode())


def _chunks(picture: bytes) -> Iterator[Chunk]:
    """Yield all chunks from IHDR to IEND; what follows IEND is dropped."""
    at = len(SIGNATURE)
    for number in range(MOST_CHUNKS):
        chunk = _chunk(picture, at)
        if (number == 0) != (chunk.kind == b"IHDR"):
            raise Unreadable("a PNG begins with one header")
        yield chunk
        if chunk.kind == b"IEND":
            return
        at += HEAD + len(chunk.content) + TAIL
    raise TooLarge("more chunks than a picture has to have")


def _chunk(picture: bytes, at: int) -> Chunk:
    length = int.from_bytes(picture[at : at + 4])
    ends = at + HEAD + length
    if len(picture) < ends + TAIL:
        raise Unreadable("the PNG is cut short")
    if zlib.crc32(picture[at + 4 : ends]) != int.from_bytes(picture[ends : ends + TAIL]):
        raise Unreadable("the PNG is damaged")
    return Chunk(picture[at + 4 : at + HEAD], picture[at + HEAD : ends])


def _texts(chunks: "Iterator[Chunk] | list[Chunk]") -> dict[bytes, str]:
    """Return the badges by keyword; two of one kind are refused, for which of them would count?"""
    found: dict[bytes, str] = {}
    for chunk in chunks:
        keyword, _, rest = chunk.content.partition(b"\0")
        if chunk.kind == b"iTXt" and keyword in (CREDENTIAL, ASSERTION):
            if keyword in found:
                raise Unreadable("the picture carries two badges")
            found[keyword] = _content(rest)
    return found


def _content(rest: bytes) -> str:
    flags, pieces = rest[:2], rest[2:].split(b"\0", 2)
    if len(flags) != 2 or len(pieces) != 3 or flags not in (b"\0\0", b"\1\0"):
        raise Unreadable("a text of the PNG is damaged")
    data = _inflated(pieces[2]) if flags[0] else pieces[2]
    bounded(data)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Unreadable("a text of the PNG is no UTF-8") from error


def _inflated(data: bytes) -> bytes:
    opened = zlib.decompressobj()
    try:
        content = opened.decompress(data, MOST_CHARACTERS + 1)
    except zlib.error as error:
        raise Unreadable("a text of the PNG is damaged") from error
    bounded(content)
    if not opened.eof:
        raise Unreadable("a text of the PNG is cut short")
    return content
