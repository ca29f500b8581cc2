"""Rules ``space`` and ``ellipsis``: a no-break space holds a number to its unit, initials to the name, «т. е.» together.

Spaces after short words stay as they are: there are so many that nobody could look at each.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from localize.typography.change import Edit, Rule
from localize.typography.styles import NBSP, Style

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐŁŚŻŹĆ"
_EVERYWHERE: Final = (
    r"(?<=[0-9])(?P<space> )(?=(?:%|‰|°|[€$£¥₽₴₹]))",
    r"(?<=[№§])(?P<space> )(?=[0-9IVX])",
    # Two initials, or one before a surname.
    rf"(?<![\w.’'-])[{_CAPITAL}]\.(?P<space> )(?=[{_CAPITAL}]\.[ \u00a0]?[{_CAPITAL}]|[{_CAPITAL}][^\W\d_])",
    rf"(?<=[ \u00a0.][{_CAPITAL}]\.)(?P<space> )(?=[{_CAPITAL}][^\W\d_])",
)
_RU_MONTHS: Final = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DE_MONTHS: Final = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_UNITS: Final = r"км²?|м²|м|см|мм|кг|мг|г|га|л|т|кВт|МВт|ГВт|Вт|Гц|ГГц|МГц|кв|куб"
_RU_SCALES: Final = "тыс|млн|млрд|трлн|миллион|миллиард|триллион|руб|коп|долл|проц"
_DE_UNITS: Final = "Tsd|Mio|Mrd|Bio|Millionen?|Milliarden?|Billionen?|Prozent|Euro|Dollar|Uhr|Grad|km²?|m²?|cm|mm|kg|g|t|ha|l|kWh?|MW|GW|Hz"
_OF_LANGUAGE: Final[Mapping[str, tuple[str, ...]]] = {
    "ru": (
        rf"(?<=[0-9])(?P<space> )(?=(?:{_RU_SCALES})\w*\b|евро\b)",
        rf"(?<=[0-9])(?P<space> )(?=(?:{_UNITS}|км/ч|м/с|ч|мин|сек)\b(?!\.\w))",
        rf"(?<![0-9])[0-3]?[0-9](?P<space> )(?=(?:{_RU_MONTHS})\b)",
        r"(?<=[0-9]{4})(?P<space> )(?=(?:гг?\.|год(?:а|у|ом|ы|ов|ах)?\b))",
        r"\b[тТ]\.(?P<space> )(?=[едпкн]\.)",
        r"\bн\.(?P<space> )(?=э\.)",
        r"\bдо(?P<space> )(?=н\.[ \u00a0]э\.)",
        r"(?<=и)(?P<space> )(?=(?:др|пр)\.)",
        r"(?<![0-9][ \u00a0])\b(?:г|гг|ул|им|пр|пос|обл)\.(?P<space> )(?=[А-ЯЁ«„])",
        r"\b(?:ст|стр|рис|табл|гл|п|пп|ч|т|д|кв)\.(?P<space> )(?=[0-9])",
    ),
    "de": (
        rf"(?<=[0-9])(?P<space> )(?=(?:{_DE_UNITS})(?!\w|\.\w))",
        rf"(?<![0-9])[0-3]?[0-9]\.(?P<space> )(?=(?:{_DE_MONTHS})\b)",
        r"\b(?:z|Z|d|D|u|U|o|O|v|V|s|S|i|I)\.(?P<space> )(?=(?:B|h|a|ä|Ä|d|T|U|o|u|R|A|E)\.)",
        r"(?<=[ \u00a0][a-z]\.)(?P<space> )(?=R\.)",
        r"\b(?:Nr|Art|Abs|Kap|Bd|Abb|Tab|Az)\.(?P<space> )(?=[0-9IVX])",
        r"\bS\.(?P<space> )(?=[0-9])",
        r"\b(?:Dr|Prof|St)\.(?P<space> )(?=[A-ZÄÖÜ])",
    ),
    "uk": (
        r"(?<=[0-9])(?P<space> )(?=(?:тис|млн|млрд|трлн|грн|відсотк|гривень|гривн|мільйон|мільярд)\w*\b)",
        r"(?<=[0-9]{4})(?P<space> )(?=(?:рр?\.|рок(?:у|и|ів|ах|ом)?\b|рік\b))",
    ),
    "pl": (r"(?<=[0-9])(?P<space> )(?=(?:tys|mln|mld|zł|proc)\b)", r"(?<=[0-9]{4})(?P<space> )(?=(?:r\.|roku\b))"),
    "fr": (
        r"(?<=\w)(?P<space> )(?=[;:!?»])",
        r"(?<=[0-9])(?P<space> )(?=(?:millions?|milliards?|euros?|km|kg|m|h)\b)",
    ),
    "es": (r"(?<=[0-9])(?P<space> )(?=(?:millones|mil|km|kg|m)\b)",),
    "it": (r"(?<=[0-9])(?P<space> )(?=(?:milioni|miliardi|mila|km|kg|m)\b)",),
}
_PATTERNS: Final = {
    language: tuple(re.compile(pattern) for pattern in (*_EVERYWHERE, *own)) for language, own in _OF_LANGUAGE.items()
}
_PERCENT: Final = re.compile(r"(?<=[0-9])%(?![\w-])")
_DOTS: Final = re.compile(r"(?<![.…])\.\.\.(?![.…])")


def patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The spaces of a language that do not break: each is the group ``space``."""
    return _PATTERNS.get(language, ())


def space_edits(text: str, language: str, style: Style) -> Iterator[Edit]:
    """No-break spaces in place of ordinary ones; where the language parts number and ``%``, one between them."""
    for pattern in patterns(language):
        for match in pattern.finditer(text):
            yield Edit(Rule.SPACE, *match.span("space"), NBSP)
    if style.percent:
        for match in _PERCENT.finditer(text):
            yield Edit(Rule.SPACE, match.start(), match.end(), f"{NBSP}%")


def ellipsis_edits(text: str, style: Style) -> Iterator[Edit]:
    """One character for three dots."""
    if style.ellipsis:
        for match in _DOTS.finditer(text):
            yield Edit(Rule.ELLIPSIS, match.start(), match.end(), "…")
