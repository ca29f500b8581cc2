"""``localize terms``: TBX and CSV files in and out, and a look at what is there."""

from pathlib import Path
from typing import Any

import click

from localize.errors import InvalidInputError
from localize.exchange.sent_terms import MAX_BYTES
from localize.exchange.term_incoming import TermFormat, TermOutcome, TermPlan
from localize.services import terms as service
from localize.services import terms_files as files
from localize.services.terms import TermEntry, TermShow, Wanted
from web.cli.common import OPERATOR, actor_by_email, json_option, open_context, read_bytes, show, table

_FILE = click.Path(dir_okay=False, allow_dash=True, path_type=Path)
_FORMATS = click.Choice([one.value for one in TermFormat])


@click.group()
def terms() -> None:
    """The termbase: what the house calls things."""


@terms.command("import")
@click.argument("file", type=_FILE)
@click.option("--format", "name", type=_FORMATS, help="Default: what the file looks like.")
@click.option("--locale", help="Take the terms of this locale only.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--as", "email", help="Who imports; default: the command line.")
@json_option
def terms_import(
    file: Path, name: str | None, locale: str | None, dry_run: bool, email: str | None, as_json: bool
) -> None:
    """Read a TBX or CSV FILE (- for standard input) into the termbase, in one transaction.

    What is refused is named and left out; exit 1 when there is anything.
    """
    ctx = open_context()
    actor = actor_by_email(ctx, email) if email else OPERATOR
    data, chosen = read_bytes(file, MAX_BYTES), TermFormat(name) if name else None
    if dry_run:
        plan = files.preview_import(ctx, actor, data, format=chosen, locale=locale)
    else:
        plan = files.import_terms(ctx, actor, data, format=chosen, locale=locale)
    if as_json:
        show(_report(plan))
    else:
        _tell(plan)
    if plan.refused:
        raise SystemExit(1)


@terms.command("export")
@click.option("--format", "name", type=_FORMATS, help="Default: by the name of the file, else tbx.")
@click.option("--locale", help="The terms of this locale only.")
@click.option("-o", "--output", "file", type=_FILE, default="-", help="Default: standard output.")
def terms_export(name: str | None, locale: str | None, file: Path) -> None:
    """Write the termbase as TBX-Basic or CSV; proposals are left out."""
    chosen = TermFormat(name or ("csv" if file.suffix.lower() == ".csv" else "tbx"))
    text = files.export_terms(open_context(), OPERATOR, chosen, locale)
    if str(file) == "-":
        click.echo(text.encode("utf-8"), nl=False)
        return
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InvalidInputError(f"{file} cannot be written: {error.strerror}.") from error
    click.echo(f"Written: {file}")


@terms.command("list")
@click.option("--locale", help="Default: the first target locale.")
@click.option("--search", "words", default="", help="Part of a source term or of a term in the locale.")
@click.option("--status", "status", type=click.Choice([one.value for one in TermShow if one.value]))
@click.option("--domain", default="")
@click.option("--page", type=click.IntRange(1), default=1)
@json_option
def terms_list(locale: str | None, words: str, status: str | None, domain: str, page: int, as_json: bool) -> None:
    """List terms, a page of a hundred at a time."""
    ctx = open_context()
    wanted = Wanted(locale or ctx.settings.target_locales[0], words, TermShow(status or ""), domain)
    found = service.list_terms(ctx, OPERATOR, wanted, page=page)
    if as_json:
        show({"total": found.total, "page": found.page, "terms": [_entry(one, wanted.locale) for one in found.entries]})
        return
    rows = [(one.id, one.concept.source, one.concept.part_of_speech.value, _said(one, wanted)) for one in found.entries]
    table(("id", "source", "part of speech", wanted.locale), rows)


def _said(entry: TermEntry, wanted: Wanted) -> str:
    if entry.concept.do_not_translate:
        return "(kept as it is)"
    marks = {"preferred": "", "admitted": " (admitted)", "forbidden": " (forbidden)"}
    return ", ".join(
        term.text + marks[term.status.value] + (" (proposed)" if term.proposed else "")
        for term in entry.concept.of(wanted.locale)
    )


def _entry(entry: TermEntry, locale: str) -> dict[str, Any]:
    concept = entry.concept
    return {
        "id": entry.id,
        "source": concept.source,
        "part_of_speech": concept.part_of_speech.value,
        "definition": concept.definition,
        "domains": list(concept.domains),
        "case": concept.case_rule.value,
        "do_not_translate": concept.do_not_translate,
        "proposed": concept.proposed,
        "targets": [
            {"text": t.text, "status": t.status.value, "forms": list(t.forms), "proposed": t.proposed}
            for t in concept.of(locale)
        ],
    }


def _report(plan: TermPlan) -> dict[str, Any]:
    return {
        "counts": dict(plan.counts),
        "entries": [
            {
                "outcome": item.outcome.value,
                "source": item.concept.source,
                "line": item.line,
                "added": [f"{term.locale}: {term.text}" for term in item.added],
            }
            for item in plan.items
            if item.outcome is not TermOutcome.UNCHANGED
        ],
        "problems": [
            {
                "code": found.code,
                "line": found.line,
                "about": found.about,
                "left_out": found.loss,
                "message": found.message,
            }
            for found in plan.problems
        ],
    }


def _tell(plan: TermPlan) -> None:
    said = [f"{count} {name}" for name, count in plan.counts.items() if count]
    click.echo(", ".join(said) or "nothing to do")
    for found in plan.problems:
        place = f"line {found.line}" if found.line else "file"
        about = f" “{found.about}”" if found.about else ""
        click.echo(f"  {place}{about}: {found.message}{' Left out.' if found.loss else ''}")


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(terms)
