"""What engines are told about the terms of a request (the provider's glossary), and the index by which terms are found."""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock
from typing import Final

from localize.terms.find import TermIndex
from localize.terms.lexicon import Lexicon

_MOST: Final = 16  # lexicons whose index is kept

_KEPT: OrderedDict[int, tuple[Lexicon, TermIndex]] = OrderedDict()  # by identity: the lexicon is kept with its index
_LOCK = Lock()


def index_of(lexicon: Lexicon) -> TermIndex:
    """The index of a lexicon, made once as long as ``lexicon_of`` hands out the same one."""
    with _LOCK:
        kept = _KEPT.get(id(lexicon))
        if kept is not None:
            _KEPT.move_to_end(id(lexicon))
            return kept[1]
    index = TermIndex(lexicon.terms)
    with _LOCK:
        _KEPT[id(lexicon)] = (lexicon, index)
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return index


def glossary_of(lexicon: Lexicon, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Source terms that occur in these plain texts with the term that is wanted, in the order in which they occur.

    What is not translated stands for itself. A source term with several entries (a noun and a verb) goes with the first
    that occurs, as glossaries have one entry a term. Terms without an accepted target are left out.
    """
    if not lexicon.terms:
        return ()
    index = index_of(lexicon)
    pairs: dict[str, str] = {}
    for text in texts:
        for found in index.find(text):
            term = found.term
            wanted = term.source if term.do_not_translate else next((t.text for t in term.accepted), "")
            if wanted:
                pairs.setdefault(term.source, wanted)
    return tuple(pairs.items())
