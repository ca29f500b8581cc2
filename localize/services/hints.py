"""What engines are told beside the texts: what the article is about, and how the house calls what occurs in them."""

from collections.abc import Iterable, Sequence
from typing import Final

from localize.article import Block, Role
from localize.ports import Hints
from localize.terms.lexicon import Lexicon
from localize.terms.term import Term, TermStatus

_MAX_CONTEXT: Final = 1000  # characters; a headline and a standfirst are shorter
_ABOUT: Final = (Role.HEADLINE, Role.STANDFIRST)


def about(blocks: Iterable[Block]) -> str:
    """What an article is about, in its own words: headline and standfirst."""
    said = [block.text.plain.strip() for role in _ABOUT for block in blocks if block.role is role]
    return "\n".join(text for text in said if text)[:_MAX_CONTEXT].strip()


def hints_for(context: str, lexicon: Lexicon, texts: Sequence[str]) -> Hints:
    """Hints for these texts of an article. Names are not among the terms: they are checked and offered, not enforced."""
    pairs = [(term.source, target) for term in _occurring(lexicon.terms, texts) if (target := _wanted(term))]
    return Hints(context, tuple(dict.fromkeys(pairs)))


def _wanted(term: Term) -> str:
    """What a term is to be called; empty when nothing may stand for it."""
    if term.do_not_translate:
        return term.source
    preferred = [target.text for target in term.accepted if target.status is TermStatus.PREFERRED]
    return next(iter([*preferred, *(target.text for target in term.accepted)]), "")


def _occurring(terms: Sequence[Term], texts: Sequence[str]) -> list[Term]:
    """Terms that the texts may hold, by their letters alone: an entry too many does no harm."""
    folded = "\n".join(texts).casefold()
    return [term for term in terms if term.source.casefold() in folded]
