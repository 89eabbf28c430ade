"""The tables of courses, and the rules of one course."""

from app.courses.models.course import (
    Course,
    CourseAuthor,
    CourseChange,
    CourseFamily,
    CourseFile,
    CourseReach,
    CourseRevision,
    CourseStatus,
)

__all__ = [
    "Course",
    "CourseAuthor",
    "CourseChange",
    "CourseFamily",
    "CourseFile",
    "CourseReach",
    "CourseRevision",
    "CourseStatus",
]
