"""Numbers written with digits: where they stand and every way they may be meant.

"5:30 p.m." is half past five in the afternoon, "1990s" is a decade, "2019-20" ends in 2020, "£10m" is ten million,
and "Covid-19" is a name. The reading that fits the other side is the one that counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from localize.addresses import masked
from localize.qa.numbers import units
from localize.qa.numbers.forms import SPACES, readings

Clock = tuple[int, int]
Key = Decimal | Clock | str  # a string for rows of digits that are no quantity


class Weight(Enum):
    """How sure it is that a number in the source must be in the target."""

    HARD = "hard"  # two digits or more, or with scale, percent, money
    PLAIN = "plain"  # a single digit, which languages may put in words
    SOFT = "soft"  # part of a name: Covid-19, G7, 5G


class Measure(Enum):
    """What a number counts, as far as its neighbours tell."""

    PERCENT = "percent"
    MONEY = "money"
    NONE = "none"


_ANY = re.compile(r"[\d½¼¾⅓⅔⅛²³¹⁰-⁹₀-₉①-⑳]")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text. ``start`` to ``end`` covers digits and scale, ``start`` to ``digits_end`` the digits.

    ``readings`` are its values in its own language, ``foreign`` those it has in another's writing, ``halfday`` those
    that need a part of the day beside them, ``converted`` what other units make of it, ``parts`` its
    numbers when it is really several (11.01.2027, 1:30).
    """

    start: int
    end: int
    digits_end: int
    text: str
    readings: frozenset[Key]
    foreign: frozenset[Key] = frozenset()
    halfday: frozenset[Key] = frozenset()
    converted: tuple[units.Conversion, ...] = ()
    parts: tuple[Decimal, ...] = ()
    scale: Decimal | None = None
    weight: Weight = Weight.PLAIN
    measure: Measure = Measure.NONE

    @property
    def digits(self) -> str:
        """The digits alone, in a row."""
        return "".join(c for c in self.text if c in "0123456789")

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of number and scale."""
        return self.start, self.end


_TOKEN = re.compile(
    rf"(?<![0-9])[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,:'’][0-9]+)*[½¼¾⅓⅔⅛]?|[½¼¾⅓⅔⅛]"
)
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])")
_RANGE = re.compile(
    rf"[{SPACES}]*(?:[-–—/]|to|and|or|bis|und|oder|до|и|или|по|,)[{SPACES}]*(?:[$€£¥₽]|от|auf)?[{SPACES}]*$"
)
_NAMED_BEFORE = re.compile(r"(?:[^\W\d_]|[^\W\d_][-\u2010\u2011])$")
_NAMED_AFTER = re.compile(r"-?[A-ZА-ЯЁ]")
_YEAR_BEFORE = re.compile(r"(?P<century>1[0-9]|20)[0-9]{2}['’]?[-–—/]$")
_DATE_BEFORE = re.compile(r"(?<![0-9/])[0-9]{1,2}/[0-9]{1,2}/$")
_ELIDED = re.compile(r"['’‘]$")
LONGEST = 24  # code points of a number that is a quantity; longer rows of digits are compared as written


@dataclass(slots=True)
class _Draft:
    """A number while its neighbourhood is read."""

    readings: set[Key]
    foreign: set[Key]
    halfday: set[Key] = field(default_factory=set)
    parts: tuple[Decimal, ...] = ()
    measure: Measure = Measure.NONE


def read_numbers(text: str, language: str) -> list[Number]:
    """Numbers of ``text`` in order. Digits inside addresses are not numbers."""
    if not _ANY.search(text):
        return []
    return list(_read(text, language))


@lru_cache(maxsize=4_096)  # a source is read for each of its editions, and at every save
def _read(text: str, language: str) -> tuple[Number, ...]:
    text = masked(text)
    return tuple(_share_scales(list(_numbers(text, language)), text))


def _numbers(text: str, language: str) -> Iterator[Number]:
    for token in _TOKEN.finditer(text):
        start, written = token.start(), token.group()
        whole = len(written) > LONGEST or any(readings(written, language)) or _CLOCK.fullmatch(written)
        if whole:
            yield _number(text, start, written, language)
            continue
        for piece in re.finditer(r"[0-9]+", written):  # a date, a version, a list without spaces
            yield _number(text, start + piece.start(), piece.group(), language)


def _number(text: str, start: int, written: str, language: str) -> Number:
    end = start + len(written)
    if len(written) > LONGEST:
        row = "".join(c for c in written if c.isdigit())
        return Number(start, end, end, written, frozenset({row}), weight=Weight.HARD)
    own, foreign = readings(written, language)
    draft = _Draft(set(own), set(foreign))
    _as_clock(draft, written, text, end)
    _as_year(draft, written, text[max(start - 8, 0) : start], text, end)
    scale, digits_end = None, end
    found = units.scale_after(text, end, language)
    before = text[max(start - 12, 0) : start]
    money = bool(units.MONEY_BEFORE.search(before))
    if found is not None:
        end, scale = found[0], found[1]
        doubtful = units.is_letter(found[2]) and not money
        draft.readings = _scaled(draft.readings, scale, keep=doubtful)
        draft.foreign = _scaled(draft.foreign, scale, keep=doubtful)
    draft.measure = Measure.MONEY if money or units.MONEY_AFTER.match(text, end) else Measure.NONE
    if units.PERCENT.match(text, end):
        draft.measure = Measure.PERCENT
    converted: tuple[units.Conversion, ...] = ()
    if language == "en" and len(own) == 1:
        (value,) = own
        converted = units.conversions(text, end, value if scale is None else value * scale)
    return Number(
        start=start,
        end=end,
        digits_end=digits_end,
        text=written,
        readings=frozenset(draft.readings),
        foreign=frozenset(draft.foreign),
        halfday=frozenset(draft.halfday),
        converted=converted,
        parts=draft.parts,
        scale=scale,
        weight=Weight.HARD if draft.halfday else _weight(written, before, text, digits_end, scale, draft.measure),
        measure=draft.measure,
    )


def _scaled(values: set[Key], scale: Decimal, *, keep: bool) -> set[Key]:
    scaled: set[Key] = {value * scale for value in values if isinstance(value, Decimal)}
    return scaled | values if keep else scaled


def _as_clock(draft: _Draft, written: str, text: str, end: int) -> None:
    """Hours and minutes; the afternoon in twelve and in twenty-four hours."""
    if len(written) == 4 and written.isdigit() and (written[0] == "0" or units.ZONE.match(text, end)):
        hour, minute = divmod(int(written), 100)
        draft.readings |= {(hour, minute)} if hour < 25 and minute < 60 else set()
        return
    clock = _CLOCK.fullmatch(written)
    if clock:
        hour, minute = int(clock[1]), int(clock[2])
        draft.readings.add((hour, minute))
        draft.parts = (Decimal(hour), Decimal(minute))
    half = units.HALF_DAY.match(text, end)
    if half is None or not (clock or written.isdigit()) or len(written) > 5:
        return
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (int(written), 0)
    if not 1 <= hour <= 12:
        return
    full = hour % 12 + (12 if half["half"] in "pP" else 0)
    if full != hour:
        draft.halfday = set(draft.readings)
        draft.readings.clear()
        draft.parts = (Decimal(full), Decimal(minute)) if clock else ()
    times: set[Key] = {(full, minute)} if full else {(0, minute), (24, minute)}
    if minute == 0:
        times |= {Decimal(full)} if full else {Decimal(0), Decimal(24)}
        draft.halfday.add((hour, 0))
    draft.readings |= times


def _as_year(draft: _Draft, written: str, before: str, text: str, end: int) -> None:
    """Decades with and without their century, years without it."""
    if not written.isdigit():
        return
    year = _YEAR_BEFORE.search(before)
    if len(written) == 2 and year:
        draft.readings.add(Decimal(year["century"] + written))
    if len(written) == 2 and (_ELIDED.search(before) or _DATE_BEFORE.search(before) or units.DECADE.match(text, end)):
        draft.readings |= {Decimal("19" + written), Decimal("20" + written)}


def _weight(written: str, before: str, text: str, end: int, scale: Decimal | None, measure: Measure) -> Weight:
    if _NAMED_BEFORE.search(before) or (scale is None and _NAMED_AFTER.match(text, end)):
        return Weight.SOFT
    if scale is not None or measure is not Measure.NONE or sum(c.isdigit() for c in written) > 1:
        return Weight.HARD
    return Weight.PLAIN


def _share_scales(numbers: list[Number], text: str) -> list[Number]:
    """In "3 to 5 million acres" the 3 is in millions, and of acres, too."""
    for n in range(len(numbers) - 2, -1, -1):
        this, following = numbers[n], numbers[n + 1]
        near = following.start - this.end <= 12 and this.scale is None and not this.converted
        if near and _RANGE.fullmatch(text, this.end, following.start):
            numbers[n] = _sharing(this, following, text)
    return numbers


def _sharing(this: Number, following: Number, text: str) -> Number:
    scale = following.scale
    converted = this.converted
    values = [v for v in this.readings if isinstance(v, Decimal)]
    if following.converted and len(values) == 1:
        converted = units.conversions(text, following.end, values[0] if scale is None else values[0] * scale)
    if scale is None:
        return replace(this, converted=converted)
    return replace(
        this,
        readings=frozenset(_scaled(set(this.readings), scale, keep=True)),
        foreign=frozenset(_scaled(set(this.foreign), scale, keep=True)),
        converted=converted,
    )
