"""Typographic helpers as one types: in Russian and German, taken back, switched off, out of an input method's way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.services import preferences
from localize.services.people import by_email
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def editor(server: LiveServer, seat: Seat) -> EditorPage:
    """Elena at the Russian edition, in a segment without a text."""
    server.person("Elena Kravets")
    editor = EditorPage(seat("elena@example.org"), server, server.edition(server.file(), "ru")).open()
    editor.go(11)
    return editor


def test_russian_is_set_as_it_is_typed_and_saved_like_that(editor: EditorPage) -> None:
    editor.type('"Фирма "Весна" - это 5 кг", - сказал А. С. Ким...')
    set_ = "«Фирма „Весна“\u00a0— это 5\u00a0кг»,\u00a0— сказал А.\u00a0С.\u00a0Ким…"
    assert editor.text() == set_
    editor.is_saved()
    editor.open(11)
    assert editor.text() == set_


def test_german_is_set_as_it_is_typed(server: LiveServer, seat: Seat) -> None:
    server.person("Elena Kravets")
    editor = EditorPage(seat("elena@example.org"), server, server.edition(server.file(), "de")).open(6)
    editor.type("\"Ja, 'gut'\" - z. B. 5 Mrd. Euro -- sagt er...")
    assert editor.text() == "„Ja, ‚gut‘“ – z.\u00a0B. 5\u00a0Mrd. Euro – sagt er…"


def test_backspace_right_behind_gives_back_what_was_typed_and_leaves_it_alone(editor: EditorPage) -> None:
    editor.type("5 кг ")
    assert editor.text() == "5\u00a0кг "
    editor.press("Backspace")
    assert editor.text() == "5 кг "
    editor.type("и да ")
    assert editor.text() == "5 кг и да ", "refused once, it is not done again"
    editor.type('"')
    assert editor.text().endswith("«")
    editor.press("Backspace")
    assert editor.text().endswith('"')
    editor.press("Backspace")
    assert editor.text() == "5 кг и да "


def test_each_replacement_is_a_step_of_undo(editor: EditorPage) -> None:
    editor.type("Да...")
    assert editor.text() == "Да…"
    editor.press("Control+z")
    assert editor.text() == "Да..."
    editor.press("Control+z")
    assert editor.text() == ""
    editor.press("Control+y", "Control+y")
    assert editor.text() == "Да…"


def test_the_switch_turns_them_off_and_is_remembered(editor: EditorPage, server: LiveServer) -> None:
    switch = editor.page.get_by_role("switch", name="Typographic helpers")
    expect(switch).to_have_attribute("aria-checked", "true")
    with editor.page.expect_response(re.compile("/account/preferences$")) as answer:
        editor.press("Alt+q")
    assert answer.value.status == 200
    expect(editor.page.locator(".tools .note")).to_have_text("Typographic helpers are off.")
    expect(editor.field).to_be_focused()
    editor.type('"Так" - ...')
    assert editor.text() == '"Так" - ...'
    elena = by_email(server.ctx, "elena@example.org").actor
    assert not preferences.get_preferences(server.ctx, elena).helpers
    editor.open(11)
    expect(editor.page.get_by_role("switch", name="Typographic helpers")).to_have_attribute("aria-checked", "false")
    editor.page.get_by_role("switch", name="Typographic helpers").click()
    expect(editor.page.get_by_role("switch", name="Typographic helpers")).to_have_attribute("aria-checked", "true")


def test_what_an_input_method_composes_is_never_touched(editor: EditorPage) -> None:
    client = editor.page.context.new_cdp_session(editor.page)
    client.send("Input.imeSetComposition", {"text": '"', "selectionStart": 1, "selectionEnd": 1})
    client.send("Input.imeSetComposition", {"text": '"...', "selectionStart": 4, "selectionEnd": 4})
    client.send("Input.insertText", {"text": '"...'})
    assert editor.text() == '"...'


def test_a_code_is_never_swallowed_by_a_helper(editor: EditorPage) -> None:
    editor.go(17)
    editor.press("Control+a", "Backspace")
    editor.type("Так ")
    editor.page.get_by_role("button", name="Insert code 1").click()
    editor.type("- да")
    assert editor.text() == "Так <1>- да", "a code stands between the space and the dash"
    editor.type(' "там" -- вот')
    assert editor.text() == "Так <1>- да «там»\u00a0— вот"
