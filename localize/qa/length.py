"""Family ``length``: texts that the page has little room for: headlines, standfirsts, captions."""

from collections.abc import Iterator
from typing import ClassVar

from localize.qa.check import Check, Pair
from localize.qa.finding import Finding, Severity


class Length(Check):
    """More characters than the house allows for such a block. What counts is the whole block, codes left out."""

    family = "length"
    severities: ClassVar = {"length": Severity.WARNING}

    def applies(self, pair: Pair) -> bool:
        """Only where there is a limit."""
        return pair.limit > 0 and super().applies(pair)

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding, about what stands beyond the limit in this segment."""
        length = pair.beside + len(pair.tgt.strip())
        if length > pair.limit:
            end = len(pair.tgt.rstrip())
            start = max(end - (length - pair.limit), 0)
            params = {"length": str(length), "limit": str(pair.limit), "over": str(length - pair.limit)}
            yield self.finding("length", params, target_at=[(start, end)])
