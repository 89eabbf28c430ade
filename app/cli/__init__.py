"""`flask …`: the commands of every room, and those that need the whole house."""

import signal
import sys
from typing import Any

import click
from flask import Flask, current_app
from sqlalchemy import func, select

from app.accounts.commands import account_group
from app.badges.commands import badges_group
from app.cli.doctor import doctor
from app.demo.commands import demo_group
from app.discussions.commands import import_threads
from app.kernel import assets, clock, db, migrate, worker
from app.kernel.jobs import Job
from app.lessons.commands import export_group, import_group
from app.notifications.commands import mail_group
from app.portals.commands import member_group, portal_group
from app.search.commands import search_group

__all__ = ["import_threads"]


def init_app(app: Flask) -> None:
    """Mount every command."""
    groups = (
        account_group, badges_group, demo_group, import_group, export_group, mail_group,
        member_group, portal_group, search_group, assets.commands, db_group, jobs_group, work,
        doctor,
    )  # fmt: skip
    for command in groups:
        app.cli.add_command(command)


@click.group("db")
def db_group() -> None:
    """Keep the database's tables up to date."""


@db_group.command("upgrade")
def upgrade() -> None:
    """Run the migrations that are missing."""
    migrate.upgrade(current_app.extensions["engine"])
    click.echo(f"The database is at {migrate.head()}.")


@db_group.command("downgrade")
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Undo migrations down to REVISION."""
    migrate.downgrade(current_app.extensions["engine"], revision)


@db_group.command("migration")
@click.argument("message")
def migration(message: str) -> None:
    """Write a migration named MESSAGE from what the models have and the database lacks."""
    migrate.write(current_app.extensions["engine"], message)


@click.command("work")
def work() -> None:
    """Run jobs until stopped; several may run at once."""
    stopping: list[int] = []

    def stop(number: int, frame: Any) -> None:
        stopping.append(number)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    worker.work(stopping=lambda: bool(stopping))


@click.group("jobs")
def jobs_group() -> None:
    """Look at what waits and what failed."""


@jobs_group.command("list")
def waiting() -> None:
    """Count the jobs that wait, by what they do."""
    counted = select(Job.handler, func.count()).where(Job.dead_at.is_(None)).group_by(Job.handler)
    for handler, count in db.session.execute(counted):
        click.echo(f"{count:6}  {handler}")


@jobs_group.command("dead")
def dead() -> None:
    """List the jobs that failed five times, with their last error."""
    for job in db.session.scalars(select(Job).where(Job.dead_at.is_not(None)).order_by(Job.id)):
        last = (job.last_error or "").strip().rpartition("\n")[2]
        click.echo(f"{job.id:6}  {job.handler}  {job.payload}  {last}")


@jobs_group.command("retry")
@click.argument("job_id", type=int)
def retry(job_id: int) -> None:
    """Give a dead job its tries back."""
    with db.transaction() as session:
        job = session.get(Job, job_id)
        if job is None:
            sys.exit(f"There is no job {job_id}.")
        job.revive(clock.now())
