"""Known names in English sentences."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.terms.name import Name, NameKind
from localize.terms.name_index import NameIndex

_P, _L, _O = NameKind.PERSON, NameKind.PLACE, NameKind.ORGANISATION
INDEX = NameIndex([
    Name(1, _P, "Volodymyr Zelenskiy"),
    Name(2, _P, "Donald Trump"),
    Name(3, _P, "Ursula von der Leyen"),
    Name(4, _P, "Xi Jinping"),
    Name(5, _O, "European Union", ("EU",)),
    Name(6, _P, "J. D. Vance"),
    Name(7, _P, "Bashar al-Assad"),
    Name(8, _L, "Kyiv"),
    Name(9, _O, "Johnson & Johnson"),
    Name(10, _P, "George Bush"),
    Name(11, _P, "Laura Bush"),
    Name(12, _L, "New York"),
    Name(13, _O, "New York Times"),
    Name(14, _P, "Conor O’Neill"),
    Name(15, _O, "WHO"),
])  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Volodymyr Zelenskiy spoke.", ["Volodymyr Zelenskiy"]),
        ("Volodymyr Zelenskyy spoke in Kiev.", ["Volodymyr Zelenskyy", "Kiev"]),
        ("VOLODYMYR ZELENSKY SPEAKS", ["VOLODYMYR ZELENSKY"]),
        ("President Zelensky’s plan", ["Zelensky~"]),
        ("But Zelensky stayed.", ["Zelensky~"]),
        ("Olena Zelensky stayed.", []),
        ("Donald J. Trump won.", ["Donald J. Trump"]),
        ("Melania Trump won.", []),
        ("Donald Trump Jr. won.", []),
        ("He left Trump Tower.", []),
        ("a trump card", []),
        ("The Trump-era rules", ["Trump~"]),
        ("Ursula von der Leyen came; von der Leyen left.", ["Ursula von der Leyen", "von der Leyen~"]),
        ("President Xi left.", ["Xi~"]),
        ("Jinping left.", []),
        ("The EU met, and they told us.", ["EU"]),
        ("the E.U. met", ["E.U."]),
        ("JD Vance and J.D. Vance and J. D. Vance", ["JD Vance", "J.D. Vance", "J. D. Vance"]),
        ("Bashar Assad and Bashar el-Assad and Assad", ["Bashar Assad", "Bashar el-Assad", "Assad~"]),
        ("Johnson & Johnson paid.", ["Johnson & Johnson"]),
        ("Bush said so.", []),
        ("Laura Bush said so.", ["Laura Bush"]),
        ("The New York Times of New York", ["New York Times", "New York"]),
        ("O'Neill's hat", ["O'Neill~"]),
        ("Who knows who the WHO is?", ["WHO"]),
        ("Zelenskiy, Trump and Vance met.", ["Zelenskiy~", "Trump~", "Vance~"]),
    ],
)
def test_names_are_found_as_they_stand(text: str, found: list[str]) -> None:
    """A tilde marks what stands for more: the surname alone."""
    assert [f.written + "~" * f.partial for f in INDEX.find(text)] == found
    assert all(text[f.start : f.end] == f.written for f in INDEX.find(text))


@given(st.text(alphabet="ZelnskyTrumpDoadXiEU'’.-& sJ", max_size=60))
def test_spans_are_in_order_and_apart(text: str) -> None:
    spans = [(f.start, f.end) for f in INDEX.find(text)]
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_an_empty_register_finds_nothing() -> None:
    assert not NameIndex([])
    assert NameIndex([]).find("Donald Trump") == []
    assert NameIndex([Name(1, _P, "’"), Name(2, _P, "")]).find("’ ''") == []
