"""Where the reader's page takes its strings from: the catalogue, seen from here as a protocol."""

from typing import Protocol


class Phrases(Protocol):
    """Strings of the reader's page in one locale. Message ids are the English texts."""

    def knows(self, msgid: str) -> bool:
        """Whether the string is there in this locale."""
        ...

    def text(self, msgid: str, **params: str) -> str:
        """The string, with values in place of its ``{placeholders}``."""
        ...

    def plural(self, msgid: str, msgid_plural: str, number: int, **params: str) -> str:
        """The string in the plural form for ``number``."""
        ...
