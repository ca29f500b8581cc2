"""One source name rendered in several ways: across an article, or across the segments of running stories.

For names that the register does not have: nobody has decided their form yet, but it should be one. A rendering is the
capitalised word of the target that sounds like the name's; inflected forms of one rendering are one. Where no word sounds
like it (a pronoun, a translation), the segment says nothing. Better to miss a case than to cry wolf.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from localize.terms.detect import Candidate, detect
from localize.terms.inflect import name_occurrences
from localize.terms.name import NameKind
from localize.terms.name_clues import OF_HEADS, ORGANISATION_ENDS, PLACE_ENDS, PLACES
from localize.terms.name_forms import capitalised
from localize.terms.name_index import NameIndex
from localize.terms.near_names import alike, ending_cut
from localize.terms.propose import russian_word
from localize.terms.spelling import variants_key, words
from localize.terms.transcribe_de import german_word

_SURE: Final = 0.7
_LEAST: Final = 4  # letters of a name's word; of shorter ones too much sounds alike
_KINDS: Final = frozenset({NameKind.PERSON, NameKind.PLACE, NameKind.OTHER})

Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A form (as it stands in the first segment that has it) and the segments that have it or its inflections."""

    text: str
    segments: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # in the target, one for each segment


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A name without entry in the register, and its renderings, the most frequent first."""

    written: str
    renderings: tuple[Rendering, ...]


def inconsistencies(segments: Sequence[tuple[str, str]], locale: str, known: NameIndex) -> list[Inconsistency]:
    """Names of ``segments`` (plain source, plain target) that the targets render differently."""
    sources = [source for source, _ in segments]
    words_of: dict[str, dict[int, str]] = defaultdict(dict)  # a word of a name -> segments where the source has it
    whole: dict[str, str] = {}
    for candidate in detect(sources, known):
        for word, places in _named_words(candidate, sources).items():
            words_of[word] |= places
            whole.setdefault(word, candidate.written)
    targets = [list(capitalised(target)) for _, target in segments]
    sounds = {word: _sounds(word, locale) for word in words_of}
    found = []
    for word, places in words_of.items():
        rivals = [other for other in words_of if other != word]
        heard = {n: best for n in places if (best := _rendering(word, rivals, targets[n], sounds, words_of, n))}
        clusters = _clusters(heard, locale)
        if len(clusters) > 1:
            found.append(Inconsistency(whole[word], clusters))
    return _once(found)


def _named_words(candidate: Candidate, sources: Sequence[str]) -> dict[str, dict[int, str]]:
    """Words of the name, each with the segments whose source has it."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    if candidate.kind not in _KINDS:
        return found
    for n, start, end in candidate.spans:
        for word in words(sources[n][start:end]):
            if len(word) >= _LEAST and word[0].isupper() and not word.isupper() and not _is_translated(word):
                found[word][n] = word
    return found


def _is_translated(word: str) -> bool:
    """Countries have other names in names of companies («Macquarie Australia»); «House» is a word of the language."""
    return variants_key(word) in PLACES or word.lower() in OF_HEADS | ORGANISATION_ENDS | PLACE_ENDS


def _sounds(word: str, locale: str) -> list[str]:
    """What a word that renders it may look like."""
    if locale.lower().startswith("ru"):
        return [word, russian_word(word)]
    return [word, german_word(word)]


def _rendering(
    word: str,
    rivals: Sequence[str],
    target: Sequence[Word],
    sounds: dict[str, list[str]],
    words_of: dict[str, dict[int, str]],
    n: int,
) -> Word | None:
    """The one word of the target that sounds like it and like no other name of the segment."""
    best: tuple[float, Word] | None = None
    for start, end, text in target:
        for at, part in _pieces(text):
            score = max(alike(part, sound) for sound in sounds[word])
            if score < _SURE or (best and score <= best[0]):
                continue
            others = [rival for rival in rivals if n in words_of[rival]]
            if any(alike(part, sound) > score for rival in others for sound in sounds[rival]):
                continue
            best = score, (start + at, start + at + len(part) if part != text else end, part)
    return best[1] if best else None


def _pieces(text: str) -> list[tuple[int, str]]:
    """A word, and the parts of a hyphenated one."""
    parts = [(match.start(), match.group()) for match in re.finditer(r"[^-‐‑]+", text)]
    return [(0, text)] if len(parts) < 2 else [(0, text), *((at, part) for at, part in parts if part[0].isupper())]


def _clusters(heard: dict[int, Word], locale: str) -> tuple[Rendering, ...]:
    """Renderings of which none is an inflection of another, the most frequent first."""
    groups: list[list[tuple[int, Word]]] = []
    for n, word in heard.items():
        for group in groups:
            if any(_same(word[2], other[2], locale) for _, other in group):
                group.append((n, word))
                break
        else:
            groups.append([(n, word)])
    made = [
        Rendering(group[0][1][2], tuple(n for n, _ in group), tuple((word[0], word[1]) for _, word in group))
        for group in groups
    ]
    return tuple(sorted(made, key=lambda rendering: (-len(rendering.segments), rendering.segments)))


def _same(one: str, other: str, locale: str) -> bool:
    """Whether two words may be forms of one: by their stems, by the dictionary, or with a vowel that comes and goes."""
    first, second = ending_cut(one), ending_cut(other)
    if first == second or first.startswith(second) or second.startswith(first):
        return True
    if name_occurrences(one, other, locale) or name_occurrences(other, one, locale):
        return True
    return _fleeting(first) == _fleeting(second)


def _fleeting(stem: str) -> str:
    """Without what comes and goes before the last consonant: Павел, Павла; Лев, Льва."""
    return re.sub(r"[оеь](?=[^аоуэиыеюя]$)", "", stem)


def _once(found: list[Inconsistency]) -> list[Inconsistency]:
    """One a name, though several of its words may differ."""
    kept: dict[str, Inconsistency] = {}
    for item in found:
        kept.setdefault(item.written, item)
    return list(kept.values())
