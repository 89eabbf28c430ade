"""Threads from elsewhere on the operator's command line."""

import json
import sys
from pathlib import Path

import click
from sqlalchemy import select

from app.discussions import importing
from app.discussions.importing import Report
from app.discussions.models import Board, BoardReach
from app.kernel import clock, db, worker
from app.kernel.db import session
from app.lessons.commands import import_group
from app.portals import queries as portals

SHOWN_FAILURES = 50


@import_group.command("threads")
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--portal", "slug", required=True, help="Where they go.")
@click.option("--board", "board_id", type=int, help="On which board; else on its first.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--no-wait", is_flag=True, help="Leave the index to a running worker.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def import_threads(
    path: Path, slug: str, board_id: int | None, *, dry_run: bool, no_wait: bool, as_json: bool
) -> None:
    """Import a JSONL file of threads with their replies.

    Exit status 0: all well; 1: not everything was imported; 2: nothing could be read.
    """
    chosen = _board(slug, board_id)
    total = importing.count(path)
    report = Report()
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=total, file=sys.stderr, hidden=hidden, show_pos=True) as bar:
        for report in importing.run(path, chosen, rehearsal=dry_run):
            bar.update(report.total - bar.pos)
    if not dry_run and not no_wait:
        worker.run_all()
    _tell(report, as_json=as_json)
    failed = len(report.failures)
    sys.exit(0 if not failed and report.total else 2 if failed == report.total else 1)


def _board(slug: str, board_id: int | None) -> int:
    """Return the id of the board, made if the portal has none; or fail with what to do."""
    with db.transaction():
        portal = portals.named(slug)
        if portal is None:
            raise click.ClickException(f"there is no portal {slug!r}: flask portal list names them")
        boards = select(Board).where(Board.portal_id == portal.id).order_by(Board.position)
        there = {board.id: board for board in session.scalars(boards)}
        if board_id is not None and board_id not in there:
            known = ", ".join(f"{b.id} ({b.name_in(portal.locale)})" for b in there.values())
            raise click.ClickException(f"{slug} has no board {board_id}; it has: {known or 'none'}")
        if there:
            return board_id or next(iter(there))
        board = Board(
            portal=portal,
            names={"en": "Discussions"},
            reach=BoardReach.OPEN,
            created_at=clock.now(),
        )
        session.add(board)
        session.flush()  # its id is the answer
        return board.id


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        return
    for name in ("created", "updated", "unchanged"):
        click.echo(f"{getattr(report, name):6}  {name}")
    click.echo(f"{len(report.failures):6}  failed")
    for line, reason in report.failures[:SHOWN_FAILURES]:
        click.echo(f"line {line}: {reason}", err=True)
