"""Dates, numbers, plurals and names of languages, as native readers expect them."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from localize.errors import ConfigError, InvalidInputError
from localize.locales import (
    DateStyle,
    city_names,
    format_amount,
    format_date,
    format_datetime,
    format_list,
    format_number,
    format_time,
    is_known_locale,
    language_name,
    load_po,
    negotiate,
    plural_form,
    reading_time,
    running_date,
    territory_names,
    text_direction,
    write_number,
)

DAY = date(2026, 11, 23)
MOMENT = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def plain(text: str) -> str:
    """With ordinary spaces, as Babel's authors change theirs between versions."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", "Nov 23, 2026"), ("ru", "23 ноября 2026 г."), ("de", "23. November 2026"), ("fr", "23 novembre 2026")],
)
def test_the_date_line_is_written_as_in_the_language(locale: str, expected: str):
    assert plain(format_date(DAY, locale)) == expected


def test_a_day_is_not_parted_from_its_month():
    assert format_date(DAY, "ru") == "23\u00a0ноября 2026\u00a0г."
    assert format_date(DAY, "de") == "23.\u00a0November 2026"


def test_every_date_style_has_its_form():
    assert format_date(DAY, "de", DateStyle.SHORT) == "23.11.26"
    assert format_date(DAY, "en", "long") == "November 23, 2026"
    assert plain(format_date(DAY, "ru", DateStyle.FULL)) == "понедельник, 23 ноября 2026 г."


def test_an_aware_time_names_the_day_of_its_own_zone():
    assert plain(format_date(datetime(2026, 11, 23, 0, 30, tzinfo=BERLIN), "de")) == "23. November 2026"


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("en", "Nov 23, 2026, 2:10 PM"),
        ("ru", "23 ноября 2026 г., 14:10"),
        ("de", "23. November 2026, 14:10 Uhr"),
    ],
)
def test_date_and_time_stand_in_the_zone_asked_for(locale: str, expected: str):
    assert plain(format_datetime(MOMENT, locale, BERLIN)) == expected


def test_a_clock_time_stays_in_the_zone_it_carries():
    assert format_time(MOMENT.astimezone(BERLIN), "ru") == "14:10"
    assert format_time(MOMENT, "ru") == "13:10"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        format_time(datetime(2026, 11, 23, 13, 10), "ru")  # noqa: DTZ001 - the mistake is the point


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("en", ["61,000", "8,000", "2.8"]), ("ru", ["61 000", "8000", "2,8"]), ("de", ["61.000", "8000", "2,8"])],
)
def test_numbers_are_grouped_as_the_language_groups_them(locale: str, expected: list[str]):
    assert [plain(format_number(n, locale)) for n in (61000, 8000, 2.8)] == expected


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ru", ["1 минута", "2 минуты", "5 минут", "21 минута", "1,5 минуты"]),
        ("de", ["1 Min.", "2 Min.", "5 Min.", "21 Min.", "1,5 Min."]),
        ("en", ["1 min", "2 min", "5 min", "21 min", "1.5 min"]),
    ],
)
def test_reading_time_takes_the_right_plural(locale: str, expected: list[str]):
    around = {"ru": "Время чтения: {}", "de": "{} Lesezeit", "en": "{} read"}[locale]
    assert [plain(reading_time(n, locale)) for n in (1, 2, 5, 21, 1.5)] == [around.format(e) for e in expected]


@pytest.mark.parametrize(
    ("minutes", "russian"),
    [
        (1, "1 минута"),
        (2, "2 минуты"),
        (4, "4 минуты"),
        (5, "5 минут"),
        (11, "11 минут"),
        (12, "12 минут"),
        (20, "20 минут"),
        (21, "21 минута"),
        (22, "22 минуты"),
        (25, "25 минут"),
        (101, "101 минута"),
        (111, "111 минут"),
    ],
)
def test_russian_minutes_agree_with_their_number(minutes: int, russian: str):
    assert plain(reading_time(minutes, "ru")) == f"Время чтения: {russian}"


@pytest.mark.parametrize(
    ("locale", "with_year", "without"),
    [
        ("ru", "17 февраля 2026 года", "17 февраля"),
        ("uk", "17 лютого 2026 року", "17 лютого"),
        ("de", "17. Februar 2026", "17. Februar"),
        ("en", "February 17, 2026", "February 17"),
        ("fr", "17 février 2026", "17 février"),
    ],
)
def test_a_date_in_a_sentence_is_written_out(locale: str, with_year: str, without: str):
    assert plain(running_date(2, 17, 2026, locale) or "") == with_year
    assert plain(running_date(2, 17, None, locale) or "") == without


def test_a_day_that_does_not_exist_has_no_form():
    assert running_date(2, 30, None, "ru") is None
    assert running_date(2, 29, None, "ru") == "29\u00a0февраля"
    assert running_date(2, 29, 2026, "ru") is None


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ru", ["1 234,5", "8000", "61 000", "2,80"]),
        ("de", ["1.234,5", "8000", "61.000", "2,80"]),
        ("en", ["1,234.5", "8,000", "61,000", "2.80"]),
        ("de-CH", ["1’234.5", "8000", "61’000", "2.80"]),
    ],
)
def test_a_number_of_an_english_text_is_written_digit_by_digit(locale: str, expected: list[str]):
    assert [plain(write_number(n, locale)) for n in ("1,234.5", "8,000", "61,000", "2.80")] == expected


