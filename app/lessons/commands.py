"""Lessons in and out on the operator's command line."""

import json
import sys
from pathlib import Path
from typing import NoReturn

import click
from click._termui_impl import ProgressBar
from flask.cli import AppGroup

from app.accounts import queries as accounts
from app.kernel import db
from app.kernel.errors import Refused
from app.lessons.transfer import naming, reading, running, writing
from app.lessons.transfer.running import Report
from app.portals import queries as portals
from app.portals.models import Portal

import_group = AppGroup("import", help="Bring content into a portal.")
export_group = AppGroup("export", help="Write a portal's content down.")

SOME_FAILED, NOTHING_READ = 1, 2
SHOWN_FAILURES = 50


@import_group.command("lessons")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--portal", "slug", required=True, help="Where they go.")
@click.option("--author", "email", help="Whose they are here; else the portal's first steward's.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--force", is_flag=True, help="Write over lessons that were changed here.")
@click.option("--no-wait", is_flag=True, help="Leave the index to a running worker.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def import_lessons(path: Path, slug: str, email: str | None, **chosen: bool) -> None:
    """Import a JSONL file, a Markdown file or a folder of them.

    Exit status 0: all well; 1: not everything was imported; 2: nothing could be read.
    """
    portal_id, author_id = _whither(slug, email)
    total = reading.count(path)
    if not total:
        _fail(f"{path} holds no lessons: expected is a .jsonl, a .md or a folder of them")
    rehearsal, force = chosen["dry_run"], chosen["force"]
    bring = (running.rehearsing if rehearsal else running.importing)(overwrite=force)
    report = Report()
    with _progress(total) as bar:
        for report in running.run(
            reading.sources(path), portal_id=portal_id, author_id=author_id, bring=bring
        ):
            bar.update(report.total - bar.pos)
    if not rehearsal and not chosen["no_wait"]:
        running.work_off()
    _tell(report, as_json=chosen["as_json"])
    sys.exit(_status(report))


@export_group.command("lessons")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--portal", "slug", required=True, help="Whose lessons.")
def export_lessons(path: Path, slug: str) -> None:
    """Write a portal's published lessons to PATH: a .jsonl file, or a folder of Markdown."""
    portal = _portal(slug)
    total = len(naming.stems(portal))
    write = writing.write_jsonl if path.suffix == ".jsonl" else writing.write_markdown
    try:
        with _progress(total) as bar:
            for _done in write(portal, path):
                bar.update(1)
    except Refused as refusal:
        _fail(str(refusal))
    click.echo(f"{total} lessons of {slug} are in {path}.")


def _whither(slug: str, email: str | None) -> tuple[int, int]:
    """Return the ids of the portal and the author, or fail with what to do."""
    with db.transaction():
        portal = _portal(slug)
        stewards = portals.held_steward_ids(portal.id)
        if email is None and not stewards:
            _fail(f"{slug} has no steward: name an author with --author EMAIL")
        if email is None:
            return portal.id, stewards[0]
        author = accounts.by_email(email)
        if author is None or not author.is_member_of(portal.id):
            _fail(f"{email} is not a member of {slug}: flask member add {email} --portal {slug}")
        return portal.id, author.id


def _portal(slug: str) -> Portal:
    portal = portals.named(slug)
    if portal is None:
        _fail(f"there is no portal {slug!r}: flask portal list names them")
    return portal


def _tell(report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        return
    for name in ("created", "updated", "unchanged", "failed"):
        click.echo(f"{getattr(report, name):6}  {name}")
    told = [*report.failures, *report.left_out]
    for failure in told[:SHOWN_FAILURES]:
        click.echo(f"{failure.place}: {failure.reason}", err=True)
    if len(told) > SHOWN_FAILURES:
        click.echo(f"… and {len(told) - SHOWN_FAILURES} more; --json lists all", err=True)


def _status(report: Report) -> int:
    if report.failed == report.total:
        return NOTHING_READ
    return 0 if report.is_clean else SOME_FAILED


def _progress(total: int) -> ProgressBar[int]:
    """Show how far it is, on a terminal only."""
    hidden = not sys.stderr.isatty()
    return click.progressbar(length=total, file=sys.stderr, hidden=hidden, show_pos=True)


def _fail(why: str) -> NoReturn:
    click.echo(f"Error: {why}", err=True)
    sys.exit(NOTHING_READ)
