"""What a source says of a lesson's content, whatever names it uses."""

from collections.abc import Iterable

from app.kernel.i18n import gettext as _
from app.kernel.markup import Format, RichText
from app.lessons.content import LessonContent, MaterialContent, StepContent, Text
from app.lessons.models import Devices, Grouping, Reach, SectionKind
from app.lessons.transfer import fields
from app.lessons.transfer.enclosures import Enclosed, Shelf
from app.lessons.transfer.fields import Fields
from app.lessons.transfer.reading import BODY, UnreadableError
from app.taxonomy import languages, levels, licences, subjects

MAX_TITLE = 200
SUMMARY_LENGTH = 280
AGES = ("age_range", "age", "ages")


def content(own: Fields) -> LessonContent:
    """Take what a person can say about a lesson; its materials are taken apart from it."""
    sections, steps = _sections(own), tuple(_step(part) for part in own.parts("steps"))
    if not sections and not any(step.title or step.text.source for step in steps):
        missing(_("There is no text and no step."))
    found_levels = _levels(own)
    span = _ages(own)
    slugs, unknown = _subjects(own)
    keywords = own.words("keywords", "topics", "tags")
    return LessonContent(
        title=_title(own),
        language=_language(own),
        summary=own.text("summary", "description") or _first_sentences(sections, steps),
        subjects=slugs,
        levels=found_levels,
        age_min=span[0],
        age_max=span[1],
        minutes=_minutes(own),
        licence=_licence(own),
        devices=own.one_of(list(Devices), "devices"),
        supplies=(*own.lines("supplies"), *_supplies(own)),
        outcomes=own.lines("outcomes", "learning_outcomes", "objectives"),
        keywords=tuple(dict.fromkeys((*keywords, *unknown))),
        resource_type=own.text("resource_type")[:40] or "lesson-plan",
        reach=own.one_of(list(Reach), "reach") or Reach.NETWORK,
        sections=sections,
        steps=steps,
    )


def _title(own: Fields) -> str:
    title = own.text("title", "name").replace("\n", " ")
    if len(title) > MAX_TITLE:
        raise UnreadableError(_("The title is longer than %(max)s letters.", max=MAX_TITLE))
    return title or missing(_("There is no title."))


def _language(own: Fields) -> str:
    tag = own.text("language", "lang") or missing(_("There is no language."))
    try:
        return languages.normalise(tag)
    except ValueError as error:
        raise UnreadableError(_("“%(tag)s” is not the tag of a language.", tag=tag)) from error


def _licence(own: Fields) -> str:
    return _licence_code(own.text("licence", "license") or missing(_("There is no licence.")))


def _licence_code(said: str) -> str:
    licence = licences.licence_for(said) if said else ""
    if licence is None:
        raise UnreadableError(_("“%(licence)s” is not a licence we know.", licence=said))
    return licence


def _subjects(own: Fields) -> tuple[tuple[str, ...], list[str]]:
    """Return the subjects that we have, and the words for those that we do not have."""
    said = own.words("subjects") if own.has("subjects") else own.peek("subject")
    found = {
        name: [name] if name in subjects.SLUGS else subjects.subjects_for(name) for name in said
    }
    known = dict.fromkeys(slug for slugs in found.values() for slug in slugs)
    return tuple(known), [name for name, slugs in found.items() if not slugs]


def _levels(own: Fields) -> tuple[str, ...]:
    """Return the levels that are said, else those that are meant by the ages."""
    said = own.words("levels") if own.has("levels") else own.peek("level")
    if not own.has("levels") and not any(levels.levels_for(name) for name in said):
        said = [str(own.left[name]) for name in AGES if own.left.get(name)]
    found = [
        slug
        for name in said
        for slug in ([name] if name in levels.SLUGS else levels.levels_for(name))
    ]
    return tuple(dict.fromkeys(found))


