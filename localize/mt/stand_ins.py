"""Words that stand for locked texts in what an engine without tags is sent, and how engines may give them back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

_STEMS: Final = ("XPH", "XQH", "ZPHQ", "QXHPZ")
# Letters that engines write in Cyrillic, for they look alike.
_LOOKALIKES: Final = {"X": "XХ", "P": "PР", "H": "HН"}


@dataclass(frozen=True, slots=True)
class StandIns:
    """Words that stand for locks in a text for engines without tags: ``XPH1X``, ``XPH2X`` and so on."""

    stem: str

    @classmethod
    def unlike(cls, text: str) -> "StandIns":
        """Words of which ``text`` has none."""
        stems = chain(_STEMS, (f"XPH{'Q' * n}" for n in range(1, len(text))))
        return cls(next(stem for stem in stems if not cls(stem).pattern().search(text)))

    def usual(self, text: str, count: int, source: str) -> str:
        """The text with stand-ins as they were sent, of ``count`` at most.

        One that is not there may have been spelt out in another script: a word with just its number inside.
        """
        for number, start, end in reversed(list(self.find(text))):
            text = text[:start] + self.word(number) + text[end:]
        for number in range(1, count + 1):
            spelt = re.compile(rf"(?<!\w)[^\W\d_]{{2,9}}{number}[^\W\d_]{{1,4}}(?!\w)")
            if self.word(number) not in text and not spelt.search(source):
                text = spelt.sub(self.word(number), text, count=1)
        return text

    def removed(self, text: str) -> str:
        """The text without stand-ins: an engine may write one twice."""
        for _, start, end in reversed(list(self.find(text))):
            text = cut_out(text, start, end)
        return text

    def word(self, number: int) -> str:
        """The stand-in of a lock, counted from 1."""
        return f"{self.stem}{number}X"

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Number, start and end of each stand-in, written as engines may write it: small, in Cyrillic, with blanks."""
        for found in self.pattern().finditer(text):
            yield int(found[1]), found.start(), found.end()

    def pattern(self) -> re.Pattern[str]:
        """Any stand-in with this stem; group 1 is its number."""
        letters = [f"[{_LOOKALIKES.get(char, char)}]" for char in (*self.stem, "X")]
        return re.compile(" ?".join(letters[:-1]) + r" ?([0-9]{1,3}) ?" + letters[-1], re.IGNORECASE)


def cut_out(text: str, start: int, end: int) -> str:
    """Take a stretch out, with the blank that it leaves."""
    if text[:start][-1:].isspace() and (end == len(text) or not text[end].isalnum()):
        start -= 1
    return text[:start] + text[end:]


NO_WORDS: Final = StandIns("")  # for texts that travel with tags
