"""Blocks as a page wants them: pictures in figures, headings without gaps, header cells that say what they head.

Only for the reader's page. The canonical HTML (``body``) and the article itself keep what the source said.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from localize.article import Block, Role
from localize.elements import read_wrap, wrap

_PICTURE_ROLES: Final = frozenset({Role.PICTURE, Role.ALT_TEXT, Role.CAPTION, Role.CREDIT})
_WORDS_BELOW: Final = frozenset({Role.CAPTION, Role.CREDIT})
_NEW: Final = 1_000_000  # numbers of containers that the page adds: above all that an article has


def dressed(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, ready for a page."""
    return _scoped(_levelled(_framed(blocks)))


def _framed(blocks: Sequence[Block]) -> list[Block]:
    """A picture that stands bare gets a figure, together with the alt text, caption and credit that follow it."""
    made: list[Block] = []
    seen: set[Role] = set()
    figure = caption = ""
    for index, block in enumerate(blocks):
        if block.role not in _PICTURE_ROLES or block.wrap:
            seen = set()
            made.append(block)
            continue
        if block.role in seen or (block.role is Role.PICTURE and seen):
            seen = set()
        if not seen:
            figure = wrap("figure", _NEW + 2 * index)
            caption = wrap("figcaption", _NEW + 2 * index + 1)
        seen.add(block.role)
        wraps = (figure, caption) if block.role in _WORDS_BELOW else (figure,)
        made.append(replace(block, wrap=wraps))
    return made


def _levelled(blocks: Sequence[Block]) -> list[Block]:
    """Headings below the headline: the first is ``h2``, and none skips a level on the way down."""
    made: list[Block] = []
    # Levels of the source that are open, from the outside in.
    opened: list[int] = []
    for block in blocks:
        if len(block.tag) == 2 and block.tag[0] == "h" and block.tag[1].isdigit():
            level = int(block.tag[1])
            while opened and opened[-1] >= level:
                opened.pop()
            opened.append(level)
            block = replace(block, tag=f"h{min(1 + len(opened), 6)}")  # noqa: PLW2901
        made.append(block)
    return made


def _scoped(blocks: Sequence[Block]) -> list[Block]:
    """Header cells without a scope head their row where it has other cells, else their column."""
    rows = {row for block in blocks for row in _rows_with_data(block.wrap)}
    made = []
    for block in blocks:
        wraps = []
        row = ""
        for written in block.wrap:
            row = written if written.startswith("tr#") else row
            read = read_wrap(written)
            if read and read[0] == "th" and "scope" not in dict(read[2]):
                scope = "row" if row in rows else "col"
                written = wrap("th", read[1], (*read[2], ("scope", scope)))  # noqa: PLW2901
            wraps.append(written)
        made.append(replace(block, wrap=tuple(wraps)) if "th#" in "".join(block.wrap) else block)
    return made


def _rows_with_data(wraps: Sequence[str]) -> list[str]:
    """Rows that a block says to hold a data cell."""
    return [row for row, cell in pairwise(wraps) if row[:3] == "tr#" and cell[:3] == "td#"]
