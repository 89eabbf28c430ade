"""The files that came with posts: while one is named, it is not swept away."""

from collections.abc import Iterable

from sqlalchemy import select

from app.discussions.models import Attachment
from app.kernel import files
from app.kernel.db import session


@files.holder
def by_posts() -> Iterable[int]:
    """Return the files that are attached to posts."""
    return session.scalars(select(Attachment.file_id).distinct())
