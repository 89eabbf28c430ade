"""The rows of a question's form: a choice, a pair, a place, an accepted text, a number."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length

from app.courses.quizzes.credits import FULL, from_percent, to_percent
from app.courses.quizzes.quantities import readings, written
from app.courses.quizzes.questions import Accepted, Choice, Item, Offered, Pair, Quantity
from app.courses.quizzes.texts import digest
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext
from app.kernel.markup import MAX_SOURCE, Format, RichText

LONGEST = 1_000
ZERO = Decimal(0)


class Row(Form):
    """What rows share."""

    key = HiddenField(validators=[Length(max=100)])

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in the row."""
        return not any(
            field.data.strip() for field in self if field.name != self.key.name and _is_text(field)
        )


class _WithShare(Row):
    """A row that brings a share of the points."""

    percent = StringField(lazy_gettext("Brings, in per cent"), [Length(max=12)])
    feedback = TextAreaField(lazy_gettext("Feedback"), [Length(max=MAX_SOURCE)])

    def validate_percent(self, field: Field) -> None:
        """Ask for a share, or nothing."""
        if (field.data or "").strip() and self.share is None:
            raise ValidationError(_("Enter a number of per cent, for example 50."))

    @property
    def share(self) -> Fraction | None:
        """The share that was typed; None where none was."""
        found = readings(self.percent.data or "")
        return from_percent(written(found[0])) if found else None


class ChoiceRow(_WithShare):
    """Something to pick."""

    text = TextAreaField(lazy_gettext("Answer"), [Length(max=MAX_SOURCE)])
    is_right = BooleanField(lazy_gettext("This is right"))

    @classmethod
    def data_of(cls, choices: Sequence[Choice], *, several: bool) -> list[dict[str, Any]]:
        """Return choices as rows; a share is shown where it is not the usual one."""
        usual = _usual(
            [Offered(one.text, one.credit > 0, one.feedback) for one in choices], several=several
        )
        return [
            {
                "key": one.key,
                "text": one.text.source,
                "is_right": one.credit > 0,
                "percent": "" if one.credit == share else to_percent(one.credit),
                "feedback": _source(one.feedback),
            }
            for one, share in zip(choices, usual, strict=True)
        ]

    @classmethod
    def choices(
        cls, rows: Sequence["ChoiceRow"], before: Iterable[Choice], *, several: bool
    ) -> tuple[Choice, ...]:
        """Return what was typed."""
        known = {one.key: one for one in before}
        texts = [_text(row.text.data, known.get(row.key.data or "")) for row in rows]
        offered = [
            Offered(text, row.is_right.data or (row.share or 0) > 0)
            for text, row in zip(texts, rows, strict=True)
        ]
        keys = keys_of(rows, texts)
        return tuple(
            Choice(
                key,
                text,
                share if row.share is None else row.share,
                rich(row.feedback.data, known[key].feedback if key in known else None),
            )
            for key, text, share, row in zip(
                keys, texts, _usual(offered, several=several), rows, strict=True
            )
        )


class PairRow(Row):
    """Two things that belong together."""

    left = TextAreaField(lazy_gettext("This"), [Length(max=MAX_SOURCE)])
    right = StringField(lazy_gettext("belongs to this"), [Length(max=LONGEST)])

    @classmethod
    def data_of(cls, pairs: Sequence[Pair]) -> list[dict[str, Any]]:
        """Return pairs as rows."""
        return [{"key": one.key, "left": one.left.source, "right": one.right} for one in pairs]

    @classmethod
    def pairs(cls, rows: Sequence["PairRow"], before: Iterable[Pair]) -> tuple[Pair, ...]:
        """Return what was typed."""
        known = {one.key: one.left for one in before}
        lefts = [_again(row.left.data, known.get(row.key.data or "")) for row in rows]
        return tuple(
            Pair(key, left, (row.right.data or "").strip())
            for key, left, row in zip(keys_of(rows, lefts), lefts, rows, strict=True)
        )


class PlaceRow(Row):
    """A thing in its place."""

    text = TextAreaField(lazy_gettext("What comes here"), [Length(max=MAX_SOURCE)])

    @classmethod
    def data_of(cls, items: Sequence[Item]) -> list[dict[str, Any]]:
        """Return items as rows."""
        return [{"key": one.key, "text": one.text.source} for one in items]

    @classmethod
    def items(cls, rows: Sequence["PlaceRow"], before: Iterable[Item]) -> tuple[Item, ...]:
        """Return what was typed."""
        known = {one.key: one.text for one in before}
        texts = [_again(row.text.data, known.get(row.key.data or "")) for row in rows]
        return tuple(map(Item, keys_of(rows, texts), texts))


