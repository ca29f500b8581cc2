"""Notices that the newsroom knows by their words, recognised in an article."""

import re
from collections.abc import Callable, Collection
from typing import Final

from localize.intake.inline import collapse

_SAME: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_PLACEHOLDER: Final = re.compile(r"\\\{[a-z][a-z_]*\\\}")


def _plain(text: str) -> str:
    return " ".join(collapse(text).translate(_SAME).casefold().split())


def recogniser(known_notices: Collection[str]) -> Callable[[str], bool]:
    """A test for the known notices. ``{name}`` in a notice stands for any name; typography does not matter."""
    patterns = [re.compile(_PLACEHOLDER.sub(".{1,120}", re.escape(_plain(known)))) for known in known_notices if known]

    def is_known(text: str) -> bool:
        if not patterns or len(text) > 2_000:
            return False
        plain = _plain(text)
        return any(pattern.fullmatch(plain) for pattern in patterns)

    return is_known
