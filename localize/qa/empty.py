"""Family ``empty``: a target without text where the source has some."""

from collections.abc import Iterator
from typing import ClassVar

from localize.article import Handling
from localize.edition import TargetState
from localize.qa.check import Check, Pair
from localize.qa.finding import Finding, Severity


class Empty(Check):
    """The target is empty or white space. An ``initial`` one is no finding: it is known to be open, and says so."""

    family = "empty"
    severities: ClassVar = {"empty": Severity.ERROR}

    def applies(self, pair: Pair) -> bool:
        """Also where text comes by rule: a rule that gave nothing is no text either."""
        return (
            pair.handling in {Handling.TRANSLATE, Handling.CATALOGUE, Handling.RULE}
            and pair.state is not TargetState.INITIAL
            and any(c.isalnum() for c in pair.src)
        )

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding that spans the whole source."""
        if not pair.tgt.strip():
            yield self.finding("empty", source_at=[(0, len(pair.src))])
