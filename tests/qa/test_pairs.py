"""The tables of pairs: every finding that is named, and no other."""

import pytest

from localize.qa import check_plain
from tests.qa.pairs import GERMAN, RUSSIAN


@pytest.mark.parametrize(("src", "tgt", "codes"), RUSSIAN)
def test_a_russian_target_has_exactly_these_findings(src: str, tgt: str, codes: set[str]) -> None:
    assert {finding.code for finding in check_plain(src, tgt, "ru")} == codes


@pytest.mark.parametrize(("src", "tgt", "codes"), GERMAN)
def test_a_german_target_has_exactly_these_findings(src: str, tgt: str, codes: set[str]) -> None:
    assert {finding.code for finding in check_plain(src, tgt, "de")} == codes


def test_a_regional_locale_is_checked_as_its_language() -> None:
    src, tgt = "Turnout reached 61,000.", "61,000 kamen."
    assert check_plain(src, tgt, "de-AT") == check_plain(src, tgt, "de")


def test_a_language_without_tables_is_still_checked_for_changed_numbers() -> None:
    assert check_plain("It holds 61,000 men.", "Il y a 61 000 hommes.", "fr") == []
    assert [f.code for f in check_plain("It holds 61,000 men.", "Il y a 16 000 hommes.", "fr")] == ["number_differs"]
