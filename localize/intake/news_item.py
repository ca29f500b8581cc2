"""What ninjs, NewsML-G2 and NITF have in common: an item of news by its parts, and the article that it becomes."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from localize.article import Block, IntakeNote, Role
from localize.edition import Lane
from localize.elements import wrap
from localize.errors import InputTooLargeError, InvalidInputError
from localize.intake import parts
from localize.intake.anatomy import Reading
from localize.intake.assemble import assemble
from localize.intake.fields import is_web_address
from localize.intake.moments import read_moment
from localize.intake.news_pictures import Picture, picture_blocks, place_pictures
from localize.intake.orders import MAX_EXTERNAL_ID, Orders
from localize.intake.received import Received
from localize.intake.tree import clean_characters
from localize.intake.wire_body import has_text
from localize.intake.words import note, refusal

MAX_ITEMS: Final = 500
_MAX_PART: Final = 50_000  # characters of a headline, a caption, a summary
_MAX_TEASERS: Final = 50
NOTHING: Final = Reading(())
NO_ORDERS: Final = Orders()
_PREFIX: Final = re.compile(r"note to editors?\s*:\s*", re.IGNORECASE)
_LONG_NOTICE: Final = 400  # characters: a notice for readers is shorter, terms for lawyers are longer
_CUT: Final = 15  # characters: a summary that is shorter may stand in a text by chance
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_RIGHTS: Final = re.compile(r"copyright|©|\(c\)|rights|alle rechte|tous droits", re.IGNORECASE)
_TIMESTAMP: Final = re.compile(r"[\d\s:./+TZ-]{6,}(?:GMT|UTC)?[\d:+\s-]*")


@dataclass(frozen=True, slots=True)
class Teaser:
    """Another text that an item points to."""

    title: str
    summary: str = ""
    url: str = ""
    external_id: str = ""
    image: str = ""  # its alternative text


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An item by its parts, as its sender named them. Members that were not sent are empty."""

    headline: str = ""
    standfirsts: tuple[Block, ...] = ()
    bylines: tuple[str, ...] = ()
    dateline: str = ""
    body: Reading = NOTHING
    pictures: tuple[Picture, ...] = ()
    teasers: tuple[Teaser, ...] = ()
    copyright: str = ""
    source_name: str = ""
    url: str = ""
    published_at: str = ""
    orders: Orders = NO_ORDERS
    language: str = ""
    notes: tuple[IntakeNote, ...] = ()


def to_received(item: NewsItem) -> Received:
    """The article of an item and its orders. Raises ``InvalidInputError`` for an item without a text of its own."""
    _check_lengths(item)
    first, body = _pulled(item)
    titled = bool(item.headline or first)
    notes = [*item.notes, *item.body.notes]
    if not has_text(body):
        if not titled:
            raise refusal("no-text")
        notes.append(note("no-body"))
    body, pictures = place_pictures(body, item.pictures)
    if nameless := [p.name or p.caption or "?" for p in pictures if not p.url]:
        notes.append(note("picture-without-address", count=len(nameless), names=_listed(nameless)))
    standfirsts, body = _standfirsts(item, body)
    head = [parts.plain(Role.HEADLINE, item.headline)] if item.headline else list(first)
    head += [*standfirsts, *_bylines(item, body), *_dateline(item, body)]
    notices, legal = _copyright(item, body)
    if len(item.teasers) > _MAX_TEASERS:
        notes.append(note("bodies-left-out", names="; ".join(t.title[:80] for t in item.teasers[_MAX_TEASERS:][:10])))
    figures = [picture_blocks(picture) for picture in pictures]
    pieces = [head, *figures[:1], body, *figures[1:], notices, _teaser_blocks(item.teasers[:_MAX_TEASERS], body)]
    article = assemble(
        pieces,
        notes=[*notes, *legal],
        url=item.url if is_web_address(item.url) else None,
        source_name=item.source_name or None,
        published_at=item.published_at or None,
    )
    return Received(article, item.orders, _language(item.language))


def check_items(count: int) -> None:
    """Raise ``InputTooLargeError`` for more items than are read at once."""
    if count > MAX_ITEMS:
        raise refusal("too-many-items", InputTooLargeError, count=count, limit=MAX_ITEMS)