@pytest.mark.parametrize(
    ("locale", "names"),
    [
        ("ru", ["США", "Великобритания", "Южная Корея", "Кот-д’Ивуар", "острова Кука", "Мьянма", "ОАЭ"]),
        (
            "de",
            [
                "USA",
                "Großbritannien",
                "Südkorea",
                "Elfenbeinküste",
                "Cookinseln",
                "Myanmar",
                "Vereinigte Arabische Emirate",
            ],
        ),
        (
            "en",
            [
                "United States",
                "United Kingdom",
                "South Korea",
                "Ivory Coast",
                "Cook Islands",
                "Myanmar",
                "United Arab Emirates",
            ],
        ),
    ],
)
def test_countries_are_called_as_newspapers_call_them(locale: str, names: list[str]):
    known = territory_names(locale)
    assert [known[code] for code in ("US", "GB", "KR", "CI", "CK", "MM", "AE")] == names
    assert "ZZ" not in known


@pytest.mark.parametrize("locale", ["ja", "zh-Hant", "ar", "th", "pt-BR", "sr-Latn", "fa"])
def test_reading_time_is_a_duration_in_any_language(locale: str):
    text = reading_time(7, locale)
    assert "7" in text or "۷" in text
    assert "duration" not in text


def test_languages_are_named_in_themselves_with_a_capital():
    assert [language_name(tag) for tag in ("en", "ru", "de", "fr")] == ["English", "Русский", "Deutsch", "Français"]


def test_languages_are_named_in_another_language_as_in_a_sentence():
    assert language_name("en", "ru") == "английский"
    assert language_name("ru", "de") == "Russisch"


def test_plural_categories_are_those_of_cldr():
    assert [plural_form(n, "ru") for n in (1, 2, 5, 11, 21, 1.5)] == ["one", "few", "many", "many", "one", "other"]
    assert [plural_form(n, "de") for n in (1, 2)] == ["one", "other"]


def test_lists_end_with_the_word_for_and():
    assert [format_list(["a", "b", "c"], tag) for tag in ("en", "ru", "de")] == [
        "a, b, and c",
        "a, b и c",
        "a, b und c",
    ]


@pytest.mark.parametrize(("locale", "expected"), [("ru", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("az-Arab", "rtl")])
def test_direction_follows_the_script(locale: str, expected: str):
    assert text_direction(locale) == expected


@pytest.mark.parametrize("tag", ["ru", "de-AT", "zh-Hant-HK", "sr-Latn", "es-419", "iw", "de-XX", "en-US-u-ca-gregory"])
def test_tags_that_cldr_can_place_are_known(tag: str):
    assert is_known_locale(tag)


@pytest.mark.parametrize("tag", ["", "xx", "und", "mul", "../etc/passwd", "de--AT", "d", "ru;q=1", "русский"])
def test_other_tags_are_not(tag: str):
    assert not is_known_locale(tag)


def test_an_unknown_tag_is_named_in_the_error():
    with pytest.raises(InvalidInputError, match="'xx'"):
        format_date(DAY, "xx")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("de-AT,ru;q=0.9", "de"),
        ("ru;q=0.4, de;q=0.9", "de"),
        ("fr, *;q=0.1", "ru"),
        ("pt", "pt-BR"),
        ("DE", "de"),
        ("de;q=0, ru", "ru"),
        ("de;q=x, ru;q=0.1", "ru"),
        ("fr", None),
        ("", None),
        (None, None),
        (",;,;;q=", None),
    ],
)
def test_the_most_wanted_language_that_is_there_is_found(header: str | None, expected: str | None):
    assert negotiate(header, ["ru", "de", "pt-BR"]) == expected


def test_nothing_available_is_nothing_found():
    assert negotiate("*", []) is None


PO = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: ru\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "Desk"
msgstr "Материалы"

#, fuzzy
msgid "Take"
msgstr "Брать"

msgid "%(num)d word"
msgid_plural "%(num)d words"
msgstr[0] "%(num)d слово"
msgstr[1] "%(num)d слова"
msgstr[2] "%(num)d слов"
"""


def test_a_po_file_is_compiled_in_memory(tmp_path: Path):
    path = tmp_path / "messages.po"
    path.write_text(PO, encoding="utf-8")
    translations = load_po(path)
    assert translations.ugettext("Desk") == "Материалы"
    assert [translations.ungettext("%(num)d word", "%(num)d words", n) for n in (1, 2, 5)] == [
        "%(num)d слово",
        "%(num)d слова",
        "%(num)d слов",
    ]
    assert translations.ugettext("Take") == "Take", "a fuzzy entry is not approved"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [None, "<html>not PO</html>", 'msgid "x'])
def test_a_po_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, content: str | None):
    path = tmp_path / "messages.po"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"messages\.po"):
        load_po(path)


@pytest.mark.parametrize(("locale", "written"), [("en", "1,234.50"), ("de", "1.234,50"), ("ru", "1\u00a0234,50")])
def test_sums_have_two_decimals(locale: str, written: str) -> None:
    assert format_amount(1234.5, locale) == written


def test_cities_are_those_that_name_time_zones() -> None:
    assert city_names("ru")["Kyiv"] == "Киев"
    assert city_names("de")["Kyiv"] == "Kiew"
    assert city_names("de")["Reykjavik"] == "Reykjavík"
    assert city_names("en")["Vienna"] == "Vienna"
    assert not any("/" in name or "_" in name for name in city_names("ru"))
