"""A feed's way through the house: the scheduler polls it, its items become articles, its changes become versions."""

import json
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from localize.services import desk, feeds, workbench
from localize.services.context import SYSTEM, Context, SystemClock
from localize.services.feeds import ItemState
from localize.services.setup import FeedService, JobService
from tests.doubles.feed import LONG, FeedSite, Story
from tests.doubles.site import Page, Site, hangs
from tests.workers.processes import python, wait_for
from web.cli import cli
from workers.schedule import POLLING, SCHEDULE, Beside, run_scheduler


@pytest.fixture
def news() -> Iterator[FeedSite]:
    with Site() as site:
        made = FeedSite(site)
        made.publish(Story(1), Story(2, full=True))
        yield made


class Announcements:
    """A broker that is there and remembers."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []

    def send(self, job_id: int, lane: str) -> bool:
        self.sent.append((job_id, lane))
        return True

    def ready(self) -> bool:
        return True


@contextmanager
def scheduling(ctx: Context) -> Iterator[Announcements]:
    """A scheduler at work in this process, on a beat that tests have time for."""
    stop, sent = threading.Event(), Announcements()
    thread = threading.Thread(
        target=run_scheduler,
        args=(JobService(ctx), sent),
        kwargs={
            "lock": lambda: True,
            "stopping": stop.is_set,
            "schedule": (*SCHEDULE, replace(POLLING, every=0.05)),
            "verbs": {POLLING.verb: Beside(FeedService(ctx).poll)},
        },
    )
    thread.start()
    try:
        yield sent
    finally:
        stop.set()
        thread.join()


def test_the_scheduler_brings_new_items_changes_and_failures(sqlite_ctx: Context, news: FeedSite) -> None:
    settings = replace(sqlite_ctx.settings, fetch_private=True)
    ctx = replace(sqlite_ctx, settings=settings, clock=SystemClock())
    added = feeds.add_feed(ctx, news.url, SYSTEM, locales=["ru", "de"])

    def polled(so_that: Callable[[feeds.FeedSummary], bool]) -> feeds.FeedSummary:
        feeds.poll_soon(ctx, added.id)
        return wait_for(lambda: so_that(found := feeds.get_feed(ctx, added.id)) and found)  # type: ignore[no-any-return]

    with scheduling(ctx) as sent:
        polled(lambda feed: feed.counts[ItemState.FILED] == 2)
        assert [article.headline for article in desk.list_articles(ctx, before=None, limit=9)] == [
            "Ferry number 2 sails again",
            "Ferry number 1 sails again",
        ]
        article = desk.get_article(ctx, f"external:{news.site.url}/story/1")
        assert {edition.locale: edition.state.value for edition in article.editions} == {"ru": "queued", "de": "queued"}
        wait_for(lambda: sent.sent or ctx.dispatcher.sent)  # type: ignore[attr-defined]

        news.asked()
        before = feeds.get_feed(ctx, added.id).polled_at
        polled(lambda feed: feed.polled_at != before)
        assert news.asked() == ["/feed"]  # and 304: no page is read again

        news.publish(Story(1, text=("Two ferries sail now, not one.", *LONG[1:])))
        polled(lambda _: desk.get_article(ctx, str(article.id)).version == 2)
        _, blocks, _ = workbench.source_blocks(ctx, str(article.id))
        assert "Two ferries sail now, not one." in [block.text.plain for block in blocks]

        news.site.pages["/feed"] = Page("<h1>Maintenance</h1>", status=500)
        broken = polled(lambda feed: feed.failures > 0)
        assert broken.trouble
        assert broken.trouble.code == "url-server-error"
        assert len(desk.list_articles(ctx, before=None, limit=9)) == 2

        news.publish(Story(3))
        assert polled(lambda feed: feed.counts[ItemState.FILED] == 3 and not feed.trouble)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line over a data folder of its own, in this process."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)

    def run(*args: str, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, ["feed", *args])
        assert result.exit_code == code, result.output
        return result

    return run


def environment(folder: Path) -> dict[str, str]:
    return {
        "LOCALIZE_DATA_DIR": str(folder),
        "LOCALIZE_FETCH_PRIVATE": "true",
        "LOCALIZE_ENGINES": "",
        "LOCALIZE_SECRET_KEY": "x" * 32,
    }


@pytest.mark.pages
def test_the_scheduler_process_polls_what_the_command_line_added(
    tmp_path: Path, news: FeedSite, command: Callable[..., Result]
) -> None:
    added = json.loads(command("add", news.url, "--to", "ru", "--newest", "1", "--json").stdout)
    assert (added["state"], added["polled_at"], added["to"]) == ("polled", None, ["ru"])
    with python("-m", "web.cli", "scheduler", env=environment(tmp_path), log=tmp_path / "scheduler.log") as scheduler:
        [listed] = wait_for(
            lambda: [one for one in json.loads(command("list", "--json").stdout) if one["succeeded_at"]], seconds=60
        )
        news.site.pages["/hangs"] = hangs
        command("add", news.site.url + "/hangs")
        wait_for(lambda: "/hangs" in news.site.paths())
        scheduler.send_signal(signal.SIGTERM)  # a poll that goes on does not hold it up
        assert scheduler.wait(10) == 0
    assert listed["items"] == {"filed": 1, "known": 0, "skipped": 1, "waiting": 0, "failed": 0}
    assert (listed["name"], listed["error"]) == ("Harbour News", None)


def test_every_command_of_feeds_says_what_it_did(news: FeedSite, command: Callable[..., Result]) -> None:
    said = command("add", news.url, "--name", "Harbour", "--every", "60", "--follow", "content").stdout
    assert said == "Feed 1, Harbour: polled every 60 seconds, by the scheduler.\n"
    assert command("add", news.url, code=1).output.startswith("localize: This feed is polled already, as “Harbour”.")
    assert command("add", "file:///etc/passwd", code=1).output.startswith("localize: An address must begin with")
    news.publish(Story(3, text=("",)))
    news.site.pages["/story/3"] = Page("no", status=500)
    assert command("poll").stdout == "Feed 1, Harbour: 2 filed, 1 failed.\n"
    assert command("poll", "1").stdout == "Feed 1, Harbour: nothing new.\n"
    listed = command("list").stdout
    assert "polled" in listed
    assert "feed 1, failed: Ferry number 3 sails again: The article has no text" in listed
    assert command("pause", "1").stdout == "Feed 1 is paused.\n"
    assert command("poll").stdout == ""
    assert command("resume", "1").stdout == "Feed 1 is polled again.\n"
    news.site.pages["/feed"] = Page("gone", status=410)
    gone = command("poll", "1", code=1).output
    assert "taken away for good" in gone
    assert "paused" in command("list").stdout
    assert command("remove", "1").stdout == "Feed 1 is removed.\n"
    assert command("resume", "1", code=1).output == "localize: There is no feed 1.\n"
    assert json.loads(command("list", "--json").stdout) == []
