"""The pieces that numbers in words are made of, shared by the languages' tables."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Kind(Enum):
    """How a word combines with its neighbours."""

    UNIT = "unit"  # one … nineteen: follows a ten or a hundred
    TEN = "ten"  # twenty … ninety
    HUNDRED = "hundred"  # 100 … 900 as a word of its own
    TIMES = "times"  # thousand, million: multiplies what stands before it
    LONE = "lone"  # half, dozen, noon, months: stands for itself


@dataclass(frozen=True, slots=True)
class Atom:
    """One number word: the values it may stand for; the first is the one that combines."""

    values: tuple[Decimal, ...]
    kind: Kind


def atom(kind: Kind, *values: int | str) -> Atom:
    """Build an atom from plain numbers."""
    return Atom(tuple(Decimal(v) for v in values), kind)


def sized(value: int) -> Atom:
    """The atom of a whole number, its kind by its size."""
    if value < 20:
        return atom(Kind.UNIT, value)
    if value < 100:
        return atom(Kind.TEN if value % 10 == 0 else Kind.UNIT, value)
    if value < 1000:
        return atom(Kind.HUNDRED, value)
    return atom(Kind.TIMES, value)
