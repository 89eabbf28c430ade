"""Files that people bring: checked by content, kept by content, served so that they can do no harm.

A file is stored once however often it is sent. What it is, its bytes say, not its name. Pictures
are made anew, so that neither their camera's place nor anything hidden in them stays. Text is read
out of documents by a job, in a process of its own with limits.
"""

from app.kernel.files.reading import extract_text, read_text
from app.kernel.files.serving import Delivery, delivery, init_app, respond
from app.kernel.files.storing import MAX_BYTES, StoredFile, by_ids, open_file, store

__all__ = [
    "MAX_BYTES",
    "Delivery",
    "StoredFile",
    "by_ids",
    "delivery",
    "extract_text",
    "init_app",
    "open_file",
    "read_text",
    "respond",
    "store",
]
