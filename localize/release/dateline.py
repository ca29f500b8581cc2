"""A dateline by rule: "KYIV, Feb 18 (Reuters) –" is «КИЕВ, 18 февраля (Reuters) —» and "KIEW, 18. Februar (Reuters) –".

Place and date are the locale's, the agency keeps its name. A place that no table knows, or words that the rule does
not understand, leave the whole line to be translated: half a dateline by rule would be a wrong one.
"""

import re
from typing import Final

from localize.article import Block
from localize.locales import running_date
from localize.typography.places import place_name
from localize.typography.styles import style_of

_DATE: Final = re.compile(r"(?P<year>\d{4}|-)-(?P<month>\d{2})-(?P<day>\d{2})")
_SAID: Final = re.compile(
    r"\b(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b|(?<=\d)(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)


def dateline(block: Block, plain: str, locale: str) -> str | None:
    """The line in this locale, from ``place``, ``date``, ``agency`` and ``dash`` in the block's data."""
    style = style_of(locale)
    written = block.data.get("place", "").strip()
    place = place_name(written, locale) if written else None
    if style is None or place is None or not _all_understood(block, plain):
        return None
    parts = [place]
    if block.data.get("date"):
        day = _day(block.data["date"], plain, locale)
        if day is None:
            return None
        parts.append(day)
    line = ", ".join(parts)
    if block.data.get("agency"):
        line += f" ({block.data['agency']})"
    if not block.data.get("dash"):
        return line
    return line + (style.dash.rstrip() if style.dash else f" {block.data['dash']}")


def _day(written: str, plain: str, locale: str) -> str | None:
    """``2026-02-18`` or ``--02-18`` in a sentence; the year only where the line names it."""
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    said = re.search(r"\b\d{4}\b", plain)
    if said is not None and said[0] != found["year"]:
        return None  # a year that the data do not know
    year = int(found["year"]) if said is not None else None
    return running_date(int(found["month"]), int(found["day"]), year, locale)


def _all_understood(block: Block, plain: str) -> bool:
    """Whether the data say everything that the line says."""
    rest = plain
    for name in ("place", "agency"):
        rest = rest.replace(block.data.get(name, ""), "", 1)
    if block.data.get("date"):
        rest = re.sub(r"\d+", "", _SAID.sub("", rest))
    return not any(char.isalnum() for char in rest)
