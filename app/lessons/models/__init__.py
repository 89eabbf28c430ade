"""A lesson and its parts."""

from app.lessons.models.lesson import (
    Devices,
    Family,
    Lesson,
    LessonPortal,
    LifeChange,
    Origin,
    Reach,
    Size,
    Status,
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
