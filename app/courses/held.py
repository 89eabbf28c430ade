"""The files that courses hold, in any revision that a cohort may still run."""

from collections.abc import Iterable

from sqlalchemy import select

from app.courses.models import CourseFile
from app.kernel import files
from app.kernel.db import session


@files.holder
def by_courses() -> Iterable[int]:
    """Return the files that courses hold or held."""
    return session.scalars(select(CourseFile.file_id).distinct())
