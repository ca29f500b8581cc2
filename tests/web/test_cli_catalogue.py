"""``localize catalogue``: files out and in, and exit codes that a script can rely on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import cli


class Runner:
    """The command over a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.env = {"LOCALIZE_DATA_DIR": str(folder / "data"), "LOCALIZE_ENGINES": "", "LOCALIZE_DATABASE_URL": ""}

    def __call__(self, *args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, ["catalogue", *args], input=stdin, env=self.env)


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """The command."""
    return Runner(tmp_path)


def test_the_catalogue_goes_out_and_in_and_is_checked(run: Runner, tmp_path: Path) -> None:
    assert run("check").output == "The catalogue is complete.\n"
    path = tmp_path / "ru.po"
    assert run("export", "--locale", "ru", str(path)).exit_code == 0
    assert run("import", "--locale", "ru", str(path)).output.endswith(" unchanged\n")
    new = '\nmsgctxt "notice"\nmsgid "Sponsored by {source}."\nmsgstr "При поддержке {source}."\n'
    path.write_text(path.read_text(encoding="utf-8") + new, encoding="utf-8")
    dry = run("import", "--locale", "ru", "--add-new", "--dry-run", "--json", str(path))
    assert json.loads(dry.output)["counts"]["new"] == 1
    assert run("check").exit_code == 0
    assert run("import", "--locale", "ru", "--add-new", str(path)).exit_code == 0
    missing = run("check", "--json")
    assert missing.exit_code == 1
    assert [(p["locale"], p["kind"], p["msgid"]) for p in json.loads(missing.output)] == [
        ("de", "missing", "Sponsored by {source}.")
    ]
    assert run("check", "--locale", "ru").exit_code == 0
    assert "Sponsored by {source}." in run("export", "--template", "-").output


def test_refused_entries_are_named_and_the_rest_is_stored(run: Runner) -> None:
    head = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n\n'
    entries = [("Search", "Suchen"), ("Today: {date}", "Heute")]
    text = head + "".join(f'msgctxt "reader"\nmsgid "{a}"\nmsgstr "{b}"\n\n' for a, b in entries)
    result = run("import", "--locale", "de", "-", stdin=text.encode())
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "de: 1 changed, 1 refused",
        "  refused: reader: “Today: {date}”: {date} is missing: keep it as the source text has it.",
    ]
    assert 'msgstr "Suchen"' in run("export", "--locale", "de", "-").output


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("export", "--locale", "en", "-"), 1),
        (("export", "-"), 2),
        (("import", "--locale", "ru", "/no/such/file.po"), 1),
        (("check", "--locale", "xx"), 1),
    ],
)
def test_what_cannot_be_done_exits_with_a_line(run: Runner, args: tuple[str, ...], code: int) -> None:
    result = run(*args)
    assert result.exit_code == code
    assert "Traceback" not in result.output
