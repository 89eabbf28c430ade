"""What either engine keeps of a document."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.search.documents import Document
from app.search.scoring import PLAIN, analysed, impacts
from app.search.vocabulary import words_in

_HEADS = ("title", "names", "keywords", "summary")


@dataclass(frozen=True, slots=True)
class AnalysedRow:
    """A document, analysed."""

    weights: Mapping[str, float]
    heads: frozenset[str]
    """The terms of title, names, keywords and summary."""
    words: Mapping[str, str]
    texts: str
    """The plain title, summary and body, one a line."""
    published: float
    audience: list[str]
    facets: dict[str, list[str]]


def analysed_row(document: Document) -> AnalysedRow:
    """Analyse a document once, for all that is kept of it."""
    parts = analysed(document)
    heads = (parts[name].terms for name in _HEADS if name in parts)
    return AnalysedRow(
        weights=impacts(parts),
        heads=frozenset().union(*heads),
        words=words_in(parts),
        texts="\n".join(parts[name].plain if name in parts else "" for name in PLAIN),
        published=document.published.timestamp(),
        audience=sorted(document.audience),
        facets={name: list(values) for name, values in document.facets.items()},
    )
