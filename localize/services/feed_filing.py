"""Items of a polled feed become articles: which ones, read from where, and what is kept of those that cannot be read."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from localize.errors import LocalizeError, StoreError
from localize.intake.feed_items import Feed, FeedItem
from localize.intake.words import refusal
from localize.services.context import Context
from localize.services.feed_reading import AgainError, Source, digest, external_id_of, read
from localize.services.feeds import ItemState, Trouble
from localize.services.intake import Filed, Filing, file_article
from localize.store import Unit
from localize.store.feeds import FeedItemRow

logger = logging.getLogger(__name__)

MAX_PER_POLL = 50  # items read at one poll; the others are read at the next one
_MAX_WAITING = 200


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of the items of one poll. ``left_over``: there were more than one poll reads."""

    filed: int = 0
    changed: int = 0
    known: int = 0
    skipped: int = 0
    waiting: int = 0
    failed: int = 0
    left_over: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is stored of an item."""

    state: ItemState
    hash: str
    attempts: int
    article_id: int | None


@dataclass(frozen=True, slots=True)
class _Task:
    """An item to handle. ``seen``: None for a new one."""

    item: FeedItem
    key: str
    seen: _Seen | None


def handle_items(ctx: Context, source: Source, feed: Feed, *, keep: Callable[[], bool]) -> Handled:
    """File what is new or changed, oldest first. ``keep`` is asked before each item and says whether to go on.

    What is wrong with an item is kept with it; the others are handled all the same.
    """
    tasks, skipped = _tasks(ctx, source, feed)
    done = Handled(skipped=skipped, left_over=len(tasks) > MAX_PER_POLL)
    for task in tasks[:MAX_PER_POLL]:
        if not keep():
            return replace(done, left_over=True)
        try:
            outcome = _handle(ctx, source, feed, task)
        except StoreError:
            raise
        except LocalizeError as error:
            outcome = _keep(ctx, source, task, ItemState.FAILED, error)
        except Exception:  # a reader that fails on one item must not stop the others
            logger.exception("item %s of feed %d could not be read", task.item.id, source.feed_id)
            outcome = _keep(ctx, source, task, ItemState.FAILED, refusal("feed-failed"))
        done = _counted(done, outcome)
    return done


def _counted(done: Handled, outcome: Filed | ItemState | None) -> Handled:
    match outcome:
        case Filed(created=True):
            return replace(done, filed=done.filed + 1)
        case Filed(changed=True):
            return replace(done, changed=done.changed + 1)
        case ItemState.KNOWN:
            return replace(done, known=done.known + 1)
        case ItemState.WAITING:
            return replace(done, waiting=done.waiting + 1)
        case ItemState.FAILED:
            return replace(done, failed=done.failed + 1)
    return done


def _tasks(ctx: Context, source: Source, feed: Feed) -> tuple[list[_Task], int]:
    """What is to be handled, oldest first, and how many items were passed over as older than the first poll."""
    newest_first = [(item, digest(item.id)) for item in _newest_first(feed.items)]
    with ctx.store.read() as unit:
        rows = unit.feeds.items(source.feed_id, [key for _, key in newest_first])
        seen = {key: _seen(row) for key, row in rows.items()}
        keys = {key for _, key in newest_first}
        lost = [
            _Task(FeedItem(row.item_id, row.url, row.title), row.key, _seen(row))
            for row in unit.feeds.of_state(source.feed_id, (ItemState.WAITING,), _MAX_WAITING)
            if row.key not in keys
        ]
    old = [] if source.newest is None else [pair for pair in newest_first[source.newest :] if pair[1] not in seen]
    if old:
        _skip(ctx, source, old)
    passed = {key for _, key in old}
    tasks = [_Task(item, key, seen.get(key)) for item, key in newest_first if key not in passed]
    return [*lost, *(task for task in reversed(tasks) if _is_open(task))], len(old)


def _is_open(task: _Task) -> bool:
    if task.seen is None or task.seen.state is ItemState.WAITING:
        return True
    return task.seen.hash != task.item.hash and task.seen.state in {ItemState.FILED, ItemState.FAILED}


def _newest_first(items: Sequence[FeedItem]) -> list[FeedItem]:
    """By the time of publication where every item has one, else as the feed lists them."""
    times = [datetime.fromisoformat(item.published) for item in items if item.published]
    if len(times) < len(items):
        return list(items)
    order = sorted(range(len(items)), key=lambda n: times[n], reverse=True)
    return [items[n] for n in order]


def _skip(ctx: Context, source: Source, items: Sequence[tuple[FeedItem, str]]) -> None:
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        rows = [_new_row(source, _Task(item, key, None), now) for item, key in items]
        for row in rows:
            row.state = ItemState.SKIPPED.value
        unit.feeds.add_items(rows)


def _handle(ctx: Context, source: Source, feed: Feed, task: _Task) -> Filed | ItemState:
    """Read and file one item. Raises ``LocalizeError`` for one that cannot be filed."""
    external_id = external_id_of(source, task.item)
    with ctx.store.read() as unit:
        known = unit.articles.by_external_id(external_id)
        elsewhere = known.id if known is not None and (task.seen is None or task.seen.article_id != known.id) else None
    if elsewhere is not None:
        return _keep(ctx, source, task, ItemState.KNOWN, None, article_id=elsewhere)
    try:
        received = read(ctx, source, feed, task.item, tries=task.seen.attempts if task.seen else 0)
    except AgainError as again:
        return _keep(ctx, source, task, ItemState.WAITING, again.cause)
    filing = Filing(external_id=external_id, to=source.locales, lane=source.lane, language=received.language)

    def also(unit: Unit, filed: Filed) -> None:
        _record(ctx, unit, source, task, ItemState.FILED, None, filed.article_id)

    return file_article(ctx, received.article, filing, source.actor, also=also)


def _keep(
    ctx: Context,
    source: Source,
    task: _Task,
    state: ItemState,
    error: LocalizeError | None,
    *,
    article_id: int | None = None,
) -> ItemState:
    """Store what became of an item that was not filed."""
    with ctx.store.write() as unit:
        _record(ctx, unit, source, task, state, error, article_id)
    return state


def _record(
    ctx: Context,
    unit: Unit,
    source: Source,
    task: _Task,
    state: ItemState,
    error: LocalizeError | None,
    article_id: int | None,
) -> None:
    now = ctx.clock.now()
    row = unit.feeds.item(source.feed_id, task.key) or _new_row(source, task, now)
    row.state = state.value
    row.hash = task.item.hash
    row.url, row.title = task.item.url or row.url, task.item.title or row.title
    row.attempts = row.attempts + 1 if state is ItemState.WAITING else 0
    row.error = Trouble.of(error).to_json() if error else {}
    row.article_id = article_id if article_id is not None else row.article_id
    row.handled_at = now
    unit.feeds.add(row)


def _new_row(source: Source, task: _Task, now: datetime) -> FeedItemRow:
    item = task.item
    return FeedItemRow(
        feed_id=source.feed_id,
        key=task.key,
        item_id=item.id,
        url=item.url,
        title=item.title,
        hash=item.hash,
        attempts=0,
        error={},
        article_id=None,
        seen_at=now,
        handled_at=now,
    )


def _seen(row: FeedItemRow) -> _Seen:
    return _Seen(ItemState(row.state), row.hash, row.attempts, row.article_id)
