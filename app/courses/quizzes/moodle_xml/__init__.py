"""Moodle XML, the format in which question banks travel whole, with their pictures."""

from app.courses.quizzes.moodle_xml.reading import MAX_BYTES, read
from app.courses.quizzes.moodle_xml.writing import write

__all__ = ["MAX_BYTES", "read", "write"]
