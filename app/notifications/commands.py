"""Mail that comes in, on the operator's command line."""

import logging
import sys

import click
from flask import current_app
from flask.cli import AppGroup

from app.notifications.incoming import mailbox, receive

log = logging.getLogger(__name__)

mail_group = AppGroup("mail", help="Take in answers by mail, and mail that came back.")

TRY_AGAIN = 75
"""What a mail server understands as: keep it and try later (EX_TEMPFAIL)."""


@mail_group.command("receive")
@click.option("--to", help="The address at which it came, where the mail does not name it.")
def receive_command(to: str | None) -> None:
    """Take in one mail from standard input: for a mail server's pipe."""
    try:
        click.echo(receive(sys.stdin.buffer.read(), to))
    except Exception:  # whatever it is, the mail server must keep the mail
        log.exception("mail could not be received")
        sys.exit(TRY_AGAIN)


@mail_group.command("poll")
def poll_command() -> None:
    """Take in the unseen mails of the mailbox IMAP_URL."""
    url = current_app.config["STAFFROOM"].imap_url
    if url is None:
        sys.exit("IMAP_URL is not set.")
    click.echo(f"{mailbox.poll(url, receive)} taken in")
