"""What two revisions of a lesson say differently, field by field, word by word."""

import difflib
import re
from dataclasses import dataclass, fields
from typing import Any

from app.kernel.i18n import gettext as _
from app.lessons.content import LessonContent, Text


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that stayed (""), came ("ins") or went ("del")."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that changed and how its text reads now."""

    field: str
    runs: list[Run]


def differences(before: LessonContent | None, after: LessonContent) -> list[Difference]:
    """Return the fields that changed; against nothing, all that are filled in."""
    was = _spoken(before) if before else {}
    now = _spoken(after)
    names = list(dict.fromkeys([*now, *was]))
    pairs = ((name, was.get(name, ""), now.get(name, "")) for name in names)
    return [Difference(name, _runs(old, new)) for name, old, new in pairs if old != new]


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


def _runs(old: str, new: str) -> list[Run]:
    was, now = _words(old), _words(new)
    matcher = difflib.SequenceMatcher(a=was, b=now, autojunk=len(was) + len(now) > 5_000)
    runs: list[Run] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            runs.append(Run("", "".join(now[c:d])))
            continue
        runs += [Run("del", "".join(was[a:b]))] if a < b else []
        runs += [Run("ins", "".join(now[c:d]))] if c < d else []
    return runs


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]\s*|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+")
"""A word with the space after it; Chinese and Japanese have none, there a letter counts."""


def _words(text: str) -> list[str]:
    return _WORD.findall(text)
