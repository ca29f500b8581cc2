"""Cells of CSV files: no formula, and back to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.exchange.cells import guarded, unguarded


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-5", "@sum", "\tx", "'=1", "''=1"])
def test_what_a_spreadsheet_would_compute_is_guarded(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


@given(st.text(alphabet="'=+-@\tаb1", max_size=6))
def test_a_guard_comes_off_to_the_letter(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+", "-", "@", "\t"))
