"""Which blocks of a page are the article: its head, body, notices and teasers, in that order. The rest is left out.

The body is where the text is (``localize.intake.page_body``). Around it the parts that a library drops are looked for:
the headline above it, with standfirst, byline and picture; credits and notices below it; teasers after it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from localize.article import Role
from localize.intake import page_phrases, patterns
from localize.intake.page_body import Body, find_body
from localize.intake.page_extract import Evidence
from localize.intake.page_head import Head, as_headline, find_headline, is_named_standfirst, ordered
from localize.intake.page_meta import PageMeta
from localize.intake.page_pictures import FIGURE, Pictures, is_media
from localize.intake.page_teasers import teasers
from localize.intake.page_weigh import LINKED, Item, weigh
from localize.intake.raw import RawBlock, Region

_LAYOUT: Final = frozenset({"td", "th", "li", "dd", "blockquote"})
_BELOW: Final = 12  # blocks below the text where notices and sign-offs may stand
_UNTITLED: Final = 6  # blocks above the text of a page without headline that may be its head


@dataclass(frozen=True, slots=True)
class Selection:
    """The blocks of the article and the texts of those left out. ``headline``: the page's title, if none stood in it."""

    raws: tuple[RawBlock, ...]
    left_out: tuple[str, ...]
    headline: str = ""


def select(raws: Sequence[RawBlock], evidence: Evidence, meta: PageMeta, title: str) -> Selection | None:
    """The article of a page; None when there is no text that could be it."""
    weighed = weigh(raws, evidence)
    if not weighed.total:
        return None
    body = find_body(weighed)
    title = meta.headline or title
    headline = find_headline(body, title)
    body = _below(body, headline)
    start = headline.index if headline else max(weighed.first[body.holder.number], body.first - _UNTITLED)
    others = list(teasers(body))
    reader = _Reader(body, Head(body, meta, Pictures(body), start))
    reader.read({item.index for item in others}, headline)
    kept = [*reader.kept, *(replace(item.raw, region=Region.MAIN) for item in others)]
    taken = {*reader.taken, *(item.index for item in others)}
    left_out = tuple(item.text for item in weighed.items if item.index not in taken and item.text)
    return Selection(tuple(_lowered(_unwrapped(kept, body), headline)), left_out, "" if headline else title)


def _below(body: Body, headline: Item | None) -> Body:
    """The body as it begins below its headline and standfirst: what stands above is of the head."""
    inside = [item for item in body.inside if headline is None or item.index > headline.index] or body.inside
    while len(inside) > 1 and is_named_standfirst(inside[0]):
        inside = inside[1:]
    return replace(body, first=inside[0].index)


