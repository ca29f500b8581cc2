"""What the house says about words in one pair of locales: its terms and its names. What checks, offers and engines read."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from localize.terms.find import TermIndex
from localize.terms.name import Name
from localize.terms.name_index import NameIndex
from localize.terms.term import Term


@dataclass(frozen=True)
class Lexicon:
    """Terms and names of one pair of locales. Immutable, so that processes may keep one as long as it holds.

    The indexes are made at first need and kept with it; two threads that come first at once make the same.
    """

    terms: tuple[Term, ...] = ()
    names: tuple[Name, ...] = ()

    @cached_property
    def term_index(self) -> TermIndex:
        """Finds the terms in a source."""
        return TermIndex(self.terms)

    @cached_property
    def name_index(self) -> NameIndex:
        """Finds the names in a source."""
        return NameIndex(self.names)


EMPTY: Final = Lexicon()
