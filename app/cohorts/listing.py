"""Lists of people to bring into a cohort: read from what a spreadsheet writes, without a database.

Columns are found by their names (e-mail and name, in the words of several languages) or, where the
first line names none, by what stands in them.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.accounts.addresses import is_address, normal_email

MOST_LINES = 2_000
LONGEST_NAME = 120

_EMAIL = {"email", "e-mail", "mail", "e-mail address", "courriel", "adresse", "correo", "البريد"}
_NAME = {"name", "full name", "nom", "nombre", "الاسم", "имя", "नाम"}


class Fault(StrEnum):
    """Why a line is of no use."""

    NO_ADDRESS = "no-address"
    NOT_AN_ADDRESS = "not-an-address"
    TWICE = "twice"
    TOO_MANY = "too-many"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line that names somebody."""

    line: int
    email: str
    name: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that was not understood."""

    line: int
    fault: Fault
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a list says: people in the order of their lines, and what was not understood."""

    people: tuple[Listed, ...] = ()
    unread: tuple[Unread, ...] = ()


def read(text: str) -> Sheet:
    """Return whom a list names; commas, semicolons or tabs stand between the columns."""
    people: dict[str, Listed] = {}
    unread: list[Unread] = []
    for line, email, name in _lines(text):
        fault = _fault(email, people)
        if fault:
            unread.append(Unread(line, fault, email or name))
        else:
            people[normal_email(email)] = Listed(line, normal_email(email), name[:LONGEST_NAME])
    return Sheet(tuple(people.values()), tuple(unread))


def _fault(email: str, people: dict[str, Listed]) -> Fault | None:
    if not email:
        return Fault.NO_ADDRESS
    if not is_address(email):
        return Fault.NOT_AN_ADDRESS
    if normal_email(email) in people:
        return Fault.TWICE
    return Fault.TOO_MANY if len(people) >= MOST_LINES else None


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield the number, the address and the name of each line that says anything."""
    text = text.replace("\x00", "").lstrip("\ufeff")
    rows = csv.reader(io.StringIO(text), delimiter=_separator(text))
    columns: tuple[int, int] | None = None
    while (row := _next(rows)) is not None:
        line = rows.line_num
        cells = [" ".join(cell.split()) for cell in row]
        if not any(cells):
            continue
        if columns is None:
            columns, is_heading = _columns(cells)
            if is_heading:
                continue
        email, name = (cells[at] if 0 <= at < len(cells) else "" for at in columns)
        yield line, email, name


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(rows, None)
    except csv.Error:  # a cell longer than any address or name
        return [""]


def _separator(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def _columns(cells: list[str]) -> tuple[tuple[int, int], bool]:
    """Return where address and name stand, and whether the line only says that."""
    words = [cell.casefold() for cell in cells]
    email = next((at for at, word in enumerate(words) if word in _EMAIL), None)
    if email is not None:
        name = next((at for at, word in enumerate(words) if word in _NAME), -1)
        return (email, name), True
    with_sign = next((at for at, word in enumerate(words) if "@" in word), 0)
    others = [at for at in range(len(cells)) if at != with_sign]
    return (with_sign, others[0] if others else -1), False