def gather(readers: Sequence[tuple[str, Callable[[], Received]]]) -> tuple[Received, ...]:
    """Read several items. Those that are refused are listed on the first article; if all are, so is the whole."""
    check_items(len(readers))
    read: list[Received] = []
    refused: list[tuple[str, InvalidInputError]] = []
    for name, reader in readers:
        try:
            read.append(reader())
        except InvalidInputError as error:
            refused.append((name, error))
    if read and refused:
        named = _listed([f"{name}: {error.message}" for name, error in refused])
        left = note("other-items-left-out", count=len(refused), names=named)
        article = read[0].article
        read[0] = replace(read[0], article=replace(article, notes=(*article.notes, left)))
    if not read and len(refused) == 1:
        raise refused[0][1]
    if not read:
        shown = _listed(list(dict.fromkeys(error.message for _, error in refused)))
        raise refusal("no-item-read", count=len(refused), reasons=shown)
    return tuple(read)


def orders_of(external_id: str, embargo: str, urgency: str) -> tuple[Orders, list[IntakeNote]]:
    """An item's id, embargo and urgency as orders. Raises ``InvalidInputError`` for an embargo that cannot be read."""
    notes = []
    name = clean_characters(external_id).strip()
    if len(name) > MAX_EXTERNAL_ID:
        name = f"{name[:120]}~{hashlib.sha256(name.encode()).hexdigest()[:40]}"
        notes.append(note("id-shortened", id=name))
    moment = read_moment(embargo) if embargo.strip() else None
    if embargo.strip() and moment is None:
        raise refusal("embargo-unreadable", value=embargo.strip()[:60])
    if moment and moment.assumed:
        notes.append(note("embargo-without-offset", value=embargo.strip()[:60]))
    lane = None
    if found := re.fullmatch(r"\s*([1-9])(?:\.0)?\s*", urgency):
        lane = Lane.BREAKING if found[1] == "1" else Lane.NORMAL
    return Orders(external_id=name or None, embargo=moment.at if moment else None, lane=lane), notes


def published(*written: str) -> tuple[str, list[IntakeNote]]:
    """The first of several dates that can be read, in ISO 8601 with offset, and what had to be assumed."""
    for text in written:
        if moment := read_moment(text):
            notes = [note("date-without-offset", date=text.strip()[:60])] if moment.assumed else []
            return moment.at.isoformat(), notes
    unread = next((text.strip() for text in written if text.strip()), "")
    return "", [note("date-unread", date=unread[:60])] if unread else []


def check_status(status: str, item_id: str) -> None:
    """Raise ``InvalidInputError`` for an item that its sender canceled or withholds."""
    word = re.split(r"[:/#]", status.strip().lower())[-1]
    if word in {"canceled", "cancelled", "killed", "withdrawn", "retracted"}:
        raise refusal("item-canceled", id=item_id[:200] or "?")
    if word == "withheld":
        raise refusal("item-withheld", id=item_id[:200] or "?")


def for_the_desk(texts: Iterable[str], terms: Iterable[str] = ()) -> list[IntakeNote]:
    """Notes of what is said to editors, and of terms of use: each once."""
    said = dict.fromkeys(_PREFIX.sub("", " ".join(text.split())) for text in texts)
    used = dict.fromkeys(" ".join(text.split()) for text in terms)
    notes = [note("editors-note", text=text[:2_000]) for text in said if text]
    return notes + [note("usage-terms", text=text[:2_000]) for text in used if text]


def is_timestamp(text: str) -> bool:
    """Whether a “dateline” is only a date in figures, which names no place."""
    return bool(_TIMESTAMP.fullmatch(text))


def _listed(names: Sequence[str]) -> str:
    shown = "; ".join(name[:160] for name in names[:10])
    return shown + ("; …" if len(names) > 10 else "")


def _check_lengths(item: NewsItem) -> None:
    """Raise ``InputTooLargeError`` for a part that is no line or summary but a whole text."""
    texts = [item.headline, item.dateline, item.copyright, *item.bylines, *(b.text.plain for b in item.standfirsts)]
    texts += [text for picture in item.pictures for text in (picture.alt, picture.caption, picture.credit)]
    texts += [text for teaser in item.teasers for text in (teaser.title, teaser.summary)]
    longest = max(map(len, texts))
    if longest > _MAX_PART:
        raise refusal("too-many-chars", InputTooLargeError, size=longest, limit=_MAX_PART)


