"""Near matches: offered with names in place and codes kept, never taken for the same."""

import pytest
from hypothesis import given, settings

from localize.exchange.catalogue import Catalogue
from localize.exchange.near import EXACT
from localize.markup import CodedText
from tests.strategies import coded_texts


def near(written: str, locale: str = "de") -> tuple[int, str, str] | None:
    """Score, the notice as it would stand with the text's names, its translation."""
    found = Catalogue.load(locale).near(CodedText.loads(written))
    return (found.score, found.known.dumps(), found.translation.dumps()) if found else None


@pytest.mark.parametrize(
    ("written", "known", "translation"),
    [
        ("All rights are reserved.", "All rights reserved.", "Alle Rechte vorbehalten."),
        ("All rights reservd.", "All rights reserved.", "Alle Rechte vorbehalten."),
        ("This article was updated.", "This article has been updated.", "Dieser Artikel wurde aktualisiert."),
        (
            "The original report can be found here: <1>Fjord Wire</1>.",
            "The original report can be read here: <1>Fjord Wire</1>.",
            "Der Originalbericht ist hier nachzulesen: <1>Fjord Wire</1>.",
        ),
        (
            "This article was prepared on the basis of materials published by <1>Fjord Wire, Inc.</1>.",
            "This article was prepared based on materials published by <1>Fjord Wire, Inc.</1>.",
            "Dieser Artikel beruht auf Veröffentlichungen von <1>Fjord Wire, Inc.</1>.",
        ),
        (
            "<1>This story is based on reporting by the Fjord Wire.</1>",
            "<1>This article is based on reporting by Fjord Wire.</1>",
            "<1>Dieser Artikel stützt sich auf Berichte von Fjord Wire.</1>",
        ),
    ],
)
def test_a_notice_that_differs_a_little_is_offered_with_this_text_s_names(written: str, known: str, translation: str):
    assert Catalogue.load("de").fill(CodedText.loads(written)) is None
    found = near(written)
    assert found is not None
    score, *texts = found
    assert 75 <= score < EXACT
    assert texts == [known, translation]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "…",
        "Tickets cost 2.80 crowns.",
        "Original report: Fjord Wire.",
        "The original article can be read here.",  # the name is missing: the translation could not be written
        "All rights to the film and its music remain for ever with those who made it in 1931.",
        "word " * 500,
    ],
)
def test_other_texts_are_not_taken_for_a_notice(written: str):
    assert near(written) is None


def test_the_opposite_of_a_notice_is_only_offered():
    """One word turns it round: what fills drafts must not take it, a person must see the difference."""
    assert Catalogue.load("ru").fill(CodedText.plain_text("No rights reserved.")) is None
    assert near("No rights reserved.") == (86, "All rights reserved.", "Alle Rechte vorbehalten.")


def test_a_text_that_the_catalogue_fills_scores_full():
    assert near("Don’t Miss") == (EXACT, "Don’t Miss", "Nicht verpassen")


def test_a_missing_full_stop_is_a_difference_too():
    found = near("All rights reserved")
    assert found is not None
    assert found[0] == 99


def test_a_word_in_small_letters_before_a_name_is_the_sentence_s():
    found = near("This article was prepared from materials of the Norrhaven City Council.")
    assert found is not None
    assert found[2] == "Dieser Artikel beruht auf Veröffentlichungen von Norrhaven City Council."


@settings(max_examples=60, deadline=None)
@given(coded_texts())
def test_any_text_is_compared_without_a_fault(text: CodedText):
    found = Catalogue.load("ru").near(text)
    assert found is None or 75 <= found.score <= EXACT
