"""Long lists page by page, forwards and backwards, by keys of every kind."""

import base64
import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Attempt, User
from app.kernel import clock
from app.kernel.db import session
from app.kernel.paging import decode, encode, page
from tests.factories.people import person

BEGAN = clock.now()


@pytest.fixture
def tries():
    """Seven tries, two a minute: the moment alone does not say which comes first."""
    made = [
        Attempt(key=f"{number}", at=BEGAN + timedelta(minutes=number // 2)) for number in range(7)
    ]
    session.add_all(made)
    session.flush()
    return made[::-1]


def part(**cursors):
    return page(select(Attempt), Attempt.at, Attempt.id, size=3, **cursors)


def test_a_list_is_walked_to_its_end_and_back(tries):
    first = part()
    second = part(after=first.older)
    third = part(after=second.older)

    assert first.items + second.items + third.items == tries
    assert (first.newer, third.older) == (None, None)

    back = part(before=third.newer)
    start = part(before=back.newer)
    assert (back.items, start.items) == (second.items, first.items)
    assert start.newer is None
    assert part(after=start.older).items == second.items


def test_beyond_the_end_there_is_nothing(tries):
    last = encode(BEGAN - timedelta(days=1), 0)

    beyond = part(after=last)

    assert (beyond.items, beyond.older, beyond.newer) == ([], None, None)
    assert part(before=last).items == tries[-3:]


def raw(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "", "x", "é", "a" * 5000, raw("text"), raw([1]), raw([None, None]), raw(["soon", 1]),
        raw(["2026-01-01T00:00:00+00:00", "1"]), raw(["2026-01-01T00:00:00+00:00", 2**70]),
        raw(["2026-01-01T00:00:00+00:00", True]), raw([{}, []]), raw([1, 2]),
    ],
)  # fmt: skip
def test_a_damaged_cursor_is_the_first_page(tries, cursor):
    assert part(after=cursor).items == tries[:3]
    assert part(before=cursor).items == tries[:3]


def test_a_key_may_be_a_text(tries):
    for name in ("Amina", "Борис", "Chidi"):
        person(name, email=f"{len(name)}{name[0]}@school.example")

    def names(**cursors):
        return page(select(User), User.name, User.id, size=2, **cursors)

    first = names()
    assert [one.name for one in names(after=first.older).items] == ["Amina"]
    assert names(after=raw(["\x00", 1])).items == first.items


def test_a_cursor_says_what_it_was_given():
    assert decode(encode(BEGAN, 5), 2) == [BEGAN.isoformat(), 5]
    assert decode(None, 2) is None
