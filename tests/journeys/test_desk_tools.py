"""The desk by keyboard: choosing rows, filters that outlive the poll, news that leaves the choice alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.edition import Lane
from localize.services import people, postedit
from localize.services.context import SYSTEM
from localize.services.intake import Filing, file_article
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.server import LiveServer
from tests.journeys.stories import story

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def desk(server: LiveServer, seat: Seat) -> Page:
    """Olga, an editor, at a desk with one story."""
    server.person("Elena Kravets")
    server.person("Olga Reznik", UserRole.EDITOR)
    server.file()
    page = seat("olga@example.org")
    page.goto(server.url + "/")
    return page


def test_a_row_is_chosen_by_key_and_stays_chosen_when_news_comes(desk: Page, server: LiveServer) -> None:
    expect(desk.locator("#bulk")).to_be_hidden()
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    expect(desk.locator("#chosen")).to_have_text("Chosen: 1")
    elena = people.by_email(server.ctx, "elena@example.org")
    postedit.take(server.ctx, elena.actor, 1)
    expect(desk.locator("#cell-1")).to_contain_text("In review", timeout=8000)
    expect(desk.locator(".pick")).to_be_checked()
    expect(desk.locator("[data-row]").first).to_be_focused()
    assert violations(desk) == []


def test_news_is_said_to_who_does_not_see_it_come_and_waits_while_the_mouse_is_down(
    desk: Page, server: LiveServer
) -> None:
    said = desk.locator("#live-said")
    article, _ = story()
    assert said.inner_text() == ""
    desk.mouse.move(600, 400)
    desk.mouse.down()
    with desk.expect_response(lambda answer: "/desk/live" in answer.url and answer.ok, timeout=9000):
        file_article(server.ctx, article, Filing(external_id="second"), SYSTEM)
    expect(desk.locator("[data-row]")).to_have_count(1)
    desk.mouse.up()
    expect(said).to_have_text(f"New here: {article.headline}", timeout=9000)
    expect(said.locator("[lang=en]")).to_have_text(article.headline)
    for n in range(2):
        file_article(server.ctx, article, Filing(external_id=f"b{n}", lane=Lane.BREAKING), SYSTEM)
    expect(said).to_contain_text("Breaking: ", timeout=9000)
    expect(desk.locator("#breaking [data-row]")).to_have_count(2, timeout=9000)
    assert violations(desk) == []


def test_an_edition_is_assigned_and_that_is_undone_without_a_mouse(desk: Page) -> None:
    desk.keyboard.press("a")
    desk.locator("#assignee").select_option(label="Elena Kravets")
    desk.get_by_role("button", name="Assign", exact=True).press("Enter")
    expect(desk.locator("#main .face").first).to_have_attribute("title", "Elena Kravets")
    desk.locator("#undo").press("Enter")
    expect(desk.locator("#main .face")).to_have_count(0)


def test_the_search_is_reached_by_its_key_and_filters_at_once(desk: Page) -> None:
    desk.keyboard.press("/")
    expect(desk.locator("#q")).to_be_focused()
    desk.keyboard.type("набережная")
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"\?q=[^&]+$"))
    expect(desk.locator(".hit mark")).to_have_text("набережная")
    desk.locator("#state").select_option("published")
    expect(desk.locator(".blank h2")).to_contain_text("Nothing here fits")
    desk.locator("#blank-go").click()
    expect(desk.locator(".row")).to_have_count(1)


@pytest.mark.parametrize("locale", ["en", "ru", "de"])
@pytest.mark.usefixtures("desk")
def test_nothing_sticks_out_on_a_phone(server: LiveServer, seat: Seat, locale: str) -> None:
    olga = people.by_email(server.ctx, "olga@example.org")
    people.set_preferences(server.ctx, olga.id, ui_locale=locale)
    phone = seat("olga@example.org", width=390, height=844, has_touch=True)
    phone.goto(server.url + "/?q=quay")
    phone.locator(".pick").check()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(phone) == []
