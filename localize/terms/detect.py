"""New names in an English article: who and what is named that the register does not know."""

from collections.abc import Iterable
from dataclasses import dataclass

from localize.article import Block
from localize.terms.name import Gender, NameKind
from localize.terms.name_index import NameIndex


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that is not in the register.

    ``written``: the fullest form, without title and possessive. ``spans``: where it or its surname stands: number of
    the text, start, end in code points. ``titles``: as they stand before it («President», «Mr.»).
    """

    written: str
    kind: NameKind
    spans: tuple[tuple[int, int, int], ...]
    count: int
    titles: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN


def detect(texts: Iterable[Block | str], known: NameIndex) -> list[Candidate]:
    """Candidates in the order in which they first stand in the article."""
    del texts, known
    return []
