"""Splitting and joining: nothing is lost, whatever the text; blocks in a chain."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from localize.arrangement import (
    AddedBlock,
    arranged,
    dropped_with,
    groups,
    join_segments,
    join_texts,
    joined_state,
    new_block,
    split_segment,
    split_text,
)
from localize.article import Block, Role
from localize.edition import TargetState
from localize.errors import InvalidInputError
from localize.markup import EMPTY, CodedText, Edge, Mark
from localize.segment import Segment, segment_block

WORDS = st.lists(st.sampled_from(["Anna", "goes", "home.", "«Да»,", "2,80", "—", "日本"]), min_size=1, max_size=5)
MARKS = st.sampled_from([Mark(1, Edge.OPEN), Mark(1, Edge.CLOSE), Mark(2, Edge.ALONE)])


@st.composite
def coded(draw: st.DrawFn) -> CodedText:
    """Words with a link that is whole and a code that stands alone, wherever."""
    parts: list[str | Mark] = []
    for word in draw(WORDS):
        parts += [" ", word] if parts else [word]
    for mark in draw(st.sampled_from([[], [Mark(2, Edge.ALONE)], [Mark(1, Edge.OPEN), Mark(1, Edge.CLOSE)]])):
        low = next((n + 1 for n, p in enumerate(parts) if isinstance(p, Mark)), 0)
        parts.insert(draw(st.integers(low, len(parts))), mark)
    return CodedText.of(parts)


@settings(suppress_health_check=[HealthCheck.filter_too_much])  # any place is tried, most of them lie within a word
@given(source=coded(), offset=st.integers(0, 40))
def test_a_split_and_a_join_give_the_segment_back(source: CodedText, offset: int) -> None:
    segment = Segment(source, CodedText.plain_text(" "))
    try:
        first, second = split_segment(segment, offset)
    except InvalidInputError:
        assume(False)
    assert join_segments(first, second) == segment
    assert first.source.plain.strip()
    assert second.source.plain.strip()
    assert not second.lead.marks


@given(text=coded(), offset=st.integers(0, 40))
def test_a_split_target_keeps_its_words_and_codes(text: CodedText, offset: int) -> None:
    ids = text.code_ids
    try:
        first, second = split_text(text, offset, ids, ())
    except InvalidInputError:
        assume(False)
    assert first.text.plain.split() + second.text.plain.split() == (
        text.plain[:offset].split() + text.plain[offset:].split()
    )
    assert sorted(map(str, first.text.marks)) == sorted(map(str, text.marks))
    assert not second.text.marks
    assert set(first.unplaced) <= set(ids)


@given(one=coded(), other=coded())
def test_a_join_and_a_split_at_the_seam_give_both_targets_back(one: CodedText, other: CodedText) -> None:
    assume(not set(one.code_ids) & set(other.code_ids))
    whole = join_texts(one, other, CodedText.plain_text(" "))
    first, second = split_text(whole, len(one.plain), one.code_ids, other.code_ids)
    assert (first.text, second.text) == (one, other)


def test_a_split_inside_a_link_is_refused() -> None:
    segment = Segment(CodedText.loads("Says the <1>city council</1>."))
    with pytest.raises(InvalidInputError, match="inside a link"):
        split_segment(segment, len("Says the city "))
    with pytest.raises(InvalidInputError, match="translation"):
        split_text(segment.source, len("Says the city "), (1,), (1,))


@pytest.mark.parametrize("offset", [-1, 0, 2, 4, 9, 99])
def test_a_split_needs_a_place_between_two_words(offset: int) -> None:
    with pytest.raises(InvalidInputError, match="between two words"):
        split_segment(Segment(CodedText.plain_text("Anna left")), offset if offset != 4 else 6)


@pytest.mark.parametrize("one", TargetState)
@pytest.mark.parametrize("other", TargetState)
def test_a_joined_segment_is_never_confirmed(one: TargetState, other: TargetState) -> None:
    low = TargetState.INITIAL if TargetState.INITIAL in {one, other} else TargetState.TRANSLATED
    assert joined_state(one, other) is low


def test_runs_that_cover_the_same_text_stand_side_by_side() -> None:
    cut = segment_block(Block("b1", Role.PARAGRAPH, CodedText.plain_text("One. Two two. Three. Four."))).segments
    first, second = split_segment(cut[1], 4)
    own = [first, second, join_segments(cut[2], cut[3])]
    assert groups(cut, [cut[0], *own]) == [
        (range(1), range(1)),
        (range(1, 2), range(1, 3)),
        (range(2, 4), range(3, 4)),
    ]


BLOCKS = [
    Block("b1", Role.HEADLINE, CodedText.plain_text("Head"), tag="h1"),
    Block("b2", Role.PARAGRAPH, CodedText.plain_text("One.")),
    Block("b3", Role.LIST_ITEM, CodedText.plain_text("Item"), tag="li", wrap=("ol#4",)),
    Block("b4", Role.TEASER_TITLE, CodedText.plain_text("More"), data={"group": "1"}),
    Block("b5", Role.TEASER_SUMMARY, CodedText.plain_text("Much"), data={"group": "1"}),
]


def test_added_blocks_follow_each_other_in_a_chain() -> None:
    added = [AddedBlock("a2", "a1", Role.PARAGRAPH), AddedBlock("a1", "b2", Role.SUBHEAD, "h2")]
    assert [b.key for b in arranged(BLOCKS, added)] == ["b1", "b2", "a1", "a2", "b3", "b4", "b5"]
    assert [b.key for b in arranged(BLOCKS, [AddedBlock("a1", "gone", Role.PARAGRAPH)])][-1] == "a1"


def test_an_added_list_item_goes_on_with_its_list() -> None:
    assert new_block("a1", Role.LIST_ITEM, BLOCKS[2], BLOCKS).wrap == ("ol#4",)
    assert new_block("a1", Role.LIST_ITEM, BLOCKS[1], BLOCKS).wrap == ("ul#5",)
    assert new_block("a1", Role.QUOTATION, BLOCKS[1], BLOCKS).wrap == ("blockquote#5",)
    assert new_block("a1", Role.SUBHEAD, BLOCKS[1], BLOCKS).block.data == {"level": "2"}
    assert new_block("a1", Role.SUBHEAD, BLOCKS[1], BLOCKS).block.text == EMPTY


def test_blocks_are_added_within_the_story_only() -> None:
    with pytest.raises(InvalidInputError):
        new_block("a1", Role.PARAGRAPH, BLOCKS[3], BLOCKS)
    with pytest.raises(InvalidInputError):
        new_block("a1", Role.HEADLINE, BLOCKS[1], BLOCKS)


def test_a_teaser_is_dropped_whole_and_a_headline_never() -> None:
    assert [b.key for b in dropped_with(BLOCKS[4], BLOCKS)] == ["b4", "b5"]
    assert [b.key for b in dropped_with(BLOCKS[1], BLOCKS)] == ["b2"]
    with pytest.raises(InvalidInputError, match="headline"):
        dropped_with(BLOCKS[0], BLOCKS)
