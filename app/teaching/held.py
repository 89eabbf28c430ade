"""The files that taught reports name."""

from collections.abc import Iterable

from sqlalchemy import select

from app.kernel import files
from app.kernel.db import session
from app.teaching.models import TaughtReport


@files.holder
def by_reports() -> Iterable[int]:
    """Return the files that are pictures of reports."""
    named = select(TaughtReport.file_id).where(TaughtReport.file_id.is_not(None)).distinct()
    return (file_id for file_id in session.scalars(named) if file_id is not None)
