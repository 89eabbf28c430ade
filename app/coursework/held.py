"""The files of what was handed in: who may read them, and which are still named."""

from collections.abc import Iterable

from sqlalchemy import exists, or_, select

from app.accounts.models import Actor
from app.coursework import policy
from app.coursework.models import SubmissionFile
from app.kernel import files
from app.kernel.db import session
from app.kernel.files import StoredFile


@files.reader
def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file of work that this person sees, marks or looks at as a peer."""
    if not actor.is_signed_in:
        return None
    named, plain = SubmissionFile.file_id == file_id, SubmissionFile.plain_id == file_id
    held = exists().where(
        or_(
            named & policy.files_visible_to(actor),
            named & policy.peer_files_visible_to(actor),
            plain & policy.plain_files_visible_to(actor),
        )
    )
    return session.scalar(select(StoredFile).where(StoredFile.id == file_id, held))


@files.holder
def by_submissions() -> Iterable[int]:
    """Return the files that were handed in or came back, under both of their names."""
    for name in (SubmissionFile.file_id, SubmissionFile.plain_id):
        named = session.scalars(select(name).where(name.is_not(None)).distinct())
        yield from (file_id for file_id in named if file_id is not None)
