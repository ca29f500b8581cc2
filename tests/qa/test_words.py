"""Numbers in words: forms that the tables must know, and words that only look like numbers."""

from decimal import Decimal

import pytest

from localize.qa.numbers.words import word_values


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("twenty-one", "en", "21"),
        ("one hundred and five", "en", "105"),
        ("half a million", "en", "500000"),
        ("two thousand twenty-six", "en", "2026"),
        ("a dozen", "en", "12"),
        ("the twelfth", "en", "12"),
        ("World War II", "en", "2"),
        ("двадцать пять", "ru", "25"),
        ("с двумястами пятью", "ru", "205"),
        ("полтора миллиона", "ru", "1500000"),
        ("двадцать первый", "ru", "21"),
        ("третьего", "ru", "3"),
        ("двухдневный", "ru", "2"),
        ("двадцатипятилетний", "ru", "25"),
        ("трёхлетний", "ru", "3"),
        ("XVI век", "ru", "16"),
        ("ХХ век", "ru", "20"),
        ("einundzwanzig", "de", "21"),
        ("zweihundertfünfzig", "de", "250"),
        ("zwölfte", "de", "12"),
        ("siebzehnjährige", "de", "17"),
        ("drei Millionen", "de", "3000000"),
        ("anderthalb", "de", "1.5"),
        ("dreimal", "de", "3"),
        ("Ludwig XIV.", "de", "14"),
    ],
)
def test_a_number_in_words_is_read(text: str, language: str, value: str) -> None:
    assert Decimal(value) in word_values(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("семинар однако политика сторона получить утром", "ru"),
        ("dreist Achtung Elfenbein vieles", "de"),
        ("someone tense weight often", "en"),
        ("MIX CIVIC VIXEN", "en"),
        ("", "fr"),
    ],
)
def test_a_word_that_only_begins_like_a_number_is_none(text: str, language: str) -> None:
    assert word_values(text, language) == set()
