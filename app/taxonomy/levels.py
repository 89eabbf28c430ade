"""School levels, after ISCED, and the ages they mean."""

from app.kernel.i18n import lazy_pgettext
from app.taxonomy import ages as written
from app.taxonomy.names import Finder, Names, parts, read

Ages = tuple[int | None, int | None]
"""The youngest and the oldest; None is an open end."""

_LEVELS = {
    "early": (lazy_pgettext("level", "Early years"), (3, 6)),
    "primary": (lazy_pgettext("level", "Primary"), (6, 12)),
    "lower-secondary": (lazy_pgettext("level", "Lower secondary"), (12, 16)),
    "upper-secondary": (lazy_pgettext("level", "Upper secondary"), (16, 19)),
    "vocational": (lazy_pgettext("level", "Vocational"), (16, None)),
    "teacher-education": (lazy_pgettext("level", "Teacher education"), (18, None)),
}
"""English names, and the ages from the beginning to the end: countries differ by a year or two."""

SLUGS = tuple(_LEVELS)
"""All levels, from the youngest pupils to the teachers."""

GENERAL = ("early", "primary", "lower-secondary", "upper-secondary")
"""The levels that an age belongs to; the others are chosen by people, not by age."""

_words: Names = read("levels.json")
_finder = Finder(_words)


def name(slug: str) -> str:
    """Return a level's name in the spoken locale; an unknown slug stays as it is."""
    return str(_LEVELS[slug][0]) if slug in _LEVELS else slug


def ages(slug: str) -> Ages:
    """Return the ages at which a level usually begins and ends."""
    return _LEVELS[slug][1]


def levels_for(text: str) -> list[str]:
    """Return the levels that a free text names or counts, from the youngest.

    A number alone is no age here: many sources count the difficulty of a lesson that way.
    """
    found = {slug for part in parts(text) for slug in _levels_of(part)}
    return [slug for slug in SLUGS if slug in found]


def levels_of_ages(youngest: int | None, oldest: int | None) -> list[str]:
    """Return the levels at which pupils of these ages are: those of which enough is meant."""
    return _attended(range(youngest or 1, (oldest or written.OLDEST) + 1))


def ages_for(text: str) -> Ages | None:
    """Return the ages that a free text means, all in one span, or None if it means none.

    Teachers beside pupils do not count: “teachers, grades 1-4” is for ages 6 to 10.
    """
    said = [(part, written.said_in(part)) for part in parts(text)]
    counted = [(span.youngest, span.oldest) for _part, span in said if span]
    named = [slug for part, span in said if span is None for slug in _finder.find(part)]
    pupils = [*counted, *(ages(slug) for slug in named if slug != "teacher-education")]
    return _joined(pupils or [ages(slug) for slug in named])


def _levels_of(part: str) -> list[str]:
    span = written.said_in(part)
    if span is None:
        return _finder.find(part)
    return [] if part.isdecimal() else _attended(span.years)


def _attended(years: range) -> list[str]:
    """Return the levels that fill more than a third of these years, or of which half is meant."""
    found = []
    for slug in GENERAL:
        first, last = _LEVELS[slug][1]
        shared = sum(1 for year in years if first <= year < (last or written.OLDEST))
        if shared * 3 > len(years) or shared * 2 >= (last or written.OLDEST) - first:
            found.append(slug)
    return found


def _joined(spans: list[Ages]) -> Ages | None:
    if not spans:
        return None
    youngest = [span[0] for span in spans if span[0] is not None]
    oldest = [span[1] for span in spans if span[1] is not None]
    return (
        min(youngest) if len(youngest) == len(spans) else None,
        max(oldest) if len(oldest) == len(spans) else None,
    )
