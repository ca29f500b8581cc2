"""The anatomy of a news page: which block is headline, caption, notice, teaser, furniture. Pure, for text and HTML.

A page is read from the top: the *head* (date line, navigation, language switch, headline), the *lead* (byline, reading
time, picture), the *body*, and *teasers* after a heading such as “Don’t miss”. What a line could be is said by
``localize.intake.patterns``; this module knows where each of them may stand. It is longer than others because the zones are
one machine: what a block is depends on all that came before it.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from localize.article import Block, IntakeNote, Role
from localize.elements import wrap
from localize.intake import credit_lines, page_phrases, patterns
from localize.intake.captions import line_before_credit
from localize.intake.inline import Inline, cut, first_link
from localize.intake.notices import recogniser
from localize.intake.raw import Layout, RawBlock, Region
from localize.intake.teasers import arrange
from localize.intake.words import note
from localize.markup import CodedText

_DATELINE_HINTS = frozenset({"dateline"})
_CREDIT_HINTS = re.compile(r"(?:^|[-_])(?:credits?|copyright|photographer)(?:$|[-_])")
_PICTURE_ROLES = frozenset({Role.PICTURE, Role.ALT_TEXT, Role.CAPTION, Role.CREDIT})
_PROSE = frozenset({Role.PARAGRAPH, Role.LIST_ITEM})
_SHOWN = 8  # examples of what was left out
_EXAMPLE = 50  # characters of each
_LONG = 100  # characters: more than a label, a kicker or a menu entry has


@dataclass(frozen=True, slots=True)
class Reading:
    """Blocks with their roles, without keys, and what was left out."""

    blocks: tuple[Block, ...]
    notes: tuple[IntakeNote, ...] = ()


class _Zone(Enum):
    HEAD = "head"
    LEAD = "lead"
    BODY = "body"
    TEASERS = "teasers"


@dataclass(slots=True)
class _Reader:
    """Goes over the raw blocks once, from the top."""

    raws: Sequence[RawBlock]
    layout: Layout
    given_headline: str
    is_known: Callable[[str], bool]
    has_h1: bool = False
    zone: _Zone = _Zone.HEAD
    out: list[Block] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    teasers: list[RawBlock] = field(default_factory=list)
    groups: int = 0
    figures: int = 0

    def read(self) -> None:
        if self.given_headline and not self._given_headline_is_inside():
            self.zone = _Zone.LEAD
        for index, raw in enumerate(self.raws):
            if self.zone is _Zone.TEASERS and not self._goes_on(raw):
                self._end_teasers()
            self._take(index, raw)
        self._end_teasers()

    def _given_headline_is_inside(self) -> bool:
        return any(_same(raw.block.text.plain, self.given_headline) for raw in self.raws[:40])

    def _put(self, block: Block, role: Role, data: dict[str, str] | None = None) -> None:
        self.out.append(replace(block, role=role, data=dict(block.data) if data is None else data))

    def _take(self, index: int, raw: RawBlock) -> None:
        text = raw.block.text.plain.strip()
        if self._furniture(raw, text) or self._notice(raw.block, text):
            return
        if patterns.is_teaser_heading(text) and self._may_head_teasers(index, raw):
            self._end_teasers()
            self.zone = _Zone.TEASERS
            self._put(raw.block, Role.TEASER_HEADING, {})
            self.out[-1] = replace(self.out[-1], tag=raw.block.tag if raw.block.tag.startswith("h") else "h2")
            return
        match self.zone:
            case _Zone.TEASERS:
                if raw.block.role is not Role.EMBED:  # a rule between teasers
                    self.teasers.append(raw)
            case _Zone.HEAD:
                self._head(index, raw, text)
            case _Zone.LEAD:
                self._lead(index, raw, text)
            case _Zone.BODY:
                self._body(index, raw, text)

    # Furniture and notices, wherever they stand

    def _furniture(self, raw: RawBlock, text: str) -> bool:
        block = raw.block
        early = self.zone in {_Zone.HEAD, _Zone.LEAD}
        outside = raw.region in {Region.NAV, Region.HEADER, Region.FOOTER}
        if not text or (not early and not outside and raw.region is not Region.ASIDE):
            if text and patterns.is_navigation(text) and text.lower().endswith(("advertisement", "advertising")):
                self._put(block, Role.NAVIGATION, {})
                return True
            return False
        if self.layout is Layout.TEXT and len(self.raws) == 1:
            return False  # a single line is what there is to say
        if languages := patterns.language_names(text):
            self._language_switch(block, text, languages)
        elif patterns.is_navigation(text):
            self._put(block, Role.NAVIGATION, {})
        elif (day := patterns.edition_date(text)) is not None:
            self._put(block, Role.EDITION_DATE, {"date": day} if day else {})
        elif raw.region is Region.NAV or (raw.region is Region.FOOTER and not self._is_notice(text)):
            self.dropped.append(text)
        else:
            return False
        return True

    def _language_switch(self, block: Block, text: str, languages: tuple[str, ...]) -> None:
        """Languages that stand in several blocks (a list of links) are one switch."""
        last = self.out[-1] if self.out else None
        if last is not None and last.role is Role.LANGUAGE_SWITCH:
            known = last.data["locales"].split(",")
            locales = ",".join(dict.fromkeys([*known, *languages]))
            joined = CodedText.plain_text(f"{last.text.plain} {text}")
            self.out[-1] = replace(last, text=joined, data={"locales": locales})
            return
        plain = CodedText.plain_text(text)
        # Its links lead to pages of the sender's site: our reader's page makes its own.
        switch = Block(block.key, Role.LANGUAGE_SWITCH, plain, (), "p", (), {"locales": ",".join(languages)})
        self.out.append(switch)

    def _is_notice(self, text: str) -> bool:
        return patterns.is_source_link(text) or patterns.is_notice(text) or self.is_known(text)

    def _notice(self, block: Block, text: str) -> bool:
        if not text or block.role not in _PROSE or (self.zone is _Zone.HEAD and not self.out and len(self.raws) == 1):
            return False
        if patterns.is_source_link(text):
            self._end_teasers()
            link = first_link(block.codes)
            self._put(block, Role.SOURCE_LINK, {"url": link} if link else {})
        elif patterns.is_notice(text) or self.is_known(text):
            self._end_teasers()
            self._put(block, Role.NOTICE)
        elif patterns.is_sign_off(text) and self.zone is not _Zone.HEAD:
            self._end_teasers()
            self._put(block, Role.NOTICE, {"kind": "sign-off"})
        else:
            return False
        return True

    # Head and lead

    def _head(self, index: int, raw: RawBlock, text: str) -> None:
        block = raw.block
        if self.given_headline:
            if _same(text, self.given_headline):
                self.zone = _Zone.LEAD  # it stands before the body already
                return
            if self.layout is Layout.TEXT or raw.region is Region.HEADER:
                self.dropped.append(text)
                return
            self._lead(index, raw, text)
            self.zone = _Zone.HEAD
            return
        if self._is_headline(block, text):
            self._put(block, Role.HEADLINE, {})
            self.out[-1] = replace(self.out[-1], tag="h1")
            self.zone = _Zone.LEAD
        elif self.has_h1 and block.role not in _PICTURE_ROLES and len(text) < _LONG:
            self.dropped.append(text)
        else:
            self._lead(index, raw, text)
            self.zone = _Zone.HEAD if self.has_h1 else self.zone

    def _is_headline(self, block: Block, text: str) -> bool:
        if self.has_h1:
            return block.data.get("level") == "1"
        if self.layout is Layout.HTML:
            return block.role is Role.SUBHEAD
        if patterns.reading_time(text) is not None or patterns.is_byline(text):
            return False
        return len(self.raws) == 1 or (len(text) <= 250 and (len(text) <= _LONG or not text.endswith((".", ".”"))))

    def _lead(self, index: int, raw: RawBlock, text: str) -> None:
        block = raw.block
        if block.role in _PROSE and text:
            minutes = patterns.reading_time(text)
            if minutes is not None:
                self._put(block, Role.READING_TIME, {"minutes": minutes} if minutes else {})
                return
            for role, hints in (
                (Role.BYLINE, patterns.BYLINE_HINTS),
                (Role.DATELINE, _DATELINE_HINTS),
                (Role.STANDFIRST, patterns.STANDFIRST_HINTS),
            ):
                if raw.hints & hints and (role is Role.STANDFIRST or len(text) <= 200):
                    self._put(block, role, patterns.dateline_data(text) if role is Role.DATELINE else None)
                    return
            if patterns.is_byline(text):
                self._put(block, Role.BYLINE)
                return
            if patterns.is_dateline(text):
                self._put(block, Role.DATELINE, patterns.dateline_data(text))
                return
        self._body(index, raw, text)

    # Body

    def _body(self, index: int, raw: RawBlock, text: str) -> None:
        if self._picture_part(index, raw, text):
            return
        block = raw.block
        first = self.zone is not _Zone.BODY
        self.zone = _Zone.BODY
        if block.role is not Role.PARAGRAPH or not text:
            self.out.append(block)
        elif self.layout is Layout.TEXT and self._is_subhead(index, raw, text):
            self.out.append(replace(block, role=Role.SUBHEAD, tag="h2", data={"level": "2"}))
            self.zone = _Zone.LEAD if first and self.zone is _Zone.HEAD else _Zone.BODY
        elif patterns.is_teaser_line(text):
            self.groups += 1
            link = first_link(block.codes)
            self._put(block, Role.TEASER_TITLE, {"group": str(self.groups)} | ({"url": link} if link else {}))
        elif (end := patterns.dateline_end(text)) and not any(b.role is Role.PARAGRAPH for b in self.out):
            dateline, rest = cut(block.text, block.codes, end)
            data = patterns.dateline_data(dateline.text.plain)
            self.out.append(_with(replace(block, role=Role.DATELINE, data=data), dateline))
            self.out.append(_with(block, rest))
        else:
            self._put(block, Role.QUOTATION if patterns.is_direct_quotation(text) else Role.PARAGRAPH)

    def _is_subhead(self, index: int, raw: RawBlock, text: str) -> bool:
        after = self._after(index)
        alone = after is None or after.group != raw.group or len(after.block.text.plain) >= _LONG
        return after is not None and alone and patterns.looks_like_heading(text) and not self._ends_the_article(after)

    def _ends_the_article(self, after: RawBlock) -> bool:
        text = after.block.text.plain
        return patterns.is_teaser_heading(text) or self._is_notice(text)

    def _after(self, index: int) -> RawBlock | None:
        return self.raws[index + 1] if index + 1 < len(self.raws) else None

    # Pictures

    def _picture_part(self, index: int, raw: RawBlock, text: str) -> bool:
        block = raw.block
        if block.role in {Role.PICTURE, Role.ALT_TEXT}:
            self.out.append(block)
            return True
        in_figure = block.role is Role.CAPTION and any(w.startswith(("figure#", "figcaption#")) for w in block.wrap)
        if not text or not (in_figure or block.role is Role.PARAGRAPH):
            return False
        if in_figure and page_phrases.is_player_text(text):
            self.dropped.append(text)
            return True
        if in_figure and (start := credit_lines.caption_start(text)):
            block = _with(block, cut(block.text, block.codes, start)[1])
            text = block.text.plain.strip()
        found = credit_lines.credit(text, in_figure=in_figure)
        if found is not None and (found[0] > 0 or in_figure or self._after_picture() or len(text) <= 200):
            self._credit(block, *found)
        elif in_figure:
            self._in_figure(block, raw, text)
        elif self.layout is Layout.TEXT and (
            role := line_before_credit(self.raws, index, in_lead=self.zone is _Zone.LEAD)
        ):
            self._in_new_figure(block, role)
        else:
            return False
        return True

    def _in_figure(self, block: Block, raw: RawBlock, text: str) -> None:
        hints = raw.holder.hints if raw.holder else raw.hints
        if any(_CREDIT_HINTS.search(hint) for hint in hints) and len(text) <= 200:
            self._credit(block, 0, {"names": text})
        else:
            self._put(block, Role.CAPTION)

    def _after_picture(self) -> bool:
        return bool(self.out) and self.out[-1].role in _PICTURE_ROLES

    def _credit(self, block: Block, start: int, data: dict[str, str]) -> None:
        if self.layout is Layout.TEXT and not block.wrap:
            block = replace(block, tag="", wrap=self._figure(inner=True))
        if start > 0:
            caption, credit = cut(block.text, block.codes, start)
            self.out.append(_with(replace(block, role=Role.CAPTION), caption))
            block = replace(_with(block, credit), tag="p")
        elif block.tag == "" and self._after_picture() and self.out[-1].wrap == block.wrap:
            block = replace(block, tag="p")
        self._put(block, Role.CREDIT, data)

    def _in_new_figure(self, block: Block, role: Role) -> None:
        wraps = self._figure(inner=role is Role.CAPTION)
        self.out.append(replace(block, role=role, tag="", wrap=wraps))

    def _figure(self, *, inner: bool) -> tuple[str, ...]:
        """The wrap of a picture's lines in a text: one figure for lines that follow each other."""
        last = self.out[-1] if self._after_picture() else None
        if last is None or last.role is Role.CREDIT:
            self.figures += 2
        outer = wrap("figure", self.figures - 1)
        return (outer, wrap("figcaption", self.figures)) if inner else (outer,)

    # Teasers

    def _may_head_teasers(self, index: int, raw: RawBlock) -> bool:
        after = self._after(index)
        return self.zone is not _Zone.HEAD and after is not None and raw.block.role in {*_PROSE, Role.SUBHEAD}

    def _goes_on(self, raw: RawBlock) -> bool:
        """Whether a block still belongs to the teasers: an aside holds no others than its own."""
        heading = self.teasers[-1] if self.teasers else None
        if heading is not None and heading.place != raw.place and Region.ASIDE in {heading.region, raw.region}:
            return False
        return raw.block.role not in {Role.TABLE_CELL, Role.PREFORMATTED}

    def _end_teasers(self) -> None:
        if self.zone is not _Zone.TEASERS:
            return
        arranged = arrange([raw.block for raw in self.teasers], first_group=self.groups + 1, figures=self.figures)
        self.out += arranged.blocks
        self.groups = arranged.groups
        self.figures = arranged.figures
        self.teasers = []
        self.zone = _Zone.BODY
        rest = arranged.rest
        for block in rest:
            quoted = block.role is Role.PARAGRAPH and patterns.is_direct_quotation(block.text.plain)
            self.out.append(replace(block, role=Role.QUOTATION) if quoted else block)


def _with(block: Block, inline: Inline) -> Block:
    return replace(block, text=inline.text, codes=inline.codes)


def _examples(texts: Sequence[str]) -> str:
    """A few of many texts: the longest, for among them is what should not have been left out."""
    chosen = texts if len(texts) <= _SHOWN else sorted(texts, key=len, reverse=True)[:_SHOWN]
    return "; ".join(text[:_EXAMPLE] for text in chosen)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def classify(
    raws: Sequence[RawBlock],
    layout: Layout,
    *,
    known_notices: Collection[str] = (),
    headline: str = "",
    left_out: Sequence[str] = (),
) -> Reading:
    """Give raw blocks their roles. ``headline``: the one that came beside the text, if any; it is not doubled.

    ``left_out``: what was taken for furniture before, for the note.
    """
    reader = _Reader(raws, layout, headline, recogniser(known_notices))
    reader.has_h1 = not headline and any(raw.block.data.get("level") == "1" for raw in raws)
    reader.read()
    notes = []
    dropped = [*left_out, *reader.dropped]
    if dropped:
        notes.append(note("furniture-left-out", count=len(dropped), shown=_examples(dropped)))
    return Reading(tuple(reader.out), tuple(notes))
