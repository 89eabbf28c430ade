"""How near two words are, and which words are worth comparing at all."""

_BITS = 63


def signature(word: str) -> int:
    """Return a word's set of letters as bits: near words differ in few of them."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % _BITS)
    return bits


def tolerance(word: str) -> int:
    """Return how many slips to expect in a word of this length."""
    if len(word) < 4 or any(letter.isdigit() for letter in word):
        return 0
    return 1 if len(word) < 8 else 2


def distance(left: str, right: str, limit: int) -> int:
    """Return the edit distance, a swap of neighbours being one slip; limit + 1 if it is more."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    rows = [list(range(len(right) + 1))]
    for at in range(1, len(left) + 1):
        rows.append(_next_row(left, right, at, rows))
        if min(rows[-1]) > limit:
            return limit + 1
    return min(rows[-1][-1], limit + 1)


def _next_row(left: str, right: str, at: int, rows: list[list[int]]) -> list[int]:
    above, letter = rows[-1], left[at - 1]
    row = [at]
    for to, other in enumerate(right, 1):
        cost = min(above[to] + 1, row[-1] + 1, above[to - 1] + (letter != other))
        if at > 1 and to > 1 and letter == right[to - 2] and other == left[at - 2]:
            cost = min(cost, rows[-2][to - 2] + 1)
        row.append(cost)
    return row
