"""Arranging an edition in the editor: segments joined and split, blocks left out and added. Nothing typed is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

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


@pytest.fixture
def editor(server: LiveServer, edition: int, seat: Seat) -> EditorPage:
    """Elena at the editor."""
    return EditorPage(seat("elena@example.org"), server, edition).open()


def done(editor: EditorPage, sentence: str) -> None:
    """Wait until the page is loaded anew and says what was done."""
    expect(editor.page.locator('[data-key="structure"]')).to_contain_text(sentence)
    editor.page.wait_for_selector("html[data-ready=editor]")


def test_segments_are_joined_by_a_key_and_the_join_is_taken_back(editor: EditorPage) -> None:
    editor.go(6)
    second = editor.target(7).inner_text()
    editor.write("Раньше набережная была закрыта,")
    editor.press("Alt+j")
    done(editor, "Joined into one segment.")
    assert editor.active == 6
    expect(editor.field).to_be_focused()
    assert editor.text() == f"Раньше набережная была закрыта, {second}"
    expect(editor.segment(6).locator(".src")).to_contain_text("to the public. Now it has")
    expect(editor.page.locator(".seg")).to_have_count(19)
    expect(editor.page.locator("#history")).to_contain_text("Раньше набережная была закрыта для публики.")
    editor.page.locator('[data-key="structure"]').get_by_role("button", name="Undo").click()
    done(editor, "Split into two segments.")
    expect(editor.page.locator(".seg")).to_have_count(20)
    assert editor.text() == "Раньше набережная была закрыта,"
    assert editor.target(7).inner_text() == second


def test_a_segment_is_split_at_the_caret_by_keyboard_alone(editor: EditorPage) -> None:
    editor.go(6)
    editor.press("Control+Home", *["ArrowRight"] * len("Раньше набережная "), "Alt+Shift+J")
    dialog = editor.page.locator("dialog.structure")
    expect(dialog).to_contain_text("Where is the source split?")
    assert violations(editor.page) == []
    editor.press("Home", *["ArrowRight"] * 2, "Tab", "Enter")
    done(editor, "Split into two segments.")
    expect(editor.segment(6).locator(".src")).to_have_text("The quay used")
    expect(editor.segment(7).locator(".src")).to_have_text("to be closed to the public.")
    assert editor.text() == "Раньше набережная"
    expect(editor.target(7)).to_have_text("была закрыта для публики.")


def test_a_block_is_left_out_with_a_reason_and_put_back(editor: EditorPage, server: LiveServer, edition: int) -> None:
    before = server.texts(edition)
    editor.go(7)
    editor.press("Alt+Delete")
    editor.type("Our readers know this.")
    editor.press("Tab", "Enter")
    done(editor, "left out")
    out = editor.page.locator("details.out")
    expect(out.locator("del")).to_contain_text("The quay used to be closed")
    expect(editor.page.locator(".seg")).to_have_count(18)
    out.locator("summary").focus()
    editor.press("Enter")
    expect(out).to_contain_text("Left out by Elena Kravets")
    expect(out).to_contain_text("Our readers know this.")
    assert violations(editor.page) == []
    preview = editor.page.context.new_page()
    preview.goto(editor.url.removesuffix("edit") + "preview")
    assert "набережная была закрыта" not in preview.content()
    preview.close()
    out.get_by_role("button", name="Put back").click()
    done(editor, "part of this edition again")
    assert server.texts(edition) == before


def test_a_block_is_added_and_written_and_moved(editor: EditorPage) -> None:
    editor.go(6)
    editor.press("Alt+Insert")
    editor.page.locator("dialog.structure select").select_option("subhead")
    editor.press("Tab", "Enter")
    done(editor, "A block was added.")
    assert editor.active == 8
    expect(editor.segment(8).locator(".src")).to_contain_text("Added here by Elena Kravets")
    editor.type("Как это выглядит")
    editor.is_saved()
    assert violations(editor.page) == []
    editor.page.locator("#structure").get_by_role("button", name="Move down").click()
    done(editor, "moved")
    assert editor.active == 10
    assert editor.text() == "Как это выглядит"
    preview = editor.page.context.new_page()
    preview.goto(editor.url.removesuffix("edit") + "preview")
    expect(preview.get_by_role("heading", name="Как это выглядит")).to_be_visible()
    preview.close()


def test_who_has_the_page_open_is_told_that_it_was_rearranged(
    editor: EditorPage, server: LiveServer, edition: int, seat: Seat
) -> None:
    server.person("Timur Asanov")
    timur = EditorPage(seat("timur@example.org"), server, edition).open(12)
    editor.go(6)
    editor.press("Alt+j")
    done(editor, "Joined into one segment.")
    told = timur.page.locator('[data-key="rearranged"]')
    expect(told).to_contain_text("Somebody joined, split, added or left out something.")
    told.get_by_role("button", name="Reload").click()
    expect(timur.page.locator(".seg")).to_have_count(19)
