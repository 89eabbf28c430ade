"""A lesson for machines: schema.org LearningResource as JSON-LD, where everyone may read it."""

from typing import Any

from app.kernel.urls import external
from app.lessons.models import Lesson, Reach
from app.taxonomy import licences


def json_ld(lesson: Lesson) -> dict[str, Any] | None:
    """Return the description that search engines read; None unless everyone may see the lesson."""
    public = lesson.is_published and lesson.reach == Reach.NETWORK and not lesson.portal.is_closed
    if not public:
        return None
    said = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "@id": external("lessons.show", portal=lesson.portal.slug, lesson_id=lesson.id),
        "name": lesson.title,
        "description": lesson.summary,
        "inLanguage": lesson.language,
        "author": {"@type": "Person", "name": lesson.author.name},
        "license": licences.url(lesson.licence),
        "learningResourceType": lesson.resource_type,
        "teaches": lesson.outcomes,
        "about": lesson.subjects,
        "educationalLevel": lesson.levels,
        "keywords": lesson.keywords,
        "timeRequired": f"PT{lesson.minutes}M" if lesson.minutes else None,
        "typicalAgeRange": _ages(lesson),
        "isBasedOn": lesson.origin.url if lesson.origin else None,
        "creditText": lesson.origin.attribution if lesson.origin else None,
        "datePublished": lesson.published_at.date().isoformat() if lesson.published_at else None,
        "dateModified": lesson.revised_at.date().isoformat(),
    }
    return {name: value for name, value in said.items() if value}


def _ages(lesson: Lesson) -> str | None:
    if lesson.age_min is None and lesson.age_max is None:
        return None
    return f"{lesson.age_min or ''}-{lesson.age_max or ''}"
