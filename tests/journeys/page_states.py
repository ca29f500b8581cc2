"""States of pages that have no address: what a key, a click or somebody else brings up."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from playwright.sync_api import Page, expect

from tests.journeys.editor_page import EditorPage, Served
from tests.journeys.furnished import Furnished

State = Callable[[Page, Served, Furnished], None]

WORDS = "Now it has three entrances"
SAID = ("Теперь у него три входа и ни одних ворот.", "Входов теперь три, а ворот нет.")
MAYOR = 8  # the segment that has comments


def _open(page: Page, served: Served, room: Furnished, position: int) -> EditorPage:
    page.goto(f"{served.url}/help")
    page.evaluate("localStorage.clear()")  # where the browser keeps that the reader's page is open
    return EditorPage(page, served, int(room.places["worked"])).open(position)


def _keys(page: Page, served: Served, room: Furnished) -> None:
    _open(page, served, room, MAYOR).press("Control+/")
    expect(page.locator("dialog#keys")).to_be_visible()


def _palette(page: Page, served: Served, room: Furnished) -> None:
    _open(page, served, room, MAYOR).press("F2")
    expect(page.get_by_role("option").first).to_be_visible()


def _conflict(page: Page, served: Served, room: Furnished) -> None:
    there = room.segment(room.elena, int(room.places["worked"]), WORDS)
    editor = _open(page, served, room, there.position)
    said = next(text for text in SAID if text != there.target)
    room.save(room.elena, int(room.places["worked"]), WORDS, said, confirm=False)
    editor.write("У парка три ворот и ни одного входа.")
    expect(page.locator(".conflict")).to_be_visible()


def _live_page(page: Page, served: Served, room: Furnished) -> None:
    _open(page, served, room, MAYOR).press("Alt+p")
    expect(page.frame_locator("#live-panel iframe").locator("[aria-current]")).to_be_visible()


def _comments(page: Page, served: Served, room: Furnished) -> None:
    _open(page, served, room, MAYOR)
    page.locator("#talk").scroll_into_view_if_needed()
    expect(page.locator("#talk")).to_contain_text("Мэр, как в термине.")
    page.locator("#talk [data-what^=answer]").first.click()
    expect(page.locator("#talk textarea").first).to_be_focused()
    page.keyboard.type("@Ol")
    expect(page.get_by_role("option", name="Olga Reznik")).to_be_visible()


def _return(page: Page, served: Served, room: Furnished) -> None:
    page.goto(f"{served.url}/editions/{room.places['submitted']}/review")
    page.keyboard.press("r")
    expect(page.locator("#ask-return textarea")).to_be_visible()


def _correction(page: Page, served: Served, room: Furnished) -> None:
    page.goto(f"{served.url}/editions/{room.places['submitted']}/review")
    page.wait_for_selector("html[data-editing=ready]")
    page.locator("[data-place]:visible").first.click()
    page.locator("[data-edit]:visible").first.click()
    expect(page.locator(".rev-write .write")).to_be_focused()


def _chosen(page: Page, served: Served, room: Furnished) -> None:
    assert room.places
    page.goto(f"{served.url}/")
    page.locator(".pick").first.check()
    expect(page.locator("#bulk")).to_be_visible()


STATES: Mapping[str, State] = MappingProxyType(
    {
        "editor-keys": _keys,
        "editor-palette": _palette,
        "editor-live-page": _live_page,
        "editor-comments": _comments,
        "review-return": _return,
        "review-correction": _correction,
        "desk-chosen": _chosen,
        "editor-conflict": _conflict,  # the last: the browser keeps what was not saved
    }
)
