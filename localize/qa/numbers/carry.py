"""Carrying a sentence's numbers into the translation of one that differs from it in numbers.

"It runs every 20 minutes" is stored with «Он ходит каждые 20 минут»; for "It runs every 30 minutes" the memory offers
«каждые 30 минут». Only what is certain: the two sentences correspond at the number, and the stored value stands in the
stored translation exactly as often as in its source. Everything else is said and left as it is. What stands around a
number is never changed: whether it has to be is told by CLDR's plural categories (2 минуты, 5 минут).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final

from localize.locales import plural_form
from localize.markup import CodedText
from localize.memory.match import Carried
from localize.qa.edit import replaced
from localize.qa.numbers.forms import STYLES
from localize.qa.numbers.read import Number, Weight, read_numbers
from localize.qa.numbers.words import word_values
from localize.qa.numbers.write import write_digits, write_like

_NUMBER: Final = "\0"  # stands for any number when sentences are laid beside each other
_WORD: Final = re.compile(r"\w+|[^\w\s]")
_CLOCK: Final = re.compile(r"(?P<hour>[0-9]{1,2})(?P<mark>[:.])(?P<minute>[0-9]{2})")
_YEAR: Final = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_MONTH: Final = re.compile(r"(?:январ|феврал|март|апрел|мая\b|июн|июл|август|сентябр|октябр|ноябр|декабр)")
_LONGEST: Final = 400  # words of a sentence that is laid beside another
_ONE: Final = Decimal(1)  # "one of them" and "I" are no numbers
_HOUR: Final = re.compile(r"\b(?:noon|midday|midnight)\b", re.IGNORECASE)  # nor is this one: it is a word like dawn


@dataclass(frozen=True, slots=True)
class Adapted:
    """A stored translation with the present numbers. ``source``: the stored source with the numbers that were placed."""

    target: CodedText
    source: str
    numbers: tuple[Carried, ...] = ()


@dataclass(frozen=True, slots=True)
class _Text:
    """A plain text with its numbers."""

    text: str
    language: str
    numbers: tuple[Number, ...]

    @classmethod
    def read(cls, text: str, language: str) -> "_Text":
        return cls(text, language, tuple(read_numbers(text, language)))

    def said(self, number: Number | None) -> str:
        """A number as it stands here, with its scale."""
        return self.text[number.start : number.end] if number else ""

    @property
    def spelled(self) -> set[Decimal]:
        """Values of the numbers in words."""
        pieces, end = [], 0
        for number in self.numbers:
            pieces.append(self.text[end : number.start])
            end = number.end
        return word_values(_HOUR.sub("|", "|".join([*pieces, self.text[end:]])), self.language) - {_ONE}

    @property
    def values(self) -> set[object]:
        """Values of the numbers in digits, however they may be read."""
        return {value for number in self.numbers for value in number.readings | number.halfday}


@dataclass(frozen=True, slots=True)
class _Move:
    """A number of the stored sentence and what the present one has in its place; ``at``: where the target has it."""

    stored: Number | None
    present: Number | None
    at: Number | None = None
    written: str | None = None
    agrees: bool = True


def carry(
    stored_source: str, stored_target: CodedText, source: str, *, source_language: str, target_language: str
) -> Adapted:
    """The stored target for ``source``, with every number that differs, in the order of the target."""
    theirs, ours = _Text.read(stored_source, source_language), _Text.read(source, source_language)
    there = _Text.read(stored_target.plain, target_language)
    pairs = _aligned(theirs, ours)
    places = _located(theirs, pairs, there)
    moves = [
        _written(_Move(stored, pairs.get(stored), places.get(stored)), there, source_language)
        for stored in theirs.numbers
        if stored not in pairs or not _same(stored, pairs[stored])
    ]
    moves += [_Move(None, number) for number in ours.numbers if number not in pairs.values()]
    moves = [move for move in moves if not _said_otherwise(move, theirs, ours)]
    done = _put(stored_target, moves, theirs, ours, there)
    if not _stands(done, moves, target_language):
        done = _put(stored_target, [replace(move, written=None) for move in moves], theirs, ours, there)
    return replace(done, numbers=(*done.numbers, *_spelled(theirs, ours)))


def _same(stored: Number, present: Number) -> bool:
    return stored.readings == present.readings and stored.halfday == present.halfday


def _aligned(theirs: _Text, ours: _Text) -> Mapping[Number, Number]:
    """By number of the stored sentence: the one that stands in its place in the present sentence."""
    one, those = _masked(theirs)
    other, these = _masked(ours)
    if one == other:
        return {those[place]: these[place] for place in those}
    if max(len(one), len(other)) > _LONGEST:
        return {}
    found: dict[Number, Number] = {}
    for i, j, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        for n in range(size):
            beside = [one[k] for k in (i + n - 1, i + n + 1) if i <= k < i + size]
            if one[i + n] == _NUMBER and any(word.isalnum() for word in beside):
                found[those[i + n]] = these[j + n]
    return found


def _masked(side: _Text) -> tuple[list[str], dict[int, Number]]:
    """The words of a text with a bar for each number, and the numbers by their place among the words."""
    words: list[str] = []
    numbers: dict[int, Number] = {}
    end = 0
    for number in side.numbers:
        words += _WORD.findall(side.text[end : number.start].casefold())
        numbers[len(words)] = number
        words.append(_NUMBER)
        end = number.end
    words += _WORD.findall(side.text[end:].casefold())
    return words, numbers


def _located(theirs: _Text, pairs: Mapping[Number, Number], there: _Text) -> Mapping[Number, Number]:
    """By number of the stored source: where its target has it, if that is certain."""
    found: dict[Number, Number] = {}
    for stored in theirs.numbers:
        values = stored.readings | stored.halfday
        alike = [n for n in theirs.numbers if (n.readings | n.halfday) & values]
        here = [n for n in there.numbers if n.readings & values]
        one_fate = len({pairs[n].text if n in pairs else None for n in alike}) == 1
        if len(alike) == len(here) and one_fate:
            found[stored] = here[alike.index(stored)]
    taken = list(found.values())
    return {stored: at for stored, at in found.items() if taken.count(at) == 1}


def _written(move: _Move, there: _Text, source_language: str) -> _Move:
    """The move with the present number in the target's writing, where its form is certain."""
    stored, present, at = move.stored, move.present, move.at
    if stored is None or present is None or at is None or Weight.SOFT in {stored.weight, present.weight, at.weight}:
        return move
    clock = _clock(stored, present, at)
    if clock is not None:
        return replace(move, written=clock)
    # The stored translation kept the value, so the unit was not converted.
    present = replace(present, converted=())
    like = write_like(present, at, there.text, source_language, there.language)
    if like is not None:
        return replace(move, written=like)
    values = [value for value in present.readings if isinstance(value, Decimal)]
    if present.halfday or len(values) != 1 or present.scale is not None or at.scale is not None:
        return move
    digits = write_digits(present.text, source_language, there.language)
    return replace(move, written=digits, agrees=_agrees(values[0], present, at, there))


