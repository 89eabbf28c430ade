"""Files that people bring: checked by content, kept by content, served so that they can do no harm.

A file is stored once however often it is sent. What it is, its bytes say, not its name. Pictures
are made anew, so that neither their camera's place nor anything hidden in them stays. Text is read
out of documents by a job, in a process of its own with limits. With FILES_URL files are served
under a host of their own. What nothing refers to is deleted after a day.
"""

from pathlib import Path

from flask import Flask

from app.kernel.files import hosting
from app.kernel.files.hosting import address, are_elsewhere, expiry, is_opened, is_their_host
from app.kernel.files.readers import readable, reader
from app.kernel.files.reading import extract_text, read_text
from app.kernel.files.serving import Delivery, delivery, respond
from app.kernel.files.storing import MAX_BYTES, StoredFile, by_ids, folder, open_file, store
from app.kernel.files.sweeping import holder

__all__ = [
    "MAX_BYTES",
    "Delivery",
    "StoredFile",
    "address",
    "are_elsewhere",
    "by_ids",
    "delivery",
    "expiry",
    "extract_text",
    "holder",
    "init_app",
    "is_opened",
    "is_their_host",
    "open_file",
    "read_text",
    "readable",
    "reader",
    "respond",
    "store",
]


def init_app(
    app: Flask, *, data_dir: Path, base_url: str, files_url: str, max_bytes: int = MAX_BYTES
) -> None:
    """Say where contents are kept, how large they may be, and under which host they are served."""
    folder.root, folder.max_bytes = data_dir / "files", max_bytes
    hosting.init_app(app, base_url=base_url, files_url=files_url)
