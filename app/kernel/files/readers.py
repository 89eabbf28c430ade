"""Who may read a file: each room says so of what its records hold."""

from collections.abc import Callable
from typing import Any

from app.kernel.files.storing import StoredFile

Reader = Callable[[Any, int], StoredFile | None]

_readers: dict[str, Reader] = {}


def reader(find: Reader) -> Reader:
    """Let a room open files: `find(actor, file_id)` returns the file if this person may read it."""
    _readers[f"{find.__module__}.{find.__name__}"] = find
    return find


def readable(actor: Any, file_id: int) -> StoredFile | None:
    """Return a file that some room lets this person read."""
    found = (find(actor, file_id) for find in _readers.values())
    return next((file for file in found if file is not None), None)
