"""Feeds that the scheduler polls: adding, listing, pausing, removing. The polling is in ``localize.services.polling``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from localize.edition import Lane
from localize.errors import LocalizeError, NotFoundError
from localize.intake.addresses import read_url
from localize.intake.words import refusal
from localize.services.context import Actor, Context
from localize.services.intake import check_locales
from localize.store import Unit
from localize.store.feeds import FeedItemRow, FeedRow

MIN_EVERY, MAX_EVERY = 10, 86_400  # seconds
MAX_NEWEST = 200
SHOWN = 5  # items in trouble that a list names


class FeedState(StrEnum):
    """Whether a feed is polled."""

    POLLED = "polled"
    PAUSED = "paused"
    REMOVED = "removed"  # its items stay known


class Follow(StrEnum):
    """Where an item's text is taken from."""

    AUTO = "auto"  # the feed when it brings the whole story, else the item's page
    PAGE = "page"
    CONTENT = "content"  # the feed


class ItemState(StrEnum):
    """What became of an item."""

    FILED = "filed"
    KNOWN = "known"  # the article was filed by somebody else
    SKIPPED = "skipped"  # older than the feed's first poll
    WAITING = "waiting"  # its page could not be read and is tried again
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why something did not work: a code of ``localize.intake.words`` with its params, and the sentence in English."""

    code: str
    message: str
    params: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"code": self.code, "message": self.message, "params": dict(self.params)}

    @staticmethod
    def of(error: LocalizeError) -> "Trouble":
        """An error as a value."""
        code = str(error.details.get("reason", error.code))
        return Trouble(code, error.message, dict(error.details.get("params", {})))

    @staticmethod
    def read(raw: Mapping[str, Any]) -> "Trouble | None":
        """Read ``to_json``'s form; None for an empty one."""
        return Trouble(raw["code"], raw["message"], dict(raw["params"])) if raw else None


@dataclass(frozen=True, slots=True)
class ItemTrouble:
    """An item that waits or failed."""

    title: str
    url: str | None
    state: ItemState
    attempts: int
    trouble: Trouble | None


@dataclass(frozen=True, slots=True)
class FeedSummary:
    """A feed as lists show it. ``counts``: items by state. ``failures``: polls in vain since the last good one."""

    id: int
    url: str
    name: str
    state: FeedState
    lane: Lane
    locales: tuple[str, ...]
    follow: Follow
    every: int
    newest: int
    added_by: str
    next_poll_at: datetime
    polled_at: datetime | None
    succeeded_at: datetime | None
    failures: int
    trouble: Trouble | None
    notes: tuple[Trouble, ...]
    counts: Mapping[ItemState, int]
    items: tuple[ItemTrouble, ...]


def add_feed(
    ctx: Context,
    url: str,
    actor: Actor,
    *,
    name: str = "",
    locales: Sequence[str] = (),
    lane: Lane = Lane.NORMAL,
    follow: Follow = Follow.AUTO,
    every: int = 300,
    newest: int = 10,
) -> FeedSummary:
    """Add a feed; it is polled within seconds. One that was removed comes back with what it knows of its items.

    Raises ``InvalidInputError`` for an address that may not be fetched, a known feed, or numbers out of bounds.
    """
    address = read_url(url, private=ctx.settings.fetch_private).url
    targets = check_locales(ctx, locales)
    if not MIN_EVERY <= every <= MAX_EVERY:
        raise refusal("feed-every", least=MIN_EVERY, most=MAX_EVERY)
    if not 0 <= newest <= MAX_NEWEST:
        raise refusal("feed-newest", most=MAX_NEWEST)
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        row = unit.feeds.by_url(address)
        if row is not None and row.state != FeedState.REMOVED:
            raise refusal("feed-known", name=row.name)
        if row is None:
            row = _new(address, now)
        row.name = " ".join(name.split())[:200] or default_name(address)
        row.state, row.lane, row.follow = FeedState.POLLED.value, lane.value, follow.value
        row.locales, row.every, row.newest = list(targets), every, newest
        row.added_by, row.next_poll_at = actor.name, now
        row.etag = row.last_modified = None
        row.failures, row.error = 0, {}
        unit.feeds.add(row)
        return _summary(unit, row, unit.feeds.counts())


