"""What speaks for and against each block of a page: words found by the library, links, class names, headings.

Here blocks and the elements around them are weighed; which of them make up the article is decided by
``localize.intake.page_select``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from localize.article import CodeKind, Role
from localize.intake import page_phrases, patterns
from localize.intake.page_extract import Evidence
from localize.intake.prefilter import HIDDEN
from localize.intake.raw import Holder, RawBlock, Region
from localize.markup import Edge, Mark

FOUND: Final = 0.7  # a block of which the library found this share is text of the article for it
LINKED: Final = 0.7  # share of a block that is links: more than a sentence with links has
_LINKED: Final = 0.5
_BODY_SIZE: Final = 40  # characters: shorter blocks are no measure of where the text is
_PROSE_SIZE: Final = 60
_HEADING_SIZE: Final = 80

_TEXTUAL: Final = frozenset({Role.PARAGRAPH, Role.QUOTATION, Role.LIST_ITEM, Role.TABLE_CELL, Role.PREFORMATTED})
_OUTSIDE: Final = frozenset({Region.NAV, Region.FOOTER})

_OTHERS: Final = r"related|recirc\w*|recommend\w*|read-?(?:more|next|also)|more-?(?:on|stories|articles|news|like)|see-?also|teasers?|onward"
_FURNITURE: Final = (
    r"nav|navs|navbar|navigation|topnav|subnav|menus?|megamenu|(?:bread)?-?crumbs?|share\w*|sharing|social|sns|follow(?:-us)?|"
    r"cookies?|consent|gdpr|ccpa|newsletters?|subscri\w+|signup|sign-?up|sign-?in|login|register|registration|paywall|regwall|"
    r"promos?|promotion|sponsor\w*|advert\w*|ads?|adbox|adslot|adunit|dfp|gpt|outbrain|taboola|marketgid|mgid|revcontent|"
    r"partner-?news|most-?(?:read|popular|viewed|shared)|popular|trending|latest|top-?stories|headlines|ticker|"
    r"comments?|commenting|disqus|livefyre|footer|sidebar|side-?bar|widgets?|tags?|taglist|keywords|topics?|"
    r"popup|pop-?over|modal|overlay|lightbox|toolbar|tools|print|masthead|search|skip|skip-?link|donat\w+|membership|"
    r"author-?(?:bio|box|info)|about-the-author|bio|next-?prev\w*|prev-?next|post-nav\w*|pager|pagination|"
    r"complementary|contentinfo|alert|alertdialog|dialog|banner|visually-?hidden|screen-?reader\w*|sr-only|off-?screen|"
    r"feedback|rating|poll|survey|weather|stock-?ticker|live-?blog-?nav|no-?js|noscript|upsell|cta|trust-?\w*|"
    r"embed-?code|copy-?link|corrections?-?link|event-?list|calendar"
)
_WORDS: Final = re.compile(
    rf"(?:^|[-_])(?:(?P<others>{_OTHERS})|(?P<furniture>{_FURNITURE})|(?P<hidden>{HIDDEN}))(?=$|[-_])", re.IGNORECASE
)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Suspect(Enum):
    """What an element around blocks is likely to be, if not the article."""

    TEASERS = "teasers"  # other articles
    FURNITURE = "furniture"


@dataclass(slots=True)
class Item:
    """A block with what speaks for and against it. ``weight``: its characters, when it is text of the article."""

    index: int
    raw: RawBlock
    text: str
    linked: float  # share of the text that is links
    found: float  # share of the text that the library found
    weight: int = 0
    suspect: Suspect | None = None

    @property
    def role(self) -> Role:
        """What the block's element says."""
        return self.raw.block.role

    @property
    def is_prose(self) -> bool:
        """Sentences, by their look."""
        ends = bool(patterns.TERMINAL.search(self.text))
        long = len(self.text) >= _PROSE_SIZE or (ends and len(self.text.split()) >= 4)
        return self.role in _TEXTUAL and self.linked < _LINKED and long and (ends or len(self.text.split()) >= 12)

    @property
    def is_found(self) -> bool:
        """Whether the library takes it for the article's."""
        return self.found >= FOUND


@dataclass(slots=True)
class Weighed:
    """The blocks of a page and, by the number of a holder, what stands in it."""

    items: list[Item]
    weights: dict[int, int]
    first: dict[int, int]  # index of the first block
    last: dict[int, int]  # and of the last
    total: int

    def share(self, holder: Holder) -> float:
        """The share of the article's text that stands in a holder."""
        return self.weights.get(holder.number, 0) / self.total if self.total else 0.0


