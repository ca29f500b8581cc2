"""The machine at work as pages, API and command line show it: what it waits for, how to stop it, how long it took."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from localize.edition import EditionState
from localize.services import desk, people
from localize.services.context import Context
from tests.conftest import FakeClock
from tests.services.helpers import file, run_sent
from tests.web.api.conftest import Caller
from tests.web.pages import Newsroom, make_app, newsroom
from web.cli import cli


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom with one drafted article."""
    return newsroom(sqlite_ctx)


def _waiting(room: Newsroom) -> int:
    """The Russian edition of an article that no worker has taken yet."""
    return file(room.ctx, external_id="waits", to=("ru",)).editions[0].id


def test_a_draft_that_waits_can_be_stopped_in_the_editor_and_started_again(room: Newsroom) -> None:
    edition_id = _waiting(room)
    browser = room.browser(room.vera)
    page = browser.get(f"/editions/{edition_id}/edit")
    assert page.words("//form[@data-act='cancel']/button") == ["Stop the draft"]
    assert "next" in page.text
    browser.post(f"/editions/{edition_id}/actions/cancel", {})
    page = browser.get(f"/editions/{edition_id}/edit")
    assert "Somebody stopped the machine draft." in page.text
    assert page.words("//form[@data-act='retry']/button") == ["Try now"]
    assert not page.tree.xpath("//form[@data-act='cancel']")
    browser.post(f"/editions/{edition_id}/actions/retry", {})
    run_sent(room.ctx)
    assert desk.get_edition(room.ctx, edition_id).state is EditionState.DRAFTED


def test_a_draft_that_is_there_cannot_be_stopped(room: Newsroom) -> None:
    page = room.browser(room.max).get(f"/editions/{room.ru}/edit")
    assert not page.tree.xpath("//form[@data-act='cancel']")
    room.browser(room.max).post(f"/editions/{room.ru}/actions/cancel", {})
    assert desk.get_edition(room.ctx, room.ru).state is EditionState.DRAFTED


def test_the_api_says_what_an_edition_waits_for_and_how_long_it_took(sqlite_ctx: Context, clock: FakeClock) -> None:
    api = Caller(make_app(sqlite_ctx).test_client(), people.add_token(sqlite_ctx, "cms", people.SCOPES))
    filed = api.file(lane="breaking", external_id="b", to=["ru", "de"]).get_json()
    second = filed["editions"][1]["id"]
    found = api.get(f"/api/v1/editions/{second}").get_json()
    assert (found["lane"], found["waiting"]) == ("breaking", {"ahead": 1, "engine": None, "next_try": None})
    assert found["clock"] == {"drafted_after": None, "published_after": None}
    clock.tick(seconds=1.25)
    run_sent(sqlite_ctx)
    found = api.get(f"/api/v1/editions/{second}").get_json()
    assert found["waiting"] is None
    assert found["clock"] == {"drafted_after": 1.25, "published_after": None}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Commands over a desk of their own."""
    monkeypatch.setenv("LOCALIZE_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, stdin=None: CliRunner().invoke(cli, list(arguments), input=stdin)


def test_the_command_line_stops_and_starts_a_draft(run: Any) -> None:
    filed = json.loads(run("article", "add", "-", "--to", "ru", "--json", stdin=b"Ferry stays\n\nIt sails.").stdout)
    edition_id = str(filed["editions"][0]["id"])
    assert run("edition", "cancel", edition_id).stdout == f"Edition {edition_id}: blocked.\n"
    shown = json.loads(run("edition", "show", edition_id, "--json").stdout)
    assert (shown["state"], shown["blocked"]) == ("blocked", "command line stopped the machine draft.")
    assert run("edition", "retry", edition_id).stdout == f"Edition {edition_id}: queued.\n"
    again = run("edition", "retry", edition_id)
    assert again.exit_code == 1
    assert "Cannot retry" in again.stderr


def test_a_worker_serves_the_lanes_that_are_named_and_no_unknown_one(run: Any) -> None:
    refused = run("worker", "--lanes", "breaking,urgent")
    assert refused.exit_code == 2
    assert "known lanes are breaking, normal, background" in refused.stderr


def test_a_person_of_another_language_cannot_stop_a_draft(room: Newsroom) -> None:
    edition_id = _waiting(room)
    answer = room.browser(room.jana).post(f"/editions/{edition_id}/actions/cancel", {})
    assert answer.status in {303, 403}
    assert desk.get_edition(room.ctx, edition_id).state is EditionState.QUEUED
