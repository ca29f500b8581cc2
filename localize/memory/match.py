"""Matches of the memory, pure: which stored pair answers a sentence, and how well.

The score of a match, 0 to 101, is its similarity less its penalties:

- **101, in context**: the same sentence, codes included, between the same two neighbours.
- **100, exact**: the same sentence, codes included.
- **75 to 99, fuzzy**: a similar sentence; normalised Levenshtein similarity of the texts without regard to case and to
  the kind of white space, in whole percent, rounded down. Numbers that the offer has taken over from the sentence
  count as the same. Texts of the same words count 100 before penalties, so that a comma costs one point, not four.

Each reason in ``PENALTIES`` takes its points once, and a match with any penalty scores at most 99: what says 100 needs
nothing but confirmation. Below 75 nothing is offered.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rapidfuzz.distance import Levenshtein

from localize.markup import CodedText
from localize.memory.entry import EntryOrigin
from localize.memory.index import comparable

# Stands for "no neighbour" in a stored pair: the first or last sentence of an article.
EDGE = "-"

IN_CONTEXT: Final = 101
EXACT: Final = 100
BEST_FLAWED: Final = 99  # of a match with any penalty, or of another sentence
LEAST: Final = 75  # below this nothing is offered

OLD: Final = timedelta(days=5 * 365)  # after this much time house style, names and offices have moved on


class MatchKind(StrEnum):
    """How a stored sentence answers."""

    IN_CONTEXT = "in-context"  # the same sentence between the same neighbours
    EXACT = "exact"  # the same sentence
    FUZZY = "fuzzy"  # a similar one


class Penalty(StrEnum):
    """Why a match scores less than its words alone would."""

    CASE = "case"  # capitals differ
    PUNCTUATION = "punctuation"  # marks or spaces differ, the words do not
    NUMBER_ADAPTED = "number-adapted"  # another number was put into the stored target
    NUMBER_DIFFERS = "number-differs"  # a number differs and could not be put in with certainty
    CODES_MAPPED = "codes-mapped"  # the same inline codes under other numbers
    CODES_OPEN = "codes-open"  # other inline codes: the text comes without, they are to be placed
    UNAPPROVED = "unapproved"  # imported: nobody of this house has looked at the pair
    OLD = "old"  # older than five years


PENALTIES: Final[Mapping[Penalty, int]] = MappingProxyType(
    {
        Penalty.CASE: 1,
        Penalty.PUNCTUATION: 1,
        Penalty.NUMBER_ADAPTED: 2,
        Penalty.NUMBER_DIFFERS: 5,
        Penalty.CODES_MAPPED: 1,
        Penalty.CODES_OPEN: 3,
        Penalty.UNAPPROVED: 2,
        Penalty.OLD: 1,
    }
)

# A comma may go without changing what is said; a minus, a percent or currency sign, and a mark inside a number may not.
_WORD: Final = re.compile(r"[-+−]?[0-9]+(?:[.,:/’'\u00a0\u202f][0-9]+)*|\w+|[^\w\s.,;:!?…()\[\]\"'“”„‟«»‘’‚‹›–—‑-]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored pair. ``source`` and ``target`` are written coded texts; the hashes are those of the neighbours."""

    id: int
    source: str
    target: str
    prev_hash: str
    next_hash: str
    updated_at: datetime
    origin: EntryOrigin = EntryOrigin.APPROVED
    author: str = ""
    approver: str = ""
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """A number that the sentence has and the stored one has not, with its place in the match's plain text.

    ``placed``: it stands there now, in the target's writing. Otherwise the stored number still stands at the place,
    which is empty (``start`` equals ``end``) where it was not found. ``agrees``: the words that count need no other
    form, as far as CLDR's plural categories tell; false says that they do (2 минуты, 5 минут).
    """

    start: int
    end: int
    was: str
    now: str
    placed: bool
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """A stored pair as the answer to a sentence. ``target``: written coded text with the sentence's own codes."""

    score: int
    kind: MatchKind
    target: str
    entry: Entry
    penalties: tuple[Penalty, ...] = ()
    numbers: tuple[Carried, ...] = ()


def rate(source: str, stored: str, flaws: Iterable[Penalty] = ()) -> tuple[int, tuple[Penalty, ...]]:
    """Score of another or differently written sentence, 0 to 100, and all its penalties: ``flaws`` and those of text.

    Symmetric in the texts; 100 only for the same text without a flaw.
    """
    penalties = dict.fromkeys(flaws)
    one, other = " ".join(source.split()), " ".join(stored.split())
    words, those = _WORD.findall(one), _WORD.findall(other)
    if [word.casefold() for word in words] == [word.casefold() for word in those]:
        base = EXACT
        if words != those:
            penalties[Penalty.CASE] = None
        if _marks(source) != _marks(stored):
            penalties[Penalty.PUNCTUATION] = None
    else:
        similar = Levenshtein.normalized_similarity(comparable(source), comparable(stored))
        base = min(int(similar * 100), BEST_FLAWED)
        if Levenshtein.normalized_similarity(one, other) < similar:
            penalties[Penalty.CASE] = None
    return _less(base, penalties), _in_order(penalties)


def match_same(entry: Entry, prev_hash: str | None, next_hash: str | None, now: datetime) -> Match:
    """The match of an entry that has the sentence to the letter."""
    there = (entry.prev_hash, entry.next_hash) == (prev_hash or EDGE, next_hash or EDGE)
    penalties = standing(entry, now)
    score = _less(IN_CONTEXT if there else EXACT, penalties)
    return Match(score, MatchKind.IN_CONTEXT if there else MatchKind.EXACT, entry.target, entry, penalties)


def standing(entry: Entry, now: datetime) -> tuple[Penalty, ...]:
    """Penalties for where an entry comes from and how old it is, whatever its words."""
    flaws = []
    if entry.origin is EntryOrigin.IMPORTED:
        flaws.append(Penalty.UNAPPROVED)
    if now - entry.updated_at > OLD:
        flaws.append(Penalty.OLD)
    return tuple(flaws)


def ranked(matches: Iterable[Match]) -> list[Match]:
    """Best first; of equals the one that was written last, then the one that was stored last."""
    return sorted(matches, key=lambda m: (m.score, m.entry.updated_at, m.entry.id), reverse=True)


def best_match(
    entries: Sequence[Entry], source: CodedText, prev_hash: str | None, next_hash: str | None, now: datetime
) -> Match | None:
    """The best of entries that share the sentence, for a draft; None when there is none.

    An entry whose target has other codes than the sentence was stored before its codes changed: better no draft than a
    broken one.
    """
    codes = sorted(source.code_ids)
    sound = [entry for entry in entries if sorted(CodedText.loads(entry.target).code_ids) == codes]
    found = ranked(match_same(entry, prev_hash, next_hash, now) for entry in sound)
    return found[0] if found else None


def _marks(text: str) -> str:
    """What is no word, with its spaces as they are."""
    return _WORD.sub("w", text)


def _less(base: int, penalties: Iterable[Penalty]) -> int:
    points = sum(PENALTIES[penalty] for penalty in penalties)
    return max(min(base - points, BEST_FLAWED), 0) if points else base


def _in_order(penalties: Iterable[Penalty]) -> tuple[Penalty, ...]:
    known = set(penalties)
    return tuple(penalty for penalty in Penalty if penalty in known)
