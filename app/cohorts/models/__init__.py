"""The tables of cohorts, and the rules of one cohort and one enrolment."""

from app.cohorts.models.cohort import Announcement, Cohort, CohortStatus, CohortTrainer, Entry
from app.cohorts.models.enrolment import Enrolment, EnrolmentChange, Progress, Standing, State

__all__ = [
    "Announcement",
    "Cohort",
    "CohortStatus",
    "CohortTrainer",
    "Enrolment",
    "EnrolmentChange",
    "Entry",
    "Progress",
    "Standing",
    "State",
]
