"""A phrase as a row of slots, and where it stands in a text. What fills a slot is a language's business."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from localize.terms.tokens import Token, parts, tokens

Span = tuple[int, int]

# Between two words of a phrase: blanks and quotation marks; a comma or a full stop ends it.
_BETWEEN: Final = re.compile(r"[\s«»„“”\"‚‘’']*")


@dataclass(frozen=True, slots=True)
class Fit:
    """How a word fills a slot. ``readings``: the forms it may be in, for agreement; none: it agrees with anything.

    ``start`` and ``end``: which part of the word it is, for compounds; ``end`` 0: the whole.
    """

    readings: frozenset[str] = frozenset()
    start: int = 0
    end: int = 0


FITS: Final = Fit()

Slot = Callable[[str], Fit | None]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled phrase. ``joins``: the punctuation between its words («Ст. 5»: one join, ".")."""

    slots: tuple[Slot, ...]
    joins: tuple[str, ...] = ()


def joins_of(phrase: str, words: Sequence[Token]) -> tuple[str, ...]:
    """The punctuation between the words of a phrase."""
    return tuple(phrase[a.end : b.start].strip() for a, b in itertools.pairwise(words))


def stands(pattern: Pattern, plain: str) -> list[Span]:
    """Where the phrase stands, in order, apart from each other."""
    words = tokens(plain)
    found: list[Span] = []
    size = len(pattern.slots)
    for at in range(len(words) - size + 1 if size else 0):
        if found and words[at].end <= found[-1][1]:
            continue
        for span in _from(pattern, plain, words[at : at + size]):
            if not found or span[0] >= found[-1][1]:
                found.append(span)
    return found


def _from(pattern: Pattern, plain: str, words: Sequence[Token]) -> Iterator[Span]:
    """Where the phrase stands in just these words; a lone word may be found in several of its parts."""
    if len(words) == 1:
        yield from _in_word(pattern.slots[0], plain, words[0])
        return
    fits: list[tuple[Token, Fit]] = []
    for index, slot in enumerate(pattern.slots):
        first, last = index == 0, index == len(words) - 1
        fit = _fit(slot, plain, words[index], from_end=first, from_start=last)
        if fit is None or (index and not _joined(pattern, index, plain, words)):
            return
        fits.append(fit)
    if _agree([fit for _, fit in fits]):
        yield fits[0][0].start + fits[0][1].start, _end(*fits[-1])


def _joined(pattern: Pattern, index: int, plain: str, words: Sequence[Token]) -> bool:
    between = plain[words[index - 1].end : words[index].start]
    return bool(_BETWEEN.fullmatch(between)) or between.strip() == pattern.joins[index - 1]


def _in_word(slot: Slot, plain: str, word: Token) -> Iterator[Span]:
    fit = slot(word.text)
    if fit is not None:
        yield word.start + fit.start, _end(word, fit)
        return
    for part in parts(word, plain):
        fit = slot(part.text)
        if fit is not None:
            yield part.start + fit.start, _end(part, fit)


def _fit(slot: Slot, plain: str, word: Token, *, from_end: bool, from_start: bool) -> tuple[Token, Fit] | None:
    """The whole word; at the edges of a phrase also the hyphenated word's part that is next to it."""
    fit = slot(word.text)
    if fit is not None:
        return word, fit
    divided = parts(word, plain)
    for part in ([divided[-1]] if from_end and divided else []) + ([divided[0]] if from_start and divided else []):
        fit = slot(part.text)
        if fit is not None:
            return part, fit
    return None


def _end(word: Token, fit: Fit) -> int:
    return word.start + fit.end if fit.end else word.end


def _agree(fits: Sequence[Fit]) -> bool:
    """Whether one form can be meant throughout: «центральному банку», not «центральный банку»."""
    claims = [fit.readings for fit in fits if fit.readings]
    return not claims or bool(frozenset.intersection(*claims))
