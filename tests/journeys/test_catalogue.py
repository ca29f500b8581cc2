"""The catalogue in a browser: written by keyboard, watched while it is written, offered beside a notice."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.services import catalogue, people
from localize.services.catalogue_edit import Draft, save
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]
NOTICE = "This article is based on reporting by {source}."


def entry(server: LiveServer, email: str, msgid: str = NOTICE) -> str:
    """An entry's short name."""
    actor = people.by_email(server.ctx, email).actor
    items = catalogue.list_catalogue(server.ctx, actor, "ru").items
    return next(item.ref for item in items if item.entry.msgid == msgid)


def test_an_entry_is_found_opened_written_and_saved_by_keyboard(server: LiveServer, seat: Seat) -> None:
    editor = server.person("Olga Reznik", UserRole.EDITOR)
    page = seat(editor)
    page.goto(f"{server.url}/catalogue/ru")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("reporting")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=reporting*")
    page.get_by_role("link", name=f"Open {NOTICE}").press("Enter")
    field = page.get_by_label("Translation")
    expect(field).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("По сведениям ")
    said = page.locator("[data-said]")
    expect(said).to_have_text("{source} is missing: keep it as the source text has it.")
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="{source}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    page.keyboard.type(".")
    expect(said).to_be_hidden()
    expect(page.locator("[data-preview]")).to_have_text("По сведениям Fjord Wire.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".done")).to_contain_text("Saved")
    (changed,) = [
        i
        for i in catalogue.list_catalogue(server.ctx, people.by_email(server.ctx, editor).actor, "ru").items
        if i.changed
    ]
    assert changed.entry.texts == ("По сведениям {source}.",)


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_pages_fit_and_are_clean_for_assistive_technology(
    server: LiveServer, seat: Seat, width: int, scheme: str
) -> None:
    editor, translator = server.person("Olga Reznik", UserRole.EDITOR), server.person("Vera", UserRole.TRANSLATOR, "ru")
    ref = entry(server, editor)
    save(
        server.ctx, people.by_email(server.ctx, translator).actor, "ru", ref, Draft(("От {source}.",)), base_revision=0
    )
    page = seat(editor, width=width, color_scheme=scheme)
    for path in (f"/catalogue/ru?entry={ref}", "/catalogue/de?show=missing", "/catalogue/new", "/catalogue/ru/import"):
        page.goto(server.url + path)
        for details in page.locator("details").all():
            details.evaluate("element => { element.open = true; }")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_near_notice_is_offered_beside_the_field_and_inserted(server: LiveServer, seat: Seat) -> None:
    editor = server.person("Olga Reznik", UserRole.EDITOR)
    filed = server.file(drafted=False)
    edition = server.edition(filed, "ru")
    server.draft(edition, {})
    page = seat(editor)
    work = EditorPage(page, server, edition).open()
    position = next(
        n for n in range(1, 30) if "original report" in (work.segment(n).locator(".src").text_content() or "")
    )
    work.go(position)
    card = page.locator("#near")
    expect(card).to_contain_text("Nearly a known notice")
    expect(card.locator("ins")).to_have_text("found")
    expect(card.locator("del")).to_have_text("read")
    page.keyboard.press("F6")
    page.get_by_role("button", name="Insert its translation").press("Enter")
    expect(work.field).to_be_focused()
    assert work.text() == "Исходный материал можно прочитать здесь: <1>Norrhaven City Council</1>."
    work.is_saved()
    expect(card).to_have_count(0)  # it stands in the text: nothing is left to offer
