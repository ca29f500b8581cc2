"""Find and replace from the editor, by keyboard: what is typed is saved first, the change is seen, and undone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


def test_a_word_is_replaced_and_given_back(server: LiveServer, seat: Seat) -> None:
    server.person("Elena Kravets")
    edition = server.edition(server.file(), "ru")
    editor = EditorPage(seat("elena@example.org"), server, edition).open(7)
    editor.write("У парка три входа и никаких ворот.")
    editor.press("Control+Shift+F")
    page = editor.page
    expect(page).to_have_url(re.compile(r"/replace\?"))
    assert server.texts(edition)[7] == "У парка три входа и никаких ворот.", "what was typed is saved before"
    page.locator("#find").fill("парк")
    page.locator("#put").fill("сквер")
    page.get_by_label("In every form").check()
    page.keyboard.press("Enter")
    expect(page.locator(".swap-hit")).to_have_count(3)
    expect(page.locator(".swap-hit ins").nth(1)).to_have_text("сквера")
    assert violations(page) == []
    page.get_by_role("button", name="Replace the chosen ones").press("Enter")
    expect(page.get_by_text("Replaced in 3 segments.")).to_be_visible()
    assert server.texts(edition)[7] == "У сквера три входа и никаких ворот."
    page.locator(".swap-past button").press("Enter")
    expect(page.get_by_text("3 segments are as they were.")).to_be_visible()
    assert server.texts(edition)[7] == "У парка три входа и никаких ворот."


def test_some_are_chosen_by_keyboard_and_counted(server: LiveServer, seat: Seat) -> None:
    server.person("Elena Kravets")
    edition = server.edition(server.file(), "ru")
    before = server.texts(edition)
    page = seat("elena@example.org")
    page.goto(server.url + f"/replace?locale=ru&edition={edition}&find=парк&put=сквер&inflected=1")
    expect(page.locator("#swap-chosen")).to_have_text("Chosen: 2")
    page.locator(".swap-hit input").first.press("Space")
    expect(page.locator("#swap-chosen")).to_have_text("Chosen: 1")
    everything = page.locator("#swap-all")
    expect(everything).to_have_text("Choose all")
    everything.press("Enter")
    expect(everything).to_have_text("Choose none")
    everything.press("Enter")
    expect(page.locator("#swap-chosen")).to_have_text("Chosen: 0")
    page.locator(".swap-hit input").nth(1).press("Space")
    page.locator("#swap-send").press("Enter")
    expect(page.get_by_text("Replaced in 1 segment.")).to_be_visible()
    after = server.texts(edition)
    assert sum(after[position] != text for position, text in before.items()) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_before_above_after(server: LiveServer, seat: Seat, scheme: str) -> None:
    server.person("Elena Kravets")
    server.file()
    page = seat("elena@example.org", width=390, height=844, color_scheme=scheme)
    page.goto(server.url + "/replace?locale=ru&find=%D0%BF%D0%B0%D1%80%D0%BA&put=x")
    expect(page.locator(".swap-hit").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
