"""Where in a translated sentence a piece stands, when the piece was translated by itself.

The piece comes back in another case, with another article or inside a compound. Candidates are found from strict to
tolerant: the same text, the same but for case, the source's own text (names, addresses, numbers), then rows of words
that are forms of the piece's words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from localize.mt.words import Word, similarity, words

_THRESHOLD: Final = 0.58  # of a fuzzy candidate
_EDGE: Final = 0.5  # its first and last word must be like a word of the piece
_SLACK: Final = 2  # words that it may have more or less
_MAX_WORDS: Final = 60  # of a piece that is looked for with tolerance
_QUOTES: Final = "«»„“”\"‚‘’'()[]"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of the translation. ``score``: 3 the same text, 2.5 the source's text, 1 to 2 similar words."""

    start: int
    end: int
    score: float


def candidates(piece: str | None, source: str, sentence: str) -> list[Candidate]:
    """Where ``piece``, the translation of ``source``, may stand in ``sentence``; best score first, then in order."""
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in _strict(piece, source, sentence):
        found.setdefault((candidate.start, candidate.end), candidate)
    if not found and piece:
        for candidate in _similar(piece, sentence):
            wide = _with_article(candidate, piece, source, sentence)
            found.setdefault((wide.start, wide.end), wide)
    return sorted(found.values(), key=lambda c: (-c.score, c.start))


def _strict(piece: str | None, source: str, sentence: str) -> Iterator[Candidate]:
    texts = [(source.strip(), 2.5, re.NOFLAG)] if _is_kept(source) else []
    if piece and piece.strip():
        # A piece that is translated alone may get a full stop or lose its quotation marks.
        bare = piece.strip().rstrip(".!?…").strip(_QUOTES).strip()
        texts = [(piece.strip(), 3.0, re.NOFLAG), (bare, 2.9, re.NOFLAG), (bare, 2.8, re.IGNORECASE), *texts]
    for text, score, flags in texts:
        if text:
            pattern = r"\s+".join(re.escape(word) for word in text.split())
            for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", sentence, flags):
                yield Candidate(match.start(), match.end(), score)


def _is_kept(source: str) -> bool:
    """Whether a text may stand untranslated in a translation: with digits, capitals or an address in it."""
    return any(char.isdigit() or char.isupper() or char in "@/" for char in source)


def _similar(piece: str, sentence: str) -> list[Candidate]:
    """Rows of words like those of the piece; of rows that overlap only the best."""
    wanted = [word for word in words(piece) if not word.is_article]
    given = words(sentence)
    if not given or not 0 < len(wanted) <= _MAX_WORDS:
        return []
    likeness = [[similarity(want.folded, word.folded) for word in given] for want in wanted]
    rows = [
        Candidate(given[first].start, given[last].end, 1 + score)
        for first, last in _windows(len(given), len(wanted))
        if _fits(likeness, given, first, last) and (score := _score(likeness, wanted, given, first, last)) >= _THRESHOLD
    ]
    best: list[Candidate] = []
    for row in sorted(rows, key=lambda c: (-round(c.score, 6), c.start - c.end)):
        if all(row.end <= other.start or other.end <= row.start for other in best):
            best.append(row)
    return best


def _windows(given: int, wanted: int) -> Iterator[tuple[int, int]]:
    for size in range(max(1, wanted - _SLACK), wanted + _SLACK + 1):
        for first in range(given - size + 1):
            yield first, first + size - 1


def _fits(likeness: Sequence[Sequence[float]], given: Sequence[Word], first: int, last: int) -> bool:
    """Whether the row begins and ends with words of the piece."""
    edges = {first, last}
    return all(not given[n].is_article and max(row[n] for row in likeness) >= _EDGE for n in edges)


def _score(
    likeness: Sequence[Sequence[float]], wanted: Sequence[Word], given: Sequence[Word], first: int, last: int
) -> float:
    """How much of both rows of words is found in the other one, by letters."""
    inside = [n for n in range(first, last + 1) if not given[n].is_article]
    found = sum(len(want.folded) * max(row[first : last + 1]) for want, row in zip(wanted, likeness, strict=True))
    found += sum(len(given[n].folded) * max(row[n] for row in likeness) for n in inside)
    letters = sum(len(want.folded) for want in wanted) + sum(len(given[n].folded) for n in inside)
    return found / letters


def _with_article(candidate: Candidate, piece: str, source: str, sentence: str) -> Candidate:
    """Take in the article before the row when the piece has one: das Weiße Haus, dem Weißen Haus."""
    if not any(given and given[0].is_article for given in (words(piece), words(source))):
        return candidate
    before = [word for word in words(sentence) if word.end <= candidate.start]
    if before and before[-1].is_article and sentence[before[-1].end : candidate.start].isspace():
        return Candidate(before[-1].start, candidate.end, candidate.score)
    return candidate
