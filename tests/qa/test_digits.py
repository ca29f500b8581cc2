"""Numbers by value: what equal means, what the fix writes, where the spans stand."""

import pytest
from hypothesis import given

from localize.qa import Finding, Severity, check_plain
from localize.qa.numbers.write import write_digits
from tests.qa.strategies import Quantity, quantities


def _only(src: str, tgt: str, locale: str) -> Finding:
    (finding,) = check_plain(src, tgt, locale)
    return finding


def _numbers(src: str, tgt: str, locale: str) -> list[str]:
    return [f.code for f in check_plain(src, tgt, locale) if f.code.startswith("number_")]


@given(quantities)
def test_a_value_written_the_way_of_each_language_is_the_same_value(quantity: Quantity) -> None:
    assert _numbers(quantity.english, quantity.russian, "ru") == []
    assert _numbers(quantity.english, quantity.german, "de") == []


@pytest.mark.parametrize(
    ("src", "tgt", "locale", "fix"),
    [
        ("It cost 2.8 billion crowns.", "Стоило 2,8 млн крон.", "ru", "Стоило 2,8\u00a0млрд крон."),
        ("It cost 2.8 billion crowns.", "Es kostete 2,8 Mio. Kronen.", "de", "Es kostete 2,8\u00a0Mrd. Kronen."),
        ("It cost 2.8 billion crowns.", "Es kostete 2,8 Billionen Kronen.", "de", "Es kostete 2,8 Milliarden Kronen."),
        ("It cost 2.8 billion crowns.", "Стоило 8,2 миллиарда крон.", "ru", "Стоило 2,8 миллиарда крон."),
        ("It rose 3.25%.", "Выросло на 3,52 %.", "ru", "Выросло на 3,25 %."),
        ("It held 61,000 men.", "Там было 16 000 человек.", "ru", "Там было 61\u00a0000 человек."),
        ("It held 61,000 men.", "Dort waren 16.000 Mann.", "de", "Dort waren 61.000 Mann."),
        ("He left in 1987.", "Er ging 1978.", "de", "Er ging 1987."),
        ("It left at 5:30 p.m.", "Er fuhr um 5.30 Uhr.", "de", "Er fuhr um 17.30 Uhr."),
        ("It left at 3 p.m. on Friday.", "Er fuhr am Freitag um 3 Uhr.", "de", "Er fuhr am Freitag um 15 Uhr."),
    ],
)
def test_one_differing_number_has_a_fix(src: str, tgt: str, locale: str, fix: str) -> None:
    finding = _only(src, tgt, locale)
    assert (finding.code, finding.severity) == ("number_differs", Severity.ERROR)
    assert finding.fix == fix
    assert check_plain(src, fix, locale) == []


@pytest.mark.parametrize(
    ("src", "tgt", "locale"),
    [
        # Another noun form would be needed: 22 человека, 25 человек.
        ("It held 22 men.", "Там было 25 человек.", "ru"),
        # Feet or metres: a person knows.
        ("The wall is 80 feet high.", "Die Mauer ist 90 Meter hoch.", "de"),
        # One Milliarde, two Milliarden.
        ("It cost 1 billion crowns.", "Es kostete 2 Milliarden Kronen.", "de"),
        # Which of the two is which?
        ("From 1987 to 1994.", "С 1978 по 1949 год.", "ru"),
    ],
)
def test_no_fix_where_the_words_around_would_change_or_doubt_remains(src: str, tgt: str, locale: str) -> None:
    findings = check_plain(src, tgt, locale)
    assert findings
    assert {finding.code for finding in findings} == {"number_differs"}
    assert all(finding.fix is None for finding in findings)


def test_a_differing_number_shows_both_values_and_both_places() -> None:
    src, tgt = "The tunnel cost 2.8 billion crowns.", "Тоннель обошёлся в 2,8 млн крон."
    finding = _only(src, tgt, "ru")
    assert dict(finding.params) == {"source": "2.8 billion", "target": "2,8 млн", "fix": "2,8\u00a0млрд"}
    ((a, b),), ((c, d),) = finding.source_spans, finding.target_spans
    assert (src[a:b], tgt[c:d]) == ("2.8 billion", "2,8 млн")


def test_english_grouping_in_german_is_misread_and_mended() -> None:
    finding = _only("It held 61,000 men.", "Dort waren 61,000 Mann.", "de")
    assert (finding.code, finding.severity) == ("number_misread", Severity.WARNING)
    assert finding.fix == "Dort waren 61.000 Mann."


def test_a_foreign_decimal_point_that_nobody_misreads_is_a_note() -> None:
    finding = _only("It rose 3.5%.", "Das Plus betrug 3.5 %.", "de")
    assert (finding.code, finding.severity, finding.fix) == (
        "number_format",
        Severity.NOTE,
        "Das Plus betrug 3,5 %.",
    )


def test_a_version_keeps_its_point() -> None:
    assert check_plain("The app needs Android 12.1 to run.", "Die App braucht Android 12.1.", "de") == []


def test_digits_in_an_address_are_no_numbers() -> None:
    assert check_plain("See https://example.org/2027/a now.", "Siehe jetzt https://example.org/2027/a.", "de") == []
    assert _numbers("See https://example.org/2027 now.", "Siehe jetzt.", "de") == []


def test_a_number_said_twice_may_be_said_once_but_not_changed() -> None:
    src = "After 14 days inside, 14 more days follow."
    assert _numbers(src, "После 14 дней внутри идут ещё столько же.", "ru") == []
    assert _numbers(src, "После 14 дней внутри идут ещё 15 дней.", "ru") == ["number_differs"]


def test_a_conversion_counts_only_beside_its_unit() -> None:
    """Fifty years are five decades, but not five years."""
    assert _numbers("It lasted 50 years.", "Es dauerte fünf Jahrzehnte.", "de") == []
    assert _numbers("It lasted 50 years.", "Es dauerte 5 Jahre.", "de") == ["number_differs"]


def test_a_number_in_a_name_may_be_dropped_but_not_changed() -> None:
    assert _numbers("Covid-19 came back.", "Коронавирус вернулся.", "ru") == []
    assert _numbers("Covid-19 came back.", "Ковид-18 вернулся.", "ru") == ["number_doubtful"]


@pytest.mark.parametrize(
    ("written", "locale", "expected"),
    [
        ("1,234.5", "ru", "1234,5"),
        ("12,345.5", "ru", "12\u00a0345,5"),
        ("12,345.5", "de", "12.345,5"),
        ("2,06,737", "de", "206.737"),
        ("1987", "de", "1987"),
        ("5:30", "de", None),
        ("1,2,3", "de", None),
        ("12", "fr", None),
    ],
)
def test_digits_are_written_with_the_separators_of_the_language(
    written: str, locale: str, expected: str | None
) -> None:
    assert write_digits(written, "en", locale) == expected
