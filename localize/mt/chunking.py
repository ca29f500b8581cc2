"""Which texts travel together: pure arithmetic over what one request may carry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from localize.ports import EngineLimits

_FEW = 8  # texts that are rather asked one by one than halved


@dataclass(frozen=True, slots=True)
class Size:
    """What one load weighs: texts in it, code points, encoded bytes."""

    items: int
    chars: int
    bytes: int


def pack(sizes: Sequence[Size], limits: EngineLimits) -> list[list[int]]:
    """Cut a row of loads into chunks within ``limits``: lists of indexes, in order, each index once.

    A load that is over the limits by itself travels alone: whether it passes is the engine's to say.
    """
    return [list(chunk) for chunk in _chunks(sizes, limits)]


def _chunks(sizes: Sequence[Size], limits: EngineLimits) -> Iterator[range]:
    start = items = chars = size = 0
    for index, load in enumerate(sizes):
        full = (
            items + load.items > limits.items or chars + load.chars > limits.chars or size + load.bytes > limits.bytes
        )
        if full and index > start:
            yield range(start, index)
            start, items, chars, size = index, 0, 0, 0
        items, chars, size = items + load.items, chars + load.chars, size + load.bytes
    if sizes:
        yield range(start, len(sizes))


def halves(chunk: Sequence[int]) -> list[list[int]]:
    """A chunk in two, the first not smaller; a chunk of one stays whole."""
    middle = (len(chunk) + 1) // 2
    return [list(part) for part in (chunk[:middle], chunk[middle:]) if part]


def regroup(missing: Sequence[int], asked: int) -> list[list[int]]:
    """How to ask again for what an answer did not give: all missing, in halves; a few, one by one."""
    if len(missing) < asked and len(missing) <= _FEW:
        return [[index] for index in missing]
    return halves(missing)
