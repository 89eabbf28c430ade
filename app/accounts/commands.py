"""`flask account …`: people made and confirmed by whoever runs the installation."""

import click
from flask.cli import AppGroup

from app.accounts import actions, passwords, queries
from app.accounts.addresses import is_address, normal_email
from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import session, transaction

account_group = AppGroup("account", help="People's accounts.")


@account_group.command("create")
@click.option("--email", required=True, help="With which they sign in.")
@click.option("--name", required=True, help="As colleagues read it, in any script.")
@click.option("--network-steward", is_flag=True, help="May run the whole installation.")
@click.password_option(help="At least 15 characters; asked for if not given.")
def create(email: str, name: str, password: str, *, network_steward: bool) -> None:
    """Open an account that needs no confirming."""
    if not is_address(email):
        raise click.ClickException(f"{email} is no e-mail address.")
    if fault := passwords.weakness(password, about=[name, email]):
        raise click.ClickException(fault)
    with transaction():
        if queries.by_email(email) is not None:
            raise click.ClickException(f"{email} has an account already.")
        at = clock.now()
        user = User(email=normal_email(email), name=name, created_at=at, confirmed_at=at)
        user.password_hash = passwords.hashed(password)
        user.languages, user.is_network_steward = ["en"], network_steward
        session.add(user)
    click.echo(f"{name} can sign in now.")


@account_group.command("confirm")
@click.argument("email")
def confirm(email: str) -> None:
    """Confirm an address by hand, where the mail did not arrive."""
    with transaction():
        user = queries.by_email(email)
        if user is None:
            raise click.ClickException(f"Nobody has the address {email}.")
        actions.confirm_address(user)
    click.echo(f"{email} is confirmed.")
