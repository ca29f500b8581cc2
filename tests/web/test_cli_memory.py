"""``localize memory``: files out and in, a search for scripts, and exit codes that they can rely on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.services.remembered import TMX
from web.cli import cli


class Runner:
    """The command over a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.env = {"LOCALIZE_DATA_DIR": str(folder / "data"), "LOCALIZE_ENGINES": "", "LOCALIZE_DATABASE_URL": ""}

    def __call__(self, *args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, ["memory", *args], input=stdin, env=self.env)


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """The command."""
    return Runner(tmp_path)


def test_a_file_goes_in_is_searched_and_comes_out(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "them.tmx"
    path.write_text(TMX, encoding="utf-8")
    dry = run("import", "--dry-run", "--json", str(path))
    assert dry.exit_code == 1
    assert json.loads(dry.stdout)["counts"] == {"added": 1}
    assert run("search", "yes").exit_code == 1
    result = run("import", "--locale", "ru", str(path))
    assert result.stdout.splitlines() == [
        "3 units: 1 added, 1 in other languages, 1 left out",
        "  unit 2, line 1: Its source text is empty.",
    ]
    found = run("search", "ДА", "--json", "--locale", "ru", "--in", "target", "--since", "2020-01-01")
    assert found.exit_code == 0
    assert [(one["source"], one["target"], one["origin"]) for one in json.loads(found.stdout)] == [
        ("Yes.", "Да &lt;b&gt;.", "imported")
    ]
    assert run("search", "yes").stdout.startswith("Yes.\n  ru: Да <b>.\n  imported, command line, ")
    out = tmp_path / "ours.tmx"
    assert run("export", "--locale", "ru", "-o", str(out)).stdout.endswith(f"Written: {out}\n")
    again = run("import", "-", stdin=out.read_bytes())
    assert (again.exit_code, again.stdout) == (0, "1 units: 1 same\n")
    assert run("export", "--format", "csv").stdout.splitlines()[1].startswith("en,ru,Yes.,Да &lt;b&gt;.,command line")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("import", "/no/such/file.tmx"), 1),
        (("import", "--locale", "xx", "-"), 1),
        (("import", "--as", "nobody@example.org", "-"), 1),
        (("export", "--locale", "en"), 1),
        (("export", "-o", "/no/such/folder/x"), 1),
        (("search",), 2),
        (("search", "x", "--in", "heaven"), 2),
        (("export", "--format", "xls"), 2),
    ],
)
def test_what_cannot_be_done_exits_with_a_line(run: Runner, args: tuple[str, ...], code: int) -> None:
    result = run(*args, stdin=b"")
    assert result.exit_code == code
    assert "Traceback" not in result.output


def test_a_file_that_is_no_tmx_is_refused_in_one_line(run: Runner) -> None:
    result = run("import", "-", stdin=b"a;b\n")
    assert result.exit_code == 1
    assert "localize: This is not a TMX file: it does not begin as XML does.\n" in result.output
