"""German words and their dictionary forms, by simplemma's list of 1.1 million forms.

The list is read at first need and kept: about a second and 105 MB a process. Nothing here guesses.
"""

from functools import lru_cache
from threading import Lock
from typing import Final

from simplemma.strategies import DictionaryLookupStrategy

_LOCK: Final = Lock()
_LIST: Final = DictionaryLookupStrategy()


@lru_cache(maxsize=100_000)
def lemma(word: str) -> str | None:
    """The dictionary form of a word as it is written («Häuser»: Haus); None for a word that is not in the list."""
    with _LOCK:  # or two threads would read the list, and hold it, twice
        return _LIST.get_lemma(word, "de")


def is_noun(word: str) -> bool:
    """Whether a word, in any writing, may be a noun."""
    found = lemma(word[:1].upper() + word[1:])
    return found is not None and found[:1].isupper()


def is_verb(word: str) -> bool:
    """Whether a word is the infinitive of a verb."""
    return word[:1].islower() and word.endswith("n") and lemma(word) == word and lemma(f"{word}d") in {word, f"{word}d"}
