"""The reader's page under the editor: it follows the keys, shows where one is, and leads to the segment."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def editor(server: LiveServer, seat: Seat) -> EditorPage:
    """Elena at the Russian edition of the story."""
    server.person("Elena Kravets")
    return EditorPage(seat("elena@example.org"), server, server.edition(server.file(), "ru")).open(7)


def test_the_page_follows_what_is_typed_and_leads_back(editor: EditorPage) -> None:
    editor.press("Alt+p")
    page = editor.page.frame_locator("#live-panel iframe")
    expect(page.locator("h1")).to_have_text(re.compile("Старая гавань"))
    expect(page.locator("[aria-current]")).to_have_text("Теперь у неё три входа и ни одних ворот.")
    editor.write("Входов теперь три.")
    expect(page.locator("[aria-current]")).to_have_text("Входов теперь три.", timeout=1000)
    page.locator("a", has_text="итоговому отчёту").click()
    assert editor.active == 10
    expect(editor.field).to_be_focused()
    expect(page.locator("[aria-current] a")).to_have_text("итоговому отчёту")
    assert violations(editor.page) == []
    editor.open(2)
    expect(page.locator("[aria-current]")).to_contain_text("После четырёх лет")
    editor.page.locator("#show-preview").click()
    expect(editor.page.locator("#live-panel")).to_be_hidden()


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_the_text_that_is_written_and_its_buttons_stay_in_sight(
    server: LiveServer, seat: Seat, size: tuple[int, int]
) -> None:
    server.person("Elena Kravets")
    page = seat("elena@example.org", width=size[0], height=size[1])
    editor = EditorPage(page, server, server.edition(server.file(), "ru")).open(7)
    editor.press("Alt+p")
    expect(page.frame_locator("#live-panel iframe").locator("[aria-current]")).to_be_visible()
    for position in (2, 8, 12):
        editor.go(position)
        for part in (editor.field, page.locator(".tools .btn.primary")):
            box, panel = part.bounding_box(), page.locator("#live-panel").bounding_box()
            assert box is not None
            assert panel is not None
            assert box["y"] + box["height"] <= panel["y"] + 1
