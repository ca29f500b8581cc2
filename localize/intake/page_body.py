"""Where the text of a page is: the element that holds most of it, and its first and last block."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from localize.intake.page_weigh import Item, Weighed
from localize.intake.raw import Holder

MOST: Final = 0.85  # of the text: a holder with so much of it is the body's


@dataclass(frozen=True)
class Body:
    """The element with the text. ``first`` and ``last``: indexes of the blocks where the text begins and ends."""

    weighed: Weighed
    holder: Holder
    first: int
    last: int

    def holds(self, item: Item) -> bool:
        """Whether a block stands in the element."""
        return item.raw.holder is not None and any(holder is self.holder for holder in item.raw.holder.chain())

    @cached_property
    def inside(self) -> list[Item]:
        """The blocks of its text."""
        return [item for item in self.weighed.items if item.weight and item.index >= self.first and self.holds(item)]

    @cached_property
    def parents(self) -> frozenset[int]:
        """The elements that hold paragraphs of its text."""
        around = (item.raw.holder.parent for item in self.inside if item.raw.holder)
        return frozenset(holder.number for holder in around if holder)

    def is_beside(self, item: Item) -> bool:
        """Whether a block stands where paragraphs of the text stand."""
        return item.raw.holder is not None and any(holder.number in self.parents for holder in item.raw.holder.chain())


def find_body(weighed: Weighed) -> Body:
    """The innermost element with most of the text. There must be some."""
    best = max((item for item in weighed.items if item.weight), key=lambda item: item.weight)
    chain = list(best.raw.holder.chain()) if best.raw.holder else []
    # From each paragraph the elements around it are the same above the body.
    holder = next((one for one in chain if weighed.share(one) >= MOST), chain[-1])
    whole = Body(weighed, holder, 0, len(weighed.items))
    return Body(weighed, holder, whole.inside[0].index, whole.inside[-1].index)
