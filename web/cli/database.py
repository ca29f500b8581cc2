"""``localize db``: migrate, check."""

import click

from localize.services.context import Context
from localize.services.setup import build_context
from localize.store import schema
from web.cli.common import settings


def _context() -> Context:
    return build_context(settings())


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the database to the newest schema."""
    ctx = _context()
    schema.upgrade(ctx.store)
    click.echo(f"The database is at {schema.current(ctx.store)}.")


@db.command()
def check() -> None:
    """Say whether the database is up to date and equal to the models."""
    ctx = _context()
    found, wanted = schema.current(ctx.store), schema.head()
    if found != wanted:
        click.echo(
            f"The database is at {found or 'nothing'}, the newest is {wanted}. Run: localize db upgrade", err=True
        )
        raise SystemExit(1)
    differences = schema.differences(ctx.store)
    for difference in differences:
        click.echo(difference, err=True)
    if differences:
        raise SystemExit(1)
    click.echo(f"The database is at {found}, and equal to the models.")


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(db)
