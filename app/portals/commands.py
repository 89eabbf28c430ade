"""Portals and their members on the operator's command line."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts import queries as accounts
from app.accounts import zones
from app.accounts.models import Role, User
from app.kernel import converters, db, i18n
from app.kernel.errors import Refused
from app.portals import actions, queries, words
from app.portals.models import Joining, Portal, Settings
from app.taxonomy import languages

portal_group = AppGroup("portal", help="Found portals and list them.")
member_group = AppGroup("member", help="Appoint members of a portal and list them.")

P = ParamSpec("P")
R = TypeVar("R")


class Texts(click.ParamType[tuple[str, str]]):
    """A text with its language: en="North"."""

    name = "language=text"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return language and text."""
        tag, _, text = value.partition("=")
        if not text.strip():
            self.fail(f'{value!r} should look like en="North"', param, ctx)
        return _language(tag), text.strip()


def settled(command: Callable[P, R]) -> Callable[P, R]:
    """Keep all that the command did, or nothing; say what is refused and fail."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            with db.transaction():
                return command(*args, **kwargs)
        except Refused as error:
            raise click.ClickException(str(error)) from None

    return run


@portal_group.command("create")
@click.argument("slug")
@click.option("--name", "names", type=Texts(), multiple=True, required=True, help='en="North"')
@click.option("--description", "descriptions", type=Texts(), multiple=True)
@click.option("--region", type=click.Choice(words.REGIONS), required=True)
@click.option("--language", "tags", multiple=True, required=True, help="The main one first.")
@click.option("--hue", type=click.IntRange(0, 359), default=160, show_default=True)
@click.option("--joining", type=click.Choice([way.value for way in Joining]), default="open")
@click.option("--locale", type=click.Choice([one.tag for one in i18n.OFFERED]), default="en")
@click.option("--time-zone", default="UTC", show_default=True)
@click.option("--closed", is_flag=True, help="It does not exist for those who are not members.")
@settled
def create(slug: str, region: str, **chosen: Any) -> None:
    """Found a portal under the address SLUG."""
    reserved = converters.reserved_words(current_app.url_map)
    actions.found(slug, region, _settings(**chosen), reserved=reserved)
    click.echo(f"The portal {slug} is founded. Appoint its first steward:")
    click.echo(f"  flask member add EMAIL --portal {slug} --role steward")


@portal_group.command("list")
@settled
def list_portals() -> None:
    """List all portals, closed ones too."""
    for one in queries.whole_network():
        found = one.portal
        closed = "closed" if found.is_closed else found.joining.value
        name = found.name_in("en")
        click.echo(f"{found.slug:24} {closed:12} {one.members:6} members  {name}")


@member_group.command("add")
@click.argument("email")
@click.option("--portal", "slug", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), default="member")
@settled
def add(email: str, slug: str, role: str) -> None:
    """Give the person with the address EMAIL a role in a portal."""
    found, who = _portal(slug), _person(email)
    actions.appoint(found, who, Role(role))
    click.echo(f"{email} is {role} of {slug}.")


@member_group.command("list")
@click.option("--portal", "slug", required=True)
@settled
def list_members(slug: str) -> None:
    """List the members of a portal and those who wait, with their roles."""
    for place in queries.places(_portal(slug).id):
        click.echo(
            f"{place.role:10} {place.standing:9} {place.user.email or '-':40} {place.user.name}"
        )


def _settings(
    *,
    names: Iterable[tuple[str, str]],
    descriptions: Iterable[tuple[str, str]],
    tags: Iterable[str],
    hue: int,
    joining: str,
    locale: str,
    time_zone: str,
    closed: bool,
) -> Settings:
    if time_zone not in zones.names():
        raise click.ClickException(f"{time_zone!r} is not a time zone such as Africa/Nairobi")
    return Settings(
        names=dict(names),
        languages=[_language(tag) for tag in tags],
        descriptions=dict(descriptions),
        welcomes={},
        hue=hue,
        locale=locale,
        time_zone=time_zone,
        joining=Joining(joining),
        is_closed=closed,
    )


def _portal(slug: str) -> Portal:
    found = queries.named(slug)
    if found is None:
        raise click.ClickException(f"no portal has the address {slug!r}: see flask portal list")
    return found


def _person(email: str) -> User:
    found = accounts.by_email(email)
    if found is None:
        raise click.ClickException(f"nobody has signed up as {email}")
    return found


def _language(tag: str) -> str:
    try:
        return languages.normalise(tag)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
