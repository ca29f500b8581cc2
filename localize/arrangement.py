"""What an edition makes of its source: segments split and joined within a block, blocks left out and added. Pure.

A source version never changes. An edition that splits or joins has segments of its own; put together they are the
block, to the letter. Blocks that were added stand each after another block, so that their order is a chain.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import Final

from localize.article import Block, Role
from localize.edition import TargetState
from localize.errors import InvalidInputError
from localize.markup import EMPTY, CodedText, Edge, Mark, join
from localize.segment import Segment

ADDABLE: Final = (Role.PARAGRAPH, Role.SUBHEAD, Role.QUOTATION, Role.LIST_ITEM)
# Blocks may be added after these: the story itself, not the notices and teasers below it.
STORY: Final = frozenset(
    {
        Role.HEADLINE,
        Role.STANDFIRST,
        Role.BYLINE,
        Role.DATELINE,
        Role.ALT_TEXT,
        Role.CAPTION,
        Role.CREDIT,
        Role.PREFORMATTED,
        *ADDABLE,
    }
)
_TEASER: Final = frozenset({Role.TEASER_ALT, Role.TEASER_TITLE, Role.TEASER_SUMMARY})
_ORDER: Final = (TargetState.INITIAL, TargetState.TRANSLATED, TargetState.REVIEWED, TargetState.FINAL)
_TAGS: Final = {Role.SUBHEAD: "h2", Role.LIST_ITEM: "li"}
_WRAPS: Final = {Role.QUOTATION: "blockquote", Role.LIST_ITEM: "ul"}
_NUMBER: Final = re.compile(r"#(\d+)")


class Standing(StrEnum):
    """Whether a target is part of its edition."""

    USED = "used"
    DROPPED = "dropped"  # its block is left out of the edition
    SUPERSEDED = "superseded"  # others took its place when its segment was split or joined


class BlockKind(StrEnum):
    """How an edition departs from its source in a block."""

    DROPPED = "dropped"  # of the source, and left out
    ADDED = "added"
    REMOVED = "removed"  # added, and left out again


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A target's part after a split. ``unplaced``: codes that stood in the other part and were put at the end."""

    text: CodedText
    unplaced: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AddedBlock:
    """A block that an edition has and its source has not. ``after``: key of the block that it follows."""

    key: str
    after: str
    role: Role
    tag: str = "p"
    wrap: tuple[str, ...] = ()

    @property
    def block(self) -> Block:
        """As a block without a source text."""
        data = {"level": "2"} if self.role is Role.SUBHEAD else {}
        return Block(self.key, self.role, EMPTY, (), self.tag, self.wrap, data)


def split_segment(segment: Segment, offset: int) -> tuple[Segment, Segment]:
    """Cut a segment before the code point ``offset`` of its plain source. White space there belongs to neither part.

    Raises ``InvalidInputError`` where a part would be empty, a word or an inline code cut in two.
    """
    plain = segment.source.plain
    if not 0 <= offset <= len(plain) or not plain[:offset].strip() or not plain[offset:].strip():
        raise InvalidInputError("Split between two words: both parts need some text.")
    if plain[offset - 1].isalnum() and plain[offset].isalnum():
        raise InvalidInputError("Split between two words, not within one.")
    start = len(plain[:offset].rstrip())
    end = len(plain) - len(plain[offset:].lstrip())
    first, between, second = segment.source.split([start, end])
    _must_stay_whole(first, between + second, "the source")
    if between.marks:
        # Codes belong to a sentence, where a translator sees them, not to the white space between two.
        kept = [between.parts[0]] if isinstance(between.parts[0], str) else []
        second = CodedText.of(between.parts[len(kept) :]) + second
        between = CodedText.of(kept)
    return replace(segment, source=first), Segment(second, between)


def join_segments(first: Segment, second: Segment) -> Segment:
    """The segment that two neighbours make, with the white space between them."""
    return Segment(join([first.source, second.lead, second.source]), first.lead)


def split_text(
    text: CodedText, offset: int, first_codes: Iterable[int], second_codes: Iterable[int]
) -> tuple[TextPiece, TextPiece]:
    """Cut a target before the code point ``offset`` of its plain text; each part gets the codes of its own source.

    Raises ``InvalidInputError`` where an inline code would be cut in two.
    """
    plain = text.plain
    offset = min(max(offset, 0), len(plain))
    start = len(plain[:offset].rstrip())
    end = len(plain) - len(plain[offset:].lstrip())
    first, between, second = text.split([start, end])
    _must_stay_whole(first, between + second, "the translation")
    second = CodedText.of(between.marks) + second
    return _with_codes(first, text, set(first_codes)), _with_codes(second, text, set(second_codes))


