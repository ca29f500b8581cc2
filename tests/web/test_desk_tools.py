"""Search, filters and bulk actions of the desk through the application."""

import pytest

from localize.edition import Lane
from localize.services import desk, postedit
from localize.services.context import Context
from tests.services.helpers import file, run_sent
from tests.web.pages import Newsroom, Page, newsroom


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom with two drafted articles, the second one breaking."""
    room = newsroom(sqlite_ctx)
    file(sqlite_ctx, "Trams are back. They are red.", external_id="trams", lane=Lane.BREAKING)
    run_sent(sqlite_ctx)
    return room


def _rows(page: Page) -> list[str]:
    return page.words("//li[@class='row']//h3/a")


def _counts(page: Page) -> list[str]:
    return page.words("//nav[@class='views']//a")


def test_filters_narrow_every_view_and_stand_in_the_address(room: Newsroom) -> None:
    browser = room.browser(room.max)
    assert len(_rows(browser.get("/"))) == 2
    page = browser.get("/?lane=breaking")
    assert len(_rows(page)) == 1
    assert "Open 1" in _counts(page)
    assert page.tree.xpath("//option[@value='breaking']/@selected")
    assert page.tree.xpath("//a[@id='to-turn']/@href") == ["/?view=turn&lane=breaking"]
    assert page.tree.xpath("//a[@id='clear']/@href") == ["/"]
    assert page.tree.xpath("//div[@id='live']/@data-url") == ["/desk/live?view=open&lane=breaking"]
    assert len(_rows(browser.get("/?state=drafted&locale=de"))) == 2
    assert _rows(browser.get("/?state=submitted&locale=de")) == []
    assert len(_rows(browser.get("/?lane=nonsense&state=x&person=abc"))) == 2, "what cannot be is left out"


def test_a_filter_that_nothing_fits_offers_to_be_cleared(room: Newsroom) -> None:
    page = room.browser(room.max).get("/?state=submitted")
    assert page.words("//*[@class='blank']/h2") == ["Nothing here fits the search and the filters"]
    assert page.tree.xpath("//a[@id='blank-go']/@href") == ["/?view=open"]


def test_a_person_is_found_by_what_they_hold(room: Newsroom) -> None:
    postedit.take(room.ctx, room.vera.actor, room.ru)
    browser = room.browser(room.vera)
    assert len(_rows(browser.get(f"/?person={room.vera.id}"))) == 1
    assert len(_rows(browser.get("/?view=mine"))) == 1
    assert _rows(room.browser(room.jana).get("/?view=mine")) == []


def test_search_shows_the_words_in_their_sentence(room: Newsroom) -> None:
    page = room.browser(room.max).get("/?q=trams+ARE")
    assert page.words("//p[@class='hit']") == ["Trams are back."]
    assert page.words("//p[@class='hit']/mark") == ["Trams are"]
    assert len(_rows(page)) == 1
    live = room.browser(room.max).get("/desk/live?q=trams")
    assert len(_rows(live)) == 1


def test_chosen_rows_are_taken_given_back_and_that_is_undone(room: Newsroom) -> None:
    browser = room.browser(room.vera)
    articles = browser.get("/").tree.xpath("//input[@class='pick']/@value")
    assert len(articles) == 2
    answer = browser.post("/desk/bulk", {"act": "take", "article": articles, "locale": "ru", "view": "open"})
    assert (answer.status, answer.location) == (303, "/?locale=ru")
    page = browser.get("/?locale=ru")
    assert page.words("//*[contains(@class, 'banner')]/span[1]")[0] == "2 editions taken."
    assert desk.get_edition(room.ctx, room.ru).assignee_id == room.vera.id
    [undo] = page.tree.xpath("//button[@id='undo']/../../@action")
    browser.post(undo, {"locale": "ru"})
    assert "Undone for 2 editions." in browser.get("/").text
    assert desk.get_edition(room.ctx, room.ru).assignee_id is None
    assert browser.get("/").tree.xpath("//button[@id='undo']") == []


def test_an_editor_assigns_and_is_told_what_could_not_be(room: Newsroom) -> None:
    browser = room.browser(room.max)
    fields = {"act": "assign", "article": [str(room.article)], "assignee": str(room.vera.id)}
    browser.post("/desk/bulk", fields)
    text = browser.get("/").text
    assert "1 edition assigned." in text
    assert "(German): not this person’s language" in text
    assert desk.get_edition(room.ctx, room.ru).assignee == room.vera.name


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"act": "take"}, "Choose at least one row first."),
        ({"act": "assign", "article": "1"}, "Choose a person first."),
        ({"act": "retry", "article": "1"}, "None of the chosen rows has an edition for that."),
        ({"act": "take", "article": "99999999999999999999"}, "Choose at least one row first."),
    ],
)
def test_what_cannot_be_done_is_said(room: Newsroom, fields: dict[str, str], said: str) -> None:
    browser = room.browser(room.max)
    assert browser.post("/desk/bulk", fields).status == 303
    assert said in browser.get("/").text


def test_approving_is_no_bulk_action(room: Newsroom) -> None:
    assert room.browser(room.max).post("/desk/bulk", {"act": "approve", "article": str(room.article)}).status == 404
    assert room.browser(room.max).post("/desk/bulk/4711/undo", {}).status == 303


def test_a_translator_cannot_assign(room: Newsroom) -> None:
    browser = room.browser(room.vera)
    assert browser.get("/").tree.xpath("//select[@id='assignee']") == []
    browser.post("/desk/bulk", {"act": "assign", "article": str(room.article), "assignee": str(room.vera.id)})
    assert desk.get_edition(room.ctx, room.ru).assignee_id is None
