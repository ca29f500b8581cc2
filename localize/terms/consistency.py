"""One source name rendered in several ways: across an article, or across the segments of running stories."""

from collections.abc import Sequence
from dataclasses import dataclass

from localize.terms.name_index import NameIndex


@dataclass(frozen=True, slots=True)
class Rendering:
    """A form (as it stands in the first segment that has it) and the segments that have it or its inflections."""

    text: str
    segments: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]  # in the target, one for each segment


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A name without entry in the register, and its renderings, the most frequent first."""

    written: str
    renderings: tuple[Rendering, ...]


def inconsistencies(segments: Sequence[tuple[str, str]], locale: str, known: NameIndex) -> list[Inconsistency]:
    """Names of ``segments`` (plain source, plain target) that the targets render differently."""
    del segments, locale, known
    return []
