"""All that somebody holds, as one ZIP file: pictures with the awards in them, JSON and JWT."""

import io
import re
from collections.abc import Iterable, Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from app.badges import documents, pictures
from app.badges.models import Award, ForeignBadge
from app.kernel import files

LONGEST_STEM = 60


def packed(awards: Iterable[Award], foreign: Iterable[ForeignBadge]) -> bytes:
    """Return the ZIP; each badge has a number and its name, in any script."""
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, content in _files(awards, foreign):
            how = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            archive.writestr(name, content, how)
    return written.getvalue()


def _files(
    awards: Iterable[Award], foreign: Iterable[ForeignBadge]
) -> Iterator[tuple[str, bytes | str]]:
    for number, award in enumerate(awards, 1):
        stem = f"{number:02} {_stem(award.badge.name_in(award.badge.language))}"
        yield f"{stem}.png", pictures.baked(award.badge, documents.carried(award))
        yield f"{stem}.json", award.credential
        yield f"{stem}.jwt", award.jwt
    for number, badge in enumerate(foreign, 1):
        stem = f"elsewhere/{number:02} {_stem(badge.name)}"
        yield f"{stem}.{_ending(badge.content)}", badge.content
        if badge.file is not None:
            with files.open_file(badge.file) as picture:
                yield f"{stem}.png", picture.read()


def _stem(name: str) -> str:
    kept = re.sub(r"[^\w -]+", " ", name)
    return " ".join(kept.split())[:LONGEST_STEM].strip() or "badge"


def _ending(content: str) -> str:
    if content.startswith("{"):
        return "json"
    return "txt" if content.startswith("http") else "jwt"
