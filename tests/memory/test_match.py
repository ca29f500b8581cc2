"""What a stored pair scores for a sentence, and which one is best."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.markup import CodedText
from localize.memory.entry import EntryOrigin
from localize.memory.match import (
    BEST_FLAWED,
    EXACT,
    IN_CONTEXT,
    PENALTIES,
    Entry,
    Match,
    MatchKind,
    Penalty,
    best_match,
    match_same,
    ranked,
    rate,
)

_NOW = datetime(2026, 11, 28, tzinfo=UTC)
_ENTRY = Entry(1, "Talks resume.", "Переговоры возобновлены.", "-", "-", _NOW - timedelta(days=10))
_SOURCE = CodedText.plain_text("Talks resume.")
_TEXTS = st.text(alphabet="abcABCäßЯя 15.,;:-–%$“”?\u00a0", max_size=30)


def test_every_penalty_has_its_points() -> None:
    assert set(PENALTIES) == set(Penalty)
    assert all(points > 0 for points in PENALTIES.values())


@given(_TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert rate(text, text) == (EXACT, ())


@given(_TEXTS, _TEXTS)
def test_it_is_the_same_both_ways_and_only_the_same_text_is_exact(one: str, other: str) -> None:
    assert rate(one, other) == rate(other, one)
    score, penalties = rate(one, other)
    assert 0 <= score <= EXACT
    if one != other:
        assert score <= BEST_FLAWED
    if penalties:
        assert score <= BEST_FLAWED


@given(_TEXTS, _TEXTS, st.sets(st.sampled_from(Penalty)))
def test_no_flaw_ever_raises_a_score_and_every_flaw_is_told(one: str, other: str, flaws: set[Penalty]) -> None:
    plain, _ = rate(one, other)
    score, told = rate(one, other, flaws)
    assert score <= plain
    assert flaws <= set(told)
    assert not flaws or score <= BEST_FLAWED


@pytest.mark.parametrize(
    ("source", "stored", "score", "penalties"),
    [
        ("The talks resume.", "The Talks Resume.", 99, (Penalty.CASE,)),
        ("The talks resume.", "The talks resume", 99, (Penalty.PUNCTUATION,)),
        ("The talks resume.", "“The talks resume”", 99, (Penalty.PUNCTUATION,)),
        ("The\u00a0talks resume.", "The talks resume.", 99, (Penalty.PUNCTUATION,)),
        ("The Talks resume!", "The talks resume.", 98, (Penalty.CASE, Penalty.PUNCTUATION)),
        ("Prices rose by 5%.", "Prices rose by 5.", 94, ()),  # a percent sign is no punctuation
        ("It was -5 degrees.", "It was 5 degrees.", 94, ()),  # nor is a minus
        ("It cost 1.5 crowns.", "It cost 15 crowns.", 94, ()),  # nor what stands inside a number
        ("The talks will resume.", "The talks resume.", 77, ()),
    ],
)
def test_scores_of_differences(source: str, stored: str, score: int, penalties: tuple[Penalty, ...]) -> None:
    assert rate(source, stored) == (score, penalties)


def test_the_same_sentence_is_exact_and_between_the_same_neighbours_in_context() -> None:
    assert match_same(_ENTRY, None, None, _NOW) == Match(IN_CONTEXT, MatchKind.IN_CONTEXT, _ENTRY.target, _ENTRY)
    assert match_same(_ENTRY, None, "a" * 64, _NOW).score == EXACT


def test_an_imported_or_an_old_entry_never_scores_a_hundred() -> None:
    imported = replace(_ENTRY, origin=EntryOrigin.IMPORTED)
    old = replace(_ENTRY, updated_at=_NOW - timedelta(days=6 * 365))
    assert match_same(imported, None, None, _NOW).score == 99
    assert match_same(imported, "a", None, _NOW).score == 98
    assert match_same(old, None, None, _NOW).score == 99
    assert match_same(replace(old, origin=EntryOrigin.IMPORTED), "a", None, _NOW).penalties == (
        Penalty.UNAPPROVED,
        Penalty.OLD,
    )


def test_of_equals_the_newest_comes_first_and_then_the_one_that_was_stored_last() -> None:
    entries = [replace(_ENTRY, id=n, updated_at=_NOW - timedelta(days=days)) for n, days in ((1, 3), (2, 1), (3, 1))]
    matches = [match_same(entry, "a", None, _NOW) for entry in entries]
    assert [m.entry.id for m in ranked(matches)] == [3, 2, 1]
    assert ranked(matches) == ranked(reversed(matches))


def test_for_a_draft_context_beats_age_and_approval_beats_context() -> None:
    elsewhere = replace(_ENTRY, id=2, prev_hash="a" * 64, updated_at=_NOW, target="Иначе.")
    assert best_match([elsewhere, _ENTRY], _SOURCE, None, None, _NOW) == match_same(_ENTRY, None, None, _NOW)
    imported = replace(_ENTRY, origin=EntryOrigin.IMPORTED)
    best = best_match([imported, elsewhere], _SOURCE, None, None, _NOW)
    assert best is not None
    assert (best.entry.id, best.score) == (2, EXACT)


def test_a_pair_whose_codes_are_not_those_of_the_sentence_is_no_draft() -> None:
    assert best_match([replace(_ENTRY, target="<1>Иначе</1>.")], _SOURCE, None, None, _NOW) is None
    assert best_match([], _SOURCE, None, None, _NOW) is None
