"""Family ``addresses``: web addresses, e-mail addresses and @names in the text stay as they are, to the letter.

An address inside a code's attributes is not text and not judged here.
"""

from collections.abc import Iterator
from typing import ClassVar

from localize.addresses import Address, addresses
from localize.qa.check import Check, Pair
from localize.qa.edit import replaced
from localize.qa.finding import Finding, Severity


class Addresses(Check):
    """An address was changed, dropped or added."""

    family = "addresses"
    severities: ClassVar = {
        "address_changed": Severity.ERROR,
        "address_missing": Severity.ERROR,
        "address_added": Severity.ERROR,
    }

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding for each address; a changed one comes with the source's as its fix."""
        source, target = addresses(pair.src), addresses(pair.tgt)
        if not source and not target:
            return
        missing, added = _unmatched(source, target)
        for address in missing:
            other = next((a for a in added if a.kind == address.kind), None)
            if other is None:
                yield self.finding("address_missing", {"source": address.text}, source_at=[address.span])
                continue
            added.remove(other)
            yield self.finding(
                "address_changed",
                {"source": address.text, "target": other.text},
                source_at=[address.span],
                target_at=[other.span],
                fix=replaced(pair.target, *other.span, address.text),
            )
        for address in added:
            yield self.finding("address_added", {"target": address.text}, target_at=[address.span])


def _unmatched(source: list[Address], target: list[Address]) -> tuple[list[Address], list[Address]]:
    """What stands on one side only. Saying an address once or twice is the same."""
    ours, theirs = {a.key for a in target}, {a.key for a in source}
    return [a for a in source if a.key not in ours], [a for a in target if a.key not in theirs]
