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
    before: list[int] = []
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, 1):
        following = _next_row(left, right, at, letter, row, before)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return min(row[-1], limit + 1)


def _next_row(
    left: str, right: str, at: int, letter: str, row: list[int], before: list[int]
) -> list[int]:
    following = [at]
    for to, other in enumerate(right, 1):
        cost = min(row[to] + 1, following[-1] + 1, row[to - 1] + (letter != other))
        if before and to > 1 and letter == right[to - 2] and other == left[at - 2]:
            cost = min(cost, before[to - 2] + 1)
        following.append(cost)
    return following
