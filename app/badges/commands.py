"""Keys of issuers on the operator's command line."""

from typing import NoReturn

import click
from flask.cli import AppGroup

from app.badges import issuing, queries, writing_down
from app.badges.models import Issuer, IssuerKey
from app.kernel import db

badges_group = AppGroup("badges", help="Keys with which badges are signed.")


@badges_group.command("keys")
@click.argument("slug", required=False)
def keys(slug: str | None) -> None:
    """List the keys of all issuers, or of one; exit status 1 where one of them cannot sign."""
    with db.transaction():
        for issuer in [_issuer(slug)] if slug else queries.issuers():
            click.echo(f"{issuer.slug}  {writing_down.did_of(issuer)}")
            for key in issuer.keys:
                click.echo(f"  {key.name}  {key.created_at:%Y-%m-%d}  {_state(issuer, key)}")
        locked = [one.slug for one in issuing.locked()]
    if locked:
        _fail(
            f"{', '.join(locked)} cannot sign: SECRET_KEY or BASE_URL was another when the key was "
            "made. Set it again, or make a new key with flask badges rotate."
        )


@badges_group.command("rotate")
@click.argument("slug")
def rotate(slug: str) -> None:
    """Retire an issuer's key and make another; what was signed before still counts."""
    with db.transaction():
        key = issuing.rotate(_issuer(slug))
        click.echo(f"{slug} signs with {key.name} from now on.")


def _issuer(slug: str) -> Issuer:
    found = queries.issuer(slug)
    if found is None:
        _fail(f"no issuer is called {slug!r}: flask badges keys names them")
    return found


def _state(issuer: Issuer, key: IssuerKey) -> str:
    if key.retired_at is not None:
        return f"retired {key.retired_at:%Y-%m-%d}"
    return "signs" if issuing.opens(issuer, key) else "LOCKED"


def _fail(why: str) -> NoReturn:
    raise click.ClickException(why)
