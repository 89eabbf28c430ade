"""What people type in a post: who and what it names.

A person is named by a link to `/@12`, a post by one to `/posts/34`: short addresses that lead to
the page in the reader's own locale. Whoever types `@` and a name without help of a script is
understood too, when just one person in reach has that name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from app.kernel.markup import RichText
from app.kernel.markup.links import links

LONGEST = 32_000
"""Characters of one post."""

MOST_LESSONS = 5
"""That unfold below one post."""

MOST_PEOPLE = 30
"""Whom one post calls."""

_PERSON = re.compile(r'href="/@(\d{1,18})"')
_LESSON = re.compile(r"/[\w-]+/[a-z][\w-]*/lessons/(\d{1,18})/?")
_TYPED = re.compile(r"(?<![\w\[/@!])@([^\W\d_][^\n@#*_\[\]()<>`]{0,79})")
_ADDRESS = re.compile(r"(?<![\w<(\[\"'=/])https?://[^\s<>()\[\]\"']*[^\s<>()\[\]\"'.,;:!?،؛؟。、]")
_CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)


def rendered(source: str, people: Mapping[str, int]) -> RichText:
    """Return a post's Markdown rendered, typed names of people as links to them.

    Bare addresses are links when it is read, and stay as they were typed for who edits it.
    """
    named = _outside_code(source.replace("\x00", ""), lambda piece: _with_people(piece, people))
    linked = _outside_code(named, lambda piece: _ADDRESS.sub(lambda found: f"<{found[0]}>", piece))
    return replace(RichText.from_markdown(linked), source=named)


def people_named(text: RichText) -> frozenset[int]:
    """Return the ids of the people whom a text names, the first of very many."""
    return frozenset(map(int, list(dict.fromkeys(_PERSON.findall(text.html)))[:MOST_PEOPLE]))


def lessons_named(text: RichText, base_url: str) -> list[int]:
    """Return the ids of the first few lessons of this network that a text links to."""
    own = (link.removeprefix(base_url) for link in links(text))
    found = (_LESSON.fullmatch(path) for path in own)
    return list(dict.fromkeys(int(one[1]) for one in found if one))[:MOST_LESSONS]


def typed_names(source: str) -> list[str]:
    """Return what may be people's names: each `@` and up to four words that follow it."""
    found = []
    for piece in _CODE.split(source)[::2]:
        for words in _TYPED.findall(piece):
            found += _beginnings(words)
    return list(dict.fromkeys(found))[:60]


def quotation(author: str, post_id: int, source: str) -> str:
    """Return a post as a quotation that names its source, for a reply to begin with."""
    said = "".join(f"> {line}\n" for line in source.strip().split("\n"))
    return f"> [{author.translate(_PLAIN)}](/posts/{post_id}):\n>\n{said}\n"


def tag_list(typed: str | None) -> list[str]:
    """Return the words that commas of any script part, each once, in small letters."""
    words = (typed or "").translate(_COMMAS).split(",")
    return list(dict.fromkeys(word.strip().casefold() for word in words if word.strip()))


_COMMAS = str.maketrans(dict.fromkeys("،、，;؛", ","))
_PLAIN = str.maketrans("", "", "[]()\\`*_<>")


def _outside_code(source: str, change: Callable[[str], str]) -> str:
    pieces = _CODE.split(source)
    pieces[::2] = [change(one) for one in pieces[::2]]
    return "".join(pieces)


def _with_people(piece: str, people: Mapping[str, int]) -> str:
    return _TYPED.sub(lambda found: _linked(found[1], people), piece)


def _linked(words: str, people: Mapping[str, int]) -> str:
    """Return a link to the longest name that the words begin with, or the words as typed."""
    for name in reversed(_beginnings(words)):
        if name in people:
            return f"[@{name.translate(_PLAIN)}](/@{people[name]}){words[len(name) :]}"
    return f"@{words}"


def _beginnings(words: str) -> list[str]:
    """Return the first word, the first two, … up to four, each without a point at its end."""
    ends = [found.end() for found in re.finditer(r"\S+", words)][:4]
    return [words[:end].rstrip(".,;:!?…،؛؟。、") for end in ends]
