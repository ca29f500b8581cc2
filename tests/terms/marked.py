"""Reading sentences with brackets around what must be found, and counting what was."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass
class Score:
    """What a rule found of what it should have, with the sentences where it failed."""

    rows: int = 0
    hit: int = 0
    missed: int = 0
    wrong: int = 0
    failures: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 where nothing was found."""
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 1 where there is nothing."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.rows + other.rows,
            self.hit + other.hit,
            self.missed + other.missed,
            self.wrong + other.wrong,
            self.failures + other.failures,
        )


def unmarked(sentence: str) -> tuple[str, list[Span]]:
    """The sentence without brackets, and where they were."""
    plain, spans, start = "", [], 0
    for part in re.split(r"([\[\]])", sentence):
        if part == "[":
            start = len(plain)
        elif part == "]":
            spans.append((start, len(plain)))
        else:
            plain += part
    return plain, spans


def score(phrase: str, sentence: str, found: Iterable[Span], *, exact: bool) -> Score:
    """``exact``: spans must be the marked ones; otherwise it is enough that they overlap, as parts of compounds do."""
    plain, wanted = unmarked(sentence)
    spans = list(found)

    def same(one: Span, other: Span) -> bool:
        return one == other if exact else one[0] < other[1] and other[0] < one[1]

    missed = [span for span in wanted if not any(same(span, other) for other in spans)]
    wrong = [span for span in spans if not any(same(span, other) for other in wanted)]
    failures = [f"«{phrase}» not found: {plain[slice(*span)]} ({plain})" for span in missed]
    failures += [f"«{phrase}» is not: {plain[slice(*span)]} ({plain})" for span in wrong]
    return Score(1, len(wanted) - len(missed), len(missed), len(wrong), tuple(failures))
