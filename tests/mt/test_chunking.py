"""Packing loads into requests."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from localize.mt.chunking import Size, halves, pack, regroup
from localize.ports import EngineLimits

SIZES = st.lists(st.builds(Size, st.integers(1, 6), st.integers(1, 400), st.integers(1, 900)), max_size=60)
LIMITS = st.builds(EngineLimits, st.integers(1, 20), st.integers(1, 900), st.integers(1, 2000))


def fits(sizes: list[Size], limits: EngineLimits) -> bool:
    return (
        sum(size.items for size in sizes) <= limits.items
        and sum(size.chars for size in sizes) <= limits.chars
        and sum(size.bytes for size in sizes) <= limits.bytes
    )


@given(SIZES, LIMITS)
def test_order_is_kept_and_nothing_is_lost(sizes: list[Size], limits: EngineLimits) -> None:
    assert [index for chunk in pack(sizes, limits) for index in chunk] == list(range(len(sizes)))


@given(SIZES, LIMITS)
def test_limits_hold_and_only_a_lone_load_may_be_over_them(sizes: list[Size], limits: EngineLimits) -> None:
    for chunk in pack(sizes, limits):
        assert len(chunk) == 1 or fits([sizes[index] for index in chunk], limits)


@given(SIZES, LIMITS)
def test_no_chunk_could_take_the_load_that_follows_it(sizes: list[Size], limits: EngineLimits) -> None:
    """As few requests as the order allows."""
    chunks = pack(sizes, limits)
    for chunk, following in itertools.pairwise(chunks):
        assert not fits([sizes[index] for index in [*chunk, following[0]]], limits)


@given(st.lists(st.integers(), unique=True, min_size=1))
def test_halves_add_up_and_get_smaller(chunk: list[int]) -> None:
    parts = halves(chunk)
    assert [index for part in parts for index in part] == chunk
    assert len(chunk) == 1 or all(0 < len(part) < len(chunk) for part in parts)


@given(st.integers(2, 60), st.data())
def test_regrouping_always_asks_with_fewer(asked: int, data: st.DataObject) -> None:
    missing = sorted(data.draw(st.sets(st.integers(0, asked - 1), min_size=1)))
    groups = regroup(missing, asked)
    assert [index for group in groups for index in group] == missing
    assert all(len(group) < asked for group in groups)
