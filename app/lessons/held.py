"""The files that lessons name: in what they say now, and in every revision that can be restored."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Text, cast, func, or_, select

from app.kernel import files
from app.kernel.db import session
from app.lessons.models import Material, Revision

CHUNK = 1_000
_NAMED = re.compile(r'(?:"file_id": ?|/files/)(\d{1,18})')


@files.holder
def by_materials() -> Iterable[int]:
    """Return the files that are materials."""
    named = select(Material.file_id).where(Material.file_id.is_not(None)).distinct()
    return (file_id for file_id in session.scalars(named) if file_id is not None)


@files.holder
def by_revisions() -> Iterator[int]:
    """Yield the files that a revision names, as a material or in a text."""
    for start in range(0, session.scalar(select(func.max(Revision.id))) or 0, CHUNK):
        for said in _between(start, start + CHUNK):
            yield from map(int, _NAMED.findall(said))


def _between(start: int, end: int) -> Sequence[str]:
    """Return those revisions that may name a file, as they are written down."""
    said = cast(Revision.kept, Text)
    named = or_(said.contains('"file_id":'), said.contains("/files/"))
    within = Revision.id.between(start + 1, end)
    return session.scalars(select(said).where(within, named)).all()
