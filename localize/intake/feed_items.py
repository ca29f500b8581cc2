"""A feed as its items: RSS 0.9 to 2.0 and Atom, understood by feedparser, which is given mended XML and fetches nothing.

What an item becomes as an article is said by ``localize.intake.feed``.
"""

import calendar
import hashlib
import html
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any, Final
from urllib.parse import urljoin

import feedparser

from localize.article import IntakeNote
from localize.errors import UnsupportedFormatError
from localize.intake.feed_xml import MAX_ITEMS, FeedXml, read_feed_xml, released
from localize.intake.fields import is_web_address
from localize.intake.tree import parse_tree
from localize.intake.words import note, refusal

MAX_TITLE: Final = 1_000  # characters
_HEADERS: Final = {"content-type": "application/xml; charset=utf-8"}
_MARKUP: Final = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w{1,32};")
_PICTURE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.IGNORECASE)
_GOES_ON: Final = re.compile(
    r"(?:continue reading|read (?:more|the full story|on)|full story|keep reading)[\s.…»›→>]*$|(?:\[(?:…|\.\.\.)\]|…|\.\.\.)\s*$",
    re.IGNORECASE,
)
_FULL_CONTENT: Final = 500  # characters: a text longer than that, sent as content, is the story
_FULL_SUMMARY: Final = 2_000  # and one sent as description


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """The picture of an item."""

    url: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item. ``id``: as the feed names it, else its address, else made of its title.

    Times are ISO 8601 with offset. ``summary_html`` and ``content_html`` are as sent, not yet sanitised; relative links in
    them are meant against ``base``. ``hash`` changes with everything that is said of the item.
    """

    id: str
    url: str | None
    title: str
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    summary_html: str = ""
    content_html: str = ""
    picture: FeedPicture | None = None
    categories: tuple[str, ...] = ()
    language: str | None = None
    base: str | None = None
    notes: tuple[IntakeNote, ...] = ()

    @property
    def hash(self) -> str:
        """SHA-256 over the item."""
        picture = [self.picture.url, self.picture.caption, self.picture.credit] if self.picture else []
        said = [self.id, self.url, self.title, self.authors, self.published, self.updated, picture]
        material = [*said, self.summary_html, self.content_html]
        return hashlib.sha256(json.dumps(material, ensure_ascii=False).encode()).hexdigest()

    @property
    def has_full_text(self) -> bool:
        """Whether the feed brings the story itself and not only a lead to it."""
        for written, least in ((self.content_html, _FULL_CONTENT), (self.summary_html, _FULL_SUMMARY)):
            text = plain_text(written[: 20 * least]) if written else ""
            if len(text) >= least and (len(written) > 20 * least or not _GOES_ON.search(text)):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. ``notes``: what was left out or mended, true of all its items."""

    title: str
    url: str | None
    language: str | None
    items: tuple[FeedItem, ...]
    notes: tuple[IntakeNote, ...] = field(default=())


def parse_feed(data: bytes, url: str | None = None, content_type: str | None = None) -> Feed:
    """Read a feed. ``url``: where it was found.

    Raises ``UnsupportedFormatError`` for what is no feed or cannot be understood, ``InputTooLargeError`` over the limits.
    """
    xml = read_feed_xml(data, content_type)
    try:
        found = feedparser.parse(
            BytesIO(xml.data), response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False
        )
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise refusal("feed-unreadable", UnsupportedFormatError) from error
    # Its own kind of dict answers for one key with another; what was said is asked for here.
    about = dict(found.get("feed", {}))
    entries: Sequence[Mapping[str, Any]] = [dict(entry) for entry in found.get("entries", ())]
    if xml.broken_off:
        entries = entries[:-1]
    link = _web(about.get("link"), url)
    language = _language(about.get("language") or about.get("title_detail", {}).get("language"))
    # Links of Atom are meant against the feed's own address, those of RSS in practice against the site's.
    base = (url or link) if str(found.get("version", "")).startswith("atom") else (link or url)
    items: dict[str, FeedItem] = {}
    for entry in entries:
        item = _item(entry, base, language)
        if item is None:
            continue
        known = items.get(item.id)
        if known is not None and item.url and item.url != known.url:
            item = replace(item, id=item.url)  # a feed that gives all its items one id
        items.setdefault(item.id, item)
    return Feed(plain_text(_text(about.get("title"))), link, language, tuple(items.values()), _notes(xml))


def plain_text(written: str) -> str:
    """HTML or plain text as one line of plain text."""
    if _MARKUP.search(written):
        written = parse_tree(re.sub(r"(</?(?:p|div|br|li|h[1-6])\b)", r" \1", written[:200_000])).root.text()
    return re.sub(r"\s+", " ", written).strip()


