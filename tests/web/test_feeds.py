"""The page of feeds: what goes well, what does not and why, and the buttons."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from localize.services import feeds
from localize.services.context import SYSTEM, Context
from localize.services.feeds import FeedState, Follow
from localize.services.polling import poll_due
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.doubles.feed import FeedSite, Story
from tests.doubles.site import Page as SitePage
from tests.doubles.site import Site
from tests.web.pages import Browser, Page, account, make_app, visit


@pytest.fixture
def news() -> Iterator[FeedSite]:
    with Site() as site:
        made = FeedSite(site)
        made.publish(Story(1), Story(2))
        yield made


@pytest.fixture
def small(sqlite_ctx: Context) -> Context:
    """A context that may ask this machine."""
    return replace(sqlite_ctx, settings=replace(sqlite_ctx.settings, fetch_private=True))


@pytest.fixture
def admin(small: Context) -> Browser:
    return visit(make_app(small), account(small, UserRole.ADMIN, "Ada"))


def send(browser: Browser, url: str, **fields: Any) -> Page:
    """The form as it comes, with an address."""
    given = {"to": ["ru"], "lane": "normal", "follow": "auto", "minutes": "5", "newest": "10", **fields}
    return browser.post("/feeds/new", {"url": url, **given})


def test_a_feed_is_added_polled_and_told_of(small: Context, admin: Browser, news: FeedSite) -> None:
    assert "No feed is polled" in admin.get("/feeds").text
    answer = send(admin, news.url, name="Harbour", minutes="15", newest="1", follow="page", more="de")
    assert (answer.status, answer.location) == (303, "/feeds")
    page = admin.get("/feeds")
    assert "“Harbour” is polled within seconds." in page.text
    assert page.words("//article[@class='feed']//h2") == ["Harbour"]
    assert "Next within seconds" in page.text
    [added] = feeds.list_feeds(small)
    assert (added.every, added.newest, added.follow, added.locales) == (900, 1, Follow.PAGE, ("ru", "de"))
    poll_due(small)
    page = admin.get("/feeds")
    assert page.words("//dl[contains(@class, 'feed-counts')]/div") == ["Filed1", "Older1"]
    assert {"Last poll 12:00", "Next 12:15", "Every 15 min", "Russian, German"} <= set(
        page.words("//p[contains(@class, 'meta')]/span")
    )


def test_a_feed_that_makes_trouble_says_why_and_stands_first(small: Context, admin: Browser, news: FeedSite) -> None:
    send(admin, news.url, name="A good one")
    news.site.pages["/broken"] = SitePage("<h1>Maintenance</h1>")
    send(admin, news.site.url + "/broken", name="Broken")
    news.site.pages["/story/1"] = SitePage("no", status=503)
    poll_due(small)
    page = admin.get("/feeds")
    assert page.words("//article[@class='feed']//h2") == ["A good one", "Broken"]
    assert page.words("//*[contains(@class, 'feed-trouble')]")[0].startswith("This is no RSS or Atom feed.")
    assert "1 poll in vain" in page.text
    [item] = page.words("//details[@class='feed-items']//li")
    assert item.startswith("Ferry number 1 sails again Tried again at the next poll. 127.0.0.1 has a fault of its own")
    news.publish(Story(1), Story(2))
    assert isinstance(small.clock, FakeClock)
    small.clock.tick(hours=1)
    poll_due(small)
    assert admin.get("/feeds").words("//article[@class='feed']//h2") == ["Broken", "A good one"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"url": ""}, "Name the feed’s address."),
        ({"url": "file:///etc/passwd"}, "An address must begin with http:// or https://"),
        ({"url": "http://127.0.0.1:1/", "to": []}, "Choose at least one language"),
        ({"url": "http://127.0.0.1:1/", "to": ["xx-nothing-known"]}, "is not a language"),
        ({"url": "http://127.0.0.1:1/", "lane": "fast"}, "Choose a lane"),
        ({"url": "http://127.0.0.1:1/", "minutes": "often"}, "“often” is not a number"),
        ({"url": "http://127.0.0.1:1/", "minutes": "0"}, "every 10 to 86,400 seconds"),
        ({"url": "http://127.0.0.1:1/", "newest": "900"}, "0 to 200 of the newest items"),
    ],
)
def test_what_is_wrong_comes_back_with_everything_typed(
    small: Context, admin: Browser, fields: dict[str, Any], said: str
) -> None:
    page = send(admin, fields.pop("url"), name="Harbour <News>", **fields)
    assert page.status == 422
    assert said in page.words("//div[@id='wrong']")[0]
    assert page.tree.xpath("//input[@name='name']/@value") == ["Harbour <News>"]
    assert feeds.list_feeds(small) == []


def test_the_buttons_do_what_they_say(small: Context, admin: Browser) -> None:
    added = feeds.add_feed(small, "http://127.0.0.1:1/feed", SYSTEM, name="Harbour")

    def press(verb: str) -> str:
        assert admin.post(f"/feeds/{added.id}/{verb}").status == 303
        return " ".join(admin.get("/feeds").words("//div[contains(@class, 'banner')]"))

    assert press("pause") == "“Harbour” is paused."
    assert feeds.get_feed(small, added.id).state is FeedState.PAUSED
    assert admin.get("/feeds").words("//div[@class='feed-acts']/form/button") == ["Resume, Harbour"]
    assert press("resume") == "“Harbour” is polled again."
    poll_due(small)
    assert press("poll") == "“Harbour” is polled within seconds."
    assert feeds.get_feed(small, added.id).next_poll_at == small.clock.now()
    assert press("remove") == "“Harbour” is removed. Its articles stay."
    assert feeds.list_feeds(small) == []
    assert admin.post(f"/feeds/{added.id}/pause").status == 404
    assert admin.post(f"/feeds/{added.id}/explode").status == 404


def test_an_editor_sees_feeds_and_changes_none(small: Context) -> None:
    feeds.add_feed(small, "http://127.0.0.1:1/feed", SYSTEM, name="Harbour")
    app = make_app(small)
    editor = visit(app, account(small, UserRole.EDITOR, "Max"))
    page = editor.get("/feeds")
    assert page.words("//article[@class='feed']//h2") == ["Harbour"]
    assert not page.tree.xpath("//main//form")
    assert "Feeds" in page.words("//nav[@class='menu']//a")
    translator = visit(app, account(small, UserRole.TRANSLATOR, "Vera", "ru"))
    assert translator.get("/feeds").status == 403
    assert "Feeds" not in translator.get("/").words("//nav[@class='menu']//a")