def _ages(own: Fields) -> fields.Ages:
    if own.has("age_min") or own.has("age_max"):
        return own.number("age_min"), own.number("age_max")
    for name in AGES:
        if said := str(own.left.get(name) or ""):
            if (exact := fields.ages(said)) is not None:
                del own.left[name]
                return exact
            return levels.ages_for(said) or (None, None)
    return None, None


def _minutes(own: Fields) -> int | None:
    if own.has("minutes"):
        return own.number("minutes")
    for name in ("duration_minutes", "duration"):
        if (found := fields.minutes(str(own.left.get(name) or ""))) is not None:
            del own.left[name]
            return found
    return None


def _sections(own: Fields) -> dict[str, Text]:
    found = {
        SectionKind.BODY: _text(own, BODY, "body_html"),
        SectionKind.ASSESSMENT: _text(own, "assessment", "assessment_html"),
    }
    return {kind.value: text for kind, text in found.items() if text.source}


def _text(own: Fields, markdown: str, html: str) -> Text:
    """Take a text; its first line may be indented, so only empty lines around it go."""
    form, name = (Format.HTML, html) if own.left.get(html) else (Format.MARKDOWN, markdown)
    value = own.take(name)
    if value is not None and not isinstance(value, str):
        what = _("a text is expected")
        raise UnreadableError(f"{own.place}{name}: {what}")
    source = (value or "").replace("\x00", "").replace("\r\n", "\n").strip("\n")
    return Text(source if source.strip() else "", form)


def _step(part: Fields) -> StepContent:
    step = StepContent(
        title=part.text("title"),
        minutes=part.number("minutes"),
        grouping=part.one_of(list(Grouping), "grouping"),
        text=_text(part, "text", "html"),
    )
    part.all_taken()
    return step


def materials(own: Fields, shelf: Shelf, *, steps: int) -> list[Enclosed]:
    """Take the files and links; what is only named was taken as something to bring along."""
    found = []
    for part in own.parts("materials"):
        found.append(_material(part, shelf))
        if (found[-1].said.step or 0) >= max(steps, 1):
            what = _("there is no such step")
            raise UnreadableError(f"{part.place}{what}")
    return found


def _supplies(own: Fields) -> list[str]:
    """Take those of the materials that are words."""
    said = own.left.get("materials")
    listed = said.splitlines() if isinstance(said, str) else said
    if not isinstance(listed, list):
        return []
    own.left["materials"] = [one for one in listed if not isinstance(one, str)]
    return [" ".join(one.split()) for one in listed if isinstance(one, str) and one.strip()]


def _material(part: Fields, shelf: Shelf) -> Enclosed:
    file, url, step = part.text("file"), part.text("url"), part.number("step")
    path = shelf.find(file)
    if file and path is None:
        what = _("there is no file “%(file)s”", file=file)
        raise UnreadableError(f"{part.place}{what}")
    if not file and not url.startswith(("http://", "https://")):
        what = _("a file or a web address is expected")
        raise UnreadableError(f"{part.place}{what}")
    said = MaterialContent(
        title=part.text("title") or file.rpartition("/")[2] or url,
        url=url or None,
        author=part.text("author"),
        licence=_licence_code(part.text("licence", "license")),
        credit=part.text("credit"),
        alt=part.text("alt"),
        step=step - 1 if step else None,
    )
    part.all_taken()
    return Enclosed(said, path)


def _first_sentences(sections: dict[str, Text], steps: Iterable[StepContent]) -> str:
    """Return how the lesson begins, for one that has no summary."""
    written = [*sections.values(), *(step.text for step in steps)]
    texts = (RichText.from_markdown(text.source, html=True).text for text in written)
    lines = [line for text in texts for line in text.splitlines()]
    first = next(filter(fields.holds_sentence, lines), None) or next(iter(lines), "")
    return fields.beginning(first, SUMMARY_LENGTH)


def missing(why: str) -> str:
    """Raise UnreadableError: what a lesson cannot be without is not there."""
    raise UnreadableError(why)
