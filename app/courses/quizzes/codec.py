"""Questions as JSON and back, for the database; `kind` says which shape it is.

What is read was cleaned on its way in, as a RichText of the database is: a file from elsewhere
comes through a reader, never through here.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, asdict, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from app.courses.quizzes.questions import KINDS, Question
from app.kernel.markup import Format, RichText

Json = dict[str, Any]


class NotAQuestionError(ValueError):
    """A JSON value that is no question of ours."""


def to_json(question: Question) -> Json:
    """Return a question as an object; what is as usual is left out."""
    return {"kind": question.kind, **_said(question)}


def from_json(value: Any) -> Question:
    """Return the question of an object, or raise NotAQuestionError."""
    if not isinstance(value, Mapping) or value.get("kind") not in KINDS:
        raise NotAQuestionError("no kind of question that is known here")
    try:
        question = _made(KINDS[value["kind"]], {k: v for k, v in value.items() if k != "kind"})
    except (TypeError, ValueError, KeyError, ZeroDivisionError, InvalidOperation) as error:
        raise NotAQuestionError(str(error)) from error
    assert isinstance(question, Question)
    return question


def _said(value: Any) -> Json:
    return {
        field.name: _plain(getattr(value, field.name))
        for field in fields(value)
        if getattr(value, field.name) != _default(field)
    }


def _default(field: Field[Any]) -> Any:
    return MISSING if field.default is MISSING else field.default


def _plain(value: Any) -> Any:
    match value:
        case RichText():
            return asdict(value) | {"format": value.format.value}
        case Enum():
            return value.value
        case Fraction() | Decimal():
            return str(value)
        case tuple():
            return [_plain(one) for one in value]
        case _ if is_dataclass(value):
            return _said(value)
        case _:
            return value


def _made(kind: type, said: Any) -> Any:
    """Make a dataclass of an object; an unknown name is a TypeError of its own."""
    if not isinstance(said, Mapping):
        raise TypeError(f"{kind.__name__} is not an object")
    hints = _hints(kind)
    return kind(**{name: _typed(hints[name], value) for name, value in said.items()})


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _typed(hint: Any, value: Any) -> Any:
    if get_origin(hint) is types.UnionType:
        return None if value is None else _typed(get_args(hint)[0], value)
    if get_origin(hint) is tuple:
        return tuple(_typed(get_args(hint)[0], one) for one in _expected(list, value))
    if hint in _READ:
        return _READ[hint](value)
    return hint(value) if issubclass(hint, Enum) else _made(hint, value)


def _expected(kind: type, value: Any) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{kind.__name__} expected")
    return value


def _rich(value: Any) -> RichText:
    said = _expected(dict, value)
    texts = {name: _expected(str, said[name]) for name in ("source", "html", "text")}
    return RichText(format=Format(said["format"]), **texts)


_READ: dict[Any, Callable[[Any], Any]] = {
    str: lambda value: _expected(str, value),
    bool: lambda value: _expected(bool, value),
    RichText: _rich,
    Fraction: lambda value: Fraction(_expected(str, value)),
    Decimal: lambda value: Decimal(_expected(str, value)),
}