def linked_share(raw: RawBlock) -> float:
    """The share of a block's text that is links."""
    links = {code.id for code in raw.block.codes if code.kind is CodeKind.LINK}
    inside = linked = whole = 0
    for part in raw.block.text.parts:
        if isinstance(part, Mark):
            inside += (part.id in links) * {Edge.OPEN: 1, Edge.CLOSE: -1, Edge.ALONE: 0}[part.edge]
        else:
            size = len(part.strip())
            whole += size
            linked += size if inside else 0
    return linked / whole if whole else 0.0


def weigh(raws: Sequence[RawBlock], evidence: Evidence) -> Weighed:
    """Weigh the blocks of a page. Suspect elements are marked, and their text no longer counts."""
    items = []
    for index, raw in enumerate(raws):
        text = raw.block.text.plain.strip()
        item = Item(index, raw, text, linked_share(raw), evidence.share(text) if text else 0.0)
        body = item.is_found if evidence else item.is_prose and raw.region is Region.MAIN
        if body and item.linked < _LINKED and len(text) >= _BODY_SIZE and raw.region not in _OUTSIDE:
            item.weight = len(text) if item.role in _TEXTUAL else 0
        items.append(item)
    weighed = _summed(items)
    _mark(weighed)
    _mark_runs(weighed)
    for item in items:
        if item.suspect:
            item.weight = 0
    return _summed(items)


def _summed(items: list[Item]) -> Weighed:
    weights: dict[int, int] = {}
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for item in items:
        for holder in _around(item):
            first.setdefault(holder.number, item.index)
            last[holder.number] = item.index
            if item.weight:
                weights[holder.number] = weights.get(holder.number, 0) + item.weight
    return Weighed(items, weights, first, last, sum(item.weight for item in items))


def _around(item: Item) -> Iterator[Holder]:
    return item.raw.holder.chain() if item.raw.holder else iter(())


# Suspects


def _mark(weighed: Weighed) -> None:
    named: dict[int, Suspect | None] = {}
    headed = dict(_headed(weighed))
    for item in weighed.items:
        for holder in _around(item):
            if holder.number not in named:
                named[holder.number] = suspect_by_name(holder)
            suspect = headed.get(holder.number) or named[holder.number]
            # What holds most of the text is the article, whatever it is called.
            if suspect and weighed.share(holder) <= 0.5:
                item.suspect = suspect if item.suspect is not Suspect.TEASERS else item.suspect


def _mark_runs(weighed: Weighed) -> None:
    """Below a heading such as “Top stories” that stands in the text: links, each with a summary or without."""
    for heading in weighed.items:
        kind = _heads_others(heading)
        if kind is None or heading.suspect or heading.linked >= LINKED:
            continue
        run = _run_below(weighed.items, heading)
        if sum(item.linked >= LINKED for item in run) > 1:
            for item in run:
                item.suspect = item.suspect or kind
            heading.suspect = kind


def _run_below(items: Sequence[Item], heading: Item) -> list[Item]:
    """Links below a heading and their summaries. A text after the last link is one if others before it are."""
    run: list[Item] = []
    after_link, summaries, end = False, 0, 0
    for item in items[heading.index + 1 :]:
        textual = bool(item.text) and item.role is not Role.ALT_TEXT
        if textual and item.linked < LINKED and not (after_link or len(item.text) < _BODY_SIZE):
            break
        run.append(item)
        if not textual:
            continue
        summaries += after_link and item.linked < LINKED
        after_link = item.linked >= LINKED
        end = len(run) if after_link or summaries > 1 else end
    return run[:end]


def suspect_by_name(holder: Holder) -> Suspect | None:
    """What the names of an element say that it is, if not text."""
    if holder.tag in {"nav", "form", "button"}:
        return Suspect.FURNITURE
    found = None
    for hint in holder.hints:
        for name in _WORDS.finditer(_CAMEL.sub("-", hint)):
            if name["others"]:
                return Suspect.TEASERS
            found = Suspect.FURNITURE
    return found


def _headed(weighed: Weighed) -> Iterator[tuple[int, Suspect]]:
    """Elements that begin with a heading such as “Related” or “Most read”."""
    for item in weighed.items:
        kind = _heads_others(item)
        if kind is None:
            continue
        section = next((h for h in _around(item) if weighed.last[h.number] > item.index), None)
        if section is not None and section.parent is not None and weighed.first[section.number] >= item.index - 1:
            yield section.number, kind


def _heads_others(item: Item) -> Suspect | None:
    """What a heading such as “Related” or “Most read” announces."""
    if not item.text or len(item.text) > _HEADING_SIZE:
        return None
    if page_phrases.is_list_heading(item.text):
        return Suspect.FURNITURE
    return Suspect.TEASERS if patterns.is_teaser_heading(item.text) else None
