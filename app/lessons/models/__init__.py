"""A lesson and its parts."""

from app.lessons.models.choices import Devices, Reach, Size, Status
from app.lessons.models.lesson import (
    Family,
    Lesson,
    LessonPortal,
    LifeChange,
    Origin,
)
from app.lessons.models.parts import (
    Grouping,
    Material,
    Section,
    SectionKind,
    Step,
    Term,
    Vocabulary,
)
from app.lessons.models.revision import Revision

__all__ = [
    "Devices",
    "Family",
    "Grouping",
    "Lesson",
    "LessonPortal",
    "LifeChange",
    "Material",
    "Origin",
    "Reach",
    "Revision",
    "Section",
    "SectionKind",
    "Size",
    "Status",
    "Step",
    "Term",
    "Vocabulary",
]
