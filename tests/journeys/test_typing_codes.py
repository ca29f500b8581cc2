"""Inline codes by keyboard: moved, chosen, never broken; right-to-left texts and input methods; which sentence is meant."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]
_DATA = re.compile(r'(<script type="application/json" id="page">)(.*?)(</script>)', re.DOTALL)


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition of the story, drafted."""
    server.person("Elena Kravets")
    return server.edition(server.file(), "ru")


@pytest.fixture
def editor(server: LiveServer, edition: int, seat: Seat) -> EditorPage:
    """Elena at the editor."""
    return EditorPage(seat("elena@example.org"), server, edition).open()


def right_to_left(page: Page) -> None:
    """Open the edition as if its language were written from the right."""

    def answer(route: Route) -> None:
        response = route.fetch()

        def put(match: re.Match[str]) -> str:
            data = json.loads(match[2]) | {"direction": "rtl", "locale": "he"}
            return match[1] + json.dumps(data).replace("<", "\\u003c") + match[3]

        route.fulfill(response=response, body=_DATA.sub(put, response.text()))

    page.route(re.compile(r"/editions/\d+/edit$"), answer)


def test_the_code_beside_the_caret_moves_by_words_and_by_characters(editor: EditorPage) -> None:
    editor.go(12)
    whole = editor.text()
    assert "за <2>целый</2> год" in whole
    editor.press("Control+Home", *["ArrowRight"] * whole.index("<2>"), "Alt+Shift+ArrowLeft")
    assert "насчитывает <2>за целый</2> год" in editor.text()
    editor.press("Alt+Shift+ArrowLeft")
    assert "музей <2>насчитывает за целый</2> год" in editor.text()
    editor.press("Alt+Shift+ArrowDown")
    assert "музей н<2>асчитывает за целый</2> год" in editor.text()
    editor.press("Control+z", "Control+z", "Control+z")
    assert editor.text() == whole, "each move is a step of undo"


def test_a_code_never_goes_past_its_partner(editor: EditorPage) -> None:
    editor.go(12)
    whole = editor.text()
    editor.press("Control+Home", *["ArrowRight"] * whole.index("<2>"), "Alt+Shift+ArrowRight")
    assert editor.text() == whole
    expect(editor.page.locator(".tools .note")).to_have_text(
        "The inline code can go no further: it stays with its partner."
    )
    editor.press("Control+Home", "Alt+Shift+ArrowRight")
    expect(editor.page.locator(".tools .note")).to_have_text("There is no inline code beside the caret.")


def test_a_chosen_code_stays_chosen_while_it_moves(editor: EditorPage) -> None:
    editor.go(12)
    whole = editor.text()
    editor.press("Control+Home", *["ArrowRight"] * whole.index("<2>"), "Shift+ArrowRight")
    editor.press("Alt+Shift+ArrowLeft", "Alt+Shift+ArrowLeft")
    assert "музей <2>насчитывает за целый</2> год" in editor.text()
    assert editor.page.evaluate("getSelection().rangeCount && !getSelection().isCollapsed")
    editor.press("Delete")
    assert editor.text().count("<2>") == 0


def test_text_from_the_right_is_written_with_codes_in_it(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org")
    right_to_left(page)
    editor = EditorPage(page, server, edition).open(12)
    expect(editor.field).to_have_attribute("dir", "rtl")
    expect(editor.field).to_have_attribute("lang", "he")
    editor.write("שלום עולם טוב")
    editor.press("Control+Home")
    page.get_by_role("button", name="Insert code 2").click()
    assert editor.text() == "<2>שלום עולם טוב"
    editor.press("Alt+Shift+ArrowLeft")
    assert editor.text() == "שלום <2>עולם טוב", "left is on, where one reads from the right"
    editor.press("Alt+Shift+ArrowRight")
    assert editor.text() == "<2>שלום עולם טוב"
    editor.press("Backspace")
    assert editor.text() == "שלום עולם טוב"
    editor.press("Control+z")
    assert editor.text() == "<2>שלום עולם טוב"
    editor.is_saved()
    assert server.texts(edition)[12] == "<2>שלום עולם טוב"


def test_composing_beside_and_over_a_code_breaks_nothing(editor: EditorPage) -> None:
    editor.go(12)
    whole = editor.text()
    place = whole.index("<2>")
    editor.press("Control+Home", *["ArrowRight"] * place)
    client = editor.page.context.new_cdp_session(editor.page)
    for text in ("に", "にほ", "にほん"):
        client.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    client.send("Input.insertText", {"text": "日本"})
    assert editor.text() == whole[:place] + "日本" + whole[place:]
    editor.press("Control+z")
    assert editor.text() == whole, "what was composed is one step"
    editor.press("ArrowRight", "ArrowRight")
    client.send("Input.imeSetComposition", {"text": "か", "selectionStart": 1, "selectionEnd": 1})
    client.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    assert editor.text().count("<2>") == editor.text().count("</2>") == 1, "a composition that was given up"


def test_each_column_has_its_language_and_only_the_target_is_spelled(editor: EditorPage) -> None:
    row = editor.segment(6)
    editor.go(6)
    expect(row.locator(".src")).to_have_attribute("lang", "en")
    expect(row.locator(".src")).to_have_attribute("spellcheck", "false")
    expect(editor.field).to_have_attribute("lang", "ru")
    expect(editor.field).to_have_attribute("spellcheck", "true")


@pytest.mark.parametrize("forced", [None, "active"])
def test_both_sentences_light_up_under_the_pointer_and_the_caret(
    server: LiveServer, edition: int, seat: Seat, forced: str | None
) -> None:
    editor = EditorPage(seat("elena@example.org", forced_colors=forced), server, edition).open(6)

    def lit(position: int) -> list[bool]:
        return [
            bool(
                editor.segment(position)
                .locator(part)
                .evaluate(
                    "(e, forced) => { const s = getComputedStyle(e);"
                    " return forced ? s.outlineStyle !== 'none' : s.backgroundColor !== 'rgba(0, 0, 0, 0)'; }",
                    forced,
                )
            )
            for part in (".src", ".tgt")
        ]

    assert lit(7) == [False, False]
    editor.segment(7).locator(".src").hover()
    assert lit(7) == [True, True]
    editor.segment(7).locator(".tgt").hover()
    assert lit(7) == [True, True]
    assert lit(6)[0], "the one that is worked on"
    assert lit(9) == [False, False]
