"""Findings as cards: quotes around what is meant, names of fixes, words for every finding that checks can give."""

import pytest

from localize.markup import CodedText
from localize.qa import CHECKS, Finding, Severity
from web.presenters.finding_cards import changed_words, finding_card, finding_title, fix_label, quote


@pytest.mark.parametrize(
    ("plain", "span", "quoted"),
    [
        ("2.8 billion crowns", (0, 3), ["", "2.8", " billion crowns"]),
        ("a", (0, 1), ["", "a", ""]),
        (
            "The tunnel cost 2.8 billion crowns, 140 million more than planned",
            (36, 39),
            ["…2.8 billion crowns, ", "140", " million more than…"],
        ),
    ],
)
def test_a_quote_shows_a_few_words_around(plain: str, span: tuple[int, int], quoted: list[str]) -> None:
    assert quote(plain, (span,)) == quoted


@pytest.mark.parametrize("spans", [(), ((2, 2),), ((1, 2),)])
def test_nothing_is_quoted_where_nothing_stands(spans: tuple[tuple[int, int], ...]) -> None:
    assert quote("a b", spans) is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2,8 млн крон", "2,8 млрд крон", ("млн", "млрд")),
        ("in 20 minutes", "in 30 minutes", ("20", "30")),
        ("one two", "one", ("two", "")),
        ("one", "one two", ("", "two")),
        ("a  b", "a b", ("", "")),
        ("The the end", "The end", ("the", "")),
        ("same", "same", ("", "")),
    ],
)
def test_changed_words_are_whole_words(old: str, new: str, words: tuple[str, str]) -> None:
    assert changed_words(old, new) == words


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("in 20 minutes", "in 30 minutes", ["Replace with", "30"]),
        ("The the end", "The end", ["Remove", "the"]),
        ("a  b", "a b", ["Correct the spaces", ""]),
        ("the report", "<1>the report</1>", ["Put the code right", ""]),
        ("short", "a text that is far too long to be the name of a button", ["Take the corrected text", ""]),
    ],
)
def test_a_fix_is_named_by_its_result(old: str, new: str, label: list[str]) -> None:
    assert fix_label(CodedText.loads(old), CodedText.loads(new)) == label


@pytest.mark.usefixtures("_english")
@pytest.mark.parametrize("code", sorted({code for check in CHECKS for code in check.severities}))
def test_every_finding_has_words_even_without_its_values(code: str) -> None:
    """A message that lacks a value must not take the editor down."""
    title = finding_title(Finding(code, Severity.ERROR))
    card = finding_card(7, Finding(code, Severity.ERROR), CodedText.loads("a"), CodedText.loads("b"))
    assert title
    assert title != code
    assert card["id"] == 7
    assert card["word"] == "Error"
    assert card["family"]
