"""Numbers written in words: what a text says besides its digits.

They are only ever evidence that a number is there: no target is asked for a word, because "one of them" has a dozen
translations without a number.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from localize.qa.numbers import words_de, words_en, words_ru
from localize.qa.numbers.atoms import Atom, Kind

_LOOKUPS: Mapping[str, Callable[[str], tuple[Atom, ...]]] = {
    "de": words_de.lookup,
    "en": words_en.lookup,
    "ru": words_ru.lookup,
}
_WORD = re.compile(r"[^\W\d_]+")
_JOINS = re.compile(r"\s*-?\s*(?:(?:and|und|an?)\s+)?")
# Latin letters and the Cyrillic ones that Russian texts put in their place.
_ROMAN = re.compile(r"(?<![\w’'])[IVXLCІХ]{1,7}(?![\w’'])")
_ROMAN_FORM = re.compile(r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LONGEST = 40  # letters of the longest word worth looking up


def word_values(text: str, language: str) -> set[Decimal]:
    """Values of the numbers that stand in words or Roman numerals in ``text``."""
    lookup = _LOOKUPS.get(language)
    found = set(_romans(text))
    if lookup is None:
        return found
    group: list[Atom] = []
    end = 0
    for match in _WORD.finditer(text):
        atoms = lookup(match.group().lower()) if len(match.group()) <= _LONGEST else ()
        if not atoms:
            continue
        found.update(value for atom in atoms for value in atom.values)
        if group and not (_JOINS.fullmatch(text, end, match.start()) and _follows(group[-1], atoms[0])):
            found.add(_sum(group))
            group = []
        group.append(atoms[0])
        end = match.end()
    if group:
        found.add(_sum(group))
    return found


def _follows(before: Atom, after: Atom) -> bool:
    """Whether two words in a row are one number: twenty-one, hundred five, two million."""
    if Kind.LONE in {before.kind, after.kind}:
        return before.kind is Kind.LONE and after.kind is Kind.TIMES  # half a million, полтора миллиона
    if after.kind is Kind.TIMES or before.kind is Kind.TIMES:
        return True
    order = (Kind.UNIT, Kind.TEN, Kind.HUNDRED)
    return order.index(after.kind) < order.index(before.kind)


def _sum(group: list[Atom]) -> Decimal:
    total, small = Decimal(0), Decimal(0)
    for atom in group:
        if atom.kind is not Kind.TIMES:
            small += atom.values[0]
        elif atom.values[0] == 100:
            small = (small or Decimal(1)) * 100
        else:
            total += (small or Decimal(1)) * atom.values[0]
            small = Decimal(0)
    return total + small


def _romans(text: str) -> Iterator[Decimal]:
    for match in _ROMAN.finditer(text):
        written = match.group().replace("І", "I").replace("Х", "X")
        if _ROMAN_FORM.fullmatch(written):
            values = [_ROMAN_VALUES[c] for c in written]
            yield Decimal(sum(-v if v < max(values[n:]) else v for n, v in enumerate(values)))
