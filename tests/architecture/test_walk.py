"""The walk: every route, method, person, portal and state of a record, against a written table.

`access.txt` is the table, read and kept by people. A route that is not in it fails, and so does an
answer that differs. To see what would have to be written, run `python -m tests.walk --write`, and
read every line of the difference before it is committed.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.routing import Rule

from app.kernel import db
from tests.architecture.world import ACTORS, PLACES, World, world
from tests.walk import tell

TABLE = Path(__file__).with_name("access.txt")
HEADING = (
    "# What each route answers to whom. in: led to sign-in; a number: the HTTP status.\n"
    "# north is open, cove is closed; south/… is a record of north under another portal's address.\n"
)


@pytest.mark.skipif(
    "TEST_DATABASE_URL" in os.environ,
    reason="twenty thousand savepoints in one transaction hold more locks than PostgreSQL has",
)
def test_every_route_answers_everybody_as_the_table_says(app):
    made = world(app)
    table = dict(_read())
    walked = {key: _answers(made, method, address) for key, method, address in _routes(made)}
    if os.environ.get("STAFFROOM_WALK_WRITE"):
        TABLE.write_text(_written(walked), encoding="utf-8")
        pytest.skip("the table is written; read it")
    mismatches = [
        f"{key}: {' '.join(answers)}, in the table: {table.get(key, 'nothing')}"
        for key, answers in walked.items()
        if " ".join(answers) != table.get(key)
    ]
    mismatches += [f"{key}: in the table, but not in the app" for key in table.keys() - walked]

    routes = {key.split()[1] for key in walked}
    tell(routes=len(routes), requests=len(walked) * len(ACTORS), mismatches=len(mismatches))
    assert not mismatches, "\n".join(mismatches)


def _routes(made: World) -> Iterator[tuple[str, str, str]]:
    """Yield a line's key, the method and the address, for every case of every route."""
    for rule in sorted(made.app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        for method in sorted((rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}):
            for case, address in _cases(made, rule):
                yield f"{method} {rule.endpoint} {case}", method, address


def _cases(made: World, rule: Rule) -> Iterator[tuple[str, str]]:
    adapter = made.app.url_map.bind("localhost")
    places = PLACES if "portal" in rule.arguments else ("",)
    records = made.states_of(rule.arguments)
    for place in places:
        of = place or "north"
        for state in [state for where, state in records if where == of] or [""]:
            values = made.values | {"locale": "en", "portal": place} | records.get((of, state), {})
            given = {name: values[name] for name in rule.arguments}
            yield f"{place or '-'} {state or '-'}", adapter.build(rule.endpoint, given)
            if "portal" in rule.arguments and records and place == "north":
                given["portal"] = "south"
                yield f"south/{place} {state}", adapter.build(rule.endpoint, given)


def _answers(made: World, method: str, address: str) -> list[str]:
    return [_answer(made, role, method, address) for role in ACTORS]


def _answer(made: World, role: str, method: str, address: str) -> str:
    """Ask once, and undo whatever that did."""
    browser, data = made.browser(role)
    db.session.remove()
    connection = db.session.get_bind()
    before = connection.begin_nested()
    try:
        with browser.open(
            address, method=method, data=data if method != "GET" else None
        ) as response:
            response.get_data()
    finally:
        db.session.remove()
        before.rollback()
    place = response.headers.get("Location", "")
    return "in" if "/sign-in" in place else str(response.status_code)


def _read() -> Iterator[tuple[str, str]]:
    """Read the table; there is none yet when the first is written."""
    if not TABLE.exists():
        return
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            method, endpoint, place, state, *answers = line.split()
            if method != "method":
                yield f"{method} {endpoint} {place} {state}", " ".join(answers)


def _written(walked: dict[str, list[str]]) -> str:
    rows = [("method", "route", "portal", "record", *ACTORS)]
    rows += [(*key.split(), *answers) for key, answers in walked.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return HEADING + "\n".join(lines) + "\n"
