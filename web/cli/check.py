"""``localize check``: quality checks without a database."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from localize.errors import InvalidInputError
from localize.qa.messages import MESSAGES
from localize.qa.run import check_plain
from web.cli.common import json_option


@click.command()
@click.argument("source_file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.argument("target_file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--jsonl", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path), help="Rows {src, tgt}.")
@click.option("--locale", required=True, help="Locale of the translation.")
@json_option
def check(source_file: Path | None, target_file: Path | None, jsonl: Path | None, locale: str, as_json: bool) -> None:
    """Check a translation line by line: two files, or JSON lines {src, tgt} that come back with `findings`.

    Exit 1 when there is an error among the findings.
    """
    if jsonl is not None:
        rows = _json_rows(jsonl)
    elif source_file is not None and target_file is not None:
        rows = _file_rows(source_file, target_file)
    else:
        raise click.UsageError("Name SOURCE_FILE and TARGET_FILE, or --jsonl FILE.")
    errors = 0
    for number, row in enumerate(rows, start=1):
        findings = check_plain(row["src"], row["tgt"], locale)
        errors += sum(finding.severity == "error" for finding in findings)
        if jsonl is not None or as_json:
            found = [finding.to_json() for finding in findings]
            click.echo(json.dumps({**row, "findings": found}, ensure_ascii=False))
            continue
        for finding in findings:
            message = MESSAGES[finding.code].format_map(dict(finding.params))
            click.echo(f"line {number}: {finding.severity}: {message}")
    if errors:
        raise SystemExit(1)


def _read(path: Path) -> str:
    if str(path) == "-":
        return sys.stdin.read()
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidInputError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidInputError(f"{path} is not UTF-8.") from error


def _json_rows(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_read(path).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise InvalidInputError(f"{path}, line {number}: not JSON: {error.msg}.") from error
        if not isinstance(row, dict) or not isinstance(row.get("src"), str) or not isinstance(row.get("tgt"), str):
            raise InvalidInputError(f"{path}, line {number}: needs “src” and “tgt”, both texts.")
        yield row


def _file_rows(source_file: Path, target_file: Path) -> Iterator[dict[str, Any]]:
    sources, targets = _read(source_file).splitlines(), _read(target_file).splitlines()
    if len(sources) != len(targets):
        raise InvalidInputError(f"{source_file} has {len(sources)} lines, {target_file} has {len(targets)}.")
    for source, target in zip(sources, targets, strict=True):
        if source.strip() or target.strip():
            yield {"src": source, "tgt": target}


def register(cli: click.Group) -> None:
    """Add the command."""
    cli.add_command(check)
