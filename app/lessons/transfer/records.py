"""What a source says, in our words: `record_from` reads every form of lesson there is."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from app.kernel.i18n import gettext as _
from app.lessons.content import LessonContent
from app.lessons.transfer import additions, enclosures, saying
from app.lessons.transfer.enclosures import Enclosed, Shelf
from app.lessons.transfer.fields import Fields
from app.lessons.transfer.reading import Mapping, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A lesson that somebody wrote elsewhere, and its ties to others there."""

    identifier: str
    content: LessonContent
    """Without materials: they are `enclosed`, and the texts name their files as they were."""
    enclosed: list[Enclosed]
    shelf: Shelf
    published_at: datetime | None
    source: str
    url: str
    attribution: str
    family_key: str
    adapted_from: str
    portals: tuple[str, ...]
    raw_html: bool
    rest: Mapping
    digest: str


def record_of(source: Source) -> Record:
    """Read a source, or raise UnreadableError."""
    said = source.read()
    if not said.get("id"):
        said["id"] = said.pop("identifier", None) or source.identifier
    return record_from(said, source.shelf)


def record_from(said: Mapping, shelf: Shelf) -> Record:
    """Return the record of what a source says; its files lie on the shelf."""
    said = {name: value for name, value in said.items() if name not in additions.names()}
    own = Fields(said)
    content = saying.content(own)
    materials = saying.materials(own, shelf, steps=len(content.steps))
    enclosed = enclosures.enclosed(content, materials, shelf)
    source, url = _source(own)
    return Record(
        identifier=own.text("id") or saying.missing(_("There is no “id”.")),
        content=content,
        enclosed=enclosed,
        shelf=shelf,
        published_at=own.moment("published", "source_date", "date"),
        source=source,
        url=url,
        attribution=own.text("attribution", "credit"),
        family_key=own.text("family", "group") or str(own.left.get("translation_of") or ""),
        adapted_from=own.text("adapted_from"),
        portals=own.words("portals"),
        raw_html=own.left.get("raw_html") is not False,
        rest={name: value for name, value in _plain(own.left).items() if not _is_empty(value)},
        digest=digest(said, enclosed),
    )


def digest(said: Mapping, enclosed: Iterable[Enclosed]) -> str:
    """Return what changes when the source or one of its files does."""
    found = hashlib.sha256(json.dumps(_plain(said), sort_keys=True).encode())
    for one in enclosed:
        if one.path is not None:
            with one.path.open("rb") as content:
                found.update(hashlib.file_digest(content, "sha256").digest())
    return found.hexdigest()


def _source(own: Fields) -> tuple[str, str]:
    """Take the name of the source and its address; some say the address as the name."""
    name, url = own.text("source"), own.text("source_url", "url")
    if not url and name.startswith(("http://", "https://")):
        return "", name
    return name, url


def _plain(said: Mapping) -> Mapping:
    plain: Mapping = json.loads(json.dumps(said, default=str))
    return plain


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})
