"""Which sentences of two versions are one another's: the same ones first, then those that differ in typography, then alike ones.

Works on plain sequences of keys, so that it knows nothing of articles. Each index is paired at most once.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel

Pairs = dict[int, int]  # index in the new sequence -> index in the old one

_NEAR: Final = 0.5  # likeness from which two texts between the same neighbours are versions of one
_FAR: Final = 0.62  # the same anywhere
_CANDIDATES: Final = 8  # old texts that one new text is compared with
_SETS: Final = str.maketrans(
    {
        **dict.fromkeys("“”„«»‟", '"'),
        **dict.fromkeys("‘’‚‛´`", "'"),
        **dict.fromkeys("–—−‒―‐‑", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
        "…": "...",
    }
)


def typographic_form(text: str) -> str:
    """A text as it reads whatever its quotation marks, dashes and spaces look like."""
    bare = unicodedata.normalize("NFC", text).translate(_SETS)
    return re.sub(r"-{2,3}", "-", re.sub(r"\s+", " ", bare)).strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, caseless; figures keep their separators."""
    return tuple(re.findall(r"\w+(?:[.,:’'-]\w+)*", typographic_form(text).casefold()))


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 to 1: how much of both rows of words is the same, in order."""
    if not one or not other:
        return 0.0
    alike = Indel.normalized_similarity(*_letters(one, other))
    if max(len(one), len(other)) <= 5:  # in a few words a changed ending weighs too much
        alike = max(alike, 0.9 * Indel.normalized_similarity(" ".join(one), " ".join(other)))
    return alike


def _letters(one: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    """Two rows of words as two strings with a character a word: these are compared many times faster."""
    known: dict[str, str] = {}
    for word in (*one, *other):
        known.setdefault(word, chr(len(known) if len(known) < 0xD800 else len(known) + 0x800))
    return "".join(map(known.__getitem__, one)), "".join(map(known.__getitem__, other))


def same(old: Sequence[Hashable], new: Sequence[Hashable], pairs: Pairs) -> None:
    """Pair equal keys: those that both sides have once, then repeated ones between the same neighbours, then anywhere."""
    waiting_old, waiting_new = _places(old, set(pairs.values())), _places(new, set(pairs))
    shared = [key for key in waiting_new if key in waiting_old]
    for key in shared:
        if len(waiting_old[key]) == len(waiting_new[key]) == 1:
            pairs[waiting_new.pop(key)[0]] = waiting_old.pop(key)[0]
    gaps_old, gaps_new = _gaps(len(old), len(new), pairs)
    for key in shared:
        left: dict[int, deque[int]] = defaultdict(deque)
        for index in waiting_old.get(key, ()):
            left[gaps_old[index]].append(index)
        late = []
        for index in waiting_new.get(key, ()):
            if left.get(gaps_new[index]):
                pairs[index] = left[gaps_new[index]].popleft()
            else:
                late.append(index)
        rest = sorted(index for indexes in left.values() for index in indexes)
        pairs |= dict(zip(late, rest, strict=False))


def _places(keys: Sequence[Hashable], taken: set[int]) -> dict[Hashable, list[int]]:
    """By key the indexes that are not taken, in order."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if index not in taken:
            found[key].append(index)
    return found


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    near: bool
    old: int
    new: int


def alike(
    old: Sequence[Sequence[str]],
    new: Sequence[Sequence[str]],
    kinds: tuple[Sequence[Hashable], Sequence[Hashable]],
    pairs: Pairs,
) -> None:
    """Pair texts (rows of words) that are versions of one another; the surest first. ``kinds``: of equals the same kind."""
    left_old = [n for n in range(len(old)) if n not in set(pairs.values()) and old[n]]
    left_new = [n for n in range(len(new)) if n not in pairs and new[n]]
    if not left_old or not left_new:
        return
    gaps_old, gaps_new = _gaps(len(old), len(new), pairs)
    posting = _posting(old, left_old)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for index in left_old:
        neighbours[gaps_old[index]].append(index)
    found: list[_Candidate] = []
    for index in left_new:
        for other in _likely(new[index], posting, neighbours[gaps_new[index]], max(50, len(left_old) // 3)):
            near = gaps_old[other] == gaps_new[index]
            score = likeness(old[other], new[index])
            if score >= (_NEAR if near else _FAR):
                same_kind = kinds[0][other] == kinds[1][index]
                found.append(_Candidate(score + 0.1 * near + 0.05 * same_kind, near, other, index))
    taken: set[int] = set()
    for candidate in sorted(found, key=lambda c: (-c.score, abs(c.old - c.new), c.new)):
        if candidate.new not in pairs and candidate.old not in taken:
            pairs[candidate.new] = candidate.old
            taken.add(candidate.old)


def _gaps(old: int, new: int, pairs: Pairs) -> tuple[list[int], list[int]]:
    """For each index the number of the gap it stands in, between pairs that are in order."""
    anchors = sorted((index, pairs[index]) for index in in_order(pairs))
    gaps_new, gaps_old = [0] * new, [0] * old
    at_new, at_old = [a for a, _ in anchors], [b for _, b in anchors]
    for index in range(new):
        gaps_new[index] = bisect_left(at_new, index)
    for index in range(old):
        gaps_old[index] = bisect_left(at_old, index)
    return gaps_old, gaps_new


def _posting(texts: Sequence[Sequence[str]], indexes: Sequence[int]) -> dict[str, list[int]]:
    posting: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        for word in set(texts[index]):
            posting[word].append(index)
    return posting


def _likely(words: Sequence[str], posting: dict[str, list[int]], near: Sequence[int], common: int) -> list[int]:
    """Old texts that share the most and the rarest words with a new one; where none does, those at its place."""
    weights: Counter[int] = Counter()
    for word in set(words):
        listed = posting.get(word, ())
        if len(listed) <= common:  # words that everything has tell nothing
            for index in listed:
                weights[index] += 1 + 10 // len(listed)
    best = [index for index, _ in weights.most_common(_CANDIDATES)]
    return best or list(near[:_CANDIDATES])


def in_order(pairs: Pairs) -> set[int]:
    """New indexes of the longest row of pairs that kept their order: all others moved."""
    tails: list[int] = []  # old indexes, ascending
    ends: list[int] = []  # new index at which each row so far ends
    before: dict[int, int | None] = {}
    for index in sorted(pairs):
        place = bisect_left(tails, pairs[index])
        before[index] = ends[place - 1] if place else None
        tails[place : place + 1] = [pairs[index]]
        ends[place : place + 1] = [index]
    kept: set[int] = set()
    index_or_none = ends[-1] if ends else None
    while index_or_none is not None:
        kept.add(index_or_none)
        index_or_none = before[index_or_none]
    return kept
