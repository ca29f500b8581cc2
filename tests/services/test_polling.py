"""Polling feeds over real connections: what is new is filed once, what changed is a new version, nothing is lost."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from localize.edition import Lane
from localize.errors import InvalidInputError, NotFoundError
from localize.intake.feed_items import Feed, FeedItem
from localize.intake.received import Received
from localize.services import desk, feeds, polling, workbench
from localize.services.context import Actor, Context
from localize.services.feed_filing import MAX_PER_POLL
from localize.services.feed_reading import MAX_TRIES, Source, external_id_of, read
from localize.services.feeds import FeedState, Follow, ItemState
from localize.services.polling import Polled, poll_due, poll_now, wait_after
from localize.workflow import UserRole
from tests.conftest import FakeClock, FakeDispatcher
from tests.doubles import site as behave
from tests.doubles.feed import LONG, FeedSite, Story
from tests.doubles.site import Page, Site, leads_to

ADMIN = Actor(None, "Ada", UserRole.ADMIN)


@pytest.fixture
def news() -> Iterator[FeedSite]:
    with Site() as site:
        yield FeedSite(site)


@pytest.fixture
def desk_ctx(ctx: Context) -> Context:
    """A context on each database that may ask this machine."""
    return replace(ctx, settings=replace(ctx.settings, fetch_private=True, fetch_timeout=5.0))


@pytest.fixture
def small(sqlite_ctx: Context) -> Context:
    """The same on SQLite only."""
    return replace(sqlite_ctx, settings=replace(sqlite_ctx.settings, fetch_private=True, fetch_timeout=5.0))


def tick(ctx: Context, **by: float) -> None:
    assert isinstance(ctx.clock, FakeClock)
    ctx.clock.tick(**by)


def poll(ctx: Context, *, after: float = 300) -> Polled:
    """Poll the one feed that there is, when its time has come."""
    tick(ctx, seconds=after)
    [polled] = poll_due(ctx)
    return polled


def codes(ctx: Context, article: int) -> list[str]:
    return [str(note["code"]) for note in _notes(ctx, article)]


def _notes(ctx: Context, article: int) -> list[dict[str, object]]:
    with ctx.store.read() as unit:
        row = unit.articles.get(article)
        assert row is not None
        version = unit.articles.version(article, row.version)
        assert version is not None
        return list(version.notes)


def paragraphs(ctx: Context, article: int) -> list[str]:
    _, blocks, _ = workbench.source_blocks(ctx, str(article))
    return [block.text.plain for block in blocks if block.role.value == "paragraph"]


# New, changed, unchanged


def test_new_items_become_articles_read_from_their_pages(desk_ctx: Context, news: FeedSite) -> None:
    news.publish(Story(1), Story(2))
    added = feeds.add_feed(desk_ctx, news.url, ADMIN, locales=["ru"], lane=Lane.BACKGROUND)
    polled = poll(desk_ctx, after=0)
    assert (polled.handled.filed, polled.trouble) == (2, None)
    assert news.asked() == ["/feed", "/story/1", "/story/2"]
    newest = desk.get_article(desk_ctx, f"external:{news.site.url}/story/2")
    assert (newest.headline, newest.lane, newest.filed_by) == (
        "Ferry number 2 sails again",
        "background",
        "feed: 127.0.0.1",
    )
    assert [edition.locale for edition in newest.editions] == ["ru"]
    assert paragraphs(desk_ctx, newest.id) == list(LONG)
    assert isinstance(desk_ctx.dispatcher, FakeDispatcher)
    assert len(desk_ctx.dispatcher.sent) == 2
    summary = feeds.get_feed(desk_ctx, added.id)
    assert (summary.name, summary.counts[ItemState.FILED], summary.trouble) == ("Harbour News", 2, None)
    assert summary.succeeded_at == desk_ctx.clock.now()


def test_a_feed_that_has_not_changed_is_not_read_again(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    news.asked()
    assert poll(small).not_modified
    assert news.asked() == ["/feed"]


def test_a_changed_item_is_a_new_version_of_its_article_and_the_others_rest(desk_ctx: Context, news: FeedSite) -> None:
    news.publish(Story(1), Story(2))
    feeds.add_feed(desk_ctx, news.url, ADMIN)
    poll(desk_ctx, after=0)
    news.asked()
    news.publish(Story(2, text=("Two ferries sail now, not one.", *LONG[1:])), Story(3))
    polled = poll(desk_ctx)
    assert (polled.handled.filed, polled.handled.changed) == (1, 1)
    assert news.asked() == ["/feed", "/story/2", "/story/3"]
    article = desk.get_article(desk_ctx, f"external:{news.site.url}/story/2")
    assert article.version == 2
    assert paragraphs(desk_ctx, article.id)[0] == "Two ferries sail now, not one."
    assert desk.get_article(desk_ctx, f"external:{news.site.url}/story/1").version == 1


def test_a_feed_sent_anew_with_the_same_items_changes_nothing(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    news.asked()
    page = news.site.pages["/feed"]
    assert isinstance(page, Page)
    news.site.pages["/feed"] = replace(page, etag=None)
    polled = poll(small)
    assert (polled.handled.filed, polled.handled.changed, news.asked()) == (0, 0, ["/feed"])


def test_only_the_newest_items_of_a_new_feed_are_taken(small: Context, news: FeedSite) -> None:
    news.publish(*(Story(n) for n in range(1, 7)))
    added = feeds.add_feed(small, news.url, ADMIN, newest=2)
    polled = poll(small, after=0)
    assert (polled.handled.filed, polled.handled.skipped) == (2, 4)
    assert [article.headline for article in desk.list_articles(small, before=None, limit=9)] == [
        "Ferry number 6 sails again",
        "Ferry number 5 sails again",
    ]
    news.publish(Story(1, title="An old story in new words"), Story(7))
    assert poll(small).handled.filed == 1
    assert feeds.get_feed(small, added.id).counts[ItemState.SKIPPED] == 4


def test_more_items_than_one_poll_reads_are_read_at_the_next_at_once(
    small: Context, news: FeedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("localize.services.feed_filing.MAX_PER_POLL", 3)
    assert MAX_PER_POLL > 3
    news.publish(*(Story(n, full=True) for n in range(1, 6)))
    feeds.add_feed(small, news.url, ADMIN)
    assert (poll(small, after=0).handled.filed, poll(small, after=0).handled.filed) == (3, 2)
    assert poll_due(small) == []


# Where the text is taken from


@pytest.mark.parametrize(
    ("follow", "full", "asked"),
    [
        (Follow.AUTO, True, []),
        (Follow.AUTO, False, ["/story/1"]),
        (Follow.PAGE, True, ["/story/1"]),
        (Follow.CONTENT, False, []),
    ],
)
def test_the_follow_mode_says_where_the_text_comes_from(
    small: Context, news: FeedSite, follow: Follow, full: bool, asked: list[str]
) -> None:
    news.publish(Story(1, full=full))
    feeds.add_feed(small, news.url, ADMIN, follow=follow)
    poll(small, after=0)
    assert news.asked() == ["/feed", *asked]
    article = desk.get_article(small, "1")
    assert paragraphs(small, article.id) == list(LONG if full or asked else LONG[:1])
    assert ("summary-only" in codes(small, 1)) == (not full and not asked)


def test_a_page_with_less_text_than_the_feed_is_not_taken_for_the_story(small: Context, news: FeedSite) -> None:
    summary = LONG[:3]
    news.publish(Story(1, text=(" ".join(summary),)))
    news.site.pages["/story/1"] = Page("<article><h1>Ferry</h1><p>Sign in to read on.</p></article>")
    feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    assert paragraphs(small, 1) == [" ".join(summary)]
    assert "page-not-read" in codes(small, 1)


def test_what_a_page_does_not_say_of_itself_the_feed_says(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    with small.store.read() as unit:
        version = unit.articles.version(1, 1)
        assert version is not None
        assert version.meta["published_at"] == "2026-11-23T09:00:00+00:00"
        assert version.meta["url"] == news.site.url + "/story/1"
        assert version.meta["source_name"]


# What goes wrong with an item


def test_a_page_that_cannot_be_read_is_tried_again_and_then_the_feed_serves(small: Context, news: FeedSite) -> None:
    news.publish(Story(1), Story(2))
    news.site.pages["/story/1"] = Page("no", status=503)
    added = feeds.add_feed(small, news.url, ADMIN)
    first = poll(small, after=0)
    assert (first.handled.filed, first.handled.waiting) == (1, 1)
    [item] = feeds.get_feed(small, added.id).items
    assert (item.state, item.attempts, item.trouble and item.trouble.code) == (ItemState.WAITING, 1, "url-server-error")
    for tried in range(2, MAX_TRIES):
        assert poll(small).handled.waiting == 1, tried
    last = poll(small)
    assert (last.handled.filed, last.handled.waiting) == (1, 0)
    assert feeds.get_feed(small, added.id).items == ()
    article = desk.get_article(small, f"external:{news.site.url}/story/1")
    assert paragraphs(small, article.id) == [LONG[0]]
    assert "page-not-read" in codes(small, article.id)
    assert news.asked().count("/story/1") == MAX_TRIES
    assert poll(small).not_modified


def test_a_page_that_comes_back_is_read_although_the_feed_has_not_changed(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    good = news.site.pages["/story/1"]
    news.site.pages["/story/1"] = behave.resets
    feeds.add_feed(small, news.url, ADMIN)
    assert poll(small, after=0).handled.waiting == 1
    news.site.pages["/story/1"] = good
    assert poll(small).handled.filed == 1
    assert paragraphs(small, 1) == list(LONG)


def test_an_item_that_left_the_feed_is_still_tried_at_its_page(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    good = news.site.pages["/story/1"]
    news.site.pages["/story/1"] = Page("no", status=500)
    feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    news.stories.clear()
    news.publish(Story(2))
    news.site.pages["/story/1"] = good
    assert poll(small).handled.filed == 2


def test_one_broken_item_does_not_stop_the_others_and_its_reason_is_kept(small: Context, news: FeedSite) -> None:
    news.publish(Story(1, text=("",)), Story(2), Story(3))
    news.site.pages["/story/1"] = leads_to("http://127.0.0.1:1/")
    news.site.pages["/story/2"] = leads_to("ftp://files.example/2")
    added = feeds.add_feed(small, news.url, ADMIN, follow=Follow.PAGE)
    polled = poll(replace(small, settings=replace(small.settings, fetch_timeout=1.0)), after=0)
    assert polled.handled.filed == 2
    waiting = feeds.get_feed(small, added.id).items
    assert [(item.title, item.state) for item in waiting] == [("Ferry number 1 sails again", ItemState.WAITING)]
    assert "page-not-read" in codes(small, 1)  # the second one: its address can never be read


def test_a_reader_that_breaks_is_kept_as_a_failure_of_the_item(
    small: Context, news: FeedSite, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(ctx: Context, source: Source, feed: Feed, item: FeedItem, *, tries: int) -> Received:
        if "1" in item.title:
            raise ZeroDivisionError
        return read(ctx, source, feed, item, tries=tries)

    monkeypatch.setattr("localize.services.feed_filing.read", breaks)
    news.publish(Story(1), Story(2))
    added = feeds.add_feed(small, news.url, ADMIN)
    polled = poll(small, after=0)
    assert (polled.handled.filed, polled.handled.failed) == (1, 1)
    [item] = feeds.get_feed(small, added.id).items
    assert item.trouble
    assert item.trouble.code == "feed-failed"
    assert "ZeroDivisionError" in caplog.text


def test_an_article_in_another_language_is_kept_as_a_failure(small: Context, news: FeedSite) -> None:
    news.publish(Story(1, full=True))
    page = news.site.pages["/feed"]
    assert isinstance(page, Page)
    news.site.pages["/feed"] = Page(page.data.replace(b"<language>en<", b"<language>fr<"), "application/rss+xml")
    added = feeds.add_feed(small, news.url, ADMIN)
    assert poll(small, after=0).handled.failed == 1
    [item] = feeds.get_feed(small, added.id).items
    assert item.trouble
    assert item.trouble.code == "other-language"


# What goes wrong with a feed


def test_a_broken_feed_shows_its_reason_waits_longer_each_time_and_recovers(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    added = feeds.add_feed(small, news.url, ADMIN, every=100)
    poll(small, after=0)
    good = news.site.pages["/feed"]
    news.site.pages["/feed"] = Page("<h1>Maintenance</h1>")
    for failures, wait in ((1, 200), (2, 400), (3, 800)):
        polled = poll(small, after=feeds.get_feed(small, added.id).every if failures == 1 else wait / 2)
        assert polled.trouble
        assert polled.trouble.code == "not-a-feed"
        summary = feeds.get_feed(small, added.id)
        assert (summary.failures, summary.trouble) == (failures, polled.trouble)
        assert summary.next_poll_at == small.clock.now() + timedelta(seconds=wait)
    assert desk.get_article(small, "1").version == 1
    news.site.pages["/feed"] = good
    assert poll(small, after=800).trouble is None
    assert feeds.get_feed(small, added.id).failures == 0


def test_a_server_that_wants_rest_gets_it(small: Context, news: FeedSite) -> None:
    news.site.pages["/feed"] = Page("later", status=429, headers={"Retry-After": "7200"})
    added = feeds.add_feed(small, news.url, ADMIN)
    polled = poll(small, after=0)
    assert polled.trouble
    assert polled.trouble.code == "url-too-often"
    assert feeds.get_feed(small, added.id).next_poll_at == small.clock.now() + timedelta(hours=2)


def test_a_feed_that_is_gone_for_good_is_paused_with_the_reason(small: Context, news: FeedSite) -> None:
    news.site.pages["/feed"] = Page("gone", status=410)
    added = feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    summary = feeds.get_feed(small, added.id)
    assert (summary.state, summary.trouble and summary.trouble.code) == (FeedState.PAUSED, "url-gone")
    tick(small, hours=48)
    assert poll_due(small) == []


def test_a_feed_that_moved_for_good_is_polled_at_its_new_address(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    news.site.pages["/old"] = leads_to("/feed", 301)
    added = feeds.add_feed(small, news.site.url + "/old", ADMIN)
    poll(small, after=0)
    summary = feeds.get_feed(small, added.id)
    assert (summary.url, [note.code for note in summary.notes]) == (news.url, ["feed-moved"])
    news.asked()
    poll(small)
    assert news.asked() == ["/feed"]


def test_waiting_is_doubled_up_to_six_hours_and_never_shorter_than_asked() -> None:
    assert [wait_after(300, n).total_seconds() for n in (1, 2, 3, 6, 7, 500)] == [600, 1200, 2400, 19200, 21600, 21600]
    assert wait_after(86_400, 3) == timedelta(days=1)
    assert wait_after(300, 1, 5_000) == timedelta(seconds=5_000)
    assert wait_after(300, 1, 10.0**9) == timedelta(days=1)


# Several feeds, several schedulers


def test_two_schedulers_poll_a_feed_once(desk_ctx: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    feeds.add_feed(desk_ctx, news.url, ADMIN)
    barrier = threading.Barrier(4)

    def both(_: int) -> list[Polled]:
        barrier.wait(10)
        return poll_due(desk_ctx)

    with ThreadPoolExecutor(4) as pool:
        done = [polled for some in pool.map(both, range(4)) for polled in some]
    assert len(done) == 1
    assert news.asked() == ["/feed", "/story/1"]


def test_a_claim_whose_holder_died_runs_out(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    added = feeds.add_feed(small, news.url, ADMIN)
    now = small.clock.now()
    with small.store.write() as unit:
        assert unit.feeds.claim(added.id, token="dead", now=now, lease_until=now + polling.LEASE, due=True)
    assert poll_due(small) == []
    assert poll_now(small, added.id) is None
    assert poll(small, after=121).handled.filed == 1


def test_a_feed_that_hangs_does_not_hold_up_the_others(small: Context, news: FeedSite) -> None:
    quick = replace(small, settings=replace(small.settings, fetch_timeout=0.5))
    for n in range(3):
        news.site.pages[f"/hangs{n}"] = behave.hangs
        feeds.add_feed(quick, f"{news.site.url}/hangs{n}", ADMIN)
    news.publish(Story(1))
    feeds.add_feed(quick, news.url, ADMIN)
    found = {polled.feed_id: polled for polled in poll_due(quick)}
    assert [polled.trouble and polled.trouble.code for polled in found.values()] == ["url-too-slow"] * 3 + [None]
    assert found[4].handled.filed == 1


def test_an_item_that_another_feed_of_the_site_filed_is_known(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    news.site.pages["/sport"] = news.site.pages["/feed"]
    feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    feeds.add_feed(small, news.site.url + "/sport", ADMIN)
    polled = next(one for one in poll_due(small) if one.feed_id == 2)
    assert (polled.handled.known, polled.handled.filed) == (1, 0)
    news.publish(Story(1, title="Ferry sails twice"))
    news.site.pages["/sport"] = news.site.pages["/feed"]
    tick(small, seconds=300)
    poll_due(small)
    assert desk.get_article(small, "1").version == 2


def test_an_item_cannot_pass_itself_off_as_an_article_of_another_site() -> None:
    source = Source(7, "Harbour News", "https://feeds.harbour.example/rss", Lane.NORMAL, (), Follow.AUTO)

    def called(item_id: str) -> str:
        return external_id_of(source, FeedItem(item_id, None, "x"))

    assert called("https://www.harbour.example/1") == "https://www.harbour.example/1"
    assert called("https://elsewhere.example/1") == "feed-7:https://elsewhere.example/1"
    assert called("story 1") == "feed-7:story 1"
    assert called("x" * 300).startswith("feed-7:")
    assert len(called("x" * 300)) == 71
    uk = replace(source, url="https://feeds.harbour.co.example/")
    assert external_id_of(uk, FeedItem("https://other.co.example/1", None, "")) == ("https://other.co.example/1")


# Managing


def test_a_paused_feed_rests_until_it_is_resumed(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    added = feeds.add_feed(small, news.url, ADMIN)
    assert feeds.pause_feed(small, added.id).state is FeedState.PAUSED
    assert poll_due(small) == []
    polled = poll_now(small, added.id)
    assert polled is not None
    assert polled.handled.filed == 1
    assert feeds.resume_feed(small, added.id).state is FeedState.POLLED
    assert len(poll_due(small)) == 1


def test_polling_soon_means_now(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    added = feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    assert poll_due(small) == []
    feeds.poll_soon(small, added.id)
    assert len(poll_due(small)) == 1


def test_a_removed_feed_that_is_added_again_remembers_its_items(small: Context, news: FeedSite) -> None:
    news.publish(Story(1))
    added = feeds.add_feed(small, news.url, ADMIN)
    poll(small, after=0)
    feeds.remove_feed(small, added.id)
    assert feeds.list_feeds(small) == []
    assert poll_due(small) == []
    for verb in (feeds.get_feed, feeds.pause_feed, feeds.resume_feed, feeds.poll_soon, feeds.remove_feed, poll_now):
        with pytest.raises(NotFoundError):
            verb(small, added.id)
    again = feeds.add_feed(small, news.url, ADMIN, name="Harbour, again")
    assert (again.id, again.counts[ItemState.FILED]) == (added.id, 1)
    assert poll(small, after=0).handled.filed == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"url": "file:///etc/passwd"}, "url-scheme"),
        ({"every": 5}, "feed-every"),
        ({"every": 100_000}, "feed-every"),
        ({"newest": -1}, "feed-newest"),
    ],
)
def test_a_feed_that_makes_no_sense_is_refused(small: Context, change: dict[str, object], reason: str) -> None:
    given = {"url": "http://127.0.0.1:1/feed", **change}
    with pytest.raises(InvalidInputError) as caught:
        feeds.add_feed(small, given.pop("url"), ADMIN, **given)  # type: ignore[arg-type]
    assert caught.value.details["reason"] == reason


def test_a_feed_is_added_once(small: Context) -> None:
    feeds.add_feed(small, "http://127.0.0.1:1/feed", ADMIN)
    with pytest.raises(InvalidInputError, match="polled already"):
        feeds.add_feed(small, "HTTP://127.0.0.1:1/feed#top", ADMIN)


def test_a_feed_in_a_closed_network_needs_the_setting(sqlite_ctx: Context, news: FeedSite) -> None:
    with pytest.raises(InvalidInputError):
        feeds.add_feed(sqlite_ctx, news.url, ADMIN)
    added = feeds.add_feed(sqlite_ctx, "http://localhost/feed", ADMIN)
    [polled] = poll_due(sqlite_ctx)
    assert polled.trouble
    assert polled.trouble.code == "url-private"
    assert feeds.get_feed(sqlite_ctx, added.id).failures == 1