def _clock(stored: Number, present: Number, at: Number) -> str | None:
    """Hours and minutes in the form that stands there: 8:30, 8.30."""
    was, now, form = (_CLOCK.fullmatch(number.text) for number in (stored, present, at))
    if not (was and now and form) or stored.halfday or present.halfday or int(now["hour"]) > 24:
        return None
    return f"{now['hour']}{form['mark']}{now['minute']}" if was["mark"] == now["mark"] else None


def _agrees(value: Decimal, present: Number, at: Number, there: _Text) -> bool:
    """Whether the words around need no other form: years and days of a month count nothing."""
    if _YEAR.fullmatch(present.text) and _YEAR.fullmatch(at.text):
        return True
    behind = there.text[at.end :].lstrip(" \u00a0\u202f")
    if _MONTH.match(behind):
        return True
    style = STYLES.get(there.language)
    before = style.read(at.text) if style else None
    return before is not None and _category(before, there.language) == _category(value, there.language)


def _category(value: Decimal, language: str) -> str:
    whole = value == value.to_integral_value()
    return plural_form(int(value) if whole else value, language)


def _said_otherwise(move: _Move, theirs: _Text, ours: _Text) -> bool:
    """A number on one side only that the other one has elsewhere, or in words."""
    if move.present is None and move.stored is not None:
        return bool((move.stored.readings | move.stored.halfday) & (ours.values | ours.spelled))
    if move.stored is None and move.present is not None:
        return bool((move.present.readings | move.present.halfday) & (theirs.values | theirs.spelled))
    return False


def _put(target: CodedText, moves: Sequence[_Move], theirs: _Text, ours: _Text, there: _Text) -> Adapted:
    """Write what can be written, from the end so that places hold, and say where everything is."""
    coded, source, told = target, theirs.text, []
    sure: dict[int, str] = {}
    for move in sorted(moves, key=lambda m: m.at.start if m.at else -1, reverse=True):
        done = replaced(coded, *move.at.span, move.written) if move.at and move.written is not None else None
        if done is not None and move.at and move.written is not None:
            coded = done
            sure[move.at.start] = move.written
    for move in sorted(moves, key=lambda m: m.stored.start if m.stored else -1, reverse=True):
        if move.stored and move.at and move.at.start in sure:
            source = source[: move.stored.start] + ours.said(move.present) + source[move.stored.end :]
    moved = 0
    for move in sorted(moves, key=lambda m: m.at.start if m.at else len(there.text)):
        written = sure.get(move.at.start) if move.at else None
        was = there.said(move.at) or theirs.said(move.stored)
        now = ours.said(move.present) if written is None else written
        start, end = move.at.span if move.at else (0, 0)
        after = end if written is None else start + len(written)
        shift = moved if move.at else 0
        told.append(Carried(start + shift, after + shift, was, now, written is not None, move.agrees))
        moved += after - end
    return Adapted(coded, source, tuple(told))


def _stands(done: Adapted, moves: Sequence[_Move], language: str) -> bool:
    """Whether every number that was written is read as the one that was meant."""
    wanted = sorted((m for m in moves if m.at and m.written is not None), key=lambda m: m.at.start if m.at else 0)
    placed = [carried for carried in done.numbers if carried.placed]
    if len(placed) != len(wanted):
        return False
    read = {number.start: number for number in read_numbers(done.target.plain, language)}
    for carried, move in zip(placed, wanted, strict=True):
        number = read.get(carried.start)
        meant = move.present.readings | move.present.halfday if move.present else frozenset()
        if number is None or not number.readings & meant:
            return False
    return True


def _spelled(theirs: _Text, ours: _Text) -> tuple[Carried, ...]:
    """Numbers in words that only one of the sentences has: they are never changed, but said."""
    was = sorted(value for value in theirs.spelled - ours.spelled if value not in ours.values)
    now = sorted(value for value in ours.spelled - theirs.spelled if value not in theirs.values)
    if not was and not now:
        return ()
    return (Carried(0, 0, ", ".join(map(str, was)), ", ".join(map(str, now)), placed=False),)
