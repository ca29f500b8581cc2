"""``localize models``: the models of the local engine."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from localize.errors import InvalidInputError
from localize.mt.local_model import Installed, Manifest
from localize.mt.model_download import Progress
from localize.services import models as service
from web.cli.common import json_option, settings, show, table


@click.group()
def models() -> None:
    """Models that translate on this machine (engine `local`)."""


@models.command("list")
@json_option
def models_list(as_json: bool) -> None:
    """Say which models are installed, with size and licence."""
    loaded = settings()
    found = service.list_models(loaded)
    if as_json:
        show([_row(row) for row in found])
        return
    table(["pair", "name", "version", "size", "licence", "attribution"], [_cells(row) for row in found])
    if not found:
        click.echo(f"No model in {loaded.model_dir}. Get one: localize models pull SOURCE")


@models.command("verify")
@click.argument("pair", required=False)
@json_option
def models_verify(pair: str | None, as_json: bool) -> None:
    """Read every model, or that of PAIR (such as en-ru), and compare it with its manifest. Exit 1 when one is damaged."""
    found = service.verify(settings(), pair)
    if as_json:
        show([{**_row(row.model), "problems": list(row.problems)} for row in found])
    else:
        for row in found:
            click.echo(f"{row.model.folder.name}: {' '.join(row.problems) or 'whole'}")
        if not found:
            click.echo("No model is installed.")
    if any(row.problems for row in found):
        raise SystemExit(1)


@models.command("pull")
@click.argument("source")
@click.option("--sha256", default="", help="What the file must be, in hexadecimal digits.")
@click.option("--from", "from_", default="", metavar="LANGUAGE", help="Source language, if the model does not say it.")
@click.option("--to", default="", metavar="LANGUAGE", help="Target language, if the model does not say it.")
@click.option("--licence", default="", help="Terms of use, if the model does not say them.")
@click.option("--attribution", default="", help="Whom to name as its maker.")
@click.option("--yes", is_flag=True, help="Install without asking, with an unknown licence too.")
@json_option
def models_pull(
    source: str, sha256: str, from_: str, to: str, licence: str, attribution: str, yes: bool, as_json: bool
) -> None:
    """Install a model from SOURCE: a folder, a ZIP or .argosmodel file, or an http(s) address.

    Shows size and licence first. One whose licence is not known is installed only when somebody says so.
    """
    wanted = service.Wanted(sha256, from_, to, licence, attribution)
    with _bar(quiet=as_json) as progress, service.pulled(settings(), source, wanted, progress) as staged:
        if not as_json:
            _tell(staged.manifest)
        if not staged.has_licence and not yes:
            _agree(as_json=as_json)
        staged.install()
        if as_json:
            show({"installed": str(staged.place), **staged.manifest.to_json()})
            return
        before = f" in the place of version {staged.replaces.version or '?'}" if staged.replaces else ""
        click.echo(f"Installed: {staged.place}{before}")


def _agree(*, as_json: bool) -> None:
    if as_json or not _may_ask():
        raise InvalidInputError("The model’s licence is not known. Name it with --licence, or say --yes.")
    click.confirm("Its licence is not known. Install it all the same?", abort=True)


def _may_ask() -> bool:
    return sys.stdin.isatty()


def _is_watched() -> bool:
    return sys.stderr.isatty()


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Progress]:
    """A bar on standard error for what comes over the network; nothing where nobody looks."""
    if quiet or not _is_watched():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=0, label="Fetching", file=sys.stderr, show_pos=False) as bar:

        def advance(done: int, total: int | None) -> None:
            bar.length = total or done
            bar.update(done - bar.pos)

        yield advance


def _tell(manifest: Manifest) -> None:
    click.echo(f"{manifest.pair}: {manifest.name} {manifest.version}".rstrip())
    click.echo(f"  size         {_size(manifest)}")
    click.echo(f"  licence      {manifest.licence}")
    click.echo(f"  attribution  {manifest.attribution or 'none given'}")


def _size(manifest: Manifest) -> str:
    return f"{manifest.size / 1e6:,.1f} MB"


def _cells(row: Installed) -> list[Any]:
    known = row.manifest
    if known is None:
        return [row.folder.name, row.problem, "", "", "", ""]
    return [known.pair, known.name, known.version, _size(known), known.licence, known.attribution]


def _row(row: Installed) -> dict[str, Any]:
    known = row.manifest
    about = {"size": known.size, **known.to_json()} if known else {"problem": row.problem}
    return {"pair": row.folder.name, "folder": str(row.folder), **about}


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(models)
