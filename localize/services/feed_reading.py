"""Where the article of a feed's item is read from: the feed itself, or the item's page. Also what the article is called."""

import hashlib
from dataclasses import dataclass, replace
from ipaddress import ip_address
from urllib.parse import urlsplit

from localize.edition import Lane
from localize.errors import InvalidInputError, LocalizeError, StoreError
from localize.intake.feed import read_item
from localize.intake.feed_items import Feed, FeedItem
from localize.intake.fields import is_web_address
from localize.intake.orders import MAX_EXTERNAL_ID
from localize.intake.received import Received
from localize.intake.sniff import read_all
from localize.intake.words import note, refusal
from localize.services.catalogue import known_notices
from localize.services.context import Actor, Context
from localize.services.feeds import Follow
from localize.services.fetching import fetch_url
from localize.workflow import UserRole

MAX_TRIES = 5  # at an item's page
# Reasons for which asking again is of no use: they lie in the address.
_FOR_GOOD = frozenset({"url-private", "url-scheme", "url-port", "url-credentials", "url-unreadable", "url-gone"})


@dataclass(frozen=True, slots=True)
class Source:
    """The feed that items come from. ``newest``: how many to take at its first poll; None: it was polled before."""

    feed_id: int
    name: str
    url: str
    lane: Lane
    locales: tuple[str, ...]
    follow: Follow
    newest: int | None = None

    @property
    def actor(self) -> Actor:
        """Who files its items."""
        return Actor(None, f"feed: {self.name}", UserRole.SYSTEM)


class AgainError(Exception):
    """An item's page could not be read now; it is tried at the next poll."""

    def __init__(self, cause: LocalizeError) -> None:
        super().__init__(cause.message)
        self.cause = cause


def read(ctx: Context, source: Source, feed: Feed, item: FeedItem, *, tries: int) -> Received:
    """The item from the feed or from its page, at which it was tried so many times before.

    Raises ``LocalizeError`` for an item that cannot be read, ``AgainError`` for one that is to be tried again.
    """
    in_feed = source.follow is Follow.CONTENT or (source.follow is Follow.AUTO and item.has_full_text) or not item.url
    try:
        content: Received | None = read_item(item, feed, known_notices=known_notices(ctx))
    except InvalidInputError:
        if in_feed:
            raise
        content = None
    if in_feed and content is not None:
        return content
    try:
        page = _read_page(ctx, feed, item)
    except StoreError:
        raise
    except LocalizeError as error:
        if tries + 1 < MAX_TRIES and error.details.get("reason") not in _FOR_GOOD:
            raise AgainError(error) from error
        if content is None:
            raise
        return _noted(content, error.message)
    if source.follow is not Follow.AUTO or content is None or content.article.word_count <= page.article.word_count:
        return page
    return _noted(content, refusal("page-shorter").message)


def _noted(content: Received, problem: str) -> Received:
    article = content.article
    return replace(content, article=replace(article, notes=(note("page-not-read", problem=problem), *article.notes)))


def _read_page(ctx: Context, feed: Feed, item: FeedItem) -> Received:
    """The article of an item's page; what the page does not say of itself, the feed may."""
    fetched = fetch_url(ctx, item.url or "")
    received = read_all(
        fetched.data, content_type=fetched.content_type, url=fetched.url, known_notices=known_notices(ctx)
    )
    if len(received) != 1:
        raise refusal("several-articles", count=len(received))
    article = received[0].article
    filled = replace(
        article,
        url=article.url or item.url,
        source_name=article.source_name or feed.title or None,
        source_url=article.source_url or feed.url,
        published_at=article.published_at or item.published,
        notes=(*fetched.notes, *article.notes),
    )
    return replace(received[0], article=filled, language=received[0].language or item.language)


def external_id_of(source: Source, item: FeedItem) -> str:
    """The item's id where it is an address of the feed's own site; else one that no other feed can have."""
    if is_web_address(item.id) and _same_site(item.id, source.url) and len(item.id) <= MAX_EXTERNAL_ID:
        return item.id
    own = f"feed-{source.feed_id}:{item.id}"
    if len(own) <= MAX_EXTERNAL_ID and own.isprintable():
        return own
    return f"feed-{source.feed_id}:{digest(item.id)}"


def _same_site(one: str, other: str) -> bool:
    return _site(one) == _site(other)


def _site(url: str) -> str:
    """The part of a host name that one owner has: example.org of www.example.org, example.co.uk of feeds.example.co.uk."""
    host = urlsplit(url).hostname or ""
    try:
        return str(ip_address(host))
    except ValueError:
        labels = host.rstrip(".").split(".")
        short = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
        return ".".join(labels[-3 if short else -2 :])


def digest(item_id: str) -> str:
    """A key of fixed length for an id of any."""
    return hashlib.sha256(item_id.encode()).hexdigest()
