"""The head of an article on a page: headline, standfirst, byline, dates, picture, as they stand above the text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from localize.article import Role
from localize.intake import credit_lines, page_phrases, patterns
from localize.intake.inline import cut
from localize.intake.page_body import MOST, Body
from localize.intake.page_extract import words
from localize.intake.page_meta import PageMeta
from localize.intake.page_pictures import FIGURE, Pictures, is_media
from localize.intake.page_weigh import LINKED, Item
from localize.intake.raw import RawBlock, Region

_ALIKE: Final = 0.6  # share of words: two headlines that have so many in common are one
_TITLE: Final = 250  # characters
_ABOVE: Final = 40  # blocks above the text where the headline may stand
_NEAR: Final = 8  # blocks above the headline where its picture may stand
_SAID: Final = 30  # characters: a standfirst has more, a kicker less


def find_headline(body: Body, title: str) -> Item | None:
    """The heading that says what the title says; else the last top heading above the text."""
    inside = body.inside
    half, passed = sum(item.weight for item in inside) / 2, accumulate(item.weight for item in inside)
    until = next(item.index for item, weight in zip(inside, passed, strict=True) if weight >= half)
    before = [i for i in body.weighed.items[:until] if i.text and len(i.text) <= _TITLE and not _is_crumb(i)]
    before = [item for item in before if item.role not in FIGURE]
    top = [item for item in before if item.raw.block.data.get("level") == "1"]
    heads = [item for item in before if item.role is Role.SUBHEAD]
    others = [item for item in before[-_ABOVE:] if not item.suspect and item.linked < LINKED]
    for candidates in (top, heads, others):
        like = [item for item in candidates if len(words(item.text)) > 2 and _alike(item.text, title)]
        if like:
            return max(like, key=lambda item: (_likeness(item.text, title), item.index))
    usable = [i for i in top if not i.suspect and i.raw.region is not Region.NAV and len(words(i.text)) > 2]
    return usable[-1] if usable else None


class Head:
    """What stands above the text, to be asked block by block. ``start``: where the head begins."""

    def __init__(self, body: Body, meta: PageMeta, pictures: Pictures, start: int) -> None:
        self._body = body
        self._meta = meta
        self._pictures = pictures
        self._start = start

    def part(self, item: Item) -> RawBlock | None:
        """The block as it goes into the article; None for one that does not."""
        raw = replace(item.raw, region=Region.MAIN)
        if item.index < self._start and not (self._is_near(item) and item.role in FIGURE):
            return None
        if item.role in FIGURE:
            return raw if not item.suspect and self._pictures.is_shown(item) else None
        if item.role is Role.EMBED:
            return raw if is_media(item) and not item.suspect and item.index > self._start else None
        if self.is_standfirst(item):
            return _hinted(raw, "standfirst")
        return self._byline(item, raw) or (raw if self._is_line(item) else None)

    def _byline(self, item: Item, raw: RawBlock) -> RawBlock | None:
        if end := patterns.byline_end(item.text):
            inline = cut(raw.block.text, raw.block.codes, end)[0]
            return _hinted(replace(raw, block=replace(raw.block, text=inline.text, codes=inline.codes)), "byline")
        if item.suspect:
            return None
        named = _is_named(item, page_phrases.is_byline_hint) and _is_name_line(item)
        return _hinted(raw, "byline") if named or self._is_author(item.text) else None

    def _is_line(self, item: Item) -> bool:
        """Dates, reading time, credits, and text that the body holds."""
        text = item.text
        if item.suspect or item.linked >= LINKED:
            return False
        told = patterns.reading_time(text), patterns.edition_date(text), credit_lines.credit(text)
        if any(one is not None for one in told) or patterns.is_dateline(text):
            return True
        return item.role is not Role.SUBHEAD and self._body.holds(item) and (item.is_found or item.is_prose)

    def _is_near(self, item: Item) -> bool:
        """Whether a block above the headline stands in the same article, not only on the same page."""
        if self._start - item.index > _NEAR or item.raw.holder is None:
            return False
        around = (holder for holder in item.raw.holder.chain() if holder.tag in {"article", "main"})
        return self._body.holds(item) or any(self._body.weighed.share(holder) >= MOST for holder in around)

    def is_standfirst(self, item: Item) -> bool:
        """Whether a block is named as one, or says what the page gives as its description."""
        text, said = item.text, self._meta.description
        if item.index >= self._body.first or item.linked >= LINKED or len(text) < _SAID:
            return False
        if len(said) >= _SAID and (_same_start(text, said) or _alike(text, said, 0.9)):
            return True
        return is_named_standfirst(item) or (item.role is Role.SUBHEAD and item.is_found and len(text) > 2 * _SAID)

    def _is_author(self, text: str) -> bool:
        """Whether a line holds hardly more than the names that the page gives as its authors."""
        if not self._meta.authors or not 3 <= len(text) <= 160:
            return False
        names = {word for name in self._meta.authors for word in words(name)}
        said = [word for word in words(text) if word not in {"by", "and", "written", "story"}]
        return bool(said) and sum(word in names for word in said) >= max(1, round(len(said) * 0.6))


def is_named_standfirst(item: Item) -> bool:
    """Whether the page calls a block its standfirst."""
    return not item.suspect and _is_named(item, page_phrases.is_standfirst_hint)


def _is_named(item: Item, test: Callable[[str], bool]) -> bool:
    """Whether an element close around a block is called so, or one within that holds all of it."""
    close = list(item.raw.holder.chain())[:2] if item.raw.holder else []
    far = list(item.raw.holder.chain())[2:] if item.raw.holder else []
    own = item.raw.hints.difference(*(holder.hints for holder in far))
    return any(test(hint) for hint in own.union(*(holder.hints for holder in close)))


def _is_name_line(item: Item) -> bool:
    text = item.text
    plain = 2 <= len(text) <= 120 and not patterns.TERMINAL.search(text)
    return plain and patterns.edition_date(text) is None and patterns.reading_time(text) is None and text[:1].isupper()


def _is_crumb(item: Item) -> bool:
    return any(page_phrases.is_crumb_hint(hint) for hint in item.raw.hints)


def _likeness(one: str, other: str) -> float:
    first, second = set(words(one)), set(words(other))
    return len(first & second) / len(first | second) if first else 0.0


def _alike(one: str, other: str, share: float = _ALIKE) -> bool:
    """Whether most words of the shorter text stand in the other."""
    first, second = sorted((set(words(one)), set(words(other))), key=len)
    return len(first) > 1 and len(first & second) >= share * len(first) and len(first) * 3 >= len(second)


def _same_start(text: str, said: str) -> bool:
    one, other = " ".join(words(text)), " ".join(words(said))
    size = min(len(one), len(other), 80)
    return size >= _SAID and one[:size] == other[:size]


def ordered(head: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """The head in the order of the anatomy: lines of text, each once, then pictures."""
    said: set[str] = set()
    for raw in head:
        if raw.block.role not in FIGURE:
            text = " ".join(words(raw.block.text.plain)).removeprefix("by ")
            if raw.block.role is Role.EMBED or text not in said:
                yield raw
            said.add(text)
    yield from (raw for raw in head if raw.block.role in FIGURE)


def as_headline(raw: RawBlock) -> RawBlock:
    """A block as the top heading, whatever it was."""
    block = replace(raw.block, role=Role.SUBHEAD, tag="h1", wrap=(), data={"level": "1"})
    return replace(raw, block=block, region=Region.MAIN)


def _hinted(raw: RawBlock, hint: str) -> RawBlock:
    block = replace(raw.block, role=Role.PARAGRAPH, tag="p", wrap=(), data={})
    return replace(raw, block=block, hints=raw.hints - patterns.STANDFIRST_HINTS - patterns.BYLINE_HINTS | {hint})
