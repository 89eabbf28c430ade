"""A file of GIFT cut into questions: a blank line parts them.

More than Moodle allows is understood where it cannot mean anything else: blank lines inside the
braces, and a `::title::` or a `$CATEGORY` right below the question before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.courses.quizzes.texts import BLANKS

CATEGORY = "$CATEGORY:"
TITLE = "::"
_COMMENT = "//"
_BRACE = re.compile(r"\\.|([{}])", re.DOTALL)


@dataclass(slots=True)
class Entry:
    """The lines of a question without its comments, and where they begin."""

    line: int
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What it says."""
        return "\n".join(self.lines).strip(BLANKS)


def entries(text: str) -> Iterator[Entry]:
    """Yield the questions and categories of a file."""
    for paragraph in _joined(list(_paragraphs(text))):
        yield from _parted(paragraph)


def braces(text: str) -> Iterator[tuple[int, str]]:
    """Yield where braces are that are not escaped."""
    for found in _BRACE.finditer(text):
        if found[1]:
            yield found.start(1), found[1]


def _paragraphs(text: str) -> Iterator[list[tuple[int, str]]]:
    """Yield what stands between blank lines; comments stay with what follows them."""
    paragraph: list[tuple[int, str]] = []
    has_words = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if line.strip():
            paragraph.append((number, line))
            has_words = has_words or not _is_comment(line)
        elif has_words:
            yield paragraph
            paragraph, has_words = [], False
    if has_words:
        yield paragraph


def _joined(paragraphs: list[list[tuple[int, str]]]) -> Iterator[list[tuple[int, str]]]:
    """Yield paragraphs, joined where a brace that is open is closed in a later one."""
    at = 0
    while at < len(paragraphs):
        last = _closing(paragraphs, at) if _depth(paragraphs[at]) > 0 else at
        yield [line for paragraph in paragraphs[at : last + 1] for line in paragraph]
        at = last + 1


def _closing(paragraphs: list[list[tuple[int, str]]], opened: int) -> int:
    """Return which paragraph closes the brace that one opens; itself if none does."""
    for at in range(opened + 1, min(opened + 40, len(paragraphs))):
        first = next(line for _number, line in paragraphs[at] if not _is_comment(line)).strip()
        if first.startswith((TITLE, CATEGORY)):
            return opened
        brace = next((sign for _at, sign in braces(_text(paragraphs[at]))), None)
        if brace:
            return at if brace == "}" else opened
    return opened


def _parted(paragraph: list[tuple[int, str]]) -> Iterator[Entry]:
    """Yield the entries of a paragraph: a category is one line, a title may begin the next."""
    entry, depth, is_answered = Entry(0), 0, False
    later: list[str] = []
    for number, line in paragraph:
        stripped = line.strip()
        if _is_comment(line):
            (later if is_answered else entry.comments).append(stripped)
            continue
        is_category = stripped.startswith(CATEGORY)
        if (is_category or (is_answered and stripped.startswith(TITLE))) and depth <= 0:
            if entry.lines:
                yield entry
                entry = Entry(0, comments=later)
            depth, is_answered, later = 0, False, []
        entry.line = entry.line or number
        entry.lines.append(line)
        if is_category and len(entry.lines) == 1:
            yield entry
            entry = Entry(0)
            continue
        for _at, sign in braces(line):
            depth += 1 if sign == "{" else -1
            is_answered = is_answered or (sign == "}" and depth == 0)
    entry.comments += later
    if entry.lines:
        yield entry


def _is_comment(line: str) -> bool:
    return line.strip().startswith(_COMMENT)


def _text(paragraph: list[tuple[int, str]]) -> str:
    return "\n".join(line for _number, line in paragraph if not _is_comment(line))


def _depth(paragraph: list[tuple[int, str]]) -> int:
    return sum(1 if sign == "{" else -1 for _at, sign in braces(_text(paragraph)))
