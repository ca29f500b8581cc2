"""Rules ``dash`` and ``range``: a dash between words, an en dash between numbers. Hyphens in words stay hyphens."""

import re
from collections.abc import Iterator
from typing import Final

from localize.typography.change import Edit, Rule
from localize.typography.styles import NBSP, Style

_ANY_SPACE: Final = " \u00a0\u202f\u2009"
_DASHES: Final = "-–—\u2012\u2015"
_APART: Final = re.compile(
    rf"(?<=[^\s{_ANY_SPACE}])[{_ANY_SPACE}]{{1,3}}(?:[{_DASHES}]|--)[{_ANY_SPACE}]{{1,3}}(?=[^\s{_ANY_SPACE}])"
)
_ANY_DASH: Final = re.compile(rf"[{_DASHES}]")
_DIGIT: Final = re.compile(r"[0-9]")
_TIGHT: Final = re.compile(r"(?:(?<=[^\W\d_])|(?<=[^\W\d_][,.!?…»”“\"')]))—(?=[«„“\"(]?[^\W\d_])")
_START: Final = re.compile(rf"[{_DASHES}][{_ANY_SPACE}](?=[«„“\"(]?[^\W\d_])")
_RANGE: Final = re.compile(
    rf"(?<![\w.,:/+–—-])(?P<a>[0-9]{{1,6}}(?:[.,][0-9]{{1,3}})?)(?P<dash>[{_ANY_SPACE}]?[-–—][{_ANY_SPACE}]?)"
    r"(?P<b>[0-9]{1,6}(?:[.,][0-9]{1,3})?)(?![\w/:+–—-]|[.,][0-9])"
)


def dash_edits(text: str, style: Style) -> Iterator[Edit]:
    """Between words, with the locale's spaces; at the beginning, where somebody speaks."""
    if style.dash is None:
        return
    if not _ANY_DASH.search(text):
        return
    for match in _APART.finditer(text):
        numbers = _DIGIT.match(text, match.start() - 1) and _DIGIT.match(text, match.end())
        if not numbers:
            yield Edit(Rule.DASH, match.start(), match.end(), style.dash)
    if style.tight:
        for match in _TIGHT.finditer(text):
            yield Edit(Rule.DASH, match.start(), match.end(), style.dash)
    start = _START.match(text)
    if start is not None:
        yield Edit(Rule.DASH, 0, start.end(), style.dash.strip() + NBSP)


def range_edits(text: str, source: str, style: Style) -> Iterator[Edit]:
    """``5–10`` where the source has the same two numbers with a dash, or with a hyphen in what can only be a range."""
    if not style.ranges or not _DIGIT.search(text):
        return
    found = [match for match in _RANGE.finditer(text) if match["dash"] != "–"]
    meant = _ranges(source) if found else set()
    for match in found:
        if (_value(match["a"]), _value(match["b"])) in meant:
            yield Edit(Rule.RANGE, match.start("dash"), match.end("dash"), "–")


_SAYS_RANGE: Final = re.compile(
    r"[ \u00a0-]?(?:%|percent|per cent|years?|months?|weeks?|days?|hours?|minutes?|people|million|billion|thousand|"
    r"meters?|metres?|kilomet\w+|miles?|km|kg|degrees?|°|euros?|dollars?)",
    re.IGNORECASE,
)


def _ranges(source: str) -> set[tuple[str, str]]:
    """Ranges of the source. ``2-1`` may be a score: a hyphen counts only before what is measured, or between years."""
    found: set[tuple[str, str]] = set()
    for match in _RANGE.finditer(source):
        a, b = match["a"], match["b"]
        rising = float(_value(a)) < float(_value(b))
        years = len(a) == len(b) == 4 and a.isdigit() and b.isdigit() and 1000 < int(a) < int(b) < 2100
        sure = "–" in match["dash"] or years or _SAYS_RANGE.match(source, match.end()) is not None
        if rising and sure:
            found.add((_value(a), _value(b)))
    return found


def _value(written: str) -> str:
    return written.replace(",", ".")