def _pulled(item: NewsItem) -> tuple[list[Block], list[Block]]:
    """The body's own headline, if none came named, and the body without it."""
    blocks = list(item.body.blocks)
    if item.headline:
        return [], blocks
    at = next((index for index, block in enumerate(blocks) if block.role is Role.HEADLINE), -1)
    return ([blocks[at]], [*blocks[:at], *blocks[at + 1 :]]) if at >= 0 else ([], blocks)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _same(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".…")


def _standfirsts(item: NewsItem, body: list[Block]) -> tuple[list[Block], list[Block]]:
    """Standfirsts, each once, and the body without what they say already.

    Many senders cut the summary from the beginning of the text: such a piece is no part of the article.
    """
    kept: list[Block] = []
    at = next((index for index, block in enumerate(body) if block.role is Role.PARAGRAPH), None)
    known = {_same(item.headline)}
    running = _letters(" ".join(b.text.plain for b in body if b.role in {Role.PARAGRAPH, Role.QUOTATION})[:6_000])
    for block in item.standfirsts:
        text = _same(block.text.plain)
        if not text or text in known:
            continue
        known.add(text)
        if at is not None and text == _same(body[at].text.plain):
            body = [*body[:at], *body[at + 1 :]] if has_text([*body[:at], *body[at + 1 :]]) else body
        elif len(text) > _CUT and _letters(text) in running:
            continue
        kept.append(block)
    return kept, body


def _bylines(item: NewsItem, body: Iterable[Block]) -> list[Block]:
    known = {re.sub(r"^by\s+", "", _same(b.text.plain)) for b in body if b.role is Role.BYLINE}
    kept = []
    for text in item.bylines:
        name = re.sub(r"^by\s+", "", _same(text))
        if name and name not in known:
            known.add(name)
            kept.append(parts.plain(Role.BYLINE, text))
    return kept


def _dateline(item: NewsItem, body: Iterable[Block]) -> list[Block]:
    """The dateline that came named, unless the text begins with one of its own."""
    if not item.dateline or is_timestamp(item.dateline):
        return []
    blocks = [block for block in body if block.role in {Role.DATELINE, Role.PARAGRAPH}][:1]
    opening = _same(blocks[0].text.plain) if blocks else ""
    place = re.split(r"[,(]", _same(item.dateline))[0].strip(" -–—")
    if any(_same(item.dateline) in _same(name) for name in item.bylines):
        return []
    if (blocks and blocks[0].role is Role.DATELINE) or (place and _opens_with(opening, place)):
        return []
    return [parts.plain(Role.DATELINE, item.dateline)]


def _opens_with(opening: str, place: str) -> bool:
    """Whether a text begins with a place, or names it before the dash of a dateline."""
    before = re.split(r"\s[-–—_]{1,2}\s", opening[:100])[:-1]
    return opening.startswith(place) or any(place in piece for piece in before)


def _copyright(item: NewsItem, body: Iterable[Block]) -> tuple[list[Block], list[IntakeNote]]:
    """A short copyright line is for readers; terms for lawyers are for the desk. A bare name is no notice."""
    text = item.copyright
    if not _RIGHTS.search(text) or any(_same(text) == _same(block.text.plain) for block in body):
        return [], []
    if len(text) > _LONG_NOTICE:
        return [], [note("copyright", text=text[:2_000])]
    return [parts.plain(Role.NOTICE, text)], []


def _teaser_blocks(teasers: Iterable[Teaser], body: Iterable[Block]) -> list[Block]:
    taken = [int(b.data["group"]) for b in body if b.data.get("group", "").isdigit()]
    blocks: list[Block] = []
    for number, teaser in enumerate(teasers, start=max(taken, default=0) + 1):
        group = str(number)
        links = {"url": teaser.url if is_web_address(teaser.url) else "", "external_id": teaser.external_id}
        if teaser.image:
            alt = parts.plain(Role.TEASER_ALT, teaser.image, group=group)
            blocks.append(replace(alt, tag="", wrap=(wrap("figure", number),)))
        named = {name: value for name, value in links.items() if value}
        blocks.append(parts.plain(Role.TEASER_TITLE, teaser.title, group=group, **named))
        if teaser.summary:
            blocks.append(parts.plain(Role.TEASER_SUMMARY, teaser.summary, group=group))
    return blocks


def _language(tag: str) -> str | None:
    """A language tag as BCP 47 has it; None for what is none, such as a name of a language."""
    text = tag.strip().replace("_", "-")
    return text if _TAG.fullmatch(text) and text.lower() not in {"und", "mul", "zxx", "x"} else None
