"""Pictures with captions that a page does not mark up as figures: put into ``figure`` and ``figcaption``.

Many pages write ``<div class="wp-caption"><img><p class="wp-caption-text">``. The class names say what the elements do
not; here they become the elements, so that captions and credits are told apart from the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from localize.intake.tree import Node

_CAPTION: Final = re.compile(
    r"(?:^|[-_ ])(?:captions?|cutline|legend|imagecaption|photo-?credit|image-?credit|photo-?caption|picture-?credit|"
    r"img-?caption|credits?|copyright|image-?source|photo-?source)(?=$|[-_ ])",
    re.IGNORECASE,
)
_NOT_CAPTION: Final = re.compile(r"closed-caption|toggle|button|icon|wrapper(?:$| )|container(?:$| )", re.IGNORECASE)
_CREDIT: Final = re.compile(r"(?:^|[-_ ])(?:credits?|copyright|photographer|source)(?:$|[-_ ](?!label))", re.IGNORECASE)
_INLINE: Final = frozenset({"span", "small", "em", "i", "cite"})
_BLOCKS: Final = frozenset({"div", "p", "section"})
_NO_HOLDER: Final = frozenset({"", "figure", "table", "tbody", "tr", "ul", "ol", "dl", "nav"})
_CLOSED: Final = frozenset({"figure", "figcaption", "nav", "footer"})  # nothing is mended in these
_LEVELS: Final = 4  # elements between a caption and what holds it with its picture
_OTHER_TEXT: Final = 60  # characters beside caption and picture: a label, a counter
_MOST: Final = 2_000  # characters of a caption


@dataclass(slots=True)
class _Facts:
    """What stands in an element: pictures, figures, characters of text, and of captions among them."""

    parent: Node | None
    images: int = 0
    figures: int = 0
    text: int = 0
    captions: int = 0


def mend_figures(root: Node) -> None:
    """Mark the captions of a tree, in place, in time linear in its size."""
    facts: dict[int, _Facts] = {id(root): _Facts(None)}
    captions: list[Node] = []
    order: list[Node] = []
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, closed = stack.pop()
        order.append(node)
        for child in node.children:
            if isinstance(child, Node):
                facts[id(child)] = _Facts(node)
                marked = not closed and _is_caption(child)
                if marked:
                    captions.append(child)
                stack.append((child, closed or child.tag in _CLOSED))
    _count(order, facts, {id(caption) for caption in captions})
    figures = [node for node in order if node.tag == "figure"]
    for holder in {id(found): found for caption in captions if (found := _holder(caption, facts))}.values():
        figures.append(_mend(holder))
    for figure in figures:
        _part_credits(figure)


def _count(order: list[Node], facts: dict[int, _Facts], captions: set[int]) -> None:
    """From the leaves up."""
    for node in reversed(order):
        own = facts[id(node)]
        own.text += sum(len(child.strip()) for child in node.children if isinstance(child, str))
        own.captions = own.text if id(node) in captions else own.captions
        if own.parent is not None:
            above = facts[id(own.parent)]
            above.images += own.images + (node.tag == "img")
            above.figures += own.figures + (node.tag == "figure")
            above.text += own.text
            above.captions += own.captions


def _is_caption(node: Node) -> bool:
    if node.tag not in _INLINE and node.tag not in _BLOCKS:
        return False
    hints = " ".join(sorted(node.hints))
    return bool(hints) and bool(_CAPTION.search(hints)) and not _NOT_CAPTION.search(hints)


def _holder(caption: Node, facts: dict[int, _Facts]) -> Node | None:
    """The element that holds a caption and its picture, and nothing else to read."""
    own = facts[id(caption)]
    if own.images or not 0 < own.text <= _MOST:
        return None
    holder = own.parent
    for _ in range(_LEVELS):
        if holder is None or holder.tag in _NO_HOLDER:
            return None
        around = facts[id(holder)]
        if around.figures or around.text - around.captions > _OTHER_TEXT:
            return None
        if around.images:
            return holder
        holder = around.parent
    return None


def _mend(holder: Node) -> Node:
    for node in _below(holder):
        if _is_caption(node) and node.text().strip() and not any(below.tag == "img" for below in _below(node)):
            node.children = [Node("figcaption", {}, node.children)]
            node.tag = "div"
    figure = Node("figure", {}, holder.children)
    holder.children = [figure]
    holder.tag = "div" if holder.tag == "p" else holder.tag
    return figure


def _below(node: Node) -> Iterator[Node]:
    """The elements in an element; those in captions that were marked meanwhile are left out."""
    stack = [child for child in node.children if isinstance(child, Node)]
    while stack:
        found = stack.pop()
        yield found
        if not any(isinstance(child, Node) and child.tag == "figcaption" for child in found.children):
            stack.extend(child for child in found.children if isinstance(child, Node))


def _part_credits(figure: Node) -> None:
    """A credit that runs on from its caption becomes a block of its own."""
    stack = [child for child in figure.children if isinstance(child, Node)]
    while stack:
        node = stack.pop()
        if node.tag in _INLINE and _CREDIT.search(" ".join(sorted(node.hints))):
            node.tag = "div"
        else:
            stack.extend(child for child in node.children if isinstance(child, Node))
