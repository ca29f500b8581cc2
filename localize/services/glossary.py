"""What engines are told about the terms of a request: the provider's glossary."""

from collections.abc import Iterable

from localize.terms.lexicon import Lexicon


def glossary_of(lexicon: Lexicon, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Source terms that occur in these plain texts with the term that is wanted, in the order in which they occur.

    What is not translated stands for itself. A source term with several entries (a noun and a verb) goes with the first
    that occurs, as glossaries have one entry a term. Terms without an accepted target are left out.
    """
    if not lexicon.terms:
        return ()
    pairs: dict[str, str] = {}
    for text in texts:
        for found in lexicon.term_index.find(text):
            term = found.term
            wanted = term.source if term.do_not_translate else next((t.text for t in term.accepted), "")
            if wanted:
                pairs.setdefault(term.source, wanted)
    return tuple(pairs.items())
