"""The command ``localize``. Exit 0: done; 1: refused or failed, one line says why; 2: wrong usage."""

from typing import Any

import click

from localize.errors import LocalizeError
from web.cli import (
    articles,
    catalogue,
    check,
    database,
    editions,
    engines,
    feeds,
    memory,
    models,
    names,
    people,
    terms,
    versions,
)
from web.cli import run as running


class Commands(click.Group):
    """A group that turns our errors into one line and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except LocalizeError as error:
            click.echo(f"localize: {error.message}", err=True)
            for problem in error.details.get("errors", ()):
                click.echo(f"  {problem['field']}: {problem['message']}", err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="localize")
def cli() -> None:
    """Localize: machine drafts, side-by-side post-editing, approval and release of a newsroom's editions."""


for module in (
    running,
    database,
    people,
    articles,
    versions,
    feeds,
    editions,
    check,
    catalogue,
    memory,
    terms,
    names,
    engines,
    models,
):
    module.register(cli)


def main() -> None:
    """Entry point of the console script."""
    cli(prog_name="localize")
