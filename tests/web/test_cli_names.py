"""``localize names``: the register out and in, listed, and exit codes that a script can rely on."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import cli

FILE = (
    "kind,source,aliases,gender,ru,ru first mention,de\n"
    "person,Volodymyr Zelenskiy,Volodymyr Zelensky | Zelenskyy,m,Зеленский,Владимир Зеленский,Selenskyj\n"
    "place,Norrhaven,,,Норрхавен,,\n"
)


class Runner:
    """The command over a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.env = {"LOCALIZE_DATA_DIR": str(folder / "data"), "LOCALIZE_ENGINES": "", "LOCALIZE_DATABASE_URL": ""}

    def __call__(self, *args: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, ["names", *args], input=stdin, env=self.env)


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """The command."""
    return Runner(tmp_path)


def test_names_go_in_and_out_and_are_listed(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text(FILE, encoding="utf-8")
    assert run("import", "--dry-run", str(path)).output == "2 added\n"
    assert run("list", "--json").output == "[]\n"
    assert run("import", str(path)).output == "2 added\n"
    assert run("import", str(path)).output == "2 unchanged\n"
    assert [row["source"] for row in json.loads(run("list", "--json").output)] == ["Norrhaven", "Volodymyr Zelenskiy"]
    assert [row["source"] for row in json.loads(run("list", "--undecided", "--locale", "de", "--json").output)] == [
        "Norrhaven"
    ]
    shown = run("list", "--find", "зелен").output.splitlines()
    assert [line.split()[1:] for line in shown] == [
        ["kind", "name", "ru", "first", "mention"],
        ["person", "Volodymyr", "Zelenskiy", "Зеленский", "Владимир", "Зеленский"],
    ]
    out = tmp_path / "out.csv"
    assert run("export", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfkind,source"), "Excel takes UTF-8 by its mark only"
    assert run("import", str(out)).output == "2 unchanged\n"
    assert "Norrhaven" in run("export", "-").output


def test_a_line_that_is_left_out_makes_the_exit_1_and_the_others_are_stored(run: Runner) -> None:
    done = run("import", "-", stdin="source,ru\n!,А\nKyiv,Киев\n".encode())
    assert done.exit_code == 1
    assert done.output == "1 added\n  line 2, !: A name needs a source form with a letter or a digit.\n"
    report = json.loads(run("import", "-", "--json", stdin=b"source,aliases\nLviv,Kiev\n").output)
    assert report["counts"]["refused"] == 1
    assert report["names"][0]["reason"] == "The register has this name already: Kyiv."


def test_what_cannot_be_read_or_found_is_one_clear_line(run: Runner, tmp_path: Path) -> None:
    for args, told in (
        (("import", str(tmp_path / "none.csv")), "cannot be read"),
        (("import", "-"), "The file is empty."),
        (("list", "--locale", "en"), "There are no names in “en”."),
        (("export", str(tmp_path / "none" / "x.csv")), "cannot be written"),
    ):
        done = run(*args, stdin=b"")
        assert (done.exit_code, told in done.output) == (1, True), done.output
