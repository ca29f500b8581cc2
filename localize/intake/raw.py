"""What readers of text and HTML hand to the anatomy: blocks by structure, with what their surroundings say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from localize.article import Block
from localize.errors import InputTooLargeError
from localize.intake.words import refusal

MAX_BLOCKS: Final = 10_000


def check_count(count: int) -> None:
    """Raise ``InputTooLargeError`` for more blocks than an article may have."""
    if count > MAX_BLOCKS:
        raise refusal("too-many-blocks", InputTooLargeError, limit=MAX_BLOCKS)


class Region(StrEnum):
    """The part of a page that a block stands in."""

    MAIN = "main"
    NAV = "nav"
    HEADER = "header"
    FOOTER = "footer"
    ASIDE = "aside"


class Layout(StrEnum):
    """How a source shows its structure."""

    TEXT = "text"  # lines and blank lines only: headings must be guessed
    HTML = "html"  # elements say what they are


@dataclass(frozen=True, slots=True, eq=False)
class Holder:
    """An element around blocks, linked to the one around it; ``number`` counts them in the order of the source."""

    tag: str
    hints: frozenset[str]
    parent: "Holder | None"
    number: int

    def chain(self) -> Iterator["Holder"]:
        """This element and those around it, from the inside out."""
        holder: Holder | None = self
        while holder is not None:
            yield holder
            holder = holder.parent


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block whose role is only what its element says.

    ``group`` numbers runs of lines without a blank line between them (text), ``place`` numbers the regions of a page,
    ``hints`` are words of class names around the block, ``holder`` is the innermost element around it.
    """

    block: Block
    region: Region = Region.MAIN
    place: int = 0
    group: int = 0
    hints: frozenset[str] = field(default_factory=frozenset)
    holder: Holder | None = None
