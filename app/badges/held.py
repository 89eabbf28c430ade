"""The files that badges name."""

from collections.abc import Iterable

from sqlalchemy import select

from app.badges.models import Badge, ForeignBadge
from app.kernel import files
from app.kernel.db import session


@files.holder
def by_badges() -> Iterable[int]:
    """Return the files that are pictures of badges, ours and those brought from elsewhere."""
    for column in (Badge.file_id, ForeignBadge.file_id):
        named = select(column).where(column.is_not(None)).distinct()
        yield from (file_id for file_id in session.scalars(named) if file_id is not None)
