"""Codes of a stored pair under the numbers of the present sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.markup import CodedText
from localize.memory.codes import refitted


def _fit(stored: str, target: str, source: str) -> str | None:
    done = refitted(CodedText.loads(stored), CodedText.loads(target), CodedText.loads(source))
    return None if done is None else done.dumps()


@pytest.mark.parametrize(
    ("stored", "target", "source", "fitted"),
    [
        ("The <1>council</1> met.", "<1>Совет</1> собрался.", "The <3>council</3> met.", "<3>Совет</3> собрался."),
        ("The <1>council</1> met.", "<1>Совет</1> собрался.", "The <2>senate</2> met.", "<2>Совет</2> собрался."),
        ("<1>A</1> or <2>b</2>.", "<2>Б</2>, <1>А</1>.", "<7>A</7> or <4>b</4>.", "<4>Б</4>, <7>А</7>."),
        ("One<1/> two.", "Раз<1/> два.", "One<5/> two.", "Раз<5/> два."),
        ("The <1>council</1> met.", "<1>Совет</1> собрался.", "Then the <2>council</2> met.", "<2>Совет</2> собрался."),
        # Another kind, other words, a lost or a doubled one, one more or less: nothing is sure.
        ("The <1>council</1> met.", "<1>Совет</1> собрался.", "The <2/>council met.", None),
        ("The <1>council</1> met in May.", "<1>Совет</1> …", "The council met in <1>May</1>.", None),
        ("The <1>council</1> met.", "Совет собрался.", "The <1>council</1> met.", None),
        ("The <1>council</1> met.", "<1>Со</1><1>вет</1>", "The <1>council</1> met.", None),
        ("The <1>council</1> met.", "<1>Совет</1> собрался.", "The council met.", None),
        ("The council met.", "Совет собрался.", "The <1>council</1> met.", None),
        ("<1>A <2>b</2></1>", "<1>А <2>б</2></1>", "<1>A</1> <2>b</2>", None),
    ],
)
def test_codes_correspond_or_nothing_is_fitted(stored: str, target: str, source: str, fitted: str | None) -> None:
    assert _fit(stored, target, source) == fitted


@given(st.permutations([1, 2, 3, 9]))
def test_whatever_the_numbers_are_each_code_stays_with_its_words(numbers: list[int]) -> None:
    one, two, three, alone = numbers
    source = f"<{one}>red</{one}> <{two}>green</{two}> <{three}>blue</{three}> sky<{alone}/>"
    stored = "<1>red</1> <2>green</2> <3>blue</3> sky<4/>"
    target = "<3>синее</3>, <1>красное</1>, <2>зелёное</2> небо<4/>"
    wanted = f"<{three}>синее</{three}>, <{one}>красное</{one}>, <{two}>зелёное</{two}> небо<{alone}/>"
    assert _fit(stored, target, source) == wanted
