"""The article as a value: JSON form, hash, words, keys."""

import json

from hypothesis import given
from hypothesis import strategies as st

from localize.article import HANDLING, Article, Block, IntakeNote, Role, reading_minutes, renumber
from localize.markup import CodedText
from tests.strategies import blocks


def block(role: Role, text: str) -> Block:
    return Block("b1", role, CodedText.plain_text(text))


@given(blocks())
def test_a_block_comes_back_from_json_as_it_was(one: Block):
    assert Block.from_json(json.loads(json.dumps(one.to_json()))) == one


@given(st.lists(blocks(), max_size=4))
def test_keys_count_from_one(several: list[Block]):
    assert [b.key for b in renumber(several)] == [f"b{n}" for n in range(1, len(several) + 1)]


def test_every_role_says_how_it_is_handled():
    assert set(HANDLING) == set(Role)


def test_the_hash_ignores_keys_and_notes_and_heeds_everything_else():
    article = Article((block(Role.HEADLINE, "One"), block(Role.PARAGRAPH, "Two.")))
    same = Article(renumber(article.blocks), notes=(IntakeNote("x", "y"),))
    assert article.content_hash == same.content_hash
    assert article.content_hash != Article(article.blocks[::-1]).content_hash
    assert article.content_hash != Article(article.blocks, url="https://news.example/").content_hash
    assert article.content_hash != Article(article.blocks, published_at="2026-02-18T00:00:00Z").content_hash


def test_words_are_counted_where_a_reader_reads():
    article = Article(
        (block(Role.HEADLINE, "Two words"), block(Role.NOTICE, "not counted at all"), block(Role.LIST_ITEM, "one"))
    )
    assert article.word_count == 3
    assert article.headline == "Two words"
    assert Article(()).headline == ""


def test_reading_takes_whole_minutes_and_at_least_one():
    assert [reading_minutes(words) for words in (0, 1, 299, 300, 400, 1000)] == [1, 1, 1, 2, 2, 5]
