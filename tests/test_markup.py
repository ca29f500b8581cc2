"""Coded text: written form, cutting, repairing."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from localize.markup import EMPTY, CodedText, Edge, Mark, escape, join
from tests.strategies import coded_texts, texts, wild_texts


@given(wild_texts())
def test_reading_what_was_written_gives_it_back(text: CodedText):
    assert CodedText.loads(text.dumps()) == text


@given(texts)
def test_any_string_can_be_read_and_loses_no_character_that_is_no_mark(written: str):
    assert CodedText.loads(escape(written)).plain == written


@given(st.text("<>/&;ampltg0123456789 ", max_size=30))
def test_hostile_strings_are_text_where_they_are_no_marks(written: str):
    text = CodedText.loads(written)
    assert CodedText.loads(text.dumps()) == text


def test_marks_that_are_none_stay_text():
    assert CodedText.loads("<0> </1/> <01> <1234567> < 1>").marks == ()
    assert CodedText.loads("<1>a</1><2/>").marks == (Mark(1, Edge.OPEN), Mark(1, Edge.CLOSE), Mark(2, Edge.ALONE))


@given(wild_texts(), st.data())
def test_pieces_add_up_to_the_whole(text: CodedText, data: st.DataObject):
    length = len(text.plain)
    cuts = sorted(data.draw(st.lists(st.integers(0, length), max_size=6)))
    pieces = text.split(cuts)
    assert join(pieces) == text
    assert len(pieces) == len(cuts) + 1
    bounds = [0, *cuts, length]
    assert [piece.plain for piece in pieces] == [text.plain[a:b] for a, b in pairwise(bounds)]


@given(wild_texts(), st.data())
def test_a_slice_has_the_plain_text_between_its_offsets(text: CodedText, data: st.DataObject):
    start = data.draw(st.integers(0, len(text.plain)))
    end = data.draw(st.integers(start, len(text.plain)))
    assert text.slice(start, end).plain == text.plain[start:end]


def test_a_closing_mark_at_a_cut_stays_before_it_and_an_opening_one_goes_behind():
    before, after = CodedText.loads("<1>a</1><2>b</2>").split([1])
    assert (before.dumps(), after.dumps()) == ("<1>a</1>", "<2>b</2>")


def test_an_empty_code_at_a_cut_stays_in_one_piece():
    for written in ("a<1></1>b", "<1></1>ab", "a<1/>b"):
        text = CodedText.loads(written)
        pieces = text.split([1])
        assert join(pieces) == text
    assert [piece.dumps() for piece in CodedText.loads("a<1></1>b").split([1])] == ["a", "<1></1>b"]


def test_cuts_at_both_ends_and_twice_at_one_place_give_empty_pieces():
    assert [p.dumps() for p in CodedText.loads("<1>a</1>").split([0, 0, 1, 1])] == ["", "", "<1>a</1>", "", ""]


@given(wild_texts())
def test_repaired_text_keeps_its_words_and_each_allowed_mark_once(text: CodedText):
    repaired = text.repaired([1, 2])
    assert repaired.plain == text.plain
    assert len(set(repaired.marks)) == len(repaired.marks)
    assert set(repaired.code_ids) <= {1, 2}


@given(coded_texts())
def test_walking_tells_offsets_of_the_plain_text(text: CodedText):
    for offset, part in text.walk():
        if isinstance(part, str):
            assert text.plain[offset : offset + len(part)] == part


def test_equal_texts_compare_equal_however_they_were_built():
    assert CodedText.of(["a", "", "b"]) == CodedText.plain_text("ab")
    assert CodedText.plain_text("") == EMPTY
    assert not EMPTY
