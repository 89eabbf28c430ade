"""What a person wrote in an answer, without the mail that they answered."""

import re

from mailparser_reply import EmailReplyParser
from mailparser_reply.constants import MAIL_LANGUAGES

_parser = EmailReplyParser(languages=list(MAIL_LANGUAGES))

SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
DATE = re.compile(r"\d")
BLANKS = re.compile(r"\n{3,}")
STAND_IN = re.compile("\ue000(\\d+)\ue001")
LONGEST_HEADING = 200
"""Characters of one line."""


def own_words(text: str, ours: set[str]) -> str:
    """Return what stands above the quoted mail; `ours` are addresses that its heading names.

    A heading (“… wrote:”) is known in any language by our own address in it; the library knows
    those without it, in its languages.
    """
    above = _above_heading(text.replace("\r\n", "\n").splitlines(), ours)
    latest = STAND_IN.sub(lambda found: above[int(found[1])], _latest(above))
    kept = [line for line in SIGNATURE.split(latest)[0].splitlines() if not line.startswith(">")]
    return BLANKS.sub("\n\n", "\n".join(kept)).strip()


def _latest(lines: list[str]) -> str:
    """Return what stands above the quotation, with stand-ins for long lines.

    Those are no headings, and the library's patterns would take minutes over them.
    """
    short = [
        STAND_IN.sub("", line) if len(line) <= LONGEST_HEADING else f"\ue000{number}\ue001"
        for number, line in enumerate(lines)
    ]
    first = _parser.read("\n".join(short)).replies[0]
    return "" if first.headers else str(first.content)


def _above_heading(lines: list[str], ours: set[str]) -> list[str]:
    """Return the lines above the first that names us before a quotation; it may be two lines."""
    for number, line in enumerate(lines):
        if any(address in line.casefold() for address in ours) and _quotes(lines[number + 1 :]):
            is_rest = line.startswith("<") and number and DATE.search(lines[number - 1])
            return lines[: number - 1 if is_rest else number]
    return lines


def _quotes(rest: list[str]) -> bool:
    """Return whether what follows begins with quoted lines."""
    following = next((line for line in rest if line.strip()), "")
    return following.lstrip().startswith(">")
