"""Finding similar sentences fast: which tokens a sentence is indexed under, and which of them a search asks for.

A sentence is indexed under its words and its pairs of neighbouring words. Two sentences of a normalised Levenshtein
similarity of 0.75 share some of them as good as always, and pairs are rare: the postings of a sentence's rarest tokens
are few even among a million. Postings carry the sentence's length, since no other length than 3/4 to 4/3 can match.

Pure: where postings are kept is the store's business.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz.distance import Levenshtein

THRESHOLD: Final = 0.75  # similarity from which a stored sentence is offered
MAX_POSTINGS: Final = 8_000  # that one search reads, beyond those of its rarest token
MAX_TOKENS: Final = 12  # that one search asks for
MAX_CANDIDATES: Final = 200  # sentences that are compared letter by letter

_WORD: Final = re.compile(r"\w+")
_HALF: Final = 1 << 31


def comparable(plain: str) -> str:
    """The form in which sentences are compared: without regard to case and to the kind of white space."""
    return " ".join(plain.casefold().split())


def tokens(text: str, source_locale: str, target_locale: str) -> tuple[int, ...]:
    """The tokens of a ``comparable`` text within a pair of locales, as signed 32-bit numbers, sorted."""
    words = _WORD.findall(text)
    named = {*words, *(f"{one} {two}" for one, two in pairwise(words))}
    partition = f"{source_locale}>{target_locale}\0"
    return tuple(sorted({zlib.crc32(f"{partition}{name}".encode("utf-8", "surrogatepass")) - _HALF for name in named}))


def choose(counts: Mapping[int, int]) -> tuple[int, ...]:
    """The tokens to ask for, rarest first: always one, then as many as ``MAX_POSTINGS`` and ``MAX_TOKENS`` allow."""
    chosen: list[int] = []
    read = 0
    for token, count in sorted(counts.items(), key=lambda item: (item[1], item[0])):
        if chosen and (len(chosen) == MAX_TOKENS or read + count > MAX_POSTINGS):
            break
        chosen.append(token)
        read += count
    return tuple(chosen)


def lengths(length: int) -> tuple[int, int]:
    """The least and the greatest length of a text that can be similar to one of this length."""
    return int(length * THRESHOLD), int(length / THRESHOLD) + 1


def similarity(one: str, other: str) -> float:
    """Normalised Levenshtein similarity of two comparable texts, 0 to 1; 0 for anything below ``THRESHOLD``."""
    return Levenshtein.normalized_similarity(one, other, score_cutoff=THRESHOLD)


@dataclass(frozen=True, slots=True)
class Similar:
    """A stored sentence that is similar. ``entry_id`` names one entry with this source text."""

    entry_id: int
    similarity: float


def rank(text: str, candidates: Sequence[tuple[int, str]], limit: int) -> list[Similar]:
    """The most similar of the candidates (entry id, comparable text), best first."""
    found = [Similar(entry_id, similarity(text, candidate)) for entry_id, candidate in candidates]
    found = [one for one in found if one.similarity >= THRESHOLD]
    return sorted(found, key=lambda one: (-one.similarity, one.entry_id))[:limit]
