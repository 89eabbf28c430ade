"""The tables of cohorts, and the rules of one cohort and one enrolment."""

from app.cohorts.models.cohort import (
    Announcement,
    AnnouncementReader,
    Cohort,
    CohortStatus,
    CohortTrainer,
    Entry,
)
from app.cohorts.models.enrolment import (
    Enrolment,
    EnrolmentChange,
    Progress,
    Ruling,
    Standing,
    State,
)
from app.cohorts.models.invitation import CohortInvitation
from app.cohorts.models.sessions import Attendance, CalendarFeed, CohortSession, How, Presence

__all__ = [
    "Announcement",
    "AnnouncementReader",
    "Attendance",
    "CalendarFeed",
    "Cohort",
    "CohortInvitation",
    "CohortSession",
    "CohortStatus",
    "CohortTrainer",
    "Enrolment",
    "EnrolmentChange",
    "Entry",
    "How",
    "Presence",
    "Progress",
    "Ruling",
    "Standing",
    "State",
]
