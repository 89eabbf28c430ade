"""GIFT read: what each part of it means is Moodle's grammar, what cannot be asked is told of."""

import re
from collections.abc import Iterable
from typing import Any

from app.courses.quizzes.gathering import Gathering, UnaskedError, needed, rich
from app.courses.quizzes.gift import answers
from app.courses.quizzes.gift.signs import mask, unmask
from app.courses.quizzes.gift.splitting import CATEGORY, Entry, entries
from app.courses.quizzes.gift.wording import Wording
from app.courses.quizzes.problems import Code, Problem, Read
from app.courses.quizzes.questions import Question
from app.courses.quizzes.texts import BLANKS
from app.kernel.files.encodings import text_of

MAX_BYTES = 5_000_000

BLANK = "_____"
"""Stands in a text where its answers stood, if words follow them."""

_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_ID = re.compile(r"\[id:((?:\\\]|[^\]\[\x00-\x1f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]\[\x00-\x1f])+)\]")
_TAGS = re.compile(r"\[tags:([^\]\[\x00-\x1f]+)\]")
_BRACE = re.compile("[{}]")
_CLOZE = re.compile(
    r"\s*\d*:(SA|SHORTANSWER|MW|SAC|MWC|SHORTANSWER_C|NM|NUMERICAL|M\w+):", re.ASCII
)


def read(content: bytes, language: str) -> Read:
    """Read a file; texts and questions are in this language, which GIFT does not say."""
    if len(content) > MAX_BYTES:
        return Read(problems=(Problem(Code.TOO_LARGE, values={"max": MAX_BYTES // 1_000_000}),))
    text = text_of(content)
    if text is None:
        return Read(problems=(Problem(Code.NOT_TEXT),))
    gathering = Gathering(language)
    for entry in entries(text.removeprefix("\ufeff")):
        if gathering.is_full:
            break
        _take(gathering, entry)
    return gathering.result()


def _take(gathering: Gathering, entry: Entry) -> None:
    if entry.text.startswith(CATEGORY):
        gathering.place(unmask(mask(entry.text.removeprefix(CATEGORY))))
    else:
        gathering.begin(entry.line)
        gathering.take(lambda: _question(gathering, entry))


def _question(gathering: Gathering, entry: Entry) -> Question:
    text, name = mask(entry.text), ""
    title = _TITLE.match(text)
    if title:
        text = text[title.end() :].strip(BLANKS)
        name = gathering.called(unmask(title[1]))
    before, inside, after = _cut(text)
    asked = Wording.of(before + (BLANK + after if after.strip() else ""))
    inside, _mark, general = _general(inside)
    common = _from_comments(gathering, entry.comments) | {
        "language": gathering.language,
        "name": name,
        "category": gathering.category,
        "text": needed(rich(asked.text, asked.form)),
        "feedback": Wording.of(general, asked.form).rich,
    }
    return answers.question(gathering, inside.strip(BLANKS), asked.form, common)


def _general(inside: str) -> tuple[str, str, str]:
    """Part the answers from the feedback on the whole, which stands behind the last ####."""
    answers_, mark, general = inside.rpartition("####")
    return (answers_, mark, general) if mark else (inside, "", "")


def _cut(text: str) -> tuple[str, str, str]:
    """Return what stands before, in and behind the braces."""
    depth, opened, blocks = 0, 0, []
    for found in _BRACE.finditer(text):
        depth += 1 if found[0] == "{" else -1
        if depth == 1 and found[0] == "{":
            opened = found.start()
        elif depth == 0:
            blocks.append((opened, found.start()))
        elif depth < 0:
            raise UnaskedError(Code.BRACES)
    if depth:
        raise UnaskedError(Code.BRACES)
    if len(blocks) != 1:
        raise UnaskedError(Code.GAPS if blocks else Code.DESCRIPTION)
    start, end = blocks[0]
    return text[:start], _without_cloze(text[start + 1 : end]), text[end + 1 :]


def _without_cloze(inside: str) -> str:
    """Return the answers of a gap as those of a question: `1:SA:=a~=b` is `=a =b`."""
    prefix = _CLOZE.match(inside)
    if prefix is None:
        return inside
    inside = inside[prefix.end() :]
    if prefix[1].startswith("MULTI") or prefix[1] == "MC":
        return inside
    inside = re.sub(r"~(?=[=%])", "\n", inside)
    return f"#{inside}" if prefix[1] in ("NM", "NUMERICAL") else inside


def _from_comments(gathering: Gathering, comments: Iterable[str]) -> dict[str, Any]:
    """Return what Moodle writes into comments: `[id:…]` and `[tag:…]`."""
    said = "\n".join(comments)
    key = _ID.search(said)
    tags = [tag.replace("\\]", "]") for tag in _TAG.findall(said)]
    tags += [tag for tags in _TAGS.findall(said) for tag in tags.split()]
    return {
        "key": key[1].replace("\\]", "]").strip() if key else "",
        "tags": gathering.tags(tags),
    }
