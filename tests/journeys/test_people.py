"""Two people in one edition see each other: arriving, moving, coming into the same segment, leaving."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition, drafted, with two translators."""
    server.person("Elena Kravets", UserRole.TRANSLATOR, "ru")
    server.person("Timur Asanov", UserRole.TRANSLATOR, "ru")
    return server.edition(server.file(), "ru")


def test_a_newer_text_is_no_news_once_it_was_decided_upon(server: LiveServer, edition: int, seat: Seat) -> None:
    elena = EditorPage(seat("elena@example.org"), server, edition).open(7)
    timur = EditorPage(seat("timur@example.org"), server, edition).open(7)
    elena.write("Входов три.")
    elena.is_saved()
    expect(timur.page.locator("#s7 .here")).to_contain_text("Elena Kravets saved a newer text", timeout=15_000)
    timur.write("Три входа.")
    expect(timur.page.locator(".conflict")).to_be_visible()
    timur.page.locator(".conflict").focus()
    timur.press("1")
    expect(timur.page.locator(".conflict")).to_have_count(0)
    expect(timur.page.locator("#s7 .here")).to_have_count(0)
    timur.is_saved()
    assert server.texts(edition)[7] == "Три входа."


def test_two_people_see_where_the_other_is_until_they_leave(server: LiveServer, edition: int, seat: Seat) -> None:
    elena = EditorPage(seat("elena@example.org"), server, edition).open(6)
    expect(elena.page.locator("#present")).to_be_hidden()
    timur = EditorPage(seat("timur@example.org"), server, edition).open(7)
    expect(elena.page.locator("#present li")).to_have_text(re.compile("Timur Asanov, segment 7"))
    expect(elena.segment(7).get_by_role("img", name="Timur Asanov is here")).to_be_visible()
    expect(timur.segment(6).get_by_role("img", name="Elena Kravets is here")).to_be_visible()
    assert violations(elena.page) == []
    timur.go(6)
    expect(elena.page.get_by_text("Timur Asanov is in this segment too.").first).to_be_attached()
    expect(elena.field).to_be_focused()
    timur.page.goto("about:blank")
    expect(elena.page.locator("#present")).to_be_hidden()
    expect(elena.page.locator(".gut .there")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_text_is_compared_with_its_draft(server: LiveServer, edition: int, seat: Seat, width: int) -> None:
    elena = EditorPage(seat("elena@example.org", width=width), server, edition).open(7)
    elena.write("Теперь у неё трое ворот.")
    elena.is_saved()
    page = elena.page
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.locator("[data-change] ins")).to_have_text(["трое"])
    expect(page.locator("[data-change] small").first).to_contain_text("Elena Kravets")
    expect(page.locator("details.same").first).to_contain_text("the same")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name="Whole text").click()
    expect(page.locator("details.same")).to_have_count(0)
    page.locator("[data-change] .gut a").click()
    expect(page.locator(".seg.active")).to_have_attribute("id", "s7")
