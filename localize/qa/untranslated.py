"""Family ``untranslated``: the target is still the source's language.

Names, numbers and addresses stay as they are in good translations, so only running text counts as a sign: words in
lower case, or words that only sentences use.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from localize.addresses import masked
from localize.qa.check import TRANSLATED, Check, Pair
from localize.qa.finding import Finding, Severity

# Names of things in programs (browser.cache.size, minRetrySecs) are written alike everywhere.
_CODE = re.compile(r"[^\W\d][._:/\\=][^\W\d]|[^\W\d_][a-z][A-Z]")
# The same, each beginning with what is quickly found: does a text have any?
_JOINED = re.compile(r"[._:/\\=](?<=[^\W\d].)(?=[^\W\d])")
_HUMP = re.compile(r"[A-Z](?<=[^\W\d_][a-z].)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# Lower case inside names ("Bank of America", "Ludwig van Beethoven") is no sign of running text.
_IN_NAMES = frozenset({"of", "the", "and", "for", "a", "an", "de", "la", "le", "du", "da", "di", "del", "van", "von",
                       "der", "den", "al", "el", "bin", "ibn", "y", "e", "et", "und", "st", "v", "vs"})  # fmt: skip

# In capitals or title case these still show that a line is a sentence, not a name.
_IN_SENTENCES = frozenset({"is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could",
                           "should", "can", "not", "that", "this", "these", "those", "his", "her", "their", "our",
                           "from", "with", "after", "before", "over", "amid", "as", "says", "said", "how", "why",
                           "what", "who", "when", "but", "because", "than", "into", "about", "he", "she", "they",
                           "we", "you", "it", "its", "gets", "makes", "takes", "against", "despite"})  # fmt: skip

_LONG = 15  # letters of a text that cannot be a coincidence
_FEW = 3  # words that make a phrase
_OVERLAP_WORDS = 5  # lower-case words needed before a share of them says anything
_OVERLAP = 0.8


class Untranslated(Check):
    """The target says what the source says, in the source's words."""

    family = "untranslated"
    severities: ClassVar = {"untranslated": Severity.ERROR}

    def applies(self, pair: Pair) -> bool:
        """Only text that someone translates, into another language."""
        return super().applies(pair) and pair.handling in TRANSLATED and pair.source_language != pair.target_language

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding that spans both texts."""
        source, target = _words(pair.src), _words(pair.tgt)
        if _same(source, target) or _mostly(source, target):
            yield self.finding("untranslated", source_at=[(0, len(pair.src))], target_at=[(0, len(pair.tgt))])


def _words(text: str) -> list[str]:
    shown = masked(text)
    if not _JOINED.search(shown) and not _HUMP.search(shown):  # most texts: neither reaches across a space
        return _WORD.findall(shown)
    return [word for token in shown.split() if not _CODE.search(token) for word in _WORD.findall(token)]


def _same(source: list[str], target: list[str]) -> bool:
    """Equal but for case, space and punctuation, and long enough to be language."""
    if len(source) != len(target) or [w.casefold() for w in source] != [w.casefold() for w in target]:
        return False
    if len(source) >= _FEW and any(w.casefold() in _IN_SENTENCES for w in source):
        return True
    if not any(w.islower() and w not in _IN_NAMES for w in source):
        return False
    # A loan word differs by its capital alone: "dashboard designer" is „Dashboard-Designer“.
    return len(source) >= _FEW or (source == target and sum(map(len, source)) >= _LONG)


def _mostly(source: list[str], target: list[str]) -> bool:
    """Nearly all lower-case words of the target are the source's: someone touched a word or two of it."""
    ours = [w for w in target if w.islower() and w not in _IN_NAMES]
    if len(ours) < _OVERLAP_WORDS:
        return False
    theirs = [w.casefold() for w in source]
    shared = set(theirs).intersection(ours)
    if sum(w in shared for w in ours) < _OVERLAP * len(ours):
        return False  # nearly always; how often each stands there can only lessen it
    return (Counter(ours) & Counter(theirs)).total() >= _OVERLAP * len(ours)