def _new(url: str, now: datetime) -> FeedRow:
    return FeedRow(
        url=url,
        created_at=now,
        etag=None,
        last_modified=None,
        polled_at=None,
        succeeded_at=None,
        failures=0,
        error={},
        notes=[],
        token=None,
        lease_until=None,
    )


def default_name(url: str) -> str:
    """What a feed is called until it has said its title."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def list_feeds(ctx: Context) -> list[FeedSummary]:
    """All feeds, by name."""
    with ctx.store.read() as unit:
        counts = unit.feeds.counts()
        return [_summary(unit, row, counts) for row in unit.feeds.all()]


def get_feed(ctx: Context, feed_id: int) -> FeedSummary:
    """One feed. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        return _summary(unit, _found(unit, feed_id), unit.feeds.counts())


def pause_feed(ctx: Context, feed_id: int) -> FeedSummary:
    """Poll a feed no more, until it is resumed. A poll that goes on now is finished. Raises ``NotFoundError``."""
    with ctx.store.write() as unit:
        row = _found(unit, feed_id)
        row.state = FeedState.PAUSED.value
        return _summary(unit, row, unit.feeds.counts())


def resume_feed(ctx: Context, feed_id: int) -> FeedSummary:
    """Poll a feed again, at once. Raises ``NotFoundError``."""
    with ctx.store.write() as unit:
        row = _found(unit, feed_id)
        row.state, row.failures, row.next_poll_at = FeedState.POLLED.value, 0, ctx.clock.now()
        return _summary(unit, row, unit.feeds.counts())


def poll_soon(ctx: Context, feed_id: int) -> FeedSummary:
    """Let the scheduler poll a feed next. Raises ``NotFoundError``."""
    with ctx.store.write() as unit:
        row = _found(unit, feed_id)
        row.next_poll_at = ctx.clock.now()
        return _summary(unit, row, unit.feeds.counts())


def remove_feed(ctx: Context, feed_id: int) -> None:
    """Take a feed off the list. Its articles stay; a poll that goes on now ends. Raises ``NotFoundError``."""
    with ctx.store.write() as unit:
        row = _found(unit, feed_id)
        row.state, row.token, row.lease_until = FeedState.REMOVED.value, None, None


def _found(unit: Unit, feed_id: int) -> FeedRow:
    row = unit.feeds.get(feed_id)
    if row is None or row.state == FeedState.REMOVED:
        raise NotFoundError(f"There is no feed {feed_id}.")
    return row


def _summary(unit: Unit, row: FeedRow, counts: Mapping[tuple[int, str], int]) -> FeedSummary:
    troubled = unit.feeds.of_state(row.id, (ItemState.WAITING, ItemState.FAILED), SHOWN)
    return FeedSummary(
        id=row.id,
        url=row.url,
        name=row.name,
        state=FeedState(row.state),
        lane=Lane(row.lane),
        locales=tuple(row.locales),
        follow=Follow(row.follow),
        every=row.every,
        newest=row.newest,
        added_by=row.added_by,
        next_poll_at=row.next_poll_at,
        polled_at=row.polled_at,
        succeeded_at=row.succeeded_at,
        failures=row.failures,
        trouble=Trouble.read(row.error),
        notes=tuple(filter(None, map(Trouble.read, row.notes))),
        counts={state: counts.get((row.id, state.value), 0) for state in ItemState},
        items=tuple(map(_item, troubled)),
    )


def _item(row: FeedItemRow) -> ItemTrouble:
    trouble = Trouble.read(row.error)
    return ItemTrouble(row.title or row.item_id, row.url, ItemState(row.state), row.attempts, trouble)
