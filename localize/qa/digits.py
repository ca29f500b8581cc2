"""Family ``digits``: every number of the source stands in the target with the same value.

"2.8 billion" is «2,8 млрд» and „2,8 Mrd.“; words count as numbers where they stand for one. What is compared and how
is ``qa.numbers``' business; how much it weighs is decided here.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from localize.markup import CodedText
from localize.qa.check import Check, Pair
from localize.qa.edit import replaced
from localize.qa.finding import Finding, Severity
from localize.qa.numbers.match import compare
from localize.qa.numbers.read import Measure, Number, Weight
from localize.qa.numbers.units import HALF_DAY
from localize.qa.numbers.write import write_digits, write_like

_DIGIT: Final = re.compile("[0-9½¼¾⅓⅔⅛]")


class Digits(Check):
    """A number became another one, is missing, was added, or will be read as another one in this language."""

    family = "digits"
    severities: ClassVar = {
        "number_differs": Severity.ERROR,
        "number_doubtful": Severity.WARNING,
        "number_missing": Severity.WARNING,
        "number_added": Severity.WARNING,
        "number_misread": Severity.WARNING,
        "number_format": Severity.NOTE,
    }

    def find(self, pair: Pair) -> Iterator[Finding]:
        """Differences first, then what stands on one side only, then forms."""
        if not _has_digit(pair.src) and not _has_digit(pair.tgt):
            return
        result = compare(pair.src, pair.source_language, pair.tgt, pair.target_language)
        sole = len(result.differing) == 1 and not result.missing and not result.added
        for source, target in result.differing:
            yield self._difference(pair, source, target, fixable=sole)
        for number in result.missing:
            if number.weight is not Weight.SOFT:
                yield self.finding("number_missing", {"source": _said(pair.src, number)}, source_at=[number.span])
        for number in result.added:
            if number.weight is not Weight.SOFT:
                yield self.finding("number_added", {"target": _said(pair.tgt, number)}, target_at=[number.span])
        for source, target in result.foreign:
            yield from self._form(pair, source, target)

    def _difference(self, pair: Pair, source: Number, target: Number, *, fixable: bool) -> Finding:
        written = None
        if fixable:
            written = write_like(source, target, pair.tgt, pair.source_language, pair.target_language)
        fix = _with(pair, target, written)
        params = {"source": _said(pair.src, source), "target": _said(pair.tgt, target)}
        if written is not None and fix is not None:
            params["fix"] = written
        return self.finding(
            "number_differs" if source.weight is Weight.HARD else "number_doubtful",
            params,
            source_at=[source.span],
            target_at=[target.span],
            fix=fix,
        )

    def _form(self, pair: Pair, source: Number, target: Number) -> Iterator[Finding]:
        """Same digits in another language's separators: a warning where this language reads another value there."""
        if source.weight is Weight.SOFT or target.weight is Weight.SOFT:
            return
        misread = bool(target.readings)
        if not misread and target.scale is None and target.measure is Measure.NONE:
            return  # a version, a chapter, a clock: forms of their own
        written = write_digits(source.text, pair.source_language, pair.target_language)
        if written is None or written == target.text:
            return
        fix = replaced(pair.target, target.start, target.digits_end, written)
        yield self.finding(
            "number_misread" if misread else "number_format",
            {"source": _said(pair.src, source), "target": _said(pair.tgt, target), "fix": written},
            source_at=[source.span],
            target_at=[target.span],
            fix=fix,
        )


def _has_digit(text: str) -> bool:
    return _DIGIT.search(text) is not None


def _said(text: str, number: Number) -> str:
    """The number as it stands in its text, with scale, percent sign or half of the day."""
    end = number.end
    half = HALF_DAY.match(text, end)
    if half:
        return text[number.start : half.end()]
    if number.measure is Measure.PERCENT and text[end : end + 1] == "%":
        end += 1
    return text[number.start : end]


def _with(pair: Pair, target: Number, written: str | None) -> CodedText | None:
    """The whole target with the number put right."""
    return None if written is None else replaced(pair.target, target.start, target.end, written)
