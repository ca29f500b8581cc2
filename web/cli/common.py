"""What the commands share: the context, output for people and scripts, actors by address."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from localize.config import Settings, load_settings
from localize.errors import InvalidInputError, StoreError
from localize.ports import Dispatcher
from localize.services import people
from localize.services.context import Actor, Context
from localize.services.setup import build_context
from localize.store import schema
from localize.workflow import UserRole

_F = TypeVar("_F", bound=Callable[..., Any])

# What the command line does without naming a person: intake and upkeep.
OPERATOR = Actor(None, "command line", UserRole.ADMIN)


def settings() -> Settings:
    """The settings of this run."""
    return load_settings()


def open_context(dispatcher: Dispatcher | None = None) -> Context:
    """A context over a database that is up to date. Raises ``StoreError`` saying what to do when it is not."""
    ctx = build_context(settings(), dispatcher)
    found = schema.current(ctx.store)
    if found is None and ctx.store.is_sqlite:
        schema.upgrade(ctx.store)  # the embedded database needs no ceremony
    elif found != schema.head():
        raise StoreError("The database is not up to date. Run: localize db upgrade")
    return ctx


def actor_by_email(ctx: Context, email: str) -> Actor:
    """The person who acts. Raises ``NotFoundError``."""
    return people.by_email(ctx, email).actor


def json_option(command: _F) -> _F:
    """``--json``: one JSON document for scripts."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")(command)


def show(value: Any) -> None:
    """Print JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Print columns."""
    text = [[str(cell) if cell is not None else "" for cell in row] for row in rows]
    widths = [max(len(line[n]) for line in [list(head), *text]) for n in range(len(head))]
    for line in [list(head), *text]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def read_bytes(file: Path, limit: int) -> bytes:
    """A file, or standard input for ``-``; one byte more than ``limit`` at most: whoever reads it says that it is too large.

    Raises ``InvalidInputError``.
    """
    if str(file) == "-":
        return sys.stdin.buffer.read(limit + 1)
    try:
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except OSError as error:
        raise InvalidInputError(f"{file} cannot be read: {error.strerror}.") from error
