"""What a file is: told by its bytes; its name only chooses between kinds of plain text."""

import json
import re
import zipfile
from pathlib import Path

from app.kernel.errors import Refused
from app.kernel.files import encodings
from app.kernel.i18n import gettext as _

OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f"{OFFICE}.wordprocessingml.document"
PDF = "application/pdf"

EXTENSIONS: dict[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    PDF: (".pdf",),
    WORD: (".docx",),
    f"{OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{OFFICE}.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/vnd.oasis.opendocument.presentation": (".odp",),
    "application/epub+zip": (".epub",),
    "application/x.scratch.sb3": (".sb3",),
    "application/vnd.geogebra.file": (".ggb",),
    "audio/mpeg": (".mp3",),
    "audio/ogg": (".ogg", ".oga"),
    "audio/mp4": (".m4a",),
    "video/mp4": (".mp4", ".m4v"),
    "text/plain": (".txt",),
    "text/csv": (".csv",),
    "text/markdown": (".md", ".markdown"),
}
"""Every kind that we take, with the endings that its name may have; the first is the usual one."""

TEXTS = {
    extension: kind
    for kind, extensions in EXTENSIONS.items()
    if kind.startswith("text/")
    for extension in extensions
}
MAX_UNZIPPED = 300_000_000
MAX_MEMBERS = 5_000
MAX_RATIO = 500

_SIGNATURES: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"%PDF-\d"), PDF),
    (re.compile(rb"OggS\x00"), "audio/ogg"),
    (re.compile(rb"ID3[\x02-\x04]|\xff[\xf2\xf3\xfa\xfb][\x10-\xeb]"), "audio/mpeg"),
    (re.compile(rb".{4}ftypM4[AB] ", re.DOTALL), "audio/mp4"),
    (re.compile(rb".{4}ftyp(?:mp4\d|isom|iso\d|avc1|M4V |MSNV|dash)", re.DOTALL), "video/mp4"),
)
_PARTS = {
    "word/document.xml": WORD,
    "xl/workbook.xml": f"{OFFICE}.spreadsheetml.sheet",
    "ppt/presentation.xml": f"{OFFICE}.presentationml.presentation",
    "geogebra.xml": "application/vnd.geogebra.file",
}
_DECLARED = {kind for kind in EXTENSIONS if "oasis" in kind or "epub" in kind}
_MARKUP = re.compile(
    r"\s*<(?:!doctype|html|head|body|svg|script|iframe|\?xml|\?php)", re.IGNORECASE
)


def kind_of(path: Path, name: str) -> str:
    """Return the media type; raise Refused for what is none of those that we take."""
    with path.open("rb") as file:
        head = file.read(64)
    for signature, kind in _SIGNATURES:
        if signature.match(head):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_zip(path)
    kind_of_text = TEXTS.get(Path(name).suffix.lower())
    if kind_of_text is None or not _is_plain(path):
        raise Refused(
            _(
                "We cannot take that kind of file. Welcome are pictures (PNG, JPEG, GIF, WebP), "
                "PDF, office documents (docx, xlsx, pptx, odt, ods, odp), e-books (epub), sound "
                "(mp3, ogg), video (mp4), plain text (txt, csv, md), Scratch and GeoGebra files."
            )
        )
    return kind_of_text


def _is_plain(path: Path) -> bool:
    text = encodings.text_of(path.read_bytes())
    return text is not None and _MARKUP.match(text) is None and not text.startswith("#!")


def _kind_of_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive.infolist())
            kind = _kind_by_parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Refused(_("That file is damaged.")) from error
    if kind is None:
        raise Refused(
            _(
                "We cannot take archives, programs and documents with macros. "
                "Send the documents in them one by one, without macros."
            )
        )
    return kind


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    whole = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    swollen = whole > 10_000_000 and whole > MAX_RATIO * packed
    if len(members) > MAX_MEMBERS or whole > MAX_UNZIPPED or swollen:
        raise Refused(_("That file holds more than we can unpack."))
    if any(member.flag_bits & 1 for member in members):
        raise Refused(_("That file is locked with a password: send it unlocked."))


def _kind_by_parts(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    if "mimetype" in names:
        declared = archive.open("mimetype").read(100).decode("ascii", errors="replace").strip()
        return declared if declared in _DECLARED else None
    if "project.json" in names:
        return _kind_of_scratch(archive)
    return next((kind for part, kind in _PARTS.items() if part in names), None)


def _kind_of_scratch(archive: zipfile.ZipFile) -> str | None:
    project = json.load(archive.open("project.json"))
    is_scratch = isinstance(project, dict) and "targets" in project
    return "application/x.scratch.sb3" if is_scratch else None
