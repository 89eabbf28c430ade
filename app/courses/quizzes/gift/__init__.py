"""GIFT, the text format of Moodle in which teachers type their questions."""

from app.courses.quizzes.gift.reading import MAX_BYTES, read
from app.courses.quizzes.gift.writing import write

__all__ = ["MAX_BYTES", "read", "write"]
