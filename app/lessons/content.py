"""Everything that a person can say about a lesson, as one value.

The form makes one, so does an import; a revision keeps one; an export and the page of an edit
conflict read one. Field names follow schema.org LearningResource and LRMI where they have a word.
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from app.kernel.markup import Format, RichText


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it was typed."""

    source: str = ""
    format: Format = Format.MARKDOWN

    def render(self, *, raw_html: bool = False) -> RichText:
        """Return it rendered and cleaned; `raw_html` lets an import's HTML into its Markdown."""
        if self.format == Format.HTML:
            return RichText.from_html(self.source)
        return RichText.from_markdown(self.source, html=raw_html)


@dataclass(frozen=True, slots=True)
class StepContent:
    """One step: minutes are null where the author did not say."""

    title: str = ""
    minutes: int | None = None
    grouping: str | None = None
    text: Text = Text()


@dataclass(frozen=True, slots=True)
class MaterialContent:
    """A file or a link, with its own credits; `step` counts from zero, None is the whole lesson."""

    title: str
    file_id: int | None = None
    url: str | None = None
    author: str = ""
    licence: str = ""
    credit: str = ""
    alt: str = ""
    step: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonContent:
    """A lesson without its life: no author, no status."""

    title: str
    language: str
    summary: str = ""
    subjects: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    minutes: int | None = None
    licence: str = "CC-BY-4.0"
    devices: str | None = None
    supplies: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    resource_type: str = "lesson-plan"
    reach: str = "network"
    portals: tuple[int, ...] = ()
    sections: dict[str, Text] = field(default_factory=dict)
    steps: tuple[StepContent, ...] = ()
    materials: tuple[MaterialContent, ...] = ()

    @property
    def total_minutes(self) -> int | None:
        """The steps' minutes added up, else what the author said for the whole."""
        timed = [step.minutes for step in self.steps if step.minutes]
        return sum(timed) if timed else self.minutes

    def as_json(self) -> dict[str, Any]:
        """Return plain values, for a revision."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Read what `as_json` wrote, also before a field was added."""
        known = {name: kept[name] for name in (f.name for f in fields(cls)) if name in kept}
        for name in ("subjects", "levels", "supplies", "outcomes", "keywords", "portals"):
            known[name] = tuple(kept.get(name, ()))
        known["sections"] = {kind: _text(text) for kind, text in kept.get("sections", {}).items()}
        known["steps"] = tuple(
            StepContent(**{**step, "text": _text(step["text"])}) for step in kept.get("steps", ())
        )
        known["materials"] = tuple(MaterialContent(**m) for m in kept.get("materials", ()))
        return cls(**known)


def _text(kept: dict[str, str]) -> Text:
    return Text(kept["source"], Format(kept["format"]))
