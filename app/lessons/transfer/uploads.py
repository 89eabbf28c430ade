"""What stewards import in the browser: kept aside, worked off by jobs, a chunk each."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import User
from app.kernel import clock
from app.kernel.access import require
from app.kernel.db import session
from app.kernel.errors import Refused
from app.kernel.i18n import gettext as _
from app.kernel.i18n import speaking
from app.kernel.jobs import Event, record, subscribe
from app.lessons.transfer import archives, reading, running
from app.lessons.transfer.models import MAX_FAILURES, LessonImport
from app.lessons.transfer.running import Report
from app.portals import policy
from app.portals.models import Portal

SUFFIXES = (".jsonl", ".md", ".zip")
LISTED = 20
LONGEST_STEM = 200
"""In bytes, as file systems count."""


@dataclass(frozen=True, slots=True)
class ImportContinued(Event):
    """The records from `start` on are still to be imported."""

    import_id: int
    start: int


@dataclass(frozen=True, slots=True)
class ImportFinished(Event):
    """All records were looked at: what was sent is not needed any more."""

    import_id: int


@dataclass(slots=True)
class Place:
    """Where what was sent is kept until it is imported; set once at start."""

    root: Path | None = None

    def of(self, import_id: int) -> Path:
        """Return the folder of one import."""
        assert self.root is not None
        return self.root / str(import_id)


place = Place()


def begin(portal: Portal, stream: IO[bytes], name: str, *, actor: User) -> LessonImport:
    """Keep what a steward sent and begin to import it; raise Refused for what holds no lesson."""
    require(policy.can_steward(actor, portal))
    begun = LessonImport(
        portal_id=portal.id, by_id=actor.id, name=name[:200], started_at=clock.now()
    )
    session.add(begun)
    session.flush()  # its folder is named by its id
    _keep(stream, name, place.of(begun.id))
    begun.total = reading.count(_root(begun))
    if not begun.total:
        raise Refused(_("There is no lesson in this file."))
    record(ImportContinued(begun.id, 0))
    return begun


def recent(portal_id: int) -> Sequence[LessonImport]:
    """Return the portal's imports, newest first."""
    found = select(LessonImport).where(LessonImport.portal_id == portal_id)
    return session.scalars(
        found.order_by(LessonImport.id.desc()).limit(LISTED).options(joinedload(LessonImport.by))
    ).all()


def get(portal_id: int, import_id: int) -> LessonImport | None:
    """Return one import of the portal."""
    return session.scalar(
        select(LessonImport)
        .where(LessonImport.portal_id == portal_id, LessonImport.id == import_id)
        .options(joinedload(LessonImport.by))
    )


@subscribe(ImportContinued)
def go_on(event: ImportContinued) -> None:
    """Import the next records, and write down that more are to come."""
    begun = session.get(LessonImport, event.import_id)
    if begun is None or begun.is_finished or begun.done != event.start:
        return
    report = _next(begun)
    _note(begun, report)
    if report.total and begun.done < begun.total:
        record(ImportContinued(begun.id, begun.done))
    else:
        begun.finished_at = clock.now()
        record(ImportFinished(begun.id))


@subscribe(ImportFinished, outside=True)
def clear_away(event: ImportFinished) -> None:
    """Delete what was sent."""
    shutil.rmtree(place.of(event.import_id), ignore_errors=True)


def _keep(stream: IO[bytes], name: str, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    suffix = Path(name).suffix.lower()
    stem = re.sub(r"[^\w -]", "", Path(name).stem).strip() or "lessons"
    short = stem.encode()[:LONGEST_STEM].decode(errors="ignore")
    sent = folder / f"{short}{suffix}"
    with sent.open("wb") as out:
        shutil.copyfileobj(stream, out)
    if suffix == ".zip":
        archives.unpack(sent, folder)
        sent.unlink()


def _root(begun: LessonImport) -> Path:
    """Return the folder with the lessons: many archives hold one folder, and all else in it."""
    folder = place.of(begun.id)
    while (only := _only_folder_in(folder)) is not None:
        folder = only
    return folder


def _only_folder_in(folder: Path) -> Path | None:
    inside = list(folder.iterdir()) if folder.is_dir() else []
    return inside[0] if len(inside) == 1 and inside[0].is_dir() else None


def _next(begun: LessonImport) -> Report:
    """Import a chunk in the name of the steward who sent it, while they are one."""
    author = session.scalar(
        select(User).where(User.id == begun.by_id).options(selectinload(User.memberships))
    )
    portal = session.get_one(Portal, begun.portal_id)
    report = Report()
    if author is None or not policy.can_steward(author, portal):
        return report
    found = reading.sources(_root(begun))
    some = islice(found, begun.done, begun.done + running.CHUNK)
    with speaking(author.locale):
        running.run_chunk(
            some, report, portal_id=portal.id, author_id=author.id, bring=running.importing()
        )
    return report


def _note(begun: LessonImport, report: Report) -> None:
    begun.done += report.total
    begun.created += report.created
    begun.updated += report.updated
    begun.unchanged += report.unchanged
    begun.failed += report.failed
    told = begun.report + [asdict(one) for one in (*report.failures, *report.left_out)]
    begun.report = told[:MAX_FAILURES]
