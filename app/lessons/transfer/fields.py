"""Taking fields out of what a source says, under any of the names that sources give them."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from app.kernel.i18n import gettext as _
from app.kernel.markup import excerpt
from app.lessons.transfer.reading import Mapping, UnreadableError

MAX_NUMBER = 100_000

Ages = tuple[int | None, int | None]

_NUMBER = re.compile(r"\d{1,6}")
_MINUTES = re.compile(r"(\d{1,5})\s*(?:min\.?|minutes?|m|’|')?", re.IGNORECASE)
_AGES = re.compile(r"(?P<first>\d{1,2})?\s*(?P<to>[-–—+]?)\s*(?P<last>\d{1,2})?")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|[。！？؟।॥።]")
_SEPARATORS = re.compile(r"\s*[,;/|،、，；]\s*")


class Fields:
    """What a source says; what was taken is gone, what is left at the end has no field of ours."""

    def __init__(self, said: Mapping, place: str = "") -> None:
        self.left = dict(said)
        self.place = place
        """Before the name of a field in what is reported: `steps 2, `."""
        self._names = frozenset(said)

    def has(self, name: str) -> bool:
        """Return whether the source names the field, be it to say that there is none."""
        return name in self._names

    def take(self, *names: str) -> Any:
        """Take the first of these fields that says anything."""
        for name in names:
            value = self.left.get(name)
            if value is not None and value not in ("", [], {}):
                del self.left[name]
                return value
        return None

    def text(self, *names: str) -> str:
        """Take a text; a number is one too."""
        return self._text(names[0], self.take(*names))

    def number(self, *names: str) -> int | None:
        """Take a number above zero."""
        value = self.take(*names)
        if value is None:
            return None
        if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MAX_NUMBER:
            raise self._error(names[0], _("a number above zero is expected"))
        return value

    def words(self, *names: str) -> tuple[str, ...]:
        """Take all of these as one list without repetitions; a text is split at its commas."""
        found: dict[str, None] = {}
        for name in names:
            found.update(dict.fromkeys(self._listed(name, self.take(name), split=True)))
        return tuple(found)

    def peek(self, name: str) -> list[str]:
        """Return a field as a list of words and leave it: what is made of it says less."""
        value = self.left.get(name)
        listed = value if isinstance(value, list) else several(str(value or ""))
        return [str(one) for one in listed]

    def lines(self, *names: str) -> tuple[str, ...]:
        """Take a list of sentences; a text is one sentence a line."""
        return tuple(self._listed(names[0], self.take(*names), split=False))

    def parts(self, name: str) -> Iterator["Fields"]:
        """Take a list of mappings, each as fields of its own."""
        value = self.take(name)
        if value is not None and not isinstance(value, list):
            raise self._error(name, _("a list is expected"))
        for number, part in enumerate(value or (), start=1):
            if not isinstance(part, dict):
                raise self._error(f"{name} {number}", _("names and values are expected"))
            yield Fields(part, f"{self.place}{name} {number}, ")

    def moment(self, *names: str) -> datetime | None:
        """Take a day or a moment; a day begins at midnight UTC."""
        value = self.take(*names)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise self._error(names[0], _("a date is expected, as 2026-03-16")) from error
        return found if found.tzinfo else found.replace(tzinfo=UTC)

    def one_of(self, choices: Iterable[str], *names: str) -> str | None:
        """Take a word that must be one of the choices."""
        value = self.text(*names)
        if value and value not in choices:
            raise self._error(names[0], _("“%(value)s” is not known", value=value))
        return value or None

    def all_taken(self) -> None:
        """Say so if anything is left: for what could not be kept."""
        if self.left:
            raise self._error(next(iter(self.left)), _("this field is not known"))

    def _text(self, name: str, value: Any) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if value is not None and not isinstance(value, str):
            raise self._error(name, _("a text is expected"))
        return (value or "").replace("\x00", "").replace("\r\n", "\n").strip()

    def _listed(self, name: str, value: Any, *, split: bool) -> list[str]:
        if isinstance(value, str):
            value = _SEPARATORS.split(value) if split else value.splitlines()
        if value is not None and not isinstance(value, list):
            raise self._error(name, _("a list is expected"))
        texts = (self._text(name, one) for one in value or ())
        return [text for text in texts if text]

    def _error(self, name: str, why: str) -> UnreadableError:
        return UnreadableError(f"{self.place}{name}: {why}")


def ages(text: str) -> Ages | None:
    """Return the ends of `8-10`, `8`, `15+` or `-12`; None for anything else."""
    found = _AGES.fullmatch(text.strip())
    if found is None or not (found["first"] or found["last"]):
        return None
    first = int(found["first"]) if found["first"] else None
    last = int(found["last"]) if found["last"] else None
    return (first, last) if found["to"] else (first, first)


def minutes(text: str) -> int | None:
    """Return how many minutes `45`, `45 min` or `45 minutes` are; None for anything else."""
    found = _MINUTES.fullmatch(text.strip())
    return int(found[1]) if found and int(found[1]) else None


def several(text: str) -> list[str]:
    """Return the parts of a list that was written as one text."""
    return [part for part in _SEPARATORS.split(text.strip()) if part]


def holds_sentence(text: str) -> bool:
    """Return whether a sentence ends in the text: headings and labels have none."""
    return _SENTENCE_END.search(text) is not None


def beginning(text: str, length: int) -> str:
    """Return as many whole sentences as fit, else the beginning of the first."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    ends = [found.end() for found in _SENTENCE_END.finditer(line) if found.end() <= length]
    return line[: ends[-1]] if ends else excerpt(line, length)


def as_day(moment: datetime) -> str:
    """Return a moment as a person would write it: a day if it is the beginning of one."""
    whole = moment.astimezone(UTC)
    is_day = whole == datetime.combine(whole.date(), datetime.min.time(), UTC)
    return date.isoformat(whole.date()) if is_day else whole.isoformat()
