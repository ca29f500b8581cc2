"""Rule ``number``: an English number that was copied into another language gets that language's separators.

Only what is certain: the source has the number to the letter, in English writing, as an amount. Years, versions,
chapters, scores, telephone numbers, clock times and what stands in names keep their form, and so does a form that is
right already for another number of the source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from localize.locales import write_number
from localize.typography.change import Edit, Rule
from localize.typography.styles import NBSP, language_of, plain_spaces

_GROUPED: Final = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?"
_DECIMAL: Final = r"[0-9]{1,3}\.[0-9]{1,6}"
_ENGLISH: Final = re.compile(
    rf"(?<![\w.,:/#№§_-])(?<![0-9][ \u00a0])[-−]?(?P<number>{_GROUPED}|{_DECIMAL})(?![\w/_]|[.,:-]?[0-9]|-[0-9])"
)
_TARGET: Final = re.compile(rf"(?<![\w.,:/#№§_])(?P<number>{_GROUPED}|{_DECIMAL})(?![_/]|[.,:-]?[0-9])")
_DIGIT: Final = re.compile(r"[0-9]")
_MONEY: Final = re.compile(r"(?:[$€£¥₽₴₹]|\b(?:USD|EUR|GBP|US\$))[ \u00a0]?[-−]?$")
_MEASURED: Final = re.compile(
    r"[ \u00a0-]?(?:%|percent|per cent|percentage|million|billion|trillion|thousand|bn\b|mn\b|m\b|km|kg|cm|mm|met(?:er|re)|"
    r"kilo|mile|feet|foot|inch|yard|acre|hectare|square|ton|pound|ounce|lit(?:er|re)|gallon|barrel|degree|°|dollar|euro|"
    r"yen|rouble|ruble|crown|cent|point|time|magnitude|year|month|week|day|hour|minute|second|child|people|megawatt|gigawatt)",
    re.IGNORECASE,
)
_NAMED: Final = re.compile(
    r"(?:\b(?:version|chapter|section|article|paragraph|clause|item|page|figure|table|release|no|rule|part|channel|route|"
    r"at|from|until|till|by)\.?|\b[A-Z][\w-]{0,30})[ \u00a0]$"
)
_CLOCK: Final = re.compile(r"[ \u00a0]?(?:[ap]\.?[ \u00a0]?m\b|GMT|UTC|hrs)", re.IGNORECASE)
_BY_GROUPS: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3}){1,4}(?![0-9])")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number of the source: as written, and as the target's language writes it."""

    written: str
    wanted: str


def number_edits(text: str, source: str, locale: str) -> Iterator[Edit]:
    """Separators of the target's language where the source's were copied."""
    if not _DIGIT.search(text) or language_of(locale) == "en":
        return
    amounts = {a.written: a for a in _amounts(source, locale)}
    if not amounts:
        return
    right = {plain_spaces(a.wanted) for a in amounts.values()}
    for match in _TARGET.finditer(text):
        amount = amounts.get(match["number"])
        if amount is not None and match["number"] not in right:
            yield Edit(Rule.NUMBER, *match.span("number"), amount.wanted)
    spaced = {plain_spaces(a.wanted): a.wanted for a in amounts.values() if NBSP in a.wanted}
    for match in _BY_GROUPS.finditer(text):
        if match.group() in spaced:
            yield Edit(Rule.NUMBER, *match.span(), spaced[match.group()])


def _amounts(source: str, locale: str) -> Iterator[_Amount]:
    for match in _ENGLISH.finditer(source):
        number = match["number"]
        if "," not in number and not _is_amount(source, match.start("number"), match.end()):
            continue
        yield _Amount(number, write_number(number, locale))


def _is_amount(source: str, start: int, end: int) -> bool:
    """Whether ``2.8`` counts something: ``5.30`` may be a time, ``8.1`` a version."""
    before = source[max(start - 40, 0) : start]
    if _CLOCK.match(source, end):
        return False
    if _MONEY.search(before) or _MEASURED.match(source, end):
        return True
    after = re.match(r"[ \u00a0-]([a-z]{2,})", source[end : end + 40])
    return not _NAMED.search(before) and after is not None
