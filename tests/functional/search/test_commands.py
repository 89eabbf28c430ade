"""`flask search …` and what rooms call when something changed."""

import json

import pytest

from app import search
from app.search import documents
from app.search.documents import Query, Source
from app.search.embedded import Embedded
from tests.functional.search.conftest import document, ids

QUERIES = [
    {
        "query": "binray numbers",
        "language": "en",
        "kind": "typo",
        "relevant": [{"id": "origin:2", "grade": 3}],
        "translations_of_relevant": [],
    },
    {
        "query": "nombres binaires",
        "language": "fr",
        "kind": "known-item",
        "relevant": [{"id": "origin:3", "grade": 3}],
        "translations_of_relevant": ["origin:2"],
    },
]


@pytest.fixture
def records(app, tmp_path, monkeypatch):
    """Let two lessons be all that there is to find."""
    there = {
        2: document(2, "Binary numbers", family=2, identifier="origin:2"),
        3: document(3, "Nombres binaires", "fr", family=2, identifier="origin:3"),
    }
    source = Source(
        "lesson",
        documents=lambda wanted: [there[one] for one in wanted if one in there],
        all_ids=lambda: list(there),
        load=lambda actor, wanted: {},
        texts=lambda wanted: {},
    )
    monkeypatch.setattr(documents, "_sources", {"lesson": source})
    monkeypatch.setitem(app.extensions, "search", Embedded(tmp_path / "search"))
    with app.app_context():
        yield there


@pytest.fixture
def run(app, records):
    return lambda *arguments: app.test_cli_runner().invoke(args=["search", *arguments])


@pytest.fixture
def judged(tmp_path):
    path = tmp_path / "queries.jsonl"
    path.write_text("\n".join(map(json.dumps, QUERIES)), encoding="utf-8")
    return str(path)


def test_rebuild_indexes_what_all_rooms_have(run):
    assert search.trouble() is None or "of 2 documents" in search.trouble()

    result = run("rebuild")

    assert result.exit_code == 0
    assert "2 documents are indexed" in result.output
    assert ids(search.find(Query("binary"))) == [2]
    assert search.trouble() is None


def test_a_change_is_found_and_what_vanished_is_dropped(records):
    search.changed("lesson", [2, 3])
    assert ids(search.find(Query("binary"))) == [2]

    del records[2]
    search.changed("lesson", [2])

    assert search.find(Query("binary")).total == 0


def test_evaluate_prints_a_table_by_kind_and_language(run, judged):
    run("rebuild")

    result = run("evaluate", judged)

    assert result.exit_code == 0, result.output
    assert [line.split()[0] for line in result.output.splitlines()] == [
        "staffroom", "n", "all", "known-item", "typo", "en", "fr",
    ]  # fmt: skip


def test_evaluate_compares_with_the_baselines_as_json(run, judged):
    run("rebuild")

    result = run("evaluate", judged, "--json", "--baselines")

    measured = json.loads(result.output)
    assert len(measured) == 4
    assert measured["staffroom"]["all"]["ndcg"] == 1.0
    assert measured["staffroom"]["by_kind"]["typo"]["success_at_10"] == 1.0
    assert measured["SQLite FTS5 unicode61, OR"]["by_kind"]["typo"]["queries"] == 1


def test_evaluate_refuses_an_empty_file(run, tmp_path):
    empty = tmp_path / "none.jsonl"
    empty.touch()

    assert run("evaluate", str(empty)).exit_code == 1
