"""Polling feeds: what is due is claimed, asked for once, and its new and changed items are filed.

A poll may end at any moment with its process: the claim runs out, and everything that was done is stored with what it
was done to. No transaction is open while the network is asked.
"""

import logging
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe

from localize.edition import Lane
from localize.errors import LocalizeError, NotFoundError, StoreError
from localize.intake.feed_items import Feed, parse_feed
from localize.intake.fetch import Fetched, fetch
from localize.intake.words import note, refusal
from localize.services.context import Context
from localize.services.feed_filing import Handled, handle_items
from localize.services.feed_reading import Source
from localize.services.feeds import FeedState, Follow, ItemState, Trouble, default_name
from localize.services.fetching import fetch_rules
from localize.store.feeds import FeedRow

logger = logging.getLogger(__name__)

PARALLEL = 4  # feeds polled at a time: one that hangs must not hold up the others
BATCH = 100
LEASE = timedelta(seconds=120)  # longer than any single request
MAX_BACKOFF = timedelta(hours=6)
MAX_WAIT = timedelta(hours=24)  # that a server may ask for
MAX_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll did. ``not_modified``: the server had nothing new. ``trouble``: why it failed."""

    feed_id: int
    name: str
    handled: Handled = field(default_factory=Handled)
    not_modified: bool = False
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class _Claim:
    """A feed while it is ours to poll."""

    token: str
    source: Source
    url: str
    etag: str | None
    last_modified: str | None


def poll_due(ctx: Context) -> list[Polled]:
    """Poll every feed whose time has come. Safe to call from several processes: each feed is polled by one."""
    with ctx.store.read() as unit:
        due = unit.feeds.due(ctx.clock.now(), BATCH)
    if not due:
        return []
    return _side_by_side(ctx, due)


def _side_by_side(ctx: Context, due: Sequence[int]) -> list[Polled]:
    """Poll several at a time. The threads end with the process: a pool of the library would hold it up until all is read."""
    waiting = deque(due)
    done: list[Polled] = []
    failed: list[Exception] = []

    def work() -> None:
        while waiting and not failed:
            try:
                feed_id = waiting.popleft()
            except IndexError:  # another thread took the last one
                return
            try:
                polled = _poll(ctx, feed_id, due=True)
            except Exception as error:  # noqa: BLE001  (raised below, by the thread that asked)
                failed.append(error)
                return
            if polled is not None:
                done.append(polled)

    threads = [threading.Thread(target=work, name="feed", daemon=True) for _ in range(min(PARALLEL, len(due)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sorted(done, key=lambda polled: due.index(polled.feed_id))


def poll_now(ctx: Context, feed_id: int) -> Polled | None:
    """Poll a feed whatever its time or state; None: somebody is polling it. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        row = unit.feeds.get(feed_id)
        if row is None or row.state == FeedState.REMOVED:
            raise NotFoundError(f"There is no feed {feed_id}.")
    return _poll(ctx, feed_id, due=False)


def _poll(ctx: Context, feed_id: int, *, due: bool) -> Polled | None:
    claim = _claim(ctx, feed_id, due=due)
    if claim is None:
        return None
    try:
        return _ask(ctx, claim)
    except StoreError:
        raise
    except LocalizeError as error:
        return _failed(ctx, claim, error)
    except Exception:  # whatever is wrong with one feed, the others are polled
        logger.exception("feed %d (%s) could not be polled", feed_id, claim.url)
        return _failed(ctx, claim, refusal("feed-failed"))


