"""What engines are told beside the texts: what the article is about, and how the house calls what occurs in them."""

from collections.abc import Iterable, Sequence
from typing import Final

from localize.article import Block, Role
from localize.ports import Hints
from localize.services.glossary import glossary_of
from localize.terms.lexicon import Lexicon

_MAX_CONTEXT: Final = 1000  # characters; a headline and a standfirst are shorter
_ABOUT: Final = (Role.HEADLINE, Role.STANDFIRST)


def about(blocks: Iterable[Block]) -> str:
    """What an article is about, in its own words: headline and standfirst."""
    said = [block.text.plain.strip() for role in _ABOUT for block in blocks if block.role is role]
    return "\n".join(text for text in said if text)[:_MAX_CONTEXT].strip()


def hints_for(context: str, lexicon: Lexicon, texts: Sequence[str]) -> Hints:
    """Hints for these texts of an article. Names are not among the terms: they are checked and offered, not enforced."""
    return Hints(context, glossary_of(lexicon, texts))
