"""``localize catalogue``: PO files out and in, and what is missing."""

from pathlib import Path
from typing import Any

import click

from localize.errors import InvalidInputError
from localize.exchange.catalogue import CatalogueProblem
from localize.exchange.incoming import ImportPlan, Outcome
from localize.exchange.po_bytes import MAX_BYTES
from localize.services import catalogue as service
from localize.services import catalogue_files as files
from web.cli.common import OPERATOR, actor_by_email, json_option, open_context, read_bytes, show

_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@click.group()
def catalogue() -> None:
    """Notices that recur, and the strings of the reader's page."""


@catalogue.command("check")
@click.option("--locale", "locales", multiple=True, help="Only this locale; may be repeated. Default: every target.")
@json_option
def catalogue_check(locales: tuple[str, ...], as_json: bool) -> None:
    """List what is missing, fuzzy or broken. Exit 1 when there is anything."""
    ctx = open_context()
    wanted = [service.check_locale(ctx, OPERATOR, locale) for locale in locales]
    problems = service.check(ctx, wanted or ctx.settings.target_locales)
    if as_json:
        show([_problem(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(problem.message)
        if not problems:
            click.echo("The catalogue is complete.")
    if problems:
        raise SystemExit(1)


def _problem(problem: CatalogueProblem) -> dict[str, Any]:
    return {
        "locale": problem.locale,
        "kind": problem.kind.value,
        "section": problem.section,
        "msgid": problem.msgid,
        "message": problem.message,
    }


@catalogue.command("export")
@click.argument("file", type=_FILE)
@click.option("--locale", help="Locale of the translations.")
@click.option("--template", is_flag=True, help="The source texts alone, as a POT file.")
def catalogue_export(file: Path, locale: str | None, template: bool) -> None:
    """Write the catalogue of a locale to FILE (- for standard output) as PO, for Poedit or Weblate."""
    if template == (locale is not None):
        raise click.UsageError("Name --locale, or --template.")
    ctx = open_context()
    text = files.export_template(ctx) if locale is None else files.export_po(ctx, OPERATOR, locale)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise InvalidInputError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Written: {file}")


@catalogue.command("import")
@click.argument("file", type=_FILE)
@click.option("--locale", required=True, help="Locale of the translations.")
@click.option("--add-new", is_flag=True, help="Take notices, headings and names in that the template does not have.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--as", "email", help="Who imports; default: the command line.")
@json_option
def catalogue_import(file: Path, locale: str, add_new: bool, dry_run: bool, email: str | None, as_json: bool) -> None:
    """Read a PO FILE (- for standard input) into the catalogue of a locale, in one transaction.

    Entries that are refused are named and left as they are; exit 1 when there is one.
    """
    ctx = open_context()
    actor = actor_by_email(ctx, email) if email else OPERATOR
    act = files.preview_import if dry_run else files.import_po
    plan = act(ctx, actor, locale, read_bytes(file, MAX_BYTES), add_new=add_new)
    if as_json:
        show(_report(plan))
    else:
        _tell(plan)
    if plan.count(Outcome.REFUSED):
        raise SystemExit(1)


def _report(plan: ImportPlan) -> dict[str, Any]:
    return {
        "locale": plan.locale,
        "counts": dict(plan.counts),
        "entries": [
            {
                "outcome": item.outcome.value,
                "section": item.entry.context,
                "msgid": item.entry.msgid,
                "fuzzy": item.fuzzy,
                "before": list(item.before),
                "texts": list(item.entry.texts),
                "reason": item.reason.message if item.reason else None,
            }
            for item in plan.items
            if item.outcome not in {Outcome.UNCHANGED, Outcome.EMPTY}
        ],
    }


def _tell(plan: ImportPlan) -> None:
    said = [f"{count} {name}" for name, count in plan.counts.items() if count]
    click.echo(f"{plan.locale}: {', '.join(said)}")
    for item in plan.items:
        if item.reason is not None:
            click.echo(f"  refused: {item.entry.context}: “{item.entry.msgid}”: {item.reason.message}")


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(catalogue)
