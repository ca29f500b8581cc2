"""What typography never touches: what no machine may touch either, and names out of program text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from localize.article import Code, Role
from localize.markup import CodedText
from localize.protected import protected_spans

Span = tuple[int, int]

# Lengths are bounded, so that no text makes the search long.
_NAMES: Final = re.compile(
    r"(?<![\w-])--?[a-z][\w-]{0,40}(?:=\S{1,80})?"  # --force
    r"|(?<!\w)[^\W_]{1,64}(?:_[^\W_]{1,64}){1,8}(?!\w)"  # max_size
    r"|(?<![\w@./-])(?:[a-z0-9][a-z0-9-]{0,62}\.){1,6}[a-z]{2,24}(?![\w-])(?:/[^\s<>\"«»„“”]{0,2000})?"  # any host
    r"|&(?:\#\d{1,7}|[a-zA-Z]{2,10});"
)
# Most texts have no sign of any of these: this is far cheaper to find out.
_SIGN: Final = re.compile(r"[-._&](?:(?<=[_&])|(?<=\.)[a-z]|(?<=-)[a-z-])")


def protected(text: CodedText, codes: Iterable[Code] = (), role: Role | None = None) -> list[Span]:
    """Spans of the plain text that stay as they are, in order."""
    spans = [(span.start, span.end) for span in protected_spans(text, {code.id: code for code in codes}, role)]
    plain = text.plain
    return merged([*spans, *(match.span() for match in _NAMES.finditer(plain))] if _SIGN.search(plain) else spans)


def merged(spans: Iterable[Span]) -> list[Span]:
    """The same stretches in order and apart from each other."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        elif start < end:
            result.append((start, end))
    return result


def touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether ``start`` to ``end`` lies in or across one of the spans, which are ``merged``."""
    before = bisect_left(spans, (end, end))
    return before > 0 and spans[before - 1][1] > start