class _Reader:
    """Goes over the blocks of a page once, from the top. ``kept``: those of the article; ``taken``: their indexes."""

    def __init__(self, body: Body, head: Head) -> None:
        self.kept: list[RawBlock] = []
        self.taken: set[int] = set()
        self._body = body
        self._items = body.weighed.items
        self._head = head
        self._pictures = Pictures(body)

    def read(self, others: set[int], headline: Item | None) -> None:
        above: list[RawBlock] = []
        below: list[RawBlock] = []
        if headline:
            above.append(as_headline(headline.raw))
            self.taken.add(headline.index)
        for item in self._items:
            if item.index in others or item.index in self.taken:
                continue
            is_above = item.index < self._body.first
            raw = self._head.part(item) if is_above else self._part(item)
            if raw is not None:
                self.taken.add(item.index)
                (above if is_above else below).append(raw)
        self.kept = [*ordered(above), *below]

    def _part(self, item: Item) -> RawBlock | None:
        """A block below the head as it goes into the article, or None."""
        if not self._body.holds(item) or (item.suspect and not self._is_signed(item)):
            return None
        return replace(item.raw, region=Region.MAIN) if self._is_body(item) else None

    def _is_body(self, item: Item) -> bool:
        if item.role in FIGURE:
            return self._pictures.is_shown(item)
        if item.role is Role.EMBED:
            return item.index < self._body.last and is_media(item)
        if self._is_signed(item):
            return True
        if any(
            test(item.text)
            for test in (page_phrases.is_list_heading, patterns.is_navigation, page_phrases.is_promotion)
        ):
            return False
        return self._heads_text(item) if item.role is Role.SUBHEAD else self._is_text(item)

    def _is_text(self, item: Item) -> bool:
        inside = item.index < self._body.last
        if item.is_found:
            return item.linked < LINKED or (item.role is Role.PARAGRAPH and inside)
        if inside and (patterns.is_teaser_line(item.text) or page_phrases.is_graphic_line(item.text)):
            return True
        beside = self._body.is_beside(item)
        if item.role is Role.TABLE_CELL:
            return inside and item.linked < LINKED and beside
        return item.is_prose and (inside or beside) and not self._is_summary(item)

    def _is_summary(self, item: Item) -> bool:
        """A text in a list of links: the summary of a teaser."""
        before = next(
            (i for i in reversed(self._items[max(0, item.index - 4) : item.index]) if i.role not in FIGURE), None
        )
        after = self._items[item.index + 1] if item.index + 1 < len(self._items) else None
        below = before is not None and before.linked >= LINKED
        return below and (item.index > self._body.last or (after is not None and after.linked >= LINKED))

    def _heads_text(self, item: Item) -> bool:
        """Whether a heading has text of the article below it before the next heading of its rank."""
        if item.linked >= LINKED or item.index > self._body.last or patterns.is_teaser_heading(item.text):
            return False
        for other in self._items[item.index + 1 : item.index + 12]:
            if other.role is Role.SUBHEAD and _level(other) <= _level(item):
                return item.is_found
            if other.weight or (self._body.holds(other) and not other.suspect and other.is_prose):
                return self._body.holds(other)
        return False

    def _is_signed(self, item: Item) -> bool:
        """Notices, links to the source and who reported and edited, which stand below the text."""
        text = item.text
        if not self._body.first < item.index <= self._body.last + _BELOW or item.linked == 1 or not text:
            return False
        signed = patterns.is_source_link(text) or patterns.is_sign_off(text)
        return signed or (patterns.is_notice(text) and self._body.holds(item))


def _level(item: Item) -> str:
    return item.raw.block.data.get("level", "6")


def _unwrapped(kept: Sequence[RawBlock], body: Body) -> Iterator[RawBlock]:
    """Tables and lists that the page is laid out with, and that hold the whole text, are not the article's."""
    shared = body.inside[0].raw.block.wrap
    for item in body.inside:
        shared = shared[: _common(shared, item.raw.block.wrap)]
    cells = [n for n, written in enumerate(shared, start=1) if written.partition("#")[0] in _LAYOUT]
    outer = shared[: cells[-1]] if cells else ()
    for raw in kept:
        yield _without_wraps(raw, outer) if outer else raw


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many containers two blocks share, from the outside."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _without_wraps(raw: RawBlock, outer: Sequence[str]) -> RawBlock:
    wraps = raw.block.wrap[_common(raw.block.wrap, outer) :]
    block = replace(raw.block, wrap=wraps)
    if block.role in {Role.TABLE_CELL, Role.LIST_ITEM} and not any(w.partition("#")[0] in _LAYOUT for w in wraps):
        block = replace(block, role=Role.PARAGRAPH, tag=block.tag or "p")
    return replace(raw, block=block)


def _lowered(raws: Iterable[RawBlock], headline: Item | None) -> Iterator[RawBlock]:
    """An article has one top heading."""
    for index, raw in enumerate(raws):
        if raw.block.data.get("level") == "1" and (index or not headline):
            yield replace(raw, block=replace(raw.block, tag="h2", data={"level": "2"}))
        else:
            yield raw
