"""Writing in the editor: by keyboard alone, with inline codes, with pastes; and finding it again."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition of the story, drafted."""
    server.person("Elena Kravets")
    return server.edition(server.file(), "ru")


@pytest.fixture
def editor(server: LiveServer, edition: int, seat: Seat) -> EditorPage:
    """Elena at the editor."""
    return EditorPage(seat("elena@example.org"), server, edition).open()


def test_an_edition_is_edited_and_confirmed_by_keyboard_alone(
    editor: EditorPage, server: LiveServer, edition: int
) -> None:
    editor.press("Control+Enter")
    assert editor.active == 1, "a machine's headline asks once more"
    editor.press("Control+Enter")
    assert editor.active == 2, "the headline is confirmed as it stands"
    expect(editor.field).to_be_focused()
    editor.press("End")
    editor.write("Набережная открылась.")
    editor.press("Control+Enter")
    assert editor.active == 3
    editor.press("Control+Enter")
    assert editor.active == 5, "the credit was made by rule: nobody needs to look at it"
    editor.press("Control+ArrowUp")
    assert editor.active == 4
    editor.is_saved()
    expect(editor.segment(2).locator(".spine")).to_contain_text("Reviewed")
    expect(editor.page.locator("#left")).to_contain_text("6 of 20 confirmed")
    expect(editor.page.locator("#state")).to_have_text("In review")
    assert server.texts(edition)[2] == "Набережная открылась."


def test_confirming_comes_to_what_is_left_and_says_when_nothing_is(editor: EditorPage) -> None:
    for _ in range(30):  # what is at risk takes two
        if editor.page.locator("#left", has_text="20 of 20 confirmed").count():
            break
        if editor.segment(editor.active).locator(".spine .initial").count() and not editor.text():
            editor.type({11: "Билеты продают с 1 октября.", 20: "Инструкции ни у кого не было."}[editor.active])
        editor.press("Control+Enter")
    expect(editor.page.locator("#left")).to_have_text(re.compile(r"^20 of 20 confirmed"))
    editor.press("F8")
    assert editor.active == 10, "only the segment with an error is left"
    editor.press("F9", "Control+Enter")
    expect(editor.page.locator(".tools .note")).to_have_text("Every segment is confirmed.")
    editor.is_saved()
    expect(editor.page.locator("#left")).to_have_text(re.compile(r"^20 of 20 confirmed"))


def test_what_was_typed_is_saved_after_a_pause_and_is_there_after_a_reload(editor: EditorPage) -> None:
    editor.go(7)
    editor.write("Теперь три входа & <ни> одних ворот.")
    editor.is_saved()
    editor.open(7)
    assert editor.text() == "Теперь три входа &amp; &lt;ни&gt; одних ворот."
    assert editor.kept() == []


def test_a_code_is_deleted_as_one_character_and_put_back_by_its_button(editor: EditorPage) -> None:
    editor.go(10)
    whole = editor.text()
    editor.press("Control+Home", *["ArrowRight"] * len("Согласно "), "ArrowRight", "Backspace")
    assert editor.text() == whole.replace("<1>", "", 1)
    editor.press("Delete")
    assert editor.text() == whole.replace("<1>и", "", 1)
    editor.type("и")
    expect(editor.page.locator(".card", has_text="Link 1 is not complete")).to_be_visible()
    editor.press("ArrowLeft")
    editor.page.get_by_role("button", name="Insert code 1").click()
    assert editor.text() == whole
    expect(editor.field).to_be_focused()
    expect(editor.page.locator(".card", has_text="Link 1 is not complete")).to_be_hidden()


def test_backspace_takes_a_code_at_the_very_end(editor: EditorPage) -> None:
    editor.go(17)
    editor.press("Control+End", "Backspace")
    assert editor.text().endswith("</1>")
    editor.press("Backspace")
    assert editor.text().endswith("Норрхавена")
    editor.press("Control+z")
    assert editor.text().endswith("</1>")


def test_a_code_goes_around_the_chosen_words_from_the_keyboard(editor: EditorPage) -> None:
    editor.go(12)
    editor.press("Control+Home", *["Shift+ArrowRight"] * 2, "Control+Shift+Digit2")
    assert editor.text().startswith("<2>За</2> первую")
    assert editor.text().count("<2>") == 1
    editor.press("Control+z")
    assert editor.text().startswith("За первую")
    editor.press("Control+Shift+z")
    assert editor.text().startswith("<2>За</2> первую")


def test_deleting_by_word_stops_at_a_code(editor: EditorPage) -> None:
    editor.go(17)
    editor.press("Control+End", "Control+Backspace", "Control+Backspace")
    assert editor.text().endswith("городской совет Норрхавена")
    editor.press("Control+Backspace")
    assert editor.text().endswith("городской совет ")


