"""Looking for words in the memory, whatever their case: what is asked for, how texts are kept for it, where hits are.

Texts and questions are brought into the same form: words alone, folded, one space before, between and after them. A
word of a question is then a piece of a text with a space at both ends, a phrase likewise, and the beginning of a word
(``правительств*``, for inflected forms) a piece that lacks the space at its end. The same on every database.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

MAX_TERMS: Final = 12  # of one question; more say nothing new

# A word may hold marks over its letters, soft hyphens and joiners: none of them counts.
_INSIDE: Final = "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_WORD: Final = re.compile(rf"\w[\w{_INSIDE}]*")
_PLAIN_WORD: Final = re.compile(r"\w+")
_SPECIAL: Final = re.compile(f"[{_INSIDE}]")
_QUOTES: Final = '"“”„«»‟'
_TERM: Final = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)(?:[{_QUOTES}]|$)(\*?)|([^\s{_QUOTES}]+)")
_ALIKE: Final = str.maketrans({"ё": "е"})  # written either way, the same word


@dataclass(frozen=True, slots=True)
class Term:
    """Folded words that stand side by side. ``open_end``: the last one may go on."""

    words: tuple[str, ...]
    open_end: bool = False

    @property
    def piece(self) -> str:
        """The piece of a folded text that has this term."""
        return f" {' '.join(self.words)}{'' if self.open_end else ' '}"


def fold(plain: str) -> str:
    """A text as it is kept for the search: its words, folded, a space around each. Empty when it has no words."""
    composed = unicodedata.normalize("NFC", plain).casefold().translate(_ALIKE)
    if _SPECIAL.search(composed) is None:
        words = _PLAIN_WORD.findall(composed)  # several times faster, and good for nearly every text
    else:
        words = [folded for _, _, folded in _words(plain)]
    return f" {' '.join(words)} " if words else ""


def parse(question: str) -> tuple[Term, ...]:
    """The terms of a question: words, “phrases in quotation marks”, beginnings with a star. All of them must be there."""
    terms: dict[Term, None] = {}
    for phrase, star, bare in _TERM.findall(question):
        written = bare or phrase
        words = tuple(folded for _, _, folded in _words(written))
        if words:
            terms[Term(words, open_end=bool(star) or bare.endswith("*"))] = None
    return tuple(terms)[:MAX_TERMS]


def spans(plain: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where a text has the terms: offsets (code points) of its plain form, in order, none within another."""
    words = list(_words(plain))
    found: list[tuple[int, int]] = []
    for index, (start, _, _) in enumerate(words):
        ends = [words[index + len(term.words) - 1][1] for term in terms if _stands(words, index, term)]
        if ends:
            found.append((start, max(ends)))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _words(plain: str) -> Iterator[tuple[int, int, str]]:
    """Words with their offsets, each folded."""
    for found in _WORD.finditer(plain):
        composed = unicodedata.normalize("NFC", found[0]).casefold().translate(_ALIKE)
        folded = "".join(char for char in composed if char.isalnum() or char == "_")
        if folded:
            yield found.start(), found.end(), folded


def _stands(words: Sequence[tuple[int, int, str]], index: int, term: Term) -> bool:
    here = [folded for _, _, folded in words[index : index + len(term.words)]]
    if len(here) < len(term.words) or here[:-1] != list(term.words[:-1]):
        return False
    return here[-1].startswith(term.words[-1]) if term.open_end else here[-1] == term.words[-1]
