"""What readers of text and HTML hand to the anatomy: blocks by structure, with what their surroundings say."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from localize.article import Block
from localize.errors import InputTooLargeError

MAX_BLOCKS: Final = 10_000


def check_count(count: int) -> None:
    """Raise ``InputTooLargeError`` for more blocks than an article may have."""
    if count > MAX_BLOCKS:
        raise InputTooLargeError(
            f"The article has more than {MAX_BLOCKS:,} paragraphs, list items and table cells.", limit=MAX_BLOCKS
        )


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


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block whose role is only what its element says.

    ``group`` numbers runs of lines without a blank line between them (text), ``place`` numbers the regions of a page,
    ``hints`` are words of class names around the block.
    """

    block: Block
    region: Region = Region.MAIN
    place: int = 0
    group: int = 0
    hints: frozenset[str] = field(default_factory=frozenset)
