"""Notices that the newsroom knows by their words, recognised in an article."""

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Final

from localize.intake.inline import collapse

_SAME: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_LONGEST: Final = 2_000  # characters of a text that may be one
_PLACEHOLDER: Final = re.compile(r"\\\{[a-z][a-z_]*\\\}")


def _plain(text: str) -> str:
    return " ".join(collapse(text).translate(_SAME).casefold().split())


def recogniser(known_notices: Collection[str]) -> Callable[[str], bool]:
    """A test for the known notices. ``{name}`` in a notice stands for any name; typography does not matter."""
    pattern = _pattern(tuple(known_notices))

    def is_known(text: str) -> bool:
        return pattern is not None and len(text) <= _LONGEST and pattern.fullmatch(_plain(text)) is not None

    return is_known


@lru_cache(maxsize=4)
def _pattern(known_notices: tuple[str, ...]) -> re.Pattern[str] | None:
    """One for all: most texts differ from every notice in their first letters."""
    each = [_PLACEHOLDER.sub(".{1,120}", re.escape(_plain(known))) for known in known_notices if known]
    return re.compile("|".join(f"(?:{one})" for one in each)) if each else None