PASTES = [
    ("text/html", "<b>жирный</b>", "", ""),
    ("text/plain", "a <b>x</b> & y", "", "a &lt;b&gt;x&lt;/b&gt; &amp; y"),
    ("text/plain", "одна\nдве\r\n\tтри", "", "одна две три"),
    ("text/plain", "<1>не код</1>", "", "&lt;1&gt;не код&lt;/1&gt;"),
    ("application/x-localize-coded", "<1>да</1> <7/>&amp;", "", "да &amp;"),
]


@pytest.mark.parametrize(("kind", "data", "before", "after"), PASTES)
def test_a_paste_is_plain_text(editor: EditorPage, kind: str, data: str, before: str, after: str) -> None:
    """Markup never comes in; codes only those that the source has and that are missing."""
    editor.go(7)
    editor.write(before)
    editor.page.evaluate(
        """([kind, data]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData(kind, data);
            const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.querySelector(".write").dispatchEvent(event);
        }""",
        [kind, data],
    )
    assert editor.text() == after
    assert editor.field.locator("b").count() == 0


def test_cutting_and_pasting_moves_a_code_with_its_words(editor: EditorPage) -> None:
    editor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.go(12)
    whole = editor.text()
    editor.press("Control+Home", *["ArrowRight"] * whole.index("<2>"), *["Shift+ArrowRight"] * 7, "Control+x")
    assert "целый" not in editor.text()
    assert "<2>" not in editor.text()
    editor.press("Control+Home", "Control+v")
    assert editor.text().startswith("<2>целый</2>")


def test_enter_makes_no_line_and_letters_of_a_format_do_nothing(editor: EditorPage) -> None:
    editor.go(6)
    editor.press("Control+a", "Control+b", "Control+u", "End", "Enter", "Shift+Enter")
    assert editor.text() == "Раньше набережная была закрыта для публики."
    assert editor.field.locator("div, b, i, br").count() == 0


def test_composing_letters_is_left_alone(editor: EditorPage) -> None:
    """An input method's Enter chooses a candidate: it neither confirms nor moves."""
    editor.go(6)
    client = editor.page.context.new_cdp_session(editor.page)
    client.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    editor.page.evaluate(
        """() => document.querySelector(".write").dispatchEvent(new KeyboardEvent("keydown",
            { key: "Enter", ctrlKey: true, isComposing: true, bubbles: true, cancelable: true }))"""
    )
    assert editor.active == 6
    client.send("Input.insertText", {"text": "日本"})
    assert editor.text() == "Раньше набережная была закрыта для публики.日本"
    editor.is_saved()


def test_a_fix_is_taken_by_key_and_its_error_goes(editor: EditorPage, server: LiveServer, edition: int) -> None:
    editor.press("F8")
    assert editor.active == 10
    assert editor.page.evaluate("getSelection().toString()") == "2,8 млн"
    expect(editor.page.locator(".card.error")).to_contain_text("Number differs")
    editor.press("F9")
    expect(editor.page.locator(".card.error")).to_be_hidden()
    editor.is_saved()
    assert "2,8\u00a0млрд" in server.texts(edition)[10]
    expect(editor.page.locator("#left")).not_to_contain_text("error")


def test_a_finding_is_set_aside_with_a_reason(editor: EditorPage) -> None:
    editor.go(10)
    editor.page.get_by_role("button", name="Not an error…").click()
    editor.type("The report has a misprint.")
    editor.press("Enter")
    expect(editor.page.locator(".card")).to_contain_text("Set aside by Elena Kravets: The report has a misprint.")
    expect(editor.page.locator("#left")).not_to_contain_text("error")


def test_escape_leads_from_the_side_back_to_the_text(editor: EditorPage) -> None:
    editor.go(10)
    editor.press("F6")
    expect(editor.page.get_by_role("button", name="Replace with")).to_be_focused()
    editor.press("Escape")
    expect(editor.field).to_be_focused()


def test_the_list_of_keys_opens_and_gives_the_focus_back(editor: EditorPage) -> None:
    editor.go(6)
    editor.press("Control+/")
    expect(editor.page.get_by_role("dialog", name="Keys")).to_be_visible()
    editor.press("Escape")
    expect(editor.page.get_by_role("dialog", name="Keys")).to_be_hidden()
    expect(editor.field).to_be_focused()
    editor.type("?")
    assert editor.text().endswith("?"), "in a field it is a character"


def test_a_click_on_a_word_puts_the_caret_there(editor: EditorPage) -> None:
    editor.page.evaluate(
        """() => {
            document.querySelector("#s15").scrollIntoView({ block: "center" });
            const node = document.querySelector("#s15 .text").firstChild;
            const range = document.createRange();
            range.setStart(node, 11);
            range.setEnd(node, 12);
            window.box = range.getBoundingClientRect();
        }"""
    )
    box = json.loads(editor.page.evaluate("JSON.stringify(window.box)"))
    editor.page.mouse.click(box["x"] + 1, box["y"] + box["height"] / 2)
    editor.type("|")
    assert editor.text() == "Велосипеды |и лодки могут остаться."
