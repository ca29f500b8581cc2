"""Find and replace through the application: seen first, written once, given back; what was left alone is named."""

import pytest

from localize.services import workbench
from localize.services.context import Context
from tests.web.pages import Newsroom, Page, newsroom


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom whose Russian edition Vera has written in."""
    room = newsroom(sqlite_ctx)
    room.write(room.vera.actor, room.ru, "Старый мост", "Мост <b>закрыли</b> & мост открыли.")
    return room


def _texts(room: Newsroom) -> list[str]:
    bench = workbench.open_edition(room.ctx, room.vera.actor, room.ru)
    return [segment.target for block in bench.blocks for segment in block.segments]


def _chosen(page: Page) -> list[str]:
    return [str(value) for value in page.tree.xpath("//input[@name='at']/@value")]


def test_nothing_is_written_before_it_is_sent_and_all_is_given_back(room: Newsroom) -> None:
    browser = room.browser(room.vera)
    before = _texts(room)
    page = browser.get("/replace?locale=ru&find=мост&put=тоннель")
    assert page.words("//del") == ["мост", "Мост", "мост"]
    assert page.words("//ins") == ["тоннель", "Тоннель", "тоннель"]
    assert page.tree.xpath("count(//input[@name='at'][@checked])") == 2
    assert page.words("//*[@class='tag amber']") == ["Confirmed", "Confirmed"]
    assert _texts(room) == before
    fields = {"locale": "ru", "find": "мост", "put": "тоннель", "at": _chosen(page)}
    sent = browser.post("/replace", fields)
    assert (sent.status, sent.location) == (303, "/replace?locale=ru")
    assert "Replaced in 2 segments." in browser.get(sent.location).text
    assert _texts(room)[0] == "Старый тоннель"
    undo = browser.get("/replace?locale=ru").tree.xpath("//li[@class='swap-past']/form/@action")[0]
    assert "2 segments are as they were." in browser.get(browser.post(undo, {"locale": "ru"}).location).text
    assert _texts(room) == before
    again = browser.post(undo, {"locale": "ru"})
    assert "This can no longer be undone." in browser.get(again.location).text


def test_a_segment_that_changed_since_is_named_with_a_way_to_it(room: Newsroom) -> None:
    browser = room.browser(room.vera)
    fields = {"locale": "ru", "find": "мост", "put": "тоннель"}
    chosen = _chosen(browser.get("/replace?locale=ru&find=мост&put=тоннель"))
    room.write(room.vera.actor, room.ru, "Ветхий мост")
    page = browser.get(browser.post("/replace", {**fields, "at": chosen}).location)
    assert "1 segment has changed since and was left alone." in page.text
    assert page.tree.xpath("//section[@class='swap-left']//a/@href") == [f"/editions/{room.ru}/edit#s1"]
    assert _texts(room)[0] == "Ветхий мост"
    other = room.browser(room.jana).get(f"/replace?locale=de&left={chosen[0]}")
    assert other.words("//section[@class='swap-left']") == [], "of one's own languages alone"


def test_what_makes_no_sense_is_said_and_what_was_asked_stays(room: Newsroom) -> None:
    browser = room.browser(room.vera)
    none = browser.post("/replace", {"locale": "ru", "find": "мост", "put": "тоннель"})
    assert none.status == 422
    assert "Choose at least one place" in none.text
    assert none.tree.xpath("//input[@id='put']/@value") == ["тоннель"]
    assert browser.post("/replace", {"locale": "ru", "find": "мост", "at": "x"}).status == 422
    assert browser.get("/replace?locale=ru&left=nonsense").status == 422
    assert "Nothing found" in browser.get("/replace?locale=ru&find=дирижабль").text
    assert browser.get("/replace?locale=de").status == 403
    assert room.browser().get("/replace").status == 302


def test_the_desk_leads_here(room: Newsroom) -> None:
    assert room.browser(room.vera).get("/").tree.xpath("//a[starts-with(@href, '/replace')]")
