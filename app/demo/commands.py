"""The demo network on the command line."""

import click
from flask.cli import AppGroup

from app.demo import loader
from app.demo.cast import EVERYBODYS
from app.kernel import db
from app.kernel.errors import Refused
from app.lessons.transfer import running

demo_group = AppGroup("demo", help="A network to look at, with people and lessons.")


@demo_group.command("load")
@click.option("--no-wait", is_flag=True, help="Leave the index to a running worker.")
def load(*, no_wait: bool) -> None:
    """Fill an empty installation with the demo network."""
    try:
        with db.transaction():
            count = loader.load()
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None
    if not no_wait:
        running.work_off()
    click.echo(f"The demo network is here: {count} lessons. Everybody's password: {EVERYBODYS}")
