"""The help page in three languages; the question mark leads to it from desk and review, the key list in the editor."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.services import people
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer
from web.i18n import UI_LOCALES

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.mark.parametrize("locale", UI_LOCALES)
@pytest.mark.parametrize(
    "look",
    [
        {"width": 1440, "color_scheme": "light"},
        {"width": 390, "height": 844, "color_scheme": "dark", "has_touch": True},
    ],
    ids=["desk-light", "phone-dark"],
)
def test_axe_finds_nothing_and_nothing_sticks_out(
    server: LiveServer, seat: Seat, locale: str, look: dict[str, object]
) -> None:
    who = server.person("Olga Reznik", UserRole.EDITOR)
    people.set_preferences(server.ctx, people.by_email(server.ctx, who).id, ui_locale=locale)
    page = seat(who, **look)
    page.goto(f"{server.url}/help")
    assert page.get_attribute("html", "lang") == locale
    assert violations(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_contents_lead_to_a_way_out(server: LiveServer, seat: Seat) -> None:
    page = seat(server.person("Olga Reznik", UserRole.EDITOR))
    page.goto(f"{server.url}/help")
    page.locator(".contents").get_by_role("link", name="A sentence is cut wrongly").click()
    heading = page.get_by_role("heading", name="A sentence is cut wrongly")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()
    expect(page.locator(".contents a").first).to_be_in_viewport()  # the contents stay beside the text


def test_the_question_mark_leads_to_the_help_of_the_page(server: LiveServer, seat: Seat) -> None:
    edition = server.edition(server.file(), "ru")
    page = seat(server.person("Olga Reznik", UserRole.EDITOR))
    for path, anchor in (
        ("/", "keys-desk"),
        (f"/editions/{edition}/review", "keys-review"),
        ("/replace", "keys-replace"),
    ):
        page.goto(server.url + path)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("?")
        page.wait_for_url(f"**/help#{anchor}")
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()


def test_in_the_editor_the_question_mark_shows_the_keys_and_small_ones_open_the_help(
    server: LiveServer, seat: Seat
) -> None:
    edition = server.edition(server.file(), "ru")
    page = seat(server.person("Elena Kravets"))
    editor = EditorPage(page, server, edition).open(10)
    page.locator(".keysbar").get_by_role("button", name="all keys").focus()
    page.keyboard.press("?")
    keys = page.locator("dialog#keys")
    expect(keys).to_be_visible()
    expect(keys.get_by_role("link", name="Help", exact=True)).to_have_attribute("href", "/help")
    page.keyboard.press("Escape")
    for name, anchor in (("Help: findings", "findings"), ("Help: states of an edition", "states")):
        with page.context.expect_page() as opened:
            page.get_by_role("link", name=name).click()
        there = opened.value
        assert there.url.endswith(f"/help#{anchor}")
        expect(there.locator(f"#{anchor}")).to_be_in_viewport()
        there.close()
    assert editor.active == 10, "the text stays open"
