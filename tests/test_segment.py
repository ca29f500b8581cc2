"""Sentences within a block: nothing is lost, nothing is added, white space stays outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Block, Role
from localize.markup import CodedText
from localize.segment import segment_article, segment_block
from tests.strategies import blocks, coded_texts, wild_texts

LOCALES = st.sampled_from(["en", "ru", "de"])


@given(blocks(text=st.one_of(coded_texts(), wild_texts())), LOCALES)
def test_recombining_the_segments_gives_back_the_block(block: Block, locale: str):
    cut = segment_block(block, locale)
    assert cut.recombine() == block.text
    assert cut.block is block


@given(blocks(), LOCALES)
def test_every_segment_has_text_and_its_lead_has_none(block: Block, locale: str):
    cut = segment_block(block, locale)
    for segment in cut.segments:
        assert segment.source.plain.strip()
        assert not segment.lead.plain.strip()
        assert not segment.lead.marks
    if cut.segments:
        assert not cut.tail.plain.strip()
        assert not cut.tail.marks
    assert bool(cut.segments) == bool(block.text.plain.strip())


@given(st.lists(blocks(), max_size=4))
def test_an_article_is_cut_block_by_block(article: list[Block]):
    assert [piece.block for piece in segment_article(article)] == article


def test_a_code_across_sentences_opens_in_one_and_closes_in_the_other():
    text = CodedText.loads("He said <1>no. They said</1> yes.")
    first, second = segment_block(Block("b1", Role.PARAGRAPH, text)).segments
    assert (first.source.dumps(), second.source.dumps()) == ("He said <1>no.", "They said</1> yes.")


def test_sentences_of_a_headline_stay_together():
    text = CodedText.plain_text("No deal. Not yet.")
    assert len(segment_block(Block("b1", Role.HEADLINE, text)).segments) == 1
    assert len(segment_block(Block("b1", Role.PARAGRAPH, text)).segments) == 2


def test_a_block_without_text_has_no_segments_and_keeps_its_codes():
    cut = segment_block(Block("b1", Role.PARAGRAPH, CodedText.loads(" <1/> ")))
    assert cut.segments == ()
    assert cut.recombine() == CodedText.loads(" <1/> ")


def test_other_texts_take_the_places_of_the_sentences():
    cut = segment_block(Block("b1", Role.PARAGRAPH, CodedText.plain_text("One.  Two.")))
    assert cut.recombine([CodedText.plain_text("Eins."), CodedText.plain_text("Zwei.")]).plain == "Eins.  Zwei."


def test_a_wrong_number_of_texts_is_refused():
    cut = segment_block(Block("b1", Role.PARAGRAPH, CodedText.plain_text("One. Two.")))
    with pytest.raises(ValueError, match="2 segments, 1 texts"):
        cut.recombine([CodedText.plain_text("Eins.")])


def test_equal_sentences_share_a_hash_and_codes_tell_them_apart():
    one, two = (segment_block(Block("b1", Role.PARAGRAPH, CodedText.loads(t))).segments[0] for t in ("A.", "<1>A.</1>"))
    assert one.text_hash != two.text_hash
    assert one.text_hash == segment_block(Block("b9", Role.CAPTION, CodedText.loads("A."))).segments[0].text_hash
