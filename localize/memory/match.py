"""Matches of the memory, pure: which stored pair answers a sentence, and how well."""

from collections.abc import Sequence
from dataclasses import dataclass

# Stands for "no neighbour" in a stored pair: the first or last sentence of an article.
EDGE = "-"

IN_CONTEXT = 101
EXACT = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """A stored sentence pair. ``target`` is a written coded text; the hashes are those of the neighbours."""

    target: str
    prev_hash: str
    next_hash: str


@dataclass(frozen=True, slots=True)
class Match:
    """The answer to a sentence: score 101 in context (both neighbours the same), 100 exact."""

    target: str
    score: int


def best_match(pairs: Sequence[Pair], prev_hash: str | None, next_hash: str | None) -> Match | None:
    """The best of pairs that share the sentence, given newest first. None when there is no pair."""
    context = (prev_hash or EDGE, next_hash or EDGE)
    for pair in pairs:
        if (pair.prev_hash, pair.next_hash) == context:
            return Match(pair.target, IN_CONTEXT)
    return Match(pairs[0].target, EXACT) if pairs else None
