"""A course for machines: schema.org Course as JSON-LD, where everyone may read it."""

from typing import Any

from app.courses import policy
from app.courses.content import CourseContent
from app.courses.models import Course
from app.kernel.urls import external
from app.taxonomy import frameworks, licences


def json_ld(course: Course, content: CourseContent) -> dict[str, Any] | None:
    """Return the description that search engines read; None unless everyone may see the course."""
    return described(course, content) if policy.is_open(course) else None


def described(course: Course, content: CourseContent) -> dict[str, Any]:
    """Return a course in the words of schema.org, without what it does not say."""
    said = {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": address(course),
        "name": course.title,
        "description": course.summary,
        "inLanguage": course.language,
        "author": [{"@type": "Person", "name": author.user.name} for author in course.authors],
        "provider": {"@type": "Organization", "name": course.portal.name_in(course.language)},
        "license": licences.url(content.licence),
        "teaches": list(content.aims),
        "about": list(content.subjects),
        "timeRequired": f"PT{course.hours}H" if course.hours else None,
        "educationalAlignment": [_aligned(one) for one in content.alignments],
        "syllabusSections": [
            {"@type": "Syllabus", "name": module.title, "description": module.summary}
            for module in content.modules
        ],
        "isAccessibleForFree": True,
        "creditText": "\n".join(content.credits),
        "datePublished": course.published_at.date().isoformat() if course.published_at else None,
        "version": course.revision_number,
    }
    return {name: value for name, value in said.items() if value}


def address(course: Course) -> str:
    """Return the whole address of a course's page, in its portal's own locale."""
    return external(
        "courses.show",
        locale=course.portal.locale,
        portal=course.portal.slug,
        course_id=course.id,
    )


def _aligned(id_: str) -> dict[str, Any]:
    found = frameworks.competence(id_)
    if found is None:
        return {"@type": "AlignmentObject", "targetName": id_}
    framework = frameworks.FRAMEWORKS[found.framework]
    return {
        "@type": "AlignmentObject",
        "alignmentType": "teaches",
        "educationalFramework": framework.names["en"],
        "targetName": f"{found.code} {found.names['en']}",
        "targetUrl": framework.url,
    }
