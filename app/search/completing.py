"""How a word that is being typed may go on."""

from app.search.analysis import GRAMS, fold, script_of_word, words
from app.search.engine import Reader, Scope

_SHORTEST = 2
_LOOKED_AT = 200


def complete(reader: Reader, text: str, audiences: frozenset[str] | None, limit: int) -> list[str]:
    """Return the text with its last word completed, the commonest first.

    Only words of documents that the audiences may find: a hidden title must not be guessed.
    """
    before, last = _last_word(text)
    if len(last) < _SHORTEST or script_of_word(last) in GRAMS:
        return []
    longer = [word for word in reader.starting(last) if word != last][:_LOOKED_AT]
    counts = reader.counts(longer, Scope(audiences))
    known = sorted((word for word in longer if counts[word]), key=lambda w: (-counts[w], w))
    shown = reader.shown(known[:limit])
    return [f"{before}{shown[word]}" for word in known[:limit]]


def _last_word(text: str) -> tuple[str, str]:
    """Cut the word off that is being typed; nothing, if a space follows it."""
    before, _, last = text[:200].rpartition(" ")
    found = words(last)
    return (f"{before} " if before else "", fold(found[-1]) if found else "")
