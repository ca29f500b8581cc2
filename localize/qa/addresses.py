"""Family ``addresses``: web addresses, e-mail addresses and @names in the text stay as they are, to the letter.

An address inside a code's attributes is not text and not judged here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from localize.qa.check import Check, Pair, Span
from localize.qa.edit import replaced
from localize.qa.finding import Finding, Severity

# A bare host counts only in lower case and under a common ending: "Booking.com" is a name, "example.org/a" an address.
_ADDRESS = re.compile(
    r"(?P<web>\b(?i:https?|ftp)://[^\s<>\"«»„“”]{1,2000}|\b(?i:www)\.[^\s<>\"«»„“”]{1,2000})"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b)"
    r"|(?P<name>(?<![\w@/.])@\w{2,40})"
    r"|(?P<host>(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}"
    r"(?:com|org|net|gov|edu|info|io|eu|uk|de|ru|tv|me|co|at|ch|fr)\b(?:/[^\s<>\"«»„“”]{0,2000})?)"
)
_TRAILING = ".,;:!?…'’)]}»”“*_"
_OPENERS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True, slots=True)
class Address:
    """An address in a text: what kind, as written, where."""

    kind: str
    text: str
    span: Span

    @property
    def key(self) -> str:
        """What must stay equal: everything, but the case of scheme and host."""
        head, slashes, rest = self.text.partition("://")
        if not slashes:
            head, rest = "", self.text
        host, slash, path = rest.partition("/")
        return f"{head.lower()}{slashes}{host.lower()}{slash}{path}".removesuffix("/")


def addresses(text: str) -> list[Address]:
    """Addresses in order, without the punctuation of the sentence around them."""
    found = []
    for match in _ADDRESS.finditer(text):
        address = match.group()
        while address and address[-1] in _TRAILING:
            opener = _OPENERS.get(address[-1])
            if opener and address.count(opener) >= address.count(address[-1]):
                break  # the bracket is the address's own
            address = address[:-1]
        if len(address) > 1:
            found.append(Address(match.lastgroup or "web", address, (match.start(), match.start() + len(address))))
    return found


def masked(text: str) -> str:
    """``text`` with every address blanked out, the same length: digits and words in addresses are neither."""
    for address in addresses(text):
        start, end = address.span
        text = text[:start] + " " * (end - start) + text[end:]
    return text


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
