"""Rule ``date``: an English date that was left in a translation gets the form that the language has for it.

The one rule that changes letters and digits. It needs the same day in the source, and none of it stands in a quotation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from localize.locales import running_date
from localize.typography.change import Edit, Rule
from localize.typography.styles import language_of

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A full stop behind a whole name, or behind a short one at the end, is the sentence's.
_MONTH: Final = (
    r"(?P<month{n}>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b(?:\.(?=[ \u00a0,;:)]))?)(?![^\W_])"
)
_YEAR: Final = r"(?P<year{n}>(?:1[5-9]|20)[0-9][0-9])\b"
_GAP: Final = r"[ \u00a0]"
_DIGIT: Final = re.compile(r"[0-9]")
_DATE: Final = re.compile(
    rf"(?<![\w/.-])(?:{_MONTH.format(n=1)}{_GAP}(?P<day1>[0-3]?[0-9])(?:st|nd|rd|th)?\b(?![:.]?[0-9]|/)(?:,?{_GAP}{_YEAR.format(n=1)})?"
    rf"|(?P<day2>[0-3]?[0-9])(?:st|nd|rd|th)?{_GAP}(?:of{_GAP})?{_MONTH.format(n=2)}(?:,?{_GAP}{_YEAR.format(n=2)})?"
    rf"|(?P<month3>[01]?[0-9])/(?P<day3>[0-3]?[0-9])/{_YEAR.format(n=3)}(?![/\w]))"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a year, or of any."""

    month: int
    day: int
    year: int | None


def date_edits(text: str, source: str, locale: str) -> Iterator[Edit]:
    """The language's form for English dates that the source has too."""
    if language_of(locale) == "en":
        return
    left = list(_days(text))
    meant = {day for _, _, day in _days(source)} if left else set()
    for start, end, day in left:
        if day in meant:
            wanted = running_date(day.month, day.day, day.year, locale)
            if wanted is not None:
                yield Edit(Rule.DATE, start, end, wanted)


def _days(text: str) -> Iterator[tuple[int, int, Day]]:
    if not _DIGIT.search(text):
        return  # most texts
    for match in _DATE.finditer(text):
        n = next(n for n in "123" if match[f"day{n}"])
        day, year = int(match[f"day{n}"]), match[f"year{n}"]
        if n == "3":
            month = int(match["month3"])
            if day <= 12 and day != month:
                continue  # 02/03/2026 is one day here and another there
        else:
            month = _MONTHS.index(match[f"month{n}"][:3].lower()) + 1
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield match.start(), match.end(), Day(month, day, int(year) if year else None)
