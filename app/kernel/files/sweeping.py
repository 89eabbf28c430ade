"""What nothing refers to goes: files of a form that was given up, contents that no file has.

Rooms register which files their records name; here nobody knows what a record is. A file that was
sent during the last day is left alone: the form that will name it may still be open.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select

from app.kernel import clock, schedule
from app.kernel.db import session, transaction
from app.kernel.files.storing import StoredFile, folder
from app.kernel.jobs import Event, Turn, subscribe

log = logging.getLogger(__name__)

KEPT_UNNAMED = timedelta(days=1)
CHUNK = 500

Named = Callable[[], Iterable[int]]
_holders: list[Named] = []


@dataclass(frozen=True, slots=True)
class SweepDue(Event):
    """A day has passed since the last sweep."""


schedule.every(timedelta(days=1), SweepDue)


def holder(named: Named) -> Named:
    """Register what returns the ids of all files that some records name."""
    _holders.append(named)
    return named


@subscribe(SweepDue, outside=True, lease=timedelta(hours=1), turn=Turn.LATE)
def sweep(event: SweepDue) -> None:
    """Delete the files that nothing names, then the contents that no file has."""
    before = clock.now() - KEPT_UNNAMED
    unnamed = sorted(_unnamed(before))
    for start in range(0, len(unnamed), CHUNK):
        _delete(unnamed[start : start + CHUNK], before)
    contents = sum(_clear(shelf, before) for shelf in folder.shelves())
    log.info("files swept", extra={"files": len(unnamed), "contents": contents})


def _unnamed(before: datetime) -> set[int]:
    old = set(session.scalars(select(StoredFile.id).where(StoredFile.created_at < before)))
    for named in _holders:
        if old:
            old.difference_update(named())
    return old


def _delete(ids: list[int], before: datetime) -> None:
    """Delete files, unless they were sent again meanwhile; a record's own key holds the rest."""
    with transaction() as own:
        own.execute(
            delete(StoredFile).where(StoredFile.id.in_(ids), StoredFile.created_at < before)
        )


def _clear(shelf: Path, before: datetime) -> int:
    """Delete the old contents of a shelf that no file has; return how many there were.

    The files are asked for first: whatever is sent after that makes its content new.
    """
    held = StoredFile.sha256.between(shelf.name, f"{shelf.name}g")
    known = set(session.scalars(select(StoredFile.sha256).where(held)))
    session.remove()
    unheld = (path for path in shelf.glob("*/*") if path.name.partition(".")[0] not in known)
    cleared = [path for path in unheld if _changed_at(path) < before]
    for path in cleared:
        path.unlink(missing_ok=True)
    return len(cleared)


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