def _claim(ctx: Context, feed_id: int, *, due: bool) -> _Claim | None:
    now, token = ctx.clock.now(), token_urlsafe(12)
    with ctx.store.write() as unit:
        if not unit.feeds.claim(feed_id, token=token, now=now, lease_until=now + LEASE, due=due):
            return None
        row = unit.feeds.get(feed_id)
        if row is None:
            return None
        # What waits for another try is tried although the feed has not changed.
        waiting = unit.feeds.of_state(feed_id, (ItemState.WAITING,), 1)
        source = Source(
            feed_id=row.id,
            name=row.name,
            url=row.url,
            lane=Lane(row.lane),
            locales=tuple(row.locales),
            follow=Follow(row.follow),
            newest=row.newest if row.succeeded_at is None else None,
        )
        known = (None, None) if waiting else (row.etag, row.last_modified)
        return _Claim(token, source, row.url, *known)


def _ask(ctx: Context, claim: _Claim) -> Polled:
    """One poll of a claimed feed. Raises ``LocalizeError`` when the feed could not be had or read."""
    rules = replace(fetch_rules(ctx), max_bytes=MAX_BYTES)
    fetched = fetch(claim.url, rules=rules, etag=claim.etag, last_modified=claim.last_modified)
    source = claim.source
    if fetched.not_modified:
        _succeeded(ctx, claim, fetched, None, Handled())
        return Polled(source.feed_id, source.name, not_modified=True)
    feed = parse_feed(fetched.data, fetched.url, fetched.content_type)
    handled = handle_items(ctx, source, feed, keep=lambda: _extend(ctx, claim))
    _succeeded(ctx, claim, fetched, feed, handled)
    return Polled(source.feed_id, source.name, handled)


def _extend(ctx: Context, claim: _Claim) -> bool:
    with ctx.store.write() as unit:
        return unit.feeds.extend(claim.source.feed_id, token=claim.token, lease_until=ctx.clock.now() + LEASE)


def _succeeded(ctx: Context, claim: _Claim, fetched: Fetched, feed: Feed | None, handled: Handled) -> None:
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        row = unit.feeds.get(claim.source.feed_id)
        if row is None or row.token != claim.token:
            return
        _finish(row, now)
        row.failures, row.error, row.succeeded_at = 0, {}, now
        # With items left over, the next poll must see the feed again although it has not changed.
        row.next_poll_at = now if handled.left_over else now + timedelta(seconds=row.every)
        if feed is not None:
            whole = not (handled.left_over or handled.waiting)
            row.etag, row.last_modified = (fetched.etag, fetched.last_modified) if whole else (None, None)
            notes = [*fetched.notes, *feed.notes]
            if row.name == default_name(row.url) and feed.title:
                row.name = feed.title[:200]
            if fetched.moved_to and fetched.moved_to != row.url and unit.feeds.by_url(fetched.moved_to) is None:
                notes.append(note("feed-moved", old=row.url, new=fetched.moved_to))
                row.url = fetched.moved_to
            row.notes = [Trouble(one.code, one.message, one.params).to_json() for one in notes]


def _failed(ctx: Context, claim: _Claim, error: LocalizeError) -> Polled:
    """Keep why it failed, and wait longer each time; a feed that is gone for good is polled no more."""
    now, trouble = ctx.clock.now(), Trouble.of(error)
    with ctx.store.write() as unit:
        row = unit.feeds.get(claim.source.feed_id)
        if row is not None and row.token == claim.token:
            _finish(row, now)
            row.failures += 1
            row.error = trouble.to_json()
            row.next_poll_at = now + wait_after(row.every, row.failures, error.details.get("retry_after"))
            if trouble.code == "url-gone":
                row.state = FeedState.PAUSED.value
    return Polled(claim.source.feed_id, claim.source.name, trouble=trouble)


def _finish(row: FeedRow, now: datetime) -> None:
    row.polled_at, row.token, row.lease_until = now, None, None


def wait_after(every: int, failures: int, retry_after: float | None = None) -> timedelta:
    """How long to wait after so many failures in a row: doubled each time up to six hours, or as the server asks."""
    usual = timedelta(seconds=every)
    doubled = min(usual * (1 << min(failures, 16)), max(MAX_BACKOFF, usual))
    return max(doubled, min(timedelta(seconds=retry_after or 0), MAX_WAIT))
