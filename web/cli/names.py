"""``localize names``: the register as CSV, out and in, and a list of it."""

from pathlib import Path
from typing import Any

import click

from localize.errors import InvalidInputError
from localize.exchange.name_csv import MAX_BYTES
from localize.services import name_files as files
from localize.services.name_files import NameOutcome, NamePlan
from localize.services.name_record import Registered
from localize.services.names import check_locale, list_names
from localize.store.names import NameQuery
from localize.terms.concept import fold
from localize.terms.name import NameKind
from localize.terms.name_entry import to_json
from web.cli.common import OPERATOR, actor_by_email, json_option, open_context, read_bytes, show, table

_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)


@click.group()
def names() -> None:
    """Persons, places and organisations with their house form in each language."""


@names.command("list")
@click.option("--locale", help="Whose house forms to show; default: the first target locale.")
@click.option("--kind", type=click.Choice([kind.value for kind in NameKind]), help="Only names of this kind.")
@click.option("--undecided", is_flag=True, help="Only names without an accepted form in the locale.")
@click.option("--find", "words", default="", help="Part of a spelling or of a form.")
@click.option("--limit", default=500, show_default=True, type=click.IntRange(1, 100_000))
@json_option
def names_list(locale: str | None, kind: str | None, undecided: bool, words: str, limit: int, as_json: bool) -> None:
    """List names with their house form."""
    ctx = open_context()
    tag = check_locale(ctx, OPERATOR, locale or ctx.settings.target_locales[0])
    query = NameQuery(tag, fold(words), kind or "", "undecided" if undecided else "")
    found = list_names(ctx, query, limit=limit)
    if as_json:
        show([_as_json(entry) for entry in found.entries])
        return
    table(("id", "kind", "name", tag, "first mention"), [_row(entry, tag) for entry in found.entries])
    if found.total > len(found.entries):
        click.echo(f"… and {found.total - len(found.entries)} more")


def _row(registered: Registered, locale: str) -> tuple[Any, ...]:
    entry = registered.entry
    form = entry.accepted.get(locale)
    return registered.id, entry.kind.value, entry.source, form and form.text, form and form.first_mention


def _as_json(registered: Registered) -> dict[str, Any]:
    return {"id": registered.id, **to_json(registered.entry)}


@names.command("export")
@click.argument("file", type=_FILE)
def names_export(file: Path) -> None:
    """Write every name to FILE (- for standard output) as CSV, for a spreadsheet."""
    text = files.export_names(open_context())
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8-sig", newline="")
    except OSError as error:
        raise InvalidInputError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Written: {file}")


@names.command("import")
@click.argument("file", type=_FILE)
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--as", "email", help="Who imports; default: the command line.")
@json_option
def names_import(file: Path, dry_run: bool, email: str | None, as_json: bool) -> None:
    """Read a CSV FILE (- for standard input) into the register, in one transaction.

    Names are added or changed, none is taken away. Lines that are left out are named; exit 1 when there is one.
    """
    ctx = open_context()
    actor = actor_by_email(ctx, email) if email else OPERATOR
    plan = (files.preview_import if dry_run else files.import_names)(ctx, actor, read_bytes(file, MAX_BYTES))
    if as_json:
        show(_report(plan))
    else:
        _tell(plan)
    if plan.lost:
        raise SystemExit(1)


def _report(plan: NamePlan) -> dict[str, Any]:
    return {
        "counts": {outcome.value: plan.count(outcome) for outcome in NameOutcome},
        "names": [
            {
                "outcome": item.outcome.value,
                "line": item.line,
                **to_json(item.entry),
                "reason": item.reason.message if item.reason else None,
            }
            for item in plan.items
            if item.outcome is not NameOutcome.UNCHANGED
        ],
        "issues": [
            {"code": i.code, "line": i.line, "name": i.about, "message": i.message, "left_out": i.loss}
            for i in plan.issues
        ],
    }


def _tell(plan: NamePlan) -> None:
    said = [f"{plan.count(outcome)} {outcome.value}" for outcome in NameOutcome if plan.count(outcome)]
    click.echo(", ".join(said) or "nothing")
    for item in plan.items:
        if item.reason is not None:
            click.echo(f"  line {item.line}, {item.entry.source}: refused: {item.reason.message}")
    for issue in plan.issues:
        click.echo(f"  line {issue.line}{f', {issue.about}' if issue.about else ''}: {issue.message}")


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(names)
