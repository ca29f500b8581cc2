"""Keys of one's own, a palette of commands, and the whole way from sign-in to submit without a mouse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from localize.edition import EditionState
from localize.services import people, preferences
from localize.services.desk import get_edition
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition of the story, drafted."""
    server.person("Elena Kravets")
    return server.edition(server.file(), "ru")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until a control with this name has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()")
        if str(focused).replace("\n", " ").startswith(name):
            return
    raise AssertionError(f"Tab never comes to “{name}”")


def test_a_key_is_chosen_pressed_and_used(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org")
    page.goto(f"{server.url}/account/keys")
    tab_to(page, "Press keys… Next segment")
    page.keyboard.press("Enter")
    said = page.locator("#said-next")
    expect(said).to_have_text("Press the keys now. Esc leaves it as it is.")
    page.keyboard.press("Control+l")
    expect(said).to_have_text("Ctrl+L cannot be had: it leads to the address line.")
    page.keyboard.press("F8")
    expect(said).to_have_text("F8 is taken by “Next finding”.")
    page.keyboard.press("Alt+k")
    expect(said).to_have_text("Alt+K: put in. Save to keep it.")
    expect(page.get_by_label("Next segment", exact=True)).to_have_value("Alt+K")
    page.keyboard.press("Tab")
    tab_to(page, "Next segment that needs a person")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    editor = EditorPage(page, server, edition).open(6)
    editor.press("Control+ArrowDown")
    assert editor.active == 6, "the key of the table does nothing any more"
    editor.press("Alt+k")
    assert editor.active == 7
    expect(page.locator(".keysbar .hint").filter(has_text="move")).to_have_text(re.compile("Alt K move"))
    editor.press("Control+/")
    row = page.locator("dialog#keys dl > dd", has_text="Next segment").first
    expect(row.locator("xpath=preceding-sibling::dt[1]")).to_have_text("Alt K")
    editor.press("Escape")
    page.goto(f"{server.url}/account/keys")
    page.get_by_role("button", name="Reset Next segment", exact=True).press("Enter")
    expect(page.get_by_label("Next segment", exact=True)).to_have_value("Ctrl+ArrowDown")


def test_a_question_mark_outside_a_field_shows_the_keys(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(6)
    editor.segment(6).locator(".gut a").focus()
    editor.press("?")
    expect(editor.page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_every_command_is_found_by_its_words(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(6)
    editor.press("Control+Home", "ArrowRight", "ArrowRight", "F2")
    box = editor.page.get_by_role("combobox", name="Find a command")
    expect(box).to_be_focused()
    editor.type("source copy")
    expect(editor.page.get_by_role("option")).to_have_count(1)
    expect(editor.page.get_by_role("option")).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", "palette-copy_source")
    editor.press("Escape")
    expect(editor.field).to_be_focused()
    editor.type("|")
    assert editor.text().startswith("Ра|ньше"), "the caret stands where it stood"
    editor.press("F2")
    editor.type("segment next")
    editor.press("ArrowDown", "ArrowUp", "Enter")
    assert editor.active == 7
    expect(editor.field).to_be_focused()
    editor.press("F2")
    editor.type("xyz")
    expect(editor.page.locator("dialog.palette [role=status]")).to_have_text("No command has these words.")
    editor.press("Enter")
    expect(box).to_be_focused()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_of_keys_and_in_the_palette(
    server: LiveServer, edition: int, seat: Seat, width: int, scheme: str
) -> None:
    page = seat("elena@example.org", width=width, color_scheme=scheme)
    page.goto(f"{server.url}/account/keys")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_label("Next segment", exact=True).fill("Ctrl+W")
    with page.expect_navigation():
        page.get_by_role("button", name="Save").last.click()
    expect(page.get_by_role("alert")).to_contain_text("1 key cannot be had. Nothing was changed yet.")
    assert violations(page) == []
    editor = EditorPage(page, server, edition).open(6)
    editor.press("F2")
    assert violations(page) == []


def test_from_sign_in_to_submit_by_keyboard_alone(server: LiveServer, chromium: Browser) -> None:
    password = "a long password"
    people.add_person(
        server.ctx, email="elena@example.org", role=UserRole.TRANSLATOR, password=password, locales=["ru"]
    )
    edition = server.edition(server.file(), "ru")
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    page = context.new_page()
    page.goto(server.url)
    tab_to(page, "E-mail") if not page.evaluate("document.activeElement.name === 'email'") else None
    page.keyboard.type("elena@example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("j")
    with page.expect_navigation(url=re.compile(rf"/editions/{edition}/edit")):
        page.keyboard.press("Enter")
    editor = EditorPage(page, server, edition)
    page.wait_for_selector("html[data-ready=editor]")
    editor.press("Alt+ArrowDown", "Alt+ArrowUp")
    for _ in range(45):
        row = editor.segment(editor.active)
        if row.locator(".spine .initial").count() and not editor.text():
            editor.type("Текст.")
        if editor.page.locator(".card.error").count():
            editor.press("F9")
            expect(editor.page.locator(".card.error")).to_be_hidden()
        editor.press("Control+Enter")
        if page.locator(".tools .note", has_text="Every segment is confirmed.").count():
            break
    editor.is_saved()
    expect(page.locator("#left")).to_have_text(re.compile("^20 of 20 confirmed"))
    with page.expect_navigation():
        editor.press("Control+Alt+Enter")
    assert get_edition(server.ctx, edition).state is EditionState.SUBMITTED
    context.close()


def test_own_keys_are_in_the_editor_of_their_person_alone(server: LiveServer, edition: int, seat: Seat) -> None:
    server.person("Timur Asanov")
    elena = people.by_email(server.ctx, "elena@example.org").actor
    preferences.set_keys(server.ctx, elena, {"next": ["F4"]})
    hers = EditorPage(seat("elena@example.org"), server, edition).open(6)
    his = EditorPage(seat("timur@example.org"), server, edition).open(6)
    for editor in (hers, his):
        editor.press("F4")
    assert (hers.active, his.active) == (7, 6)
