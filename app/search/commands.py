"""`flask search …`: build the index anew, and measure how well it finds."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from app.kernel.db import begin_anew, only_reading
from app.search import baselines, evaluation, searching
from app.search.documents import Query
from app.search.evaluation import Outcome, Search

search_group = AppGroup("search", help="Build the search index and measure it.")


@search_group.command("rebuild")
def rebuild() -> None:
    """Build the index anew beside the old one; serving goes on."""
    with only_reading(), click.progressbar(length=searching.expected(), label="Indexing") as bar:
        count = searching.rebuild(lambda done: bar.update(done - bar.pos))
    click.echo(f"{count} documents are indexed.")


@search_group.command("evaluate")
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option("--baselines", "with_baselines", is_flag=True, help="Compare with simpler ways.")
def evaluate(path: Path, *, as_json: bool, with_baselines: bool) -> None:
    """Measure the search with the judged queries of PATH, one JSON object a line."""
    queries = evaluation.read(path)
    if not queries:
        raise click.ClickException(f"There are no queries in {path}.")
    with only_reading():
        ways: dict[str, Search] = {"staffroom": _search()}
        if with_baselines:
            ways |= baselines.all_of(list(searching.all_documents()))
        ways["staffroom"](queries[0].text, queries[0].language, 1)
        results = {name: evaluation.evaluate(queries, way) for name, way in ways.items()}
    click.echo(json.dumps(_as_json(results), indent=1) if as_json else _as_tables(results))


def _search() -> Search:
    """Search as somebody who may find everything that is published, in one language."""
    names = _identifiers()

    def search(text: str, language: str, limit: int) -> Sequence[str]:
        begin_anew()  # as in a request: PostgreSQL is slower after many savepoints
        query = Query(text, audiences=None, languages=(language,), limit=limit)
        return [names[hit.type, hit.id] for hit in searching.find(query).hits]

    return search


def _identifiers() -> dict[tuple[str, int], str]:
    return {
        (document.type, document.id): document.identifier or f"{document.type}:{document.id}"
        for document in searching.all_documents()
    }


def _as_tables(results: dict[str, list[Outcome]]) -> str:
    blocks = ("\n".join([name, *evaluation.table(one)]) for name, one in results.items())
    return "\n\n".join(blocks)


def _as_json(results: dict[str, list[Outcome]]) -> dict[str, Any]:
    return {
        name: {
            "all": asdict(evaluation.figures(one)),
            "by_kind": _figures(one, "kind"),
            "by_language": _figures(one, "language"),
        }
        for name, one in results.items()
    }


def _figures(outcomes: Sequence[Outcome], attribute: str) -> dict[str, Any]:
    groups = evaluation.by(outcomes, lambda query: str(getattr(query, attribute)))
    return {name: asdict(one) for name, one in groups.items()}
