"""The reader's page as the editor shows it beside the text: the article's shape, with an empty place for each segment.

What stands in the places the page's scripts put in, as it is typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from localize.article import Role
from localize.services.workbench import Workbench

_ELEMENTS: Mapping[Role, tuple[str, str]] = MappingProxyType(
    {
        Role.HEADLINE: ("h1", ""),
        Role.STANDFIRST: ("p", "lead"),
        Role.BYLINE: ("p", "info"),
        Role.DATELINE: ("p", "info"),
        Role.SUBHEAD: ("h2", ""),
        Role.QUOTATION: ("blockquote", ""),
        Role.CAPTION: ("p", "caption"),
        Role.CREDIT: ("p", "caption"),
        Role.ALT_TEXT: ("p", "caption"),
        Role.LIST_ITEM: ("p", "item"),
        Role.NOTICE: ("p", "notice"),
        Role.SOURCE_LINK: ("p", "notice"),
        Role.TEASER_HEADING: ("h2", ""),
        Role.TEASER_TITLE: ("h3", ""),
        Role.PREFORMATTED: ("pre", ""),
    }
)


@dataclass(frozen=True, slots=True)
class LiveBlock:
    """An element with places for its segments, or a picture."""

    tag: str
    css: str
    segments: tuple[int, ...]
    picture: str | None = None


def live_blocks(bench: Workbench) -> list[LiveBlock]:
    """The blocks that an edition has, in reading order."""
    made: list[LiveBlock] = []
    for piece in bench.blocks:
        tag, css = _ELEMENTS.get(piece.block.role, ("p", ""))
        picture = piece.block.data.get("url") if piece.block.role is Role.PICTURE else None
        if picture and picture.startswith(("https:", "http:", "/")):
            made.append(LiveBlock("img", "", (), picture))
        elif piece.segments:
            made.append(LiveBlock(tag, css, tuple(segment.id for segment in piece.segments)))
    return made
