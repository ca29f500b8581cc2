"""What the table of English cases does not show: several terms at once, places, texts of any kind."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.terms.find import Found, TermIndex
from localize.terms.term import CaseRule, PartOfSpeech, Term

_SOURCES = st.one_of(st.text(max_size=25), st.from_regex(r"[A-Za-z’' .-]{1,25}", fullmatch=True))
_TERMS = st.builds(
    Term,
    id=st.integers(1, 9),
    source=_SOURCES,
    part_of_speech=st.sampled_from(PartOfSpeech),
    case_rule=st.sampled_from(CaseRule),
)


def _texts(plain: str, found: list[Found]) -> list[tuple[str, str]]:
    return [(one.term.source, plain[one.start : one.end]) for one in found]


@given(st.lists(_TERMS, max_size=5), _SOURCES)
def test_any_terms_in_any_text_give_ordered_places_within_it(terms: list[Term], plain: str) -> None:
    found = TermIndex(terms).find(plain)
    assert all(0 <= one.start < one.end <= len(plain) for one in found)
    spans = sorted({(one.start, one.end) for one in found})
    assert [(one.start, one.end) for one in found] == sorted((one.start, one.end) for one in found)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(st.from_regex(r"[a-z]{3,12}( [a-z]{3,12}){0,2}", fullmatch=True))
def test_a_term_is_found_as_it_is_written(source: str) -> None:
    (found,) = TermIndex([Term(1, source, part_of_speech=PartOfSpeech.OTHER)]).find(source)
    assert (found.start, found.end) == (0, len(source))


def test_the_longest_term_wins_and_shorter_ones_go_on_behind_it() -> None:
    index = TermIndex([Term(1, "bank"), Term(2, "central bank"), Term(3, "central bank rate"), Term(4, "rate")])
    plain = "The central bank's own rate and the bank of a central bank rate."
    assert _texts(plain, index.find(plain)) == [
        ("central bank", "central bank"),
        ("rate", "rate"),
        ("bank", "bank"),
        ("central bank rate", "central bank rate"),
    ]


def test_a_longer_term_that_breaks_off_leaves_the_shorter_one() -> None:
    index = TermIndex([Term(1, "prime minister"), Term(2, "prime minister of the crown")])
    plain = "The prime minister of the day."
    assert _texts(plain, index.find(plain)) == [("prime minister", "prime minister")]


def test_terms_of_the_same_words_stand_side_by_side() -> None:
    index = TermIndex([Term(1, "cell"), Term(2, "cell")])
    assert [one.term.id for one in index.find("In his cell.")] == [1, 2]


@pytest.mark.parametrize("between", [" ", "\u00a0", "-", "\u2011", "  "])
def test_blanks_and_hyphens_join_a_phrase(between: str) -> None:
    assert len(TermIndex([Term(1, "arms race")]).find(f"The arms{between}race ended.")) == 1


@pytest.mark.parametrize("between", [", ", ". ", " — ", " (", ": ", "/"])
def test_punctuation_parts_it(between: str) -> None:
    assert TermIndex([Term(1, "arms race")]).find(f"The arms{between}race ended.") == []


def test_no_terms_are_found_without_terms_or_text() -> None:
    assert TermIndex([]).find("A text.") == []
    assert TermIndex([Term(1, "bank"), Term(2, " "), Term(3, "")]).find("") == []
