"""``localize edition export``: an edition as it stands, in every form."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from web.cli import cli
from web.presenters.forms import FORMS


@pytest.fixture
def run(tmp_path: Path) -> object:
    """The command over a data folder of its own with one article in it."""
    env = {"LOCALIZE_DATA_DIR": str(tmp_path / "data"), "LOCALIZE_ENGINES": "", "LOCALIZE_DATABASE_URL": ""}

    def invoke(*args: str) -> Result:
        return CliRunner().invoke(cli, args, env=env)

    assert invoke("db", "upgrade").exit_code == 0
    story = tmp_path / "story.txt"
    story.write_text("A Ferry Becomes a Library\n\nIt has 8,000 books on board.\n", encoding="utf-8")
    made = invoke("article", "add", str(story), "--external-id", "ferry", "--to", "ru")
    assert made.exit_code == 0, made.output
    return invoke


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("json", "{"),
        ("html", "<!DOCTYPE html>"),
        ("jsonld", "{"),
        ("ninjs", "{"),
        ("text", "A Ferry Becomes a Library\n"),
        ("markdown", "# A Ferry Becomes a Library\n"),
    ],
)
def test_an_edition_is_written_in_every_form(run: object, name: str, begins: str) -> None:
    done = run("edition", "export", "1", "--format", name)  # type: ignore[operator]
    assert done.exit_code == 0, done.output
    assert done.output.startswith(begins)
    if name.startswith(("j", "n")):
        assert json.loads(done.output)
    if name == "html":
        assert "<style>" in done.output


def test_the_forms_are_those_of_the_api_and_go_into_a_file(run: object, tmp_path: Path) -> None:
    assert list(FORMS) == ["json", "html", "jsonld", "ninjs", "text", "markdown"]
    target = tmp_path / "out.md"
    assert run("edition", "export", "1", "--format", "markdown", "--output", str(target)).exit_code == 0  # type: ignore[operator]
    assert target.read_text(encoding="utf-8").startswith("# A Ferry")
    refused = run("edition", "export", "1", "--format", "pdf")  # type: ignore[operator]
    assert refused.exit_code == 2
