"""The text in documents, so that a lesson is found by what its materials say."""

import subprocess
import sys
from pathlib import Path

from app.kernel.db import transaction
from app.kernel.files import kinds
from app.kernel.files.storing import StoredFile, folder

MAX_TEXT = 200_000
SECONDS = 30
MEMORY = 1_000_000_000
READABLE = (kinds.PDF, kinds.WORD, *kinds.TEXTS.values())
_PROGRAM = Path(__file__).parent / "extraction.py"


def read_text(file_id: int) -> bool:
    """Read a file's text if nobody has; return whether there is any.

    It opens its own short transactions, so call it from a job that has none. A document that
    cannot be read has an empty text and is not tried again.
    """
    with transaction() as session:
        stored = session.get(StoredFile, file_id)
        if stored is None or stored.media_type not in READABLE:
            return False
        known, sha256, media_type = stored.text, stored.sha256, stored.media_type
    if known is not None:
        return bool(known)
    text = extract_text(folder.path(sha256), media_type)
    with transaction() as session:
        stored = session.get(StoredFile, file_id)
        if stored is not None:
            stored.text = text
    return bool(text)


def extract_text(path: Path, media_type: str) -> str:
    """Return the text of a document, read in a process that a hostile one may bring down."""
    limits = [str(limit) for limit in (MAX_TEXT, MEMORY, SECONDS)]
    command = [sys.executable, "-I", str(_PROGRAM), str(path), media_type, *limits]
    try:
        done = subprocess.run(  # noqa: S603  # our own interpreter and program, no shell
            command, capture_output=True, timeout=SECONDS, check=False, env={}
        )
        printed = done.stdout
    except subprocess.TimeoutExpired as late:
        printed = late.stdout or b""
    return printed.decode("utf-8", errors="replace").replace("\x00", "").strip()[:MAX_TEXT]
