"""``localize memory``: other houses' translation memories in, ours out, and the search of the page for scripts."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click

from localize.errors import InvalidInputError
from localize.memory.entry import EntryOrigin
from localize.services import memory_export as export
from localize.services.memory_entries import Entry, check_locale
from localize.services.memory_import import ImportReport, import_tmx
from localize.services.memory_search import Question, Side, search
from web.cli.common import OPERATOR, actor_by_email, json_option, open_context, show

_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
_TOLD = 20  # problems of a file that are written out


@click.group()
def memory() -> None:
    """Sentences with their confirmed translations."""


@memory.command("import")
@click.argument("file", type=_FILE)
@click.option("--locale", "locales", multiple=True, help="Only this locale; may be repeated. Default: every one.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--as", "email", help="Who imports; default: the command line.")
@json_option
def memory_import(file: Path, locales: tuple[str, ...], dry_run: bool, email: str | None, as_json: bool) -> None:
    """Read a TMX FILE (- for standard input) into the memory, as imported pairs.

    What was approved here stays; units that cannot be read are named and left out. Exit 1 when there is one.
    """
    ctx = open_context()
    actor = actor_by_email(ctx, email) if email else OPERATOR
    with _opened(file) as stream, _bar(stream, "Importing") as step:
        report = import_tmx(ctx, actor, stream, locales, store=not dry_run, progress=lambda _: step())
    if as_json:
        show(_report(report))
    else:
        _tell(report, dry_run=dry_run)
    if report.refused:
        raise SystemExit(1)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise InvalidInputError(f"{file} cannot be read: {error.strerror}.") from error
    with stream:
        yield stream


@contextmanager
def _bar(stream: BinaryIO, label: str) -> Iterator[Any]:
    """A progress bar over the bytes of a file; nothing for a pipe, whose end is not known."""
    try:
        length = os.fstat(stream.fileno()).st_size
        stream.tell()
    except OSError:
        yield lambda: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(stream.tell() - bar.pos)
        bar.update(length - bar.pos)


def _report(report: ImportReport) -> dict[str, Any]:
    return {
        "units": report.units,
        "stored": report.stored,
        "counts": {outcome.value: count for outcome, count in sorted(report.counts.items())},
        "elsewhere": report.elsewhere,
        "refused": report.refused,
        "issues": [
            {"code": one.code, "unit": one.unit, "line": one.line, "about": one.about, "message": one.message}
            for one in report.issues
        ],
    }


def _tell(report: ImportReport, *, dry_run: bool) -> None:
    said = [f"{count:,} {outcome.value}" for outcome, count in sorted(report.counts.items())]
    said += [f"{report.elsewhere:,} in other languages"] if report.elsewhere else []
    said += [f"{report.refused:,} left out"] if report.refused else []
    click.echo(f"{report.units:,} units: {', '.join(said) or 'nothing to store'}{' (dry run)' if dry_run else ''}")
    for one in report.issues[:_TOLD]:
        click.echo(f"  unit {one.unit}, line {one.line}: {one.message}{f' “{one.about}”' if one.about else ''}")
    if report.refused > _TOLD:
        click.echo(f"  and {report.refused - min(_TOLD, len(report.issues)):,} more")


@memory.command("export")
@click.option("--locale", help="Only this locale. Default: every one.")
@click.option("-o", "--output", type=_FILE, default=Path("-"), help="File to write; default: standard output.")
@click.option("--format", "form", type=click.Choice(["tmx", "csv"]), default="tmx", show_default=True)
def memory_export(locale: str | None, output: Path, form: str) -> None:
    """Write the memory as TMX 1.4b, or as CSV for a spreadsheet."""
    ctx = open_context()
    pieces = (export.export_tmx if form == "tmx" else export.export_csv)(ctx, OPERATOR, locale)
    if str(output) == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    total = export.count(ctx, OPERATOR, locale)
    try:
        with (
            output.open("w", encoding="utf-8", errors="replace", newline="") as file,
            click.progressbar(length=total, label="Exporting", file=sys.stderr) as bar,
        ):
            _write(pieces, file, bar)
    except OSError as error:
        raise InvalidInputError(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"Written: {output}")


def _write(pieces: Iterator[str], file: TextIO, bar: Any) -> None:
    for number, piece in enumerate(pieces, start=1):
        file.write(piece)
        if number % 500 == 0:
            bar.update(500)


@memory.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--locale", help="Only this locale.")
@click.option(
    "--in", "side", type=click.Choice([side.value for side in Side]), default=Side.ANY.value, show_default=True
)
@click.option("--author", default="", help="Who wrote or approved the pair.")
@click.option("--article", type=click.IntRange(1, 2**63 - 1), help="Number of an article.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="From this day on.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Up to this day.")
@click.option("--origin", type=click.Choice([origin.value for origin in EntryOrigin]))
@click.option("--limit", type=click.IntRange(1, 1_000), default=25, show_default=True)
@json_option
def memory_search(words: tuple[str, ...], locale: str | None, limit: int, as_json: bool, **more: Any) -> None:
    """Find pairs that have all WORDS in either language: words, "phrases", beginnings with a star.

    Exit 1 when there is none.
    """
    ctx = open_context()
    question = Question(
        words=" ".join(words),
        side=Side(more["side"]),
        locale=check_locale(ctx, OPERATOR, locale) if locale else "",
        author=more["author"],
        article_id=more["article"],
        since=more["since"].date() if more["since"] else None,
        until=more["until"].date() if more["until"] else None,
        origin=EntryOrigin(more["origin"]) if more["origin"] else None,
    )
    entries = search(ctx, OPERATOR, question, limit=limit).entries
    if as_json:
        show([_entry(entry) for entry in entries])
    else:
        for entry in entries:
            click.echo(f"{entry.source.plain}\n  {entry.target_locale}: {entry.target.plain}")
            click.echo(f"  {entry.origin.value}, {entry.author}, {entry.updated_at:%Y-%m-%d}")
        if not entries:
            click.echo("No pair has all of these words.")
    if not entries:
        raise SystemExit(1)


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "source_locale": entry.source_locale,
        "target_locale": entry.target_locale,
        "source": entry.source.dumps(),
        "target": entry.target.dumps(),
        "origin": entry.origin.value,
        "author": entry.author,
        "approver": entry.approver,
        "article_id": entry.article_id,
        "updated_at": entry.updated_at.isoformat(),
        "note": entry.note,
    }


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(memory)
