"""Signs: what is looked for before a pattern is tried must be in every text that the pattern matches."""

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize import addresses
from localize import credits as credit_lines
from localize.qa import punctuation, untranslated
from localize.typography import dashes, dates, protect, spaces
from localize.typography.styles import style_of

# What the patterns are made of, and what stands around it.
_PIECES = (
    "5 ", "17", " 2026", "3.5 %", "5%", " км", " млн", "до н. э.", " и др.", "и пр.", "т. е.", "г. Киев", "ул. Мира",
    "А. С. Пушкин", "z. B.", "17. Mai", "Nr. 5", "S. 12", "Dr. Weiß", "u. s. w.", "№ 7", "§ 9", "1 000", "1,200",
    " - ", " — ", "—", "--", "- Да", "5-10", "2019-20", "May 3, 2026", "3 May", "12/31/2026", "--force", "max_size",
    "docs.example.org", "&amp;", "a-b", "www.example.org", "https://a.b", "me@example.org", "@name", "example.de/x",
    "(Reuters)", "[AFP]", "Ida Moen/AFP", " via Getty Images", "Photo: Ida Moen/AFP", "Photograph by Ida Moen",
    "Courtesy of NASA", "Images credit: AP", "Inc.", "No.", "долл.", "U.S.", "a. m.", "etc.", "Zelensky.", "ш.", "9.",
    "...", "..\r", ". .\u2028", "…", "?!", "。", ":", ";", "x.y", "userName", "a/b", "“", "”", "«", "»", " ", "\n", "\u00a0", "wWw.",
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=8).map("".join)


def _implied(pattern: re.Pattern[str], sign: Callable[[str], bool], text: str) -> None:
    found = pattern.search(text)
    assert found is None or sign(text), f"{found!r} without its sign in {text!r}"


@given(_TEXTS)
def test_a_pattern_matches_no_text_without_its_sign(text: str) -> None:
    _implied(dashes._APART, lambda t: bool(dashes._ANY_DASH.search(t)), text)
    _implied(dashes._TIGHT, lambda t: bool(dashes._ANY_DASH.search(t)), text)
    _implied(dashes._START, lambda t: bool(dashes._ANY_DASH.search(t)), text)
    _implied(dashes._RANGE, lambda t: bool(dashes._DIGIT.search(t)), text)
    _implied(dates._DATE, lambda t: bool(dates._DIGIT.search(t)), text)
    _implied(protect._NAMES, lambda t: bool(protect._SIGN.search(t)), text)
    _implied(addresses._ADDRESS, lambda t: bool(addresses._SIGN.search(t)), text)
    _implied(credit_lines._BRACKETED, lambda t: any(sign in t for sign in "([/"), text)
    _implied(credit_lines._SLASHED, lambda t: any(sign in t for sign in "([/"), text)
    _implied(credit_lines._CREDIT, lambda t: ":" in t or "by" in t or "Courtesy" in t, text)


@pytest.mark.parametrize("language", sorted(spaces._PATTERNS))
@given(text=_TEXTS)
def test_spaces_are_the_same_with_signs_as_without(language: str, text: str) -> None:
    style = style_of(language)
    assert style is not None
    whole = {match.span("space") for pattern in spaces.patterns(language) for match in pattern.finditer(text)}
    found = {(e.start, e.end) for e in spaces.space_edits(text, language, style) if text[e.start : e.end] == " "}
    assert found == whole


@given(_TEXTS)
def test_a_text_ends_as_it_does_without_signs(text: str) -> None:
    bare = text.rstrip(punctuation._CLOSERS)[-punctuation._TAIL :]
    end = punctuation._END.search(bare)
    assert punctuation.end_of(text).text == (end.group() if end else "")
    if punctuation._LONG_WORD.search(bare[-punctuation._TO_TELL :]):
        assert not punctuation._ABBREVIATION.search(bare)


@given(_TEXTS)
def test_names_of_programs_are_seen_by_either_sign(text: str) -> None:
    quick = untranslated._JOINED.search(text) or untranslated._HUMP.search(text)
    assert bool(untranslated._CODE.search(text)) == bool(quick)


_WORDS = st.lists(
    st.sampled_from(["the", "ferry", "left", "Port", "at", "dawn", "и", "ушёл", "noon", "back"]), max_size=12
)


@given(_WORDS, _WORDS)
def test_the_share_of_the_sources_words_is_counted_with_how_often_they_stand(
    source: list[str], target: list[str]
) -> None:
    ours = Counter(w for w in target if w.islower() and w not in untranslated._IN_NAMES)
    theirs = Counter(w.casefold() for w in source)
    whole = ours.total() >= untranslated._OVERLAP_WORDS
    assert untranslated._mostly(source, target) == (
        whole and (ours & theirs).total() >= untranslated._OVERLAP * ours.total()
    )
