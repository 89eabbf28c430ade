"""What two revisions of a lesson say differently, field by field, word by word."""

from dataclasses import fields
from typing import Any

from app.kernel.differences import Difference, between
from app.kernel.i18n import gettext as _
from app.lessons.content import LessonContent, Text


def differences(before: LessonContent | None, after: LessonContent) -> list[Difference]:
    """Return the fields that changed; against nothing, all that are filled in."""
    return between(_spoken(before) if before else {}, _spoken(after))


def _spoken(content: LessonContent) -> dict[str, str]:
    said = {f.name: _as_text(getattr(content, f.name)) for f in fields(content)}
    for name in ("sections", "steps", "materials"):
        del said[name]
    said |= {kind: text.source for kind, text in content.sections.items()}
    for number, step in enumerate(content.steps, 1):
        head = " · ".join(str(part) for part in (step.title, step.minutes, step.grouping) if part)
        said[_("step %(number)s", number=number)] = f"{head}\n{step.text.source}".strip()
    if content.materials:
        said["materials"] = "\n".join(material.title for material in content.materials)
    return {name: text for name, text in said.items() if text}


def _as_text(value: Any) -> str:
    if isinstance(value, tuple):
        return "\n".join(str(part) for part in value)
    if isinstance(value, Text):
        return value.source
    return "" if value is None else str(value)
