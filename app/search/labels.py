"""How the values of facets are called."""

from collections.abc import Callable, Mapping

from app.kernel.i18n import gettext as _
from app.taxonomy import languages, levels, licences, subjects

NAMES = ("language", "subject", "level", "portal", "devices", "length", "type", "licence")
"""The facets in the order in which they are offered."""


def title(name: str) -> str:
    """Return the heading of a facet."""
    return {
        "portal": _("Portal"),
        "language": _("Language"),
        "subject": _("Subject"),
        "level": _("Level"),
        "licence": _("Licence"),
        "type": _("Kind of lesson"),
        "devices": _("Devices needed"),
        "length": _("Length"),
    }[name]


def label(name: str, value: str, portals: Mapping[str, str]) -> str:
    """Return how a value is shown; one that nothing names is shown as it is."""
    if name == "portal":
        return portals.get(value, value)
    return _LABELS[name](value)


def _devices(value: str) -> str:
    return {
        "none": _("No devices"),
        "one-for-class": _("One for the class"),
        "shared": _("A few, shared by pupils"),
        "one-each": _("One for each pupil"),
    }.get(value, value)


def _length(value: str) -> str:
    return {
        "30": _("Up to half an hour"),
        "60": _("Up to an hour"),
        "120": _("Up to two hours"),
        "longer": _("Longer"),
    }.get(value, value)


def _type(value: str) -> str:
    return {
        "lesson-plan": _("Lesson plan"),
        "lesson": _("Lesson"),
        "activity": _("Activity"),
        "unit-plan": _("Unit plan"),
        "project": _("Project"),
        "guide": _("Guide"),
        "reading-story": _("Story to read"),
        "student-activity": _("Worksheet for pupils"),
        "programming-challenge": _("Programming challenge"),
        "curriculum-integration": _("Link to other subjects"),
        "workbook": _("Workbook"),
        "textbook-section": _("Textbook section"),
        "training-episode": _("Training for teachers"),
        "slides-with-speaker-notes": _("Slides with notes"),
        "background": _("Background reading"),
        "home-activity": _("Activity for home"),
        "course": _("Course"),
    }.get(value, value)


_LABELS: dict[str, Callable[[str], str]] = {
    "language": languages.own_name,
    "subject": subjects.name,
    "level": levels.name,
    "licence": licences.short_name,
    "devices": _devices,
    "length": _length,
    "type": _type,
}
