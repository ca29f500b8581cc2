"""What a page needs to set a text while somebody types: one locale's marks, dash and no-break spaces, as plain data.

The rules are those of the modules beside this one. Their patterns are handed over in the form that browsers read:
word characters and word edges mean letters of every script there too.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from localize.article import HANDLING, Handling, Role
from localize.typography.normalise import UNTOUCHED
from localize.typography.spaces import patterns
from localize.typography.styles import language_of, style_of

_WORD: Final = r"\p{L}\p{N}_"
_EDGE: Final = f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_LETTER: Final = r"[^\W\d_]"
_PIECE: Final = re.compile(r"\(\?P<|\[\^\\W\\d_\]|\[(?:\\.|[^\]\\])*\]|\\.|[^\\\[(]+|.")


@dataclass(frozen=True, slots=True)
class TypingRules:
    """``outer``, ``inner``: pairs of quotation marks. ``spaces``: patterns whose group ``space`` does not break.

    The rest is as in ``styles.Style``.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    by_kind: bool
    dash: str | None
    ranges: bool
    ellipsis: bool
    percent: bool
    spaces: tuple[str, ...]
    kept: tuple[str, ...]  # roles whose text stays as it is typed

    def to_json(self) -> dict[str, Any]:
        """For the page."""
        return {name: getattr(self, name) for name in self.__slots__}


def typing_rules(locale: str) -> TypingRules | None:
    """The rules of a locale; None when it has no style: then nothing is changed as somebody types."""
    style = style_of(locale)
    if style is None:
        return None
    fixed = {role for role in Role if HANDLING[role] in {Handling.PROTECT, Handling.OMIT}}
    return TypingRules(
        outer=style.outer,
        inner=style.inner,
        by_kind=style.by_kind,
        dash=style.dash,
        ranges=style.ranges,
        ellipsis=style.ellipsis,
        percent=style.percent,
        spaces=tuple(in_browsers(pattern.pattern) for pattern in patterns(language_of(locale))),
        kept=tuple(sorted(role.value for role in fixed | UNTOUCHED)),
    )


def in_browsers(pattern: str) -> str:
    """A pattern of ours as JavaScript reads it with the flag ``u``."""
    return "".join(map(_piece, _PIECE.findall(pattern)))


def _piece(piece: str) -> str:
    if piece == _LETTER:
        return r"\p{L}"
    if piece == "(?P<":
        return "(?<"
    if piece == r"\b":
        return _EDGE
    if piece == r"\w":
        return f"[{_WORD}]"
    if piece.startswith("[") and len(piece) > 1:
        inside = piece[1:-1].replace(r"\w", _WORD)
        # A hyphen for itself stands last with us; there it must be marked.
        return f"[{inside[:-1]}\\-]" if inside.endswith("-") else f"[{inside}]"
    return piece
