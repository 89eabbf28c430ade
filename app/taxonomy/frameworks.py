"""Competence frameworks: what teachers learn to do, as others have named and numbered it.

A competence is named by its framework and its code, as in `unesco-ict-cft-v3:KA.1`. The names are
those that a framework's publisher gave it, in the languages in which they published them; in any
other a reader sees the English ones, marked as English.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.kernel import i18n
from app.taxonomy.names import fold, read

Names = Mapping[str, str]
"""By language tag; English is always among them."""


class Name(NamedTuple):
    """A name and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Competence:
    """One thing that a framework asks of teachers."""

    id: str
    code: str
    framework: str
    group: str
    names: Names
    aspect: Names | None = None
    """What it is a step of, where a framework says so."""

    @property
    def name(self) -> Name:
        """What it is called for this reader."""
        return _spoken(self.names)

    @property
    def whole_name(self) -> Name:
        """What it is called, with what it is a step of."""
        name = self.name
        return (
            name._replace(text=f"{self.aspect[name.language]}: {name.text}")
            if self.aspect
            else name
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Competences that a framework puts together: a level, an area."""

    code: str
    names: Names
    items: tuple[Competence, ...]

    @property
    def name(self) -> Name | None:
        """What it is called for this reader; None where a framework has no groups."""
        return _spoken(self.names) if self.names else None


@dataclass(frozen=True, slots=True)
class Framework:
    """A competence framework with where it comes from and what its licence asks for."""

    id: str
    short: str
    names: Names
    url: str
    licence: str
    attribution: str
    groups: tuple[Group, ...]

    @property
    def name(self) -> Name:
        """What it is called for this reader."""
        return _spoken(self.names)

    @property
    def items(self) -> Iterator[Competence]:
        """All its competences, in order."""
        return (item for group in self.groups for item in group.items)


def competence(id_: str) -> Competence | None:
    """Return a competence by its name, None for what no framework here has."""
    return _by_id.get(id_)


def is_known(id_: str) -> bool:
    """Return whether a framework here has it."""
    return id_ in _by_id


def grouped(ids: Iterable[str]) -> list[tuple[Framework, list[Competence]]]:
    """Return competences by framework, each in its order; what is not known is left out."""
    wanted = set(ids)
    found = (
        (framework, [item for item in framework.items if item.id in wanted])
        for framework in FRAMEWORKS.values()
    )
    return [(framework, items) for framework, items in found if items]


def matching(text: str) -> frozenset[str]:
    """Return the competences whose names or codes hold all of these words, in any language."""
    words = fold(text).split()
    return frozenset(
        item.id for item in _by_id.values() if all(word in _said_of(item) for word in words)
    )


def _said_of(item: Competence) -> str:
    group = next(one for one in FRAMEWORKS[item.framework].groups if one.code == item.group)
    names = (item.names, item.aspect or {}, group.names, FRAMEWORKS[item.framework].names)
    return fold(" ".join([item.code, *(name for one in names for name in one.values())]))


def _spoken(names: Names) -> Name:
    tag = i18n.current().tag
    language = tag if tag in names else "en"
    return Name(names[language], language)


def _framework(id_: str, kept: dict[str, Any]) -> Framework:
    aspects = {one["code"]: one["names"] for one in kept["aspects"]}
    groups = kept["groups"] or [{"code": "", "names": {}}]
    return Framework(
        id=id_,
        short=kept["short"],
        names=kept["names"],
        url=kept["url"],
        licence=kept["licence"],
        attribution=kept["attribution"],
        groups=tuple(
            Group(
                group["code"],
                group["names"],
                tuple(
                    Competence(
                        id=f"{id_}:{one['code']}",
                        code=one["code"],
                        framework=id_,
                        group=group["code"],
                        names=one["names"],
                        aspect=aspects.get(one.get("aspect", "")),
                    )
                    for one in kept["items"]
                    if one["group"] == group["code"]
                ),
            )
            for group in groups
        ),
    )


FRAMEWORKS: Mapping[str, Framework] = {
    id_: _framework(id_, kept) for id_, kept in read("frameworks.json").items()
}
"""All frameworks, in the order in which people choose from them."""

_by_id = {item.id: item for framework in FRAMEWORKS.values() for item in framework.items}
