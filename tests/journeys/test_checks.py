"""What checks the text in the editor: counters of length, findings set aside by keyboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def editor(server: LiveServer, seat: Seat) -> EditorPage:
    """Elena at the headline of the Russian edition."""
    server.person("Elena Kravets")
    return EditorPage(seat("elena@example.org"), server, server.edition(server.file(), "ru")).open(1)


def test_the_headline_is_counted_as_one_types_and_a_warning_says_when_it_is_too_long(editor: EditorPage) -> None:
    counter = editor.segment(1).locator(".counter")
    editor.write("Мост открыт")
    expect(counter).to_have_text("11 of 70 characters, about 1 line")
    expect(counter).to_have_class(re.compile("fits"))
    editor.write("Мост " * 13)
    expect(counter).to_have_class(re.compile("near"))
    editor.write("Мост открыт " * 7)
    expect(counter).to_have_text(re.compile(r"83 of 70 characters, 13 too many, about \d lines"))
    expect(editor.page.locator(".card.warning", has_text="Too long by 13")).to_be_visible()


def test_a_finding_is_set_aside_by_number_and_brought_back(editor: EditorPage) -> None:
    editor.go(2)
    editor.write("После четырёх лет работ набережная площадью 13 гектаров приняла посетителей в воскресенье.")
    card = editor.page.locator(".card.error", has_text="12")
    expect(card).to_be_visible()
    editor.press("Shift+F9")
    expect(editor.page.get_by_label("Why is this not an error?")).to_be_focused()
    editor.press("2")
    expect(editor.page.locator(".card", has_text="Set aside by Elena Kravets: Quotation as spoken")).to_be_visible()
    editor.page.get_by_role("button", name="Bring back").click()
    expect(card).to_be_visible()
