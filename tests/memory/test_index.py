"""Tokens, and what a search asks for."""

from hypothesis import given
from hypothesis import strategies as st

from localize.memory import index


def test_words_and_pairs_are_tokens_whatever_the_case_and_the_spaces():
    one = index.tokens(index.comparable("The  Talks resume"), "en", "ru")
    assert one == index.tokens(index.comparable("the talks\u00a0RESUME"), "en", "ru")
    assert len(one) == 5


def test_the_same_words_of_another_pair_of_locales_are_other_tokens():
    assert not set(index.tokens("talks resume", "en", "ru")) & set(index.tokens("talks resume", "en", "de"))


def test_the_rarest_tokens_are_asked_for_until_the_postings_are_enough():
    counts = {1: 700_000, 2: 5_000, 3: 10, 4: 2_900}
    assert index.choose(counts) == (3, 4, 2)
    assert index.choose({1: 700_000}) == (1,)
    assert index.choose({}) == ()
    assert len(index.choose(dict.fromkeys(range(100), 1))) == index.MAX_TOKENS


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_texts_that_are_similar_lie_within_the_lengths_of_a_search(one: str, other: str):
    if index.similarity(one, other) >= index.THRESHOLD:
        least, greatest = index.lengths(len(one))
        assert least <= len(other) <= greatest
