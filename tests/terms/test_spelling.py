"""Spellings that are one name, and spellings that are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.terms.spelling import same_name, variants_key

ONE = [
    ("Zelensky", "Zelenskyy"), ("Zelensky", "Zelenskiy"), ("Zelensky", "Zelenskyi"), ("Zelenski", "Zelenskij"),
    ("Gorbachev", "Gorbachov"), ("Gorbachev", "Gorbatchev"), ("Khrushchev", "Khrushchov"), ("Yeltsin", "Eltsin"),
    ("Yevgeny", "Evgeniy"), ("Mohammed", "Muhammad"), ("Mohammed", "Mohamed"), ("Hussein", "Husain"), ("Gaddafi", "Qadhafi"),
    ("Sergey Lavrov", "Sergei Lavrov"), ("Dmitri Medvedev", "Dmitriy Medvedev"), ("Yuri", "Yuriy"), ("Alexei", "Aleksey"),
    ("Müller", "Mueller"), ("Müller", "Muller"), ("Göring", "Goering"), ("Emmanuel Mélenchon", "Emmanuel Melenchon"),
    ("O’Neill", "O'Neill"), ("Kim Jong-un", "Kim Jong Un"), ("J. D. Vance", "JD Vance"), ("J.D. Vance", "J. D. Vance"),
    ("Donald J. Trump", "Donald Trump"), ("Bashar al-Assad", "Bashar el-Assad"), ("Kyiv", "Kiev"), ("Odesa", "Odessa"),
    ("Straße", "Strasse"), ("Łódź", "Lodz"), ("Søren", "Soren"),
]  # fmt: skip
TWO = [
    ("Phillips", "Philips"), ("Henri", "Henry"), ("Michael", "Michal"), ("Kelly", "Kelley"), ("Brown", "Browne"),
    ("Harris", "Harrison"), ("Trump", "Trumpf"), ("Iran", "Iraq"), ("Austria", "Australia"), ("Olena Zelenska", "Volodymyr Zelenskiy"),
    ("George H. W. Bush", "George Clooney"), ("Yates", "Bates"), ("Niger", "Nigeria"), ("Johnson", "Johnston"), ("Levi", "Levy"),
    ("Oleksandr", "Alexander"), ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_different_names_do_not_meet(one: str, other: str) -> None:
    assert not same_name(one, other)


@given(st.text(max_size=40))
def test_a_key_is_its_own_key_for_any_text_that_has_words(text: str) -> None:
    key = variants_key(text)
    assert key == key.lower()
    assert same_name(text, text) is bool(key)
