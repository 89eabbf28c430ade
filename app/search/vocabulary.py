"""The words of an index, in memory, for completing and correcting what people type."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.search.analysis import GRAMS, Analysed, fold, script_of_word, words_of
from app.search.spelling import distance, signature

SHORTEST, LONGEST = 3, 30
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
    """Sorted words with their letters' signatures, by length."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        self._sorted = sorted(shown)
        self._joined = "\n" + "\n".join(self._sorted) + "\n"
        self.shown = {word: spelt for word, spelt in shown.items() if word != spelt}
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in self._sorted:
            self._by_length[len(word)].append(word)
        self._signatures = {
            length: [signature(word) for word in words] for length, words in self._by_length.items()
        }

    def starting(self, prefix: str, most: int) -> list[str]:
        """Return words that begin so, in the order of the alphabet."""
        at = bisect_left(self._sorted, prefix)
        found = self._sorted[at : at + most]
        return [word for word in found if word.startswith(prefix)]

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
        slips = ((distance(word, other, limit), other) for other in self._alike(word, limit))
        return [(count, other) for count, other in slips if 0 < count <= limit]

    def _alike(self, word: str, limit: int) -> Iterable[str]:
        own, most = signature(word), 2 * limit
        for length in range(len(word) - limit, len(word) + limit + 1):
            pairs = zip(
                self._by_length.get(length, ()), self._signatures.get(length, ()), strict=True
            )
            yield from [other for other, bits in pairs if (own ^ bits).bit_count() <= most]
