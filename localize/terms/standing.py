"""The form of a name that stands in a translation already, looked for by what would be proposed for it."""

import re
from typing import Final

from rapidfuzz.distance import Levenshtein

_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*")
_LIKE: Final = 0.6  # similarity from which words are taken for the name; an inflected surname reaches 0.7
_OTHER: Final = 1  # words that a rendering may have more or fewer than the proposal


def standing_form(proposal: str, target: str) -> tuple[int, int] | None:
    """Where in ``target`` a name stands that is nearly ``proposal``: half-open code points; None when it is not found.

    Only runs of words that begin with a capital are looked at.
    """
    exact = target.find(proposal) if proposal else -1
    if exact >= 0:
        return exact, exact + len(proposal)
    wanted = len(_WORD.findall(proposal))
    best: tuple[float, tuple[int, int]] | None = None
    for start, end in _runs(target, wanted):
        score = Levenshtein.normalized_similarity(proposal.casefold(), target[start:end].casefold())
        if score >= _LIKE and (best is None or score > best[0]):
            best = score, (start, end)
    return best[1] if best else None


def _runs(target: str, wanted: int) -> list[tuple[int, int]]:
    """Runs of about as many words, first and last of which have a capital."""
    words = [match.span() for match in _WORD.finditer(target)]
    found = []
    for count in range(max(1, wanted - _OTHER), wanted + _OTHER + 1):
        for first in range(len(words) - count + 1):
            start, end = words[first][0], words[first + count - 1][1]
            if target[start].isupper() and target[words[first + count - 1][0]].isupper():
                found.append((start, end))
    return found
