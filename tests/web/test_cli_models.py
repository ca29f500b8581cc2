"""``localize models``: what is shown, what is asked, and exit codes that a script can rely on."""

import json
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result

from tests.doubles.files import FilesDouble
from tests.services.test_models import zipped
from web.cli import cli

tiny: ModuleType = pytest.importorskip("tests.mt.tiny_model", reason="the extra “local” is not installed")


class Runner:
    """The command over a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.models = folder / "data" / "models"
        self.env = {"LOCALIZE_DATA_DIR": str(folder / "data"), "LOCALIZE_ENGINES": "local"}

    def __call__(self, *args: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(cli, args, input=stdin, env=self.env)


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """The command."""
    return Runner(tmp_path)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An Argos model without a licence."""
    return zipped(tiny.make_argos(tmp_path / "argos"), tmp_path / "en_ru.argosmodel", inside="argos/")


def test_a_model_without_a_licence_is_installed_when_somebody_says_so(run: Runner, archive: Path) -> None:
    refused = run("models", "pull", str(archive))
    assert refused.exit_code == 1
    assert "licence      unknown" in refused.output
    assert "Name it with --licence, or say --yes." in refused.output
    assert run("models", "list").output.splitlines()[-1].startswith("No model in")
    agreed = run("models", "pull", "--yes", str(archive))
    assert agreed.exit_code == 0
    assert agreed.output.splitlines()[0] == "en-ru: English – Russian 1.9"
    assert agreed.output.splitlines()[-1] == f"Installed: {run.models / 'en-ru'}"
    again = run("models", "pull", "--licence", "CC0-1.0", "--attribution", "Argos", str(archive))
    assert again.output.splitlines()[-1].endswith("in the place of version 1.9")
    pair, *_, licence, attribution = run("models", "list").output.splitlines()[1].split()
    assert (pair, licence, attribution) == ("en-ru", "CC0-1.0", "Argos")


def test_a_person_is_asked_and_may_say_no(run: Runner, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.cli.models._may_ask", lambda: True)
    assert run("models", "pull", str(archive), stdin="n\n").exit_code == 1
    assert json.loads(run("models", "list", "--json").output) == []
    assert run("models", "pull", str(archive), stdin="y\n").exit_code == 0
    assert len(json.loads(run("models", "list", "--json").output)) == 1


def test_scripts_get_json(run: Runner, archive: Path) -> None:
    assert run("models", "pull", "--json", str(archive)).exit_code == 1
    done = json.loads(run("models", "pull", "--json", "--yes", str(archive)).output)
    (row,) = json.loads(run("models", "list", "--json").output)
    assert done["installed"] == row["folder"] == str(run.models / "en-ru")
    assert row["licence"] == "unknown"
    assert row["size"] == sum(file["size"] for file in row["files"].values())
    assert json.loads(run("models", "verify", "--json").output)[0]["problems"] == []


def test_damage_is_told_with_exit_code_1(run: Runner, archive: Path) -> None:
    assert run("models", "verify").output == "No model is installed.\n"
    run("models", "pull", "--yes", str(archive))
    assert run("models", "verify", "en-ru").output == "en-ru: whole\n"
    with (run.models / "en-ru" / "model" / "model.bin").open("ab") as file:
        file.write(b"x")
    found = run("models", "verify")
    assert found.exit_code == 1
    assert found.output.startswith("en-ru: model/model.bin has ")
    assert run("models", "verify", "en-xx").exit_code == 1
    assert run("models", "verify", "--nonsense").exit_code == 2
    assert run("models", "pull").exit_code == 2
    assert run("models", "pull", str(archive.parent / "nothing")).exit_code == 1


def test_engines_say_what_is_missing_until_it_is_there(run: Runner, archive: Path) -> None:
    assert "a model for en-ru, en-de (localize models pull)" in run("engines").output
    run("models", "pull", "--yes", str(archive))
    assert "a model for en-de (localize models pull)" in run("engines").output


@pytest.mark.parametrize("states_length", [True, False])
def test_a_bar_is_shown_to_who_looks(
    run: Runner, archive: Path, monkeypatch: pytest.MonkeyPatch, states_length: bool
) -> None:
    monkeypatch.setattr("web.cli.models._is_watched", lambda: True)
    with FilesDouble({"/m.argosmodel": archive.read_bytes()}) as server:
        server.states_length = states_length
        done = run("models", "pull", "--yes", f"{server.url}/m.argosmodel")
    assert done.exit_code == 0
    assert "Fetching" in done.stderr
    assert "Fetching" not in done.stdout
