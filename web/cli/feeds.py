"""``localize feed``: add, list, poll, pause, resume, remove."""

from typing import Any

import click

from localize.edition import Lane
from localize.errors import LocalizeError
from localize.services import feeds
from localize.services.context import Context
from localize.services.feeds import FeedSummary, Follow, ItemState
from localize.services.polling import Polled, poll_now
from web.cli.common import OPERATOR, json_option, open_context, settings, show, table
from workers.app import make_celery
from workers.dispatch import CeleryDispatcher


@click.group()
def feed() -> None:
    """RSS and Atom feeds that the scheduler polls."""


@feed.command("add")
@click.argument("url")
@click.option("--name", default="", help="Default: the feed’s own title.")
@click.option("--to", "locales", multiple=True, help="Locale to translate into; may be repeated. None: the settings’.")
@click.option("--lane", type=click.Choice([lane.value for lane in Lane]), default=Lane.NORMAL.value, show_default=True)
@click.option(
    "--follow",
    type=click.Choice([follow.value for follow in Follow]),
    default=Follow.AUTO.value,
    show_default=True,
    help="Read each item from its page, from the feed’s content, or from whichever has the whole story.",
)
@click.option("--every", default=300, show_default=True, metavar="SECONDS", help="How often to poll.")
@click.option("--newest", default=10, show_default=True, help="Items to take at the first poll; older ones are not.")
@json_option
def feed_add(
    url: str, name: str, locales: tuple[str, ...], lane: str, follow: str, every: int, newest: int, as_json: bool
) -> None:
    """Poll the feed at URL from now on."""
    added = feeds.add_feed(
        open_context(),
        url,
        OPERATOR,
        name=name,
        locales=locales,
        lane=Lane(lane),
        follow=Follow(follow),
        every=every,
        newest=newest,
    )
    if as_json:
        show(_as_json(added))
        return
    click.echo(f"Feed {added.id}, {added.name}: polled every {added.every} seconds, by the scheduler.")


@feed.command("list")
@json_option
def feed_list(as_json: bool) -> None:
    """List feeds with what became of their items."""
    found = feeds.list_feeds(open_context())
    if as_json:
        show([_as_json(one) for one in found])
        return
    table(
        ["id", "state", "last poll", "filed", "waiting", "failed", "name", "url"],
        [
            [
                one.id,
                one.state.value,
                one.polled_at.strftime("%Y-%m-%d %H:%M") if one.polled_at else "never",
                one.counts[ItemState.FILED],
                one.counts[ItemState.WAITING],
                one.counts[ItemState.FAILED],
                one.name,
                one.url,
            ]
            for one in found
        ],
    )
    for one in found:
        if one.trouble:
            click.echo(f"  feed {one.id}: {one.trouble.message}")
        for item in one.items:
            reason = item.trouble.message if item.trouble else ""
            click.echo(f"  feed {one.id}, {item.state.value}: {item.title[:80]}: {reason}")


@feed.command("poll")
@click.argument("feed_id", metavar="[ID]", type=int, required=False)
@json_option
def feed_poll(feed_id: int | None, as_json: bool) -> None:
    """Poll a feed now, or all that are not paused."""
    ctx = open_context()
    ctx = Context(ctx.settings, ctx.store, ctx.clock, CeleryDispatcher(make_celery(settings())), ctx.engines)
    if feed_id is None:
        ids = [one.id for one in feeds.list_feeds(ctx) if one.state is feeds.FeedState.POLLED]
    else:
        ids = [feed_id]
    done = [(one, poll_now(ctx, one)) for one in ids]
    if as_json:
        show([_polled(number, polled) for number, polled in done])
    else:
        for number, polled in done:
            click.echo(_sentence(number, polled))
    failed = [polled for _, polled in done if polled is not None and polled.trouble]
    if failed and feed_id is not None:
        raise LocalizeError("The feed could not be read.")


@feed.command("pause")
@click.argument("feed_id", metavar="ID", type=int)
def feed_pause(feed_id: int) -> None:
    """Poll a feed no more until it is resumed."""
    click.echo(f"Feed {feeds.pause_feed(open_context(), feed_id).id} is paused.")


@feed.command("resume")
@click.argument("feed_id", metavar="ID", type=int)
def feed_resume(feed_id: int) -> None:
    """Poll a feed again."""
    click.echo(f"Feed {feeds.resume_feed(open_context(), feed_id).id} is polled again.")


@feed.command("remove")
@click.argument("feed_id", metavar="ID", type=int)
def feed_remove(feed_id: int) -> None:
    """Take a feed off the list. Its articles stay."""
    feeds.remove_feed(open_context(), feed_id)
    click.echo(f"Feed {feed_id} is removed.")


def _as_json(one: FeedSummary) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": one.url,
        "name": one.name,
        "state": one.state.value,
        "lane": one.lane.value,
        "to": list(one.locales),
        "follow": one.follow.value,
        "every": one.every,
        "newest": one.newest,
        "next_poll_at": one.next_poll_at.isoformat(),
        "polled_at": one.polled_at.isoformat() if one.polled_at else None,
        "succeeded_at": one.succeeded_at.isoformat() if one.succeeded_at else None,
        "failures": one.failures,
        "error": one.trouble.to_json() if one.trouble else None,
        "notes": [note.to_json() for note in one.notes],
        "items": {state.value: count for state, count in one.counts.items()},
        "troubled": [
            {
                "title": item.title,
                "url": item.url,
                "state": item.state.value,
                "attempts": item.attempts,
                "error": item.trouble.to_json() if item.trouble else None,
            }
            for item in one.items
        ],
    }


def _polled(number: int, polled: Polled | None) -> dict[str, Any]:
    if polled is None:
        return {"id": number, "busy": True}
    handled = polled.handled
    return {
        "id": number,
        "busy": False,
        "not_modified": polled.not_modified,
        "filed": handled.filed,
        "changed": handled.changed,
        "known": handled.known,
        "skipped": handled.skipped,
        "waiting": handled.waiting,
        "failed": handled.failed,
        "error": polled.trouble.to_json() if polled.trouble else None,
    }


def _sentence(number: int, polled: Polled | None) -> str:
    if polled is None:
        return f"Feed {number} is being polled by another process."
    if polled.trouble:
        return f"Feed {number}, {polled.name}: {polled.trouble.message}"
    if polled.not_modified:
        return f"Feed {number}, {polled.name}: nothing new."
    done = polled.handled
    counts = (("filed", done.filed), ("changed", done.changed), ("known", done.known), ("older", done.skipped))
    more = (("to be tried again", done.waiting), ("failed", done.failed))
    said = ", ".join(f"{count} {word}" for word, count in (*counts, *more) if count)
    return f"Feed {number}, {polled.name}: {said or 'nothing new'}."


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(feed)
