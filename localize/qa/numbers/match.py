"""Pairing the numbers of two texts, surest evidence first. What stays over is missing, added or different."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from localize.qa.numbers.read import Number, Weight, read_numbers
from localize.qa.numbers.units import DAY_PART
from localize.qa.numbers.words import word_values

_WINDOW = 100  # numbers left over that are compared each with each; a text with more is a table of figures
_FAR = 0.3  # of the text's length: further apart, two numbers do not stand in each other's place


@dataclass(slots=True)
class Comparison:
    """What pairing found. ``foreign``: same digits, but written so that this language reads another value."""

    missing: list[Number]
    added: list[Number]
    differing: list[tuple[Number, Number]] = field(default_factory=list)
    foreign: list[tuple[Number, Number]] = field(default_factory=list)


def compare(source: str, source_language: str, target: str, target_language: str) -> Comparison:
    """Pair the numbers of a source and its translation."""
    ours = read_numbers(target, target_language)
    theirs = [_convertible(number, target) for number in read_numbers(source, source_language)]
    result = Comparison(missing=list(theirs), added=list(ours))
    halved = any(number.halfday for number in (*theirs, *ours))  # else it makes no difference
    day_part = halved and (bool(DAY_PART.search(target)) or target_language not in {"ru", "de"})
    _pair_alike(result, day_part=day_part)
    _pair(result, lambda s, t: bool(s.readings & t.readings))
    if day_part:
        _pair(result, lambda s, t: bool((s.halfday | s.readings) & (t.readings | t.halfday)))
    _pair(result, lambda s, t: bool(s.readings & t.foreign), result.foreign)
    _pair(result, lambda s, t: bool(s.foreign & t.readings))
    _pair(result, _converts)
    _by_parts(result)
    if result.missing or result.added:
        said = word_values(_without(target, ours), target_language)
        meant = word_values(_without(source, theirs), source_language)
        result.missing = [n for n in result.missing if not _among(n, said)]
        result.added = [n for n in result.added if not _among(n, meant)]
    _by_digits(result)
    _in_place(result, len(source), len(target))
    _once_is_enough(result, theirs, ours)
    return result


def _convertible(number: Number, target: str) -> Number:
    """The number with the conversions whose unit the target has."""
    if not number.converted:
        return number
    return replace(number, converted=tuple(c for c in number.converted if c.unit.search(target)))


def _without(text: str, numbers: list[Number]) -> str:
    """``text`` with a bar for each number: the million of "2 million" is no number of its own."""
    pieces, end = [], 0
    for number in numbers:
        pieces.append(text[end : number.start])
        end = number.end
    return "|".join([*pieces, text[end:]])


def _pair_alike(result: Comparison, *, day_part: bool) -> None:
    """Take out pairs with the same digits and a value in common: nearly all, and quickly."""
    by_digits: dict[str, list[Number]] = defaultdict(list)
    for number in reversed(result.added):
        by_digits[number.digits].append(number)
    missing = []
    for source in result.missing:
        here = by_digits[source.digits]
        values = source.readings | source.halfday if day_part else source.readings
        found = next((n for n in reversed(here[-_WINDOW:]) if values & n.readings), None)
        if found is None:
            missing.append(source)
        else:
            here.remove(found)
    result.missing = missing
    left = {id(number) for here in by_digits.values() for number in here}
    result.added = [number for number in result.added if id(number) in left]


def _pair(
    result: Comparison, alike: Callable[[Number, Number], bool], into: list[tuple[Number, Number]] | None = None
) -> None:
    """Take out pairs that are ``alike``, first come first served."""
    for source in result.missing[:_WINDOW]:
        target = next((t for t in result.added[:_WINDOW] if alike(source, t)), None)
        if target is not None:
            result.missing.remove(source)
            result.added.remove(target)
            if into is not None:
                into.append((source, target))


def _converts(source: Number, target: Number) -> bool:
    """Feet became metres, 14 days became two weeks."""
    values = [v for v in target.readings if isinstance(v, Decimal)]
    return any(conversion.fits(value) for conversion in source.converted for value in values)


def _among(number: Number, values: set[Decimal]) -> bool:
    """Whether one of these values, which stand there in words, is the number."""
    keys = {k for k in number.readings | number.halfday if isinstance(k, Decimal)}
    keys |= {Decimal(k[0]) for k in number.readings | number.halfday if isinstance(k, tuple) and k[1] == 0}
    if keys & values or (number.parts and values.issuperset(number.parts)):
        return True
    return any(conversion.fits(value) for conversion in number.converted for value in values)


def _by_parts(result: Comparison) -> None:
    """A clock, score or date written as one on this side and as several numbers on that."""
    for side, other in ((result.missing, result.added), (result.added, result.missing)):
        for number in [n for n in side[:_WINDOW] if n.parts]:
            pieces: list[Number] = []
            for part in number.parts:
                piece = next((n for n in other[:_WINDOW] if part in n.readings and n not in pieces), None)
                if piece is not None:
                    pieces.append(piece)
            if len(pieces) == len(number.parts):
                side.remove(number)
                for piece in pieces:
                    other.remove(piece)


def _by_digits(result: Comparison) -> None:
    """The same digits in the same order, otherwise spaced: a telephone number, a list without spaces."""
    if result.missing and "".join(n.digits for n in result.missing) == "".join(n.digits for n in result.added):
        same = all(n.scale is None for n in (*result.missing, *result.added))
        if same and (len(result.missing) > 1 or len(result.added) > 1):
            result.missing.clear()
            result.added.clear()


def _in_place(result: Comparison, source_length: int, target_length: int) -> None:
    """A missing number and an added one that stands where it should and looks like it: one was made of the other."""
    for source in result.missing[:_WINDOW]:
        place = source.start / max(source_length, 1)
        # A name keeps its number wherever the sentence puts it, and what is alone has no other place.
        alone = len(result.missing) == len(result.added) == 1 and len(source.digits) == len(result.added[0].digits)
        reach = 1.0 if alone or source.weight is Weight.SOFT else _FAR
        near = [
            (abs(place - t.start / max(target_length, 1)), t.start, t)
            for t in result.added[:_WINDOW]
            if _resembles(source, t)
        ]
        if near and min(near)[0] <= reach:
            target = min(near)[2]
            result.missing.remove(source)
            result.added.remove(target)
            result.differing.append((source, target))


def _resembles(source: Number, target: Number) -> bool:
    if Weight.SOFT in {source.weight, target.weight} and source.weight is not target.weight:
        return False
    return (
        source.digits == target.digits
        or (source.measure is target.measure and abs(len(source.digits) - len(target.digits)) <= 1)
        or (source.scale is not None and target.scale is not None)
    )


def _once_is_enough(result: Comparison, theirs: list[Number], ours: list[Number]) -> None:
    """A number that stands in the text anyway need not stand there as often."""
    said = frozenset[object]().union(*(n.readings | n.halfday for n in ours))
    meant = frozenset[object]().union(*(n.readings | n.halfday for n in theirs))
    result.missing = [
        n
        for n in result.missing
        if not (n.readings | n.halfday) & said and not any(_converts(n, t) for t in ours[:_WINDOW])
    ]
    result.added = [n for n in result.added if not (n.readings | n.halfday) & meant]
