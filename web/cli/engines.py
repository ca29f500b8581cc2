"""``localize engines`` and ``localize doctor``: what is ready, what is missing."""

import click

from localize.errors import LocalizeError
from localize.mt import engine_readiness
from localize.services.context import Context
from localize.services.setup import build_context
from localize.store import schema
from web.cli.common import json_option, settings, show, table
from workers.app import check_broker


@click.command()
@json_option
def engines(as_json: bool) -> None:
    """Say which translation engines are set up, in the order in which they are asked."""
    found = engine_readiness(settings())
    if as_json:
        show([{"engine": r.name, "ready": r.ready, "missing": r.missing} for r in found])
        return
    table(["engine", "ready", "missing"], [[r.name, "yes" if r.ready else "no", r.missing] for r in found])


@click.command()
def doctor() -> None:
    """Check settings, database, broker and engines. Exit 1 when something is missing that a start would need."""
    loaded = settings()
    ctx = build_context(loaded)
    problems = 0
    for name, probe in (("database", _database), ("broker", _broker)):
        try:
            click.echo(f"{name}: {probe(ctx)}")
        except (LocalizeError, OSError) as error:
            problems += 1
            click.echo(f"{name}: {error}", err=True)
    for row in engine_readiness(loaded):
        click.echo(f"engine {row.name}: {'ready' if row.ready else row.missing}")
    if not loaded.engines:
        click.echo("engine: none set up; catalogue and memory still draft what they know")
    if problems:
        raise SystemExit(1)


def _database(ctx: Context) -> str:
    ctx.store.ping()
    found = schema.current(ctx.store)
    if found != schema.head():
        return f"at {found or 'nothing'}; run: localize db upgrade"
    return f"ready at {found}"


def _broker(ctx: Context) -> str:
    check_broker(ctx.settings)
    return "ready"


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(engines)
    cli.add_command(doctor)
