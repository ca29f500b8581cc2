"""The memory in a browser: searched and corrected by keyboard, deleted and brought back, the same without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.server import LiveServer
from tests.services.remembered import TMX, remember

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


def test_a_pair_is_found_corrected_and_deleted_by_keyboard(server: LiveServer, seat: Seat) -> None:
    remember(server.ctx, "The <1>ferry</1> leaves at noon.", "Паром <1>отходит</1> в полдень.")
    remember(server.ctx, "The harbour is closed.", "Порт закрыт.")
    page = seat(server.person("Olga Reznik", UserRole.EDITOR))
    page.goto(f"{server.url}/memory")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ПАРОМ*")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    expect(page.locator("mark.hit")).to_have_text("Паром")
    page.get_by_role("link", name="Open The ferry leaves at noon.").press("Enter")
    field = page.get_by_label("Translation", exact=True)
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Паром ")
    page.get_by_role("button", name="<1>", exact=True).press("Enter")
    expect(field).to_be_focused()
    page.keyboard.type("уходит</1> в полдень.")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.locator(".done")).to_contain_text("Saved")
    page.get_by_role("button", name="Delete this pair").press("Enter")
    expect(page.get_by_role("heading", name="Nothing found")).to_be_visible()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".cat-open .src")).to_contain_text("leaves at noon")
    page.locator(".cat-past summary").press("Enter")
    expect(page.locator(".past li")).to_have_count(3)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_the_memory_is_accessible_and_fits(
    server: LiveServer, seat: Seat, width: int, scheme: str
) -> None:
    key = remember(server.ctx, "The <1>ferry</1> leaves.", "Паром <1>отходит</1>.", article_id=None, note="on time")
    remember(server.ctx, "The harbour is closed.", "Der Hafen ist gesperrt.", "de")
    page = seat(server.person("Olga Reznik", UserRole.EDITOR), width=width, color_scheme=scheme)
    for path in ("", "?q=ferry&since=2026-01-01", f"?entry={key}", "?q=nothing", "/deleted", "/import"):
        page.goto(f"{server.url}/memory{path}")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    page.set_input_files("#file", {"name": "a.tmx", "mimeType": "text/xml", "buffer": TMX.encode()})
    page.get_by_role("button", name="See what it does").click()
    expect(page.get_by_role("heading", name="1 pair would be stored")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Store 1 pair").click()
    expect(page.get_by_role("heading", name="1 pair was stored")).to_be_visible()
    assert violations(page) == []
