"""``localize engines`` and ``localize doctor``: what is ready, what is missing, what rests."""

from typing import Any

import click

from localize.config import Settings
from localize.errors import LocalizeError
from localize.mt import EngineReadiness, engine_readiness
from localize.services.context import Context
from localize.services.engine_report import EngineReport, EngineStatus, engine_report
from localize.services.setup import build_context
from localize.store import schema
from web.cli.common import json_option, settings, show, table
from workers.app import check_broker


@click.command()
@json_option
def engines(as_json: bool) -> None:
    """Say which translation engines are set up, in the order in which they are asked, and how they do."""
    loaded = settings()
    report = _report(loaded)
    known = {one.name: one for one in report.engines} if report else {}
    found = [(row, known.get(row.name)) for row in engine_readiness(loaded)]
    if as_json:
        show([_document(row, status) for row, status in found])
        return
    if report is None:
        table(["engine", "ready", "missing"], [[r.name, "yes" if r.ready else "no", r.missing] for r, _ in found])
        return
    head = ["engine", "ready", "state", "requests today", "characters", "cost", "median", "p95", "missing"]
    table(head, [_row(row, status, loaded) for row, status in found])
    if report.budget:
        budget = report.budget
        click.echo(
            f"budget: {budget.breaking + budget.others:,} of {budget.limit:,} characters spent today; "
            f"{budget.left:,} left, {budget.kept:,} of them for breaking news only"
        )


def _report(loaded: Settings) -> EngineReport | None:
    """How the engines do, where there is a database that is up to date."""
    ctx = build_context(loaded)
    if not ctx.store.is_made:
        return None
    try:
        ctx.store.ping()
        return engine_report(ctx) if schema.current(ctx.store) == schema.head() else None
    except LocalizeError:
        return None  # without a database there is only what the settings say; ``doctor`` tells what it lacks
    finally:
        ctx.store.close()


def _row(row: EngineReadiness, status: EngineStatus | None, loaded: Settings) -> list[Any]:
    ready = "yes" if row.ready else "no"
    if status is None:
        return [row.name, ready, "", "", "", "", "", "", row.missing]
    state = {"closed": "answers", "open": "rests", "half-open": "is tried"}[status.state.value]
    if status.health.until is not None:
        until = status.health.until.astimezone(loaded.time_zone)
        state += f" until {until:%Y-%m-%d %H:%M}: {status.health.reason}"
    return [
        row.name,
        ready,
        state,
        f"{status.today.requests:,}",
        f"{status.today.chars:,}",
        f"{status.today.cost:,.2f}" if status.price is not None else "",
        "" if status.median is None else f"{status.median:.2f} s",
        "" if status.p95 is None else f"{status.p95:.2f} s",
        row.missing,
    ]


def _document(row: EngineReadiness, status: EngineStatus | None) -> dict[str, Any]:
    said: dict[str, Any] = {"engine": row.name, "ready": row.ready, "missing": row.missing}
    if status is None:
        return said
    health = status.health
    return said | {
        "state": status.state.value,
        "reason": health.reason or None,
        "message": health.message or None,
        "since": health.since.isoformat() if health.since else None,
        "until": health.until.isoformat() if health.until else None,
        "today": {
            "requests": status.today.requests,
            "chars": status.today.chars,
            "cost": status.today.cost,
            "cached": status.today.cached,
        },
        "median_seconds": status.median,
        "p95_seconds": status.p95,
        "failures": dict(status.failures),
    }


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
    if not loaded.engines_in_use:
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
