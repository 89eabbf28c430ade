"""The store: a folder of contents named by their hash, and a row for each file somebody sent."""

import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock
from app.kernel.db import Model, session
from app.kernel.errors import Refused
from app.kernel.files import encodings, kinds, pictures
from app.kernel.i18n import gettext as _

MAX_BYTES = 25_000_000
MAX_NAME = 100


class StoredFile(Model):
    """A file under the name that somebody gave it; equal contents share one place in the folder."""

    __tablename__ = "stored_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(deferred=True)
    """What can be read in it; null until a job has read it."""
    uploader_id: Mapped[int | None]
    created_at: Mapped[datetime]
    """When it was sent last."""

    @property
    def is_picture(self) -> bool:
        """Whether a page can show it."""
        return self.media_type in pictures.TYPES


@dataclass(slots=True)
class Folder:
    """Where contents are kept and how large they may be; set once at start."""

    root: Path | None = None
    max_bytes: int = MAX_BYTES

    def path(self, sha256: str, suffix: str = "") -> Path:
        """Return the place of a content, or of one of its smaller pictures."""
        assert self.root is not None
        return self.root / sha256[:2] / sha256[2:4] / f"{sha256}{suffix}"

    def shelves(self) -> list[Path]:
        """Return the places of the contents whose hashes begin alike, as each is called."""
        return sorted(self.root.iterdir()) if self.root and self.root.exists() else []


folder = Folder()


def store(stream: IO[bytes], name: str, uploader_id: int | None) -> StoredFile:
    """Keep a file; raise Refused for one that is too large, empty, or of no kind that we take.

    The content is in its place before its row: a row without a content would be a broken link.
    A person who sends the same file again under the same name gets the same row.
    """
    with tempfile.TemporaryDirectory() as scratch:
        sent = Path(scratch) / "sent"
        _receive(stream, sent)
        kind = kinds.kind_of(sent, name)
        kept = Path(scratch) / "kept"
        size = _prepare(sent, kept, kind)
        sha256 = _hash(kept)
        _keep(kept, folder.path(sha256))
        if size:
            _keep_smaller(kept, sha256, size[0])
        bytes_kept = kept.stat().st_size
    width, height = size or (None, None)
    return _sent_again(sha256, clean_name(name, kind), uploader_id) or _added(
        StoredFile(
            sha256=sha256,
            name=clean_name(name, kind),
            media_type=kind,
            size=bytes_kept,
            width=width,
            height=height,
            uploader_id=uploader_id,
            created_at=clock.now(),
        )
    )


def by_ids(ids: Iterable[int]) -> dict[int, StoredFile]:
    """Return files by their ids."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = session.scalars(select(StoredFile).where(StoredFile.id.in_(wanted)))
    return {stored.id: stored for stored in found}


def open_file(stored: StoredFile) -> IO[bytes]:
    """Open a file's content for reading."""
    return folder.path(stored.sha256).open("rb")


def clean_name(name: str, kind: str) -> str:
    """Return a file's name in any script, harmless on every system, ending as its kind does."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = Path("".join(letter for letter in last if _is_harmless(letter)).strip(" ."))
    endings = kinds.EXTENSIONS[kind]
    if kept.suffix.lower() in endings:
        return (kept.stem[:MAX_NAME].strip(" .") or "file") + kept.suffix
    return (kept.name[:MAX_NAME].strip(" .") or "file") + endings[0]


def _is_harmless(letter: str) -> bool:
    """Return whether a letter neither hides, nor turns the line around, nor means something."""
    if letter in "\u200c\u200d":  # Persian and Hindi words need these joiners
        return True
    return not unicodedata.category(letter).startswith("C") and letter not in '<>:"|?*%#'


def _receive(stream: IO[bytes], sent: Path) -> None:
    size = 0
    with sent.open("wb") as file:
        while chunk := stream.read(1 << 16):
            size += len(chunk)
            if size > folder.max_bytes:
                limit = folder.max_bytes // 1_000_000
                raise Refused(_("That file is larger than %(size)s MB.", size=limit))
            file.write(chunk)
    if size == 0:
        raise Refused(_("That file is empty."))


def _prepare(sent: Path, kept: Path, kind: str) -> tuple[int, int] | None:
    """Write what is kept of a file: pictures made anew, texts in UTF-8; return a picture's size."""
    if kind in pictures.TYPES:
        return pictures.remake(sent, kept, kind)
    if kind.startswith("text/"):
        content = sent.read_bytes()
        kept.write_bytes(content if _is_utf8(content) else _in_utf8(content, kind))
    else:
        sent.rename(kept)
    return None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _in_utf8(content: bytes, kind: str) -> bytes:
    """Return the text with the mark that spreadsheets need to see that it is UTF-8."""
    text = encodings.text_of(content) or ""
    return text.encode("utf-8-sig" if kind == "text/csv" else "utf-8")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(content: Path, place: Path) -> None:
    """Copy a content to its place, whole or not at all, whoever else does the same just now."""
    if _is_there(place):
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as partial:
        with content.open("rb") as file:
            shutil.copyfileobj(file, partial)
        partial.flush()
        os.fsync(partial.fileno())
    Path(partial.name).replace(place)


def _is_there(place: Path) -> bool:
    """Return whether a content is in its place; it counts as sent now, and no sweep takes it."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _keep_smaller(picture: Path, sha256: str, width: int) -> None:
    for smaller in pictures.WIDTHS:
        place = folder.path(sha256, f".{smaller}.webp")
        if width > smaller and not _is_there(place):
            small = picture.with_name(place.name)
            pictures.smaller(picture, small, smaller)
            _keep(small, place)


def _sent_again(sha256: str, name: str, uploader_id: int | None) -> StoredFile | None:
    known = session.scalar(
        select(StoredFile)
        .where(StoredFile.sha256 == sha256, StoredFile.name == name)
        .where(StoredFile.uploader_id.is_not_distinct_from(uploader_id))
        .limit(1)
    )
    if known is not None:
        known.created_at = clock.now()
    return known


def _added(stored: StoredFile) -> StoredFile:
    session.add(stored)
    session.flush()  # whoever sent it needs its id
    return stored
