"""School subjects: what a lesson is about."""

from functools import lru_cache

from app.kernel.i18n import lazy_pgettext
from app.taxonomy.names import Finder, Names, read

_SUBJECTS = {
    "mathematics": (lazy_pgettext("subject", "Mathematics"), 62),
    "science": (lazy_pgettext("subject", "Science"), 165),
    "physics": (lazy_pgettext("subject", "Physics"), 240),
    "chemistry": (lazy_pgettext("subject", "Chemistry"), 300),
    "biology": (lazy_pgettext("subject", "Biology"), 140),
    "computing": (lazy_pgettext("subject", "Computing"), 272),
    "language-arts": (lazy_pgettext("subject", "Language arts"), 30),
    "foreign-languages": (lazy_pgettext("subject", "Foreign languages"), 230),
    "reading": (lazy_pgettext("subject", "Reading"), 340),
    "history": (lazy_pgettext("subject", "History"), 60),
    "geography": (lazy_pgettext("subject", "Geography"), 110),
    "civics": (lazy_pgettext("subject", "Civics"), 250),
    "art": (lazy_pgettext("subject", "Art"), 20),
    "music": (lazy_pgettext("subject", "Music"), 330),
    "physical-education": (lazy_pgettext("subject", "Physical education"), 45),
    "health": (lazy_pgettext("subject", "Health"), 10),
    "environment": (lazy_pgettext("subject", "Environment and sustainability"), 150),
    "technology": (lazy_pgettext("subject", "Technology and engineering"), 220),
    "economics": (lazy_pgettext("subject", "Economics and business"), 210),
    "ethics": (lazy_pgettext("subject", "Ethics and philosophy"), 320),
    "early-years": (lazy_pgettext("subject", "Early years"), 90),
    "special-needs": (lazy_pgettext("subject", "Special needs and inclusion"), 130),
    "teacher-education": (lazy_pgettext("subject", "Teaching and teacher education"), 180),
    "cross-curricular": (lazy_pgettext("subject", "Cross-curricular"), 190),
}
"""English names, translated when they are shown, and hues in degrees: those of the drawings."""

SLUGS = tuple(_SUBJECTS)
"""All subjects, in the order in which people choose from them."""

_OTHER_HUE = 165

_words: dict[str, Names] = read("subjects.json")
_finder = Finder(_words["names"], _words["includes"])


def name(slug: str) -> str:
    """Return a subject's name in the spoken locale; an unknown slug stays as it is."""
    return str(_SUBJECTS[slug][0]) if slug in _SUBJECTS else slug


@lru_cache
def names(slug: str) -> tuple[str, ...]:
    """Return what a subject is called in every language, for the search.

    What is only a part of it, as algebra is of mathematics, is not among them.
    """
    by_tag = _words["names"].get(slug, {})
    return tuple(dict.fromkeys(name for names in by_tag.values() for name in names))


def hue(slug: str) -> int:
    """Return the hue that tints a subject's pictures."""
    return _SUBJECTS[slug][1] if slug in _SUBJECTS else _OTHER_HUE


def subject_for(text: str) -> str | None:
    """Return the first subject that a free text names in any of our languages."""
    return next(iter(subjects_for(text)), None)


def subjects_for(text: str) -> list[str]:
    """Return all subjects that a free text names in any of our languages, in its order."""
    return _finder.find(text)
