"""Findings while somebody types: before anything is saved, and soon."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def editor(server: LiveServer, seat: Seat) -> EditorPage:
    """Elena at the Russian edition of the story, on a server that takes no saves."""
    server.person("Elena Kravets")
    page = EditorPage(seat("elena@example.org"), server, server.edition(server.file(), "ru")).open(2)

    def swallow(route: Route) -> None:
        if route.request.method == "PUT":
            route.abort()
        else:
            route.continue_()

    page.page.route(re.compile(r"/segments/\d+$"), swallow)
    return page


def test_a_finding_comes_before_the_save_and_its_fix_is_taken_by_key(editor: EditorPage) -> None:
    editor.write("После четырёх лет работ набережная площадью 13 гектаров приняла посетителей в воскресенье.")
    card = editor.page.locator(".card.error", has_text="12")
    expect(card).to_be_visible(timeout=1500)
    assert editor.page.evaluate("CSS.highlights.get('finding-error')?.size") == 1, "it is marked in the field"
    expect(card.get_by_role("button", name="Not an error…")).to_have_count(0)
    editor.press("F9")
    assert "12 гектаров" in editor.text()
    expect(card).to_have_count(0)
    expect(editor.page.locator("#findings")).to_contain_text("Nothing found.")


def test_new_errors_are_announced_once(editor: EditorPage) -> None:
    editor.press("Control+End")
    editor.write("Площадь 13 гектаров.")
    said = editor.page.locator("body > p.vh[role=status]")
    expect(said).to_have_text("Number differs", timeout=1500)
    editor.page.evaluate("document.querySelector('body > p.vh[role=status]').textContent = ''")
    editor.type(" Да.")
    expect(editor.page.locator(".card.error", has_text="12")).to_be_visible()
    editor.page.wait_for_timeout(600)
    expect(said).to_have_text("")


def test_what_is_answered_about_an_older_text_is_not_shown(editor: EditorPage) -> None:
    held: list[Route] = []
    editor.page.route(re.compile(r"/check$"), lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks its handlers
    with editor.page.expect_request(re.compile(r"/check$")):
        editor.write("Площадь 13 гектаров.")
    editor.page.wait_for_timeout(500)
    assert len(held) == 1, "one request at a time"
    editor.write("Площадь 12 гектаров, 2 крана.")
    editor.page.unroute(re.compile(r"/check$"))
    held[0].continue_()
    expect(editor.page.locator(".card", has_text="2")).not_to_have_count(0, timeout=2000)
    expect(editor.page.locator(".card", has_text="13")).to_have_count(0)
