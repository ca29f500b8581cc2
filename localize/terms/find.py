"""Finding the terms of a termbase in an English source text, in whatever form they stand there.

Every form of every term is put into a tree of words once; a text is then read in one pass, so that its time does not
depend on the number of terms. Rules on capitals and on the words around tell a term from words that look like it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Final

from localize.terms.english import forms_of, inflecting, spellings
from localize.terms.term import CaseRule, PartOfSpeech, Term

# U.S. and US are one word; an apostrophe stands inside words, and the possessive is none.
_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}(?!\w)|\w+(?:['’]\w+)*")
_POSSESSIVE: Final = re.compile(r"['’][sS]$")
_APART: Final = re.compile(r"[\s\u2010\u2011-]*")
_SENTENCE_END: Final = re.compile(r"(?:^|[.!?…:][\"”’')\]]*\s+|[\"“‘(\[]|\n)\s*[\"“‘'(\[]*$")
_MOST_VARIANTS: Final = 64  # of one term; a phrase with more is no term

_NOUN_FOLLOWS: Final = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "no",
        "some",
        "any",
        "every",
        "each",
        "another",
    ]
)
_VERB_FOLLOWS: Final = frozenset(
    [
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "must",
        "should",
        "shall",
        "cannot",
        "won't",
        "don't",
        "doesn't",
        "didn't",
        "i",
        "we",
        "they",
        "you",
        "who",
    ]
)
# Capitalised in a sentence, these are another word than the common noun.
_NAMESAKES: Final = frozenset(
    [
        "august",
        "china",
        "chile",
        "georgia",
        "jordan",
        "lent",
        "march",
        "may",
        "polish",
        "turkey",
        "mali",
        "hamas",
        "job",
        "bush",
        "trump",
        "cook",
        "page",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """A term and where it stands in a source text: a half-open span in code points."""

    term: Term
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A place in the tree: how a phrase may go on, and which terms end here."""

    next: "dict[str, _Node]" = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the source: ``text`` without possessive and dots; ``apart``: nothing but blanks or a hyphen precedes."""

    start: int
    end: int
    text: str
    folded: str
    apart: bool


class TermIndex:
    """Terms of one lexicon, ready to be found. Immutable once made; made for many texts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._root = _Node()
        for term in terms:
            for phrase in _variants(term):
                node = self._root
                for word in phrase:
                    node = node.next.setdefault(word, _Node())
                if term not in node.terms:
                    node.terms.append(term)

    def find(self, plain: str) -> list[Found]:
        """Terms in order of their places. The longest wins, others that overlap it are dropped.

        Several terms of the same words stand at the same place, each with a ``Found`` of its own.
        """
        words = list(_words(plain))
        found: list[Found] = []
        at = 0
        while at < len(words):
            size, terms = self._longest(plain, words, at)
            found += [Found(term, words[at].start, words[at + size - 1].end) for term in terms]
            at += size
        return found

    def _longest(self, plain: str, words: list[_Word], at: int) -> tuple[int, list[Term]]:
        """How many words the longest term from here has, and which terms these are; one word and none if there is none."""
        node: _Node | None = self._root.next.get(words[at].folded)
        best: tuple[int, list[Term]] = (1, [])
        size = 1
        while node is not None:
            terms = [term for term in node.terms if _meant(term, plain, words, at, at + size)]
            best = (size, terms) if terms else best
            following = words[at + size] if at + size < len(words) else None
            node = node.next.get(following.folded) if following is not None and following.apart else None
            size += 1
        return best


def _words(plain: str) -> Iterator[_Word]:
    end = 0
    for match in _WORD.finditer(plain):
        written = match.group()
        text = written.replace(".", "") if "." in written else _POSSESSIVE.sub("", written)
        stop = match.start() + (len(written) if "." in written else len(text))
        yield _Word(match.start(), stop, text, text.casefold(), bool(_APART.fullmatch(plain, end, match.start())))
        end = stop


def _variants(term: Term) -> Iterator[tuple[str, ...]]:
    """The rows of folded words that are this term."""
    words = [word.folded for word in _words(term.source)]
    if not words:
        return
    moving = inflecting(words, term.part_of_speech)
    choices = [
        forms_of(word, term.part_of_speech) if at in moving else spellings(word) for at, word in enumerate(words)
    ]
    several = len(words) > 1 and (len(words) - 1) in moving and words[-1].endswith("s") and len(words[-1]) > 4
    if several and not words[-1].endswith(("ss", "us", "is", "ics")):
        choices[-1] |= {words[-1].removesuffix("s")}  # «peace talks», a peace talk
    size = 1
    for choice in choices:
        size *= len(choice)
    rows = product(*choices) if size <= _MOST_VARIANTS else iter([tuple(words)])
    joined = len(words) == 2 and term.part_of_speech is not PartOfSpeech.VERB and all(word.isalpha() for word in words)
    for row in rows:
        yield row
        if joined and sum(map(len, row)) > 5:
            yield ("".join(row),)


def _meant(term: Term, plain: str, words: list[_Word], first: int, last: int) -> bool:
    """Whether the words are the term and not others that look like them."""
    here = words[first:last]
    return _capitals(term, plain, here) and _role(term, words, first, last)


def _capitals(term: Term, plain: str, here: list[_Word]) -> bool:
    source = [word.text for word in _words(term.source)]
    written = [word.text for word in here]
    for one, other in zip(source, written, strict=False):
        if len(one) > 1 and one.isupper() and not other[: len(one)].isupper():
            return False  # «US» is not “us”, whatever the rule
    starts = None
    capital, theirs = source[0][:1].isupper(), written[0][:1].isupper()
    shouted = all(word.isupper() for word in written) and len(written[0]) > 1
    if term.part_of_speech is PartOfSpeech.PROPER_NOUN and capital and not theirs:
        return False
    if not capital and theirs and not shouted:
        starts = bool(_SENTENCE_END.search(plain[max(0, here[0].start - 40) : here[0].start]))
        if not starts and (term.case_rule is CaseRule.EXACT or here[0].folded in _NAMESAKES):
            return False
    if term.case_rule is CaseRule.ANY:
        return True
    pairs = list(zip(source, written, strict=False))
    return all(_same_capitals(one, other, first=bool(starts) and at == 0) for at, (one, other) in enumerate(pairs))


def _same_capitals(one: str, other: str, *, first: bool) -> bool:
    """Letter by letter as far as both go; the first letter of a sentence is free to be a capital."""
    return all(
        a == b or a.casefold() != b.casefold() or (first and at == 0)
        for at, (a, b) in enumerate(zip(one, other, strict=False))
    )


def _role(term: Term, words: list[_Word], first: int, last: int) -> bool:
    """Noun or verb, by the words around."""
    before = words[first - 1].folded if first and words[first].apart else ""
    after = words[last].folded if last < len(words) and words[last].apart else ""
    if term.part_of_speech is PartOfSpeech.VERB:
        return before not in _NOUN_FOLLOWS
    if term.part_of_speech in {PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN} and last - first == 1:
        return before not in _VERB_FOLLOWS and not (before == "to" and after in _NOUN_FOLLOWS)
    return True