class TextRow(_WithShare):
    """A text that is accepted."""

    text = StringField(lazy_gettext("Answer"), [Length(max=LONGEST)])

    @classmethod
    def data_of(cls, answers: Sequence[Accepted]) -> list[dict[str, Any]]:
        """Return answers as rows."""
        return [
            {"key": str(place), "text": one.text} | _shared(one)
            for place, one in enumerate(answers)
        ]

    @classmethod
    def accepted(
        cls, rows: Sequence["TextRow"], before: Sequence[Accepted]
    ) -> tuple[Accepted, ...]:
        """Return what was typed."""
        return tuple(
            Accepted((row.text.data or "").strip(), *_share_of(row, before)) for row in rows
        )


class NumberRow(_WithShare):
    """A number that is accepted, and how far another one may be from it."""

    value = StringField(lazy_gettext("Number"), [Length(max=60)])
    tolerance = StringField(lazy_gettext("Give or take"), [Length(max=60)])

    def validate_value(self, field: Field) -> None:
        """Ask for a number, in the digits that its writer uses."""
        if not self.is_blank and not readings(field.data or ""):
            raise ValidationError(_("Enter a number."))

    def validate_tolerance(self, field: Field) -> None:
        """Ask for a number that is not below zero, or nothing."""
        if (field.data or "").strip() and not (_number(field.data, Decimal(-1)) >= 0):
            raise ValidationError(_("Enter a number that is not below zero."))

    @classmethod
    def data_of(cls, answers: Sequence[Quantity]) -> list[dict[str, Any]]:
        """Return answers as rows."""
        return [
            {
                "key": str(place),
                "value": written(one.value),
                "tolerance": written(one.tolerance) if one.tolerance else "",
            }
            | _shared(one)
            for place, one in enumerate(answers)
        ]

    @classmethod
    def quantities(
        cls, rows: Sequence["NumberRow"], before: Sequence[Quantity]
    ) -> tuple[Quantity, ...]:
        """Return what was typed."""
        return tuple(
            Quantity(
                _number(row.value.data, ZERO), _number(row.tolerance.data, ZERO),
                *_share_of(row, before),
            )
            for row in rows
        )  # fmt: skip


def rich(typed: str | None, before: RichText | None) -> RichText | None:
    """Return a text as it was typed; it keeps its format, and nothing stays nothing."""
    source = (typed or "").replace("\r\n", "\n").strip()
    if before is not None and before.source.strip() == source:
        return before
    return _made(source, before) if source else None


def keys_of(rows: Iterable[Row], texts: Iterable[RichText]) -> list[str]:
    """Return a key for each row: the one that it had, or one made of its text; each once."""
    keys: list[str] = []
    for row, text in zip(rows, texts, strict=True):
        key, turn = row.key.data or digest(text.source), 1
        while key in keys:
            turn += 1
            key = digest(f"{text.source}\x1f{turn}")
        keys.append(key)
    return keys


def _text(typed: str | None, before: Choice | None) -> RichText:
    return _again(typed, before.text if before else None)


def _again(typed: str | None, before: RichText | None) -> RichText:
    return rich(typed, before) or RichText.from_markdown("")


def _made(source: str, before: RichText | None) -> RichText:
    if before is not None and before.format == Format.HTML:
        return RichText.from_html(source)
    return RichText.from_markdown(source)


def _usual(offered: Sequence[Offered], *, several: bool) -> list[Fraction]:
    return [choice.credit for choice in Offered.choices(offered, several=several)]


def _shared(answer: Accepted | Quantity) -> dict[str, str]:
    percent = "" if answer.credit == FULL else to_percent(answer.credit)
    return {"percent": percent, "feedback": _source(answer.feedback)}


def _share_of(
    row: _WithShare, before: Sequence[Accepted] | Sequence[Quantity]
) -> tuple[Fraction, RichText | None]:
    place = row.key.data or ""
    was = before[int(place)].feedback if place.isdecimal() and int(place) < len(before) else None
    return FULL if row.share is None else row.share, rich(row.feedback.data, was)


def _number(typed: str | None, otherwise: Decimal) -> Decimal:
    found = readings(typed or "")
    return found[0] if found else otherwise


def _source(text: RichText | None) -> str:
    return text.source if text else ""


def _is_text(field: Field) -> bool:
    return isinstance(field, StringField) and isinstance(field.data, str)
