"""What the house says about words in one pair of locales: its terms and its names. What checks, offers and engines read."""

from dataclasses import dataclass
from typing import Final

from localize.terms.name import Name
from localize.terms.term import Term


@dataclass(frozen=True)
class Lexicon:
    """Terms and names of one pair of locales. Immutable, so that processes may keep one as long as it holds."""

    terms: tuple[Term, ...] = ()
    names: tuple[Name, ...] = ()


EMPTY: Final = Lexicon()
