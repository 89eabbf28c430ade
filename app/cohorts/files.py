"""The files of courses, for those who take part in a cohort that runs one or lead it."""

from sqlalchemy import exists, or_, select

from app.accounts.models import Actor
from app.cohorts.models import Cohort, CohortStatus, Enrolment, Standing
from app.cohorts.policy import runs
from app.courses.models import CourseFile
from app.kernel import files
from app.kernel.db import session
from app.kernel.files import StoredFile


@files.reader
def readable_file(actor: Actor, file_id: int) -> StoredFile | None:
    """Return a file of a course that this person learns or leads in a cohort."""
    takes_part = exists().where(
        Enrolment.cohort_id == Cohort.id,
        Enrolment.user_id == actor.id,
        Enrolment.standing == Standing.ACTIVE,
        Cohort.status != CohortStatus.PLANNED,
    )
    held = exists().where(
        CourseFile.file_id == StoredFile.id,
        CourseFile.course_id == Cohort.course_id,
        or_(takes_part, runs(actor)),
    )
    return session.scalar(select(StoredFile).where(StoredFile.id == file_id, held))
