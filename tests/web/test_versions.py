"""The page of a source's changes, the API's answer and the command: the same difference three times."""

import json

import pytest
from click.testing import CliRunner

from localize.services.context import Context
from localize.services.intake import Filing, file_article
from tests.services.helpers import SENDER, TWO, article
from tests.web.pages import Newsroom, newsroom

CHANGED = ("Tickets cost 2.90 crowns, says the <1>city council</1>.", TWO[0], "Dogs ride free.")


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom whose article was sent again: one sentence changed and moved, one is new."""
    made = newsroom(sqlite_ctx)
    sent = article(*CHANGED)
    file_article(sqlite_ctx, sent, Filing(external_id="a-1", change={"class": "factual", "note": "The price."}), SENDER)
    return made


def test_the_page_names_the_changed_sentences_and_folds_the_others(room: Newsroom) -> None:
    page = room.browser(room.vera).get(f"/articles/{room.article}/changes")
    assert page.status == 200
    shown = page.tree.xpath("//main/div[contains(@class, 'block')]")
    words = [" ".join(block.xpath(".//p[@class='spine']")[0].text_content().split()) for block in shown]
    assert words == ["Changed was number 4", "Added"]
    assert [found.text_content() for found in shown[0].xpath(".//del")] == ["80"]
    assert [found.text_content() for found in shown[0].xpath(".//ins")] == ["90"]
    assert page.words("//details/summary") == ["1 sentence unchanged", "2 sentences unchanged"]
    assert "Factual correction: The price." in page.text


def test_any_two_versions_can_be_compared(room: Newsroom) -> None:
    browser = room.browser(room.max)
    back = browser.get(f"/articles/{room.article}/changes?from=2&to=1")
    assert "Removed" in back.text
    assert "Both versions say the same" in browser.get(f"/articles/{room.article}/changes?from=2&to=2").text
    assert browser.get(f"/articles/{room.article}/changes?from=1&to=7").status == 404
    assert browser.get(f"/articles/{room.article}/changes?from=0&to=2").status == 404
    assert browser.get(f"/articles/{room.article}/changes?from=x&to=").status == 200


def test_the_article_leads_to_its_changes_once_there_are_any(sqlite_ctx: Context) -> None:
    made = newsroom(sqlite_ctx)
    browser = made.browser(made.vera)
    assert not browser.get(f"/articles/{made.article}").tree.xpath("//a[contains(@href, '/changes')]")
    assert "There is one version" in browser.get(f"/articles/{made.article}/changes").text
    file_article(sqlite_ctx, article(*CHANGED), Filing(external_id="a-1"), SENDER)
    (link,) = browser.get(f"/articles/{made.article}").tree.xpath("//a[contains(@href, '/changes')]/@href")
    assert browser.get(link).status == 200


def test_the_command_tells_the_same(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.cli.versions.open_context", lambda: room.ctx)
    from web.cli import cli

    told = CliRunner().invoke(cli, ["article", "changes", "external:a-1"])
    assert told.exit_code == 0, told.output
    assert "~ changed, moved (paragraph 2)" in told.output
    assert "Tickets cost [-2.80-]{+2.90+} crowns" in told.output
    assert told.output.endswith("2 differ, 3 unchanged.\n")
    raw = CliRunner().invoke(cli, ["article", "changes", "external:a-1", "--from", "1", "--json"])
    assert [change["kind"] for change in json.loads(raw.output)["changes"]] == ["changed", "added"]
    missing = CliRunner().invoke(cli, ["article", "changes", "external:a-1", "--to", "9"])
    assert missing.exit_code == 1
    assert "has no version 9: it has 1 to 2" in missing.output


def test_the_editor_shows_what_is_locked_in_the_source(sqlite_ctx: Context) -> None:
    made = newsroom(sqlite_ctx)
    locked = article("Ask <1>@tidewatch</1> or read fjord.org/tide, he said.")
    filed = file_article(sqlite_ctx, locked, Filing(external_id="a-2", to=("ru",)), SENDER)
    page = made.browser(made.vera).get(f"/editions/{filed.editions[0].id}/edit")
    assert page.words("//*[contains(@class, 'src')]//span[@class='locked']") == ["@tidewatch", "fjord.org/tide"]


def test_the_history_of_a_changed_sentence_leads_to_its_old_text(room: Newsroom) -> None:
    browser = room.browser(room.vera)
    page = browser.get(f"/editions/{room.ru}/edit")
    segment = page.tree.xpath("//div[@data-segment]")[1].get("data-segment")
    answer = browser.client.get(f"/editions/{room.ru}/segments/{segment}/history").get_json()
    assert answer["previous"]["source"] == "Tickets cost 2.80 crowns, says the <1>city council</1>."
    assert answer["previous"]["said"] == "The source was, in version 1:"
    assert [entry["text"] for entry in answer["revisions"]] == [answer["previous"]["text"]]
    assert answer["revisions"][0]["at"].endswith(", version 1")
