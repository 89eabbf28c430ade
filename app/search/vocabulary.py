"""The words of an index, in memory, for completing and correcting what people type."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from app.search.analysis import GRAMS, Analysed, fold, script_of_word, words_of
from app.search.spelling import distance, signature

SHORTEST, LONGEST = 3, 30
_LAST = chr(0x10FFFF)
_MOST_ENDINGS = 2_000
_FROM_BODY = 2
"""A word that a text says once in passing is rarely what somebody looks for, often a slip."""


def words_in(parts: Mapping[str, Analysed]) -> dict[str, str]:
    """Return the words of a document that are worth suggesting: folded, and as it spells them."""
    shown: dict[str, str] = {}
    for name, part in parts.items():
        least = _FROM_BODY if name == "body" else 1
        for chunk, times in part.chunks.items():
            if times >= least:
                for word in words_of(chunk):
                    shown.setdefault(fold(word), word)
    return {folded: word for folded, word in shown.items() if is_word(folded)}


def is_word(folded: str) -> bool:
    """Tell whether this is a word to suggest, not a number or a piece of unspaced script."""
    return (
        SHORTEST <= len(folded) <= LONGEST
        and not any(letter.isdigit() for letter in folded)
        and script_of_word(folded) not in GRAMS
    )


def shortest(word: str) -> tuple[int, str]:
    """Order words by length: of those that begin alike, the shortest is the nearest."""
    return len(word), word


class Vocabulary:
    """Sorted words, and their letters' signatures by length and first letter."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        self._sorted = sorted(shown)
        self._joined = "\n" + "\n".join(self._sorted) + "\n"
        self.shown = {word: spelt for word, spelt in shown.items() if word != spelt}
        self._shapes: dict[int, dict[str, list[tuple[str, int]]]] = {}
        for word in self._sorted:
            by_letter = self._shapes.setdefault(len(word), {})
            by_letter.setdefault(word[0], []).append((word, signature(word)))

    def starting(self, prefix: str, most: int) -> list[str]:
        """Return words that begin so, in the order of the alphabet."""
        at = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + _LAST, at)
        return self._sorted[at : min(end, at + most)]

    def containing(self, part: str, most: int) -> list[str]:
        """Return words that have this in them."""
        found: list[str] = []
        at = self._joined.find(part)
        while at >= 0 and len(found) < most:
            start = self._joined.rindex("\n", 0, at) + 1
            end = self._joined.index("\n", at)
            found.append(self._joined[start:end])
            at = self._joined.find(part, end)
        return found

    def near(self, word: str, limit: int) -> list[tuple[int, str]]:
        """Return words at most `limit` slips away, with the number of slips, not itself."""
        own, most = signature(word), 2 * limit
        alike = [w for w, bits in self._comparable(word, limit) if (own ^ bits).bit_count() <= most]
        slips = ((distance(word, other, limit), other) for other in alike)
        return [(count, other) for count, other in slips if 0 < count <= limit]

    def _comparable(self, word: str, limit: int) -> Iterator[tuple[str, int]]:
        """Yield words of about this length; one slip leaves the first letter or the second half."""
        lengths = range(len(word) - limit, len(word) + limit + 1)
        for length in lengths:
            by_letter = self._shapes.get(length, {})
            for letter in by_letter if limit > 1 else word[0]:
                yield from by_letter.get(letter, ())
        if limit == 1:
            for other in self.containing(f"{word[len(word) // 2 :]}\n", _MOST_ENDINGS):
                if other[0] != word[0] and len(other) in lengths:
                    yield other, signature(other)
