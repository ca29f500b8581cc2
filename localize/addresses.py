"""Web addresses, e-mail addresses and @names in a text: where they begin and where the sentence goes on."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Span = tuple[int, int]

# A bare host counts only in lower case and under a common ending: "Booking.com" is a name, "example.org/a" an address.
_ADDRESS: Final = re.compile(
    r"(?P<web>\b(?i:https?|ftp)://[^\s<>\"«»„“”]{1,2000}|\b(?i:www)\.[^\s<>\"«»„“”]{1,2000})"
    r"|(?P<mail>(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}\b)"
    r"|(?P<name>(?<![\w@/.])@\w{2,40})"
    r"|(?P<host>(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}"
    r"(?:com|org|net|gov|edu|info|io|eu|uk|de|ru|tv|me|co|at|ch|fr)\b(?:/[^\s<>\"«»„“”]{0,2000})?)"
)
# Most sentences have no sign of an address at all: this is far cheaper to find out.
_SIGN: Final = re.compile(r"[@:.wW](?:(?<=@)|(?<=:)//|(?<=\.)[a-z0-9]|(?<=[wW])[wW]{2}\.)")
TRAILING: Final = ".,;:!?…'’)]}»”“*_"
_OPENERS: Final = {")": "(", "]": "[", "}": "{"}


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
    return list(_addresses(text))


@lru_cache(maxsize=4_096)  # many ask about the same sentence: locks, typography, checks
def _addresses(text: str) -> tuple[Address, ...]:
    if not _SIGN.search(text):
        return ()
    found = []
    for match in _ADDRESS.finditer(text):
        address = match.group()
        while address and address[-1] in TRAILING:
            opener = _OPENERS.get(address[-1])
            if opener and address.count(opener) >= address.count(address[-1]):
                break  # the bracket is the address's own
            address = address[:-1]
        if len(address) > 1:
            found.append(Address(match.lastgroup or "web", address, (match.start(), match.start() + len(address))))
    return tuple(found)


def masked(text: str) -> str:
    """``text`` with every address blanked out, the same length: digits and words in addresses are neither."""
    for address in addresses(text):
        start, end = address.span
        text = text[:start] + " " * (end - start) + text[end:]
    return text
