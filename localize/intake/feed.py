"""Items of a feed as articles: those of a whole file, or one of them for the poller."""

import html
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urljoin

from localize.article import Article, Block, Code, IntakeNote, Role
from localize.errors import InvalidInputError
from localize.intake.feed_items import Feed, FeedItem, parse_feed, plain_text
from localize.intake.fields import is_web_address
from localize.intake.orders import MAX_EXTERNAL_ID
from localize.intake.payload import read_payload
from localize.intake.received import Received, Source
from localize.intake.words import note, refusal

__all__ = ["Feed", "FeedItem", "parse_feed", "read_feed", "read_item"]

_PIXEL: Final = re.compile(r"<img\b[^<>]{0,2000}?\b(?:width|height)\s*=\s*[\"']?[01]\b[^<>]{0,2000}>", re.IGNORECASE)
# What programs put under a text to lead readers on or back; it is no part of the story.
_LEADS_ON: Final = re.compile(
    r"(?:the post .{1,300} (?:appeared first on|first appeared on) .{1,200}"
    r"|continue reading.{0,200}|read (?:more|the full story|the whole story)[\s.…»›→>]*|\[?(?:…|\.\.\.)\]?)",
    re.IGNORECASE,
)
_SHOWN: Final = 5
MAX_READ: Final = 300  # items of a file that become articles at once


def read_feed(source: Source) -> tuple[Received, ...]:
    """Every item with a text. Raises ``InvalidInputError`` when there is none; what was left out stands in the notes."""
    feed = parse_feed(source.data, source.url, source.content_type)
    received: list[Received] = []
    without: list[str] = []
    for item in feed.items[:MAX_READ]:
        try:
            received.append(read_item(item, feed, known_notices=source.known_notices))
        except InvalidInputError:
            without.append(item.title or item.url or item.id)
    titles = "; ".join(title[:60] for title in without[:_SHOWN]) + ("…" if len(without) > _SHOWN else "")
    if not received:
        raise refusal("feed-no-text", titles=titles) if without else refusal("feed-empty")
    notes = list(feed.notes)
    if without:
        notes.append(note("items-left-out", count=len(without), titles=titles))
    if len(feed.items) > MAX_READ:
        notes.append(note("feed-cut", limit=MAX_READ))
    return tuple(_noted(one, tuple(notes)) for one in received)


def read_item(item: FeedItem, feed: Feed, *, known_notices: Collection[str] = ()) -> Received:
    """An item as the article that the feed itself brings. Raises ``InvalidInputError`` for one without a text."""
    body, standfirst = _body(item)
    if not plain_text(body):
        raise refusal("no-text")
    picture = item.picture
    named = {
        "headline": item.title,
        "standfirst": standfirst,
        "byline": _byline(item.authors),
        "published_at": item.published,
        "url": item.url,
        "body_html": body,
        "source": {"name": feed.title[:300], "url": feed.url},
        "picture": {"url": picture.url, "caption": picture.caption[:2_000], "credit": picture.credit[:500]}
        if picture and not _shows(body, picture.url)
        else None,
    }
    article, orders = read_payload({name: value for name, value in named.items() if value}, known_notices=known_notices)
    article, dropped = _without_ends(article)
    notes = list(item.notes)
    if not item.has_full_text and item.url:
        notes.append(note("summary-only", url=item.url))
    if dropped:
        notes.append(note("furniture-left-out", count=len(dropped), shown="; ".join(text[:40] for text in dropped)))
    article = _absolute(article, item.base)
    external_id = item.id if len(item.id) <= MAX_EXTERNAL_ID and item.id.isprintable() else item.hash
    found = Received(article, replace(orders, external_id=external_id), item.language)
    return _noted(found, tuple(notes))


def _byline(names: Sequence[str]) -> str:
    """The names as a page has them."""
    if not names:
        return ""
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))[:1_000]
    return listed if listed.lower().startswith("by ") else f"By {listed}"


def _body(item: FeedItem) -> tuple[str, str]:
    """The body in HTML and, where the summary says something else than the body's beginning, a standfirst."""
    content, summary = _PIXEL.sub("", item.content_html), _PIXEL.sub("", item.summary_html)
    if not content or (len(summary) > 2 * len(content) and len(plain_text(summary)) > 2 * len(plain_text(content))):
        return summary, ""
    lead = plain_text(summary[:4_000])
    doubled = plain_text(content[:20_000]).casefold().find(lead[:60].casefold()) >= 0
    return content, "" if doubled or len(lead) > 600 or _LEADS_ON.search(lead[-40:]) else lead


def _shows(body: str, url: str) -> bool:
    """Whether the body shows a picture already: its address, apart from the size that is asked for."""
    return html.escape(url.partition("?")[0]) in body or url.partition("?")[0] in body


def _without_ends(article: Article) -> tuple[Article, list[str]]:
    """The article without lines at its end that lead on to the page or back to the site."""
    blocks, dropped = list(article.blocks), []
    while len(blocks) > 1 and blocks[-1].role is Role.PARAGRAPH and _LEADS_ON.fullmatch(blocks[-1].text.plain.strip()):
        dropped.append(blocks.pop().text.plain.strip())
    return replace(article, blocks=tuple(blocks)), dropped


def _absolute(article: Article, base: str | None) -> Article:
    """The article with its links and pictures in full."""
    if not base:
        return article

    def whole(address: str) -> str:
        try:
            return urljoin(base, address) if is_web_address(urljoin(base, address)) else address
        except ValueError:
            return address

    return replace(article, blocks=tuple(_block(block, whole) for block in article.blocks))


def _block(block: Block, whole: Callable[[str], str]) -> Block:
    def code(one: Code) -> Code:
        attrs = tuple((key, whole(value) if key in {"href", "src"} else value) for key, value in one.attrs)
        return replace(one, attrs=attrs)

    data: dict[str, Any] = {
        key: whole(value) if key in {"url", "src", "href"} else value for key, value in block.data.items()
    }
    return replace(block, codes=tuple(map(code, block.codes)), data=data)


def _noted(received: Received, notes: tuple[IntakeNote, ...]) -> Received:
    article = received.article
    return replace(received, article=replace(article, notes=(*notes, *article.notes)))