def join_texts(first: CodedText, second: CodedText, between: CodedText) -> CodedText:
    """The target of a joined segment. ``between``: the white space of the source."""
    if not first.plain.strip() or not second.plain.strip():
        return first + second
    return join([first, between, second])


def joined_state(first: TargetState, second: TargetState) -> TargetState:
    """The lower of both, and never confirmed: nobody has read the joined sentence yet."""
    return min(first, second, TargetState.TRANSLATED, key=_ORDER.index)


def _must_stay_whole(first: CodedText, second: CodedText, where: str) -> None:
    opened = {mark.id for mark in first.marks if mark.edge is Edge.OPEN}
    closed = {mark.id for mark in second.marks if mark.edge is Edge.CLOSE}
    ends_before = {mark.id for mark in first.marks if mark.edge is Edge.CLOSE}
    if (opened - ends_before) & closed:
        raise InvalidInputError(
            f"In {where} the split falls inside a link or an emphasis, which has to stay whole. "
            "Choose a place before or after it."
        )


def _with_codes(piece: CodedText, whole: CodedText, ids: set[int]) -> TextPiece:
    kept = piece.repaired(ids)
    missing: list[Mark] = [mark for mark in dict.fromkeys(whole.marks) if mark.id in ids and mark not in kept.marks]
    return TextPiece(CodedText.of([*kept.parts, *missing]), tuple(dict.fromkeys(mark.id for mark in missing)))


def groups(one: Sequence[Segment], other: Sequence[Segment]) -> list[tuple[range, range]]:
    """Two ways to cut the same block, side by side: the smallest runs of segments that cover the same text."""
    ends = [list(accumulate(len(s.lead.plain) + len(s.source.plain) for s in cut)) for cut in (one, other)]
    shared = sorted(set(ends[0]) & set(ends[1]))
    found: list[tuple[range, range]] = []
    starts = 0, 0
    for end in shared:
        stops = ends[0].index(end) + 1, ends[1].index(end) + 1
        found.append((range(starts[0], stops[0]), range(starts[1], stops[1])))
        starts = stops
    return found


def arranged(blocks: Sequence[Block], added: Iterable[AddedBlock]) -> list[Block]:
    """All blocks in reading order, those that were added in their places. One whose place is gone comes at the end."""
    following: dict[str, list[AddedBlock]] = {}
    for one in added:
        following.setdefault(one.after, []).append(one)
    placed: list[Block] = []

    def place(block: Block) -> None:
        placed.append(block)
        for one in following.pop(block.key, ()):
            place(one.block)

    for block in blocks:
        place(block)
    while following:
        for one in following.pop(next(iter(following))):
            place(one.block)
    return placed


def new_block(key: str, role: Role, anchor: Block, blocks: Iterable[Block]) -> AddedBlock:
    """A block to come after ``anchor``: a list item continues its list. ``blocks``: all of the edition.

    Raises ``InvalidInputError`` for a role that cannot be added, or a place outside the story.
    """
    if role not in ADDABLE:
        raise InvalidInputError("A paragraph, a subhead, a quotation or a list item can be added.")
    if anchor.role not in STORY:
        raise InvalidInputError("Blocks can be added within the story: choose a paragraph of it.")
    if role is Role.LIST_ITEM and anchor.role is Role.LIST_ITEM:
        return AddedBlock(key, anchor.key, role, anchor.tag, anchor.wrap)
    taken = [int(n) for block in blocks for wrap in block.wrap for n in _NUMBER.findall(wrap)]
    wrap = (f"{_WRAPS[role]}#{max(taken, default=0) + 1}",) if role in _WRAPS else ()
    return AddedBlock(key, anchor.key, role, _TAGS.get(role, "p"), wrap)


def dropped_with(block: Block, blocks: Iterable[Block]) -> list[Block]:
    """What is left out with a block: itself, or the whole teaser that it belongs to.

    Raises ``InvalidInputError`` for what an edition cannot be without.
    """
    if block.role is Role.HEADLINE:
        raise InvalidInputError("An edition needs its headline: it cannot be left out.")
    if block.role is Role.TABLE_CELL:
        raise InvalidInputError("A table cannot lose a single cell: its columns would shift.")
    group = block.data.get("group", "")
    if block.role in _TEASER and group:
        return [other for other in blocks if other.role in _TEASER and other.data.get("group", "") == group]
    return [block]