def _notes(xml: FeedXml) -> tuple[IntakeNote, ...]:
    notes = list(xml.decoded.notes)
    if xml.mended:
        notes.append(note("feed-mended", count=xml.mended))
    if xml.broken_off:
        notes.append(note("feed-broken-off"))
    if xml.more:
        notes.append(note("feed-cut", limit=MAX_ITEMS))
    return tuple(notes)


def _item(entry: Mapping[str, Any], base: str | None, language: str | None) -> FeedItem | None:
    """An entry as a value; None for one that says nothing at all."""
    url = _web(entry.get("link"), base)
    title = plain_text(_text(entry.get("title")))[:MAX_TITLE]
    content, summary = _bodies(entry)
    if not (url or title or content or summary):
        return None
    detail = (entry.get("content") or [{}])[0] if content else entry.get("summary_detail") or {}
    published, updated = _moment(entry, "published"), _moment(entry, "updated")
    notes = [
        note("date-unread", date=_text(entry.get(name))[:60])
        for name, read in (("published", published), ("updated", updated))
        if entry.get(name) and not read
    ]
    return FeedItem(
        id=_text(entry.get("id")).strip() or url or hashlib.sha256(title.encode()).hexdigest(),
        url=url,
        title=title,
        authors=_authors(entry),
        published=published or updated,
        updated=updated,
        summary_html=summary,
        content_html=content,
        picture=_picture(entry, base),
        categories=tuple(dict.fromkeys(_text(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term"))),
        language=_language(entry.get("language") or detail.get("language")) or language,
        base=_web(detail.get("base"), base) or url or base,
        notes=tuple(notes),
    )


def _bodies(entry: Mapping[str, Any]) -> tuple[str, str]:
    """The content and the summary of an entry as HTML; a summary that repeats the content is none."""
    contents = [_as_html(part) for part in entry.get("content", ())]
    content = max(contents, key=len, default="")
    summary = _as_html(entry.get("summary_detail") or {"value": entry.get("summary", "")})
    return content, "" if summary == content else summary


def _as_html(part: Mapping[str, Any]) -> str:
    value = _text(part.get("value"))
    if part.get("type") == "text/plain" and not re.search(r"</?[a-zA-Z]", value):
        paragraphs = re.split(r"\n\s*\n", value.strip())
        return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph.strip())
    return value.strip()


def _authors(entry: Mapping[str, Any]) -> tuple[str, ...]:
    names = [plain_text(_text(person.get("name"))) for person in entry.get("authors", ())]
    return tuple(dict.fromkeys(name for name in names if name and "@" not in name))


def _moment(entry: Mapping[str, Any], name: str) -> str | None:
    """A time with the offset that it was written with; what only feedparser can read is in UTC."""
    written = _text(entry.get(name)).strip()
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(written)
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    parsed = entry.get(f"{name}_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _picture(entry: Mapping[str, Any], base: str | None) -> FeedPicture | None:
    """The largest picture that the entry names."""
    found: list[tuple[int, str]] = []
    for medium in entry.get("media_content", ()):
        kind = _text(medium.get("type")) or _text(medium.get("medium"))
        url = _web(medium.get("url"), base)
        if url and (kind.startswith("image") or (not kind and _PICTURE_FILE.search(url))):
            found.append((_width(medium), url))
    thumbnails = ((_width(one), _web(one.get("url"), base)) for one in entry.get("media_thumbnail", ()))
    found += [(width, url) for width, url in thumbnails if url]
    for enclosure in entry.get("links", ()):
        url = _web(enclosure.get("href"), base) if enclosure.get("rel") == "enclosure" else None
        if url and _text(enclosure.get("type")).startswith("image/"):
            found.append((0, url))
    if not found:
        return None
    credits_ = [plain_text(_text(one.get("content"))) for one in entry.get("media_credit", ())]
    caption = plain_text(_text(entry.get("media_text")))
    return FeedPicture(max(found, key=lambda one: one[0])[1], caption, ", ".join(filter(None, dict.fromkeys(credits_))))


def _width(medium: Mapping[str, Any]) -> int:
    written = _text(medium.get("width"))
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0


def _web(written: Any, base: str | None) -> str | None:
    """An absolute address of the web, or None."""
    address = _text(written).strip()
    if not address or address.startswith("#"):
        return None
    try:
        whole = urljoin(base or "", address)
    except ValueError:
        return None
    return whole if is_web_address(whole) and len(whole) <= 2_000 else None


def _language(written: Any) -> str | None:
    tag = _text(written).strip()
    return tag if re.fullmatch(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}", tag) else None


def _text(value: Any) -> str:
    return released(value) if isinstance(value, str) else ""
