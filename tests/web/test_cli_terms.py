"""``localize terms``: files out and in, problems with their lines, exit codes that a script can rely on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import cli

GOOD = "source,ru,ru forbidden\nceasefire,прекращение огня,перемирие\nheat pump,тепловой насос,\n"


class Runner:
    """The command over a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.env = {"LOCALIZE_DATA_DIR": str(folder / "data"), "LOCALIZE_ENGINES": "", "LOCALIZE_DATABASE_URL": ""}

    def __call__(self, *args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, ["terms", *args], input=stdin, env=self.env)


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """The command."""
    return Runner(tmp_path)


def test_terms_go_in_and_out_in_both_formats(run: Runner, tmp_path: Path) -> None:
    dry = run("import", "--dry-run", "-", stdin=GOOD.encode())
    assert (dry.exit_code, dry.output) == (0, "2 new\n")
    assert run("import", "-", stdin=GOOD.encode()).output == "2 new\n"
    for name in ("terms.tbx", "terms.csv"):
        path = tmp_path / name
        assert run("export", "-o", str(path)).output == f"Written: {path}\n"
        assert run("import", str(path)).output == "2 unchanged\n"
    assert (tmp_path / "terms.tbx").read_text().startswith("<?xml")
    assert run("export").stdout_bytes == (tmp_path / "terms.tbx").read_bytes()
    assert run("export", "--format", "csv", "--locale", "de").stdout_bytes.decode().count("\n") == 1


def test_what_is_left_out_is_named_and_the_rest_is_stored(run: Runner) -> None:
    bad = GOOD + f"{'x' * 201},а,\ncrown,крона,,,more\n"
    result = run("import", "-", stdin=bad.encode())
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "3 new, 1 refused",
        f"  line 4 “{'x' * 80}”: A term may have 200 characters; this one has 201. Left out.",
        "  line 5 “crown”: The line has more cells than the first line has columns. Cells left out: 1.",
    ]
    report = json.loads(run("import", "--json", "--dry-run", "-", stdin=bad.encode()).output)
    assert report["counts"] == {"new": 0, "changed": 0, "unchanged": 3, "refused": 1}
    assert [(p["code"], p["line"], p["left_out"]) for p in report["problems"]] == [
        ("term-too-long", 4, True),
        ("cell-too-many", 5, False),
    ]


def test_terms_are_listed_and_searched(run: Runner) -> None:
    run("import", "-", stdin=GOOD.encode())
    lines = run("list", "--locale", "ru").output.splitlines()
    assert [line.split("  ")[-1] for line in lines[1:]] == ["прекращение огня, перемирие (forbidden)", "тепловой насос"]
    found = json.loads(run("list", "--search", "НАСОС", "--json").output)
    assert (found["total"], found["terms"][0]["source"]) == (1, "heat pump")
    assert json.loads(run("list", "--status", "forbidden", "--json").output)["total"] == 1


def test_a_file_that_cannot_be_read_and_wrong_usage_are_told_apart(run: Runner, tmp_path: Path) -> None:
    broken = run("import", "-", stdin=b"<tbx><text>")
    assert broken.exit_code == 1
    assert "broken at line 1" in broken.output
    assert run("import", str(tmp_path / "none.csv")).exit_code == 1
    assert run("import", "--locale", "qq", "-", stdin=GOOD.encode()).exit_code == 1
    assert run("import", "--format", "xls", "-", stdin=GOOD.encode()).exit_code == 2
