"""Rules ``space`` and ``ellipsis``: a no-break space holds a number to its unit, initials to the name, «т. е.» together.

Spaces after short words stay as they are: there are so many that nobody could look at each.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from localize.typography.change import Edit, Rule
from localize.typography.styles import NBSP, Style

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐŁŚŻŹĆ"
# Each pattern stands behind a sign that every text it matches has: far cheaper to find out than the pattern is to try.
_DIGIT: Final = "0"  # stands for any digit
_STOP: Final = ". "
_EVERYWHERE: Final = (
    (_DIGIT, r"(?<=[0-9])(?P<space> )(?=(?:%|‰|°|[€$£¥₽₴₹]))"),
    ("", r"(?P<space> )(?<=[№§] )(?=[0-9IVX])"),  # begins with what is quickly found
    # Two initials, or one before a surname.
    (
        _STOP,
        rf"(?<![\w.’'-])[{_CAPITAL}]\.(?P<space> )(?=[{_CAPITAL}]\.[ \u00a0]?[{_CAPITAL}]|[{_CAPITAL}][^\W\d_])",
    ),
    (_STOP, rf"(?<=[ \u00a0.][{_CAPITAL}]\.)(?P<space> )(?=[{_CAPITAL}][^\W\d_])"),
)
_RU_MONTHS: Final = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_DE_MONTHS: Final = "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_UNITS: Final = r"км²?|м²|м|см|мм|кг|мг|г|га|л|т|кВт|МВт|ГВт|Вт|Гц|ГГц|МГц|кв|куб"
_RU_SCALES: Final = "тыс|млн|млрд|трлн|миллион|миллиард|триллион|руб|коп|долл|проц"
_DE_UNITS: Final = "Tsd|Mio|Mrd|Bio|Millionen?|Milliarden?|Billionen?|Prozent|Euro|Dollar|Uhr|Grad|km²?|m²?|cm|mm|kg|g|t|ha|l|kWh?|MW|GW|Hz"
_OF_LANGUAGE: Final[Mapping[str, tuple[tuple[str, str], ...]]] = {
    "ru": (
        (_DIGIT, rf"(?<=[0-9])(?P<space> )(?=(?:{_RU_SCALES})\w*\b|евро\b)"),
        (_DIGIT, rf"(?<=[0-9])(?P<space> )(?=(?:{_UNITS}|км/ч|м/с|ч|мин|сек)\b(?!\.\w))"),
        (_DIGIT, rf"(?<![0-9])[0-3]?[0-9](?P<space> )(?=(?:{_RU_MONTHS})\b)"),
        (_DIGIT, r"(?<=[0-9]{4})(?P<space> )(?=(?:гг?\.|год(?:а|у|ом|ы|ов|ах)?\b))"),
        (_STOP, r"\b[тТ]\.(?P<space> )(?=[едпкн]\.)"),
        (_STOP, r"\bн\.(?P<space> )(?=э\.)"),
        ("до н.", r"\bдо(?P<space> )(?=н\.[ \u00a0]э\.)"),
        ("р.", r"(?<=и)(?P<space> )(?=(?:др|пр)\.)"),
        (_STOP, r"(?<![0-9][ \u00a0])\b(?:г|гг|ул|им|пр|пос|обл)\.(?P<space> )(?=[А-ЯЁ«„])"),
        (_STOP, r"\b(?:ст|стр|рис|табл|гл|п|пп|ч|т|д|кв)\.(?P<space> )(?=[0-9])"),
    ),
    "de": (
        (_DIGIT, rf"(?<=[0-9])(?P<space> )(?=(?:{_DE_UNITS})(?!\w|\.\w))"),
        (_STOP, rf"(?<![0-9])[0-3]?[0-9]\.(?P<space> )(?=(?:{_DE_MONTHS})\b)"),
        (_STOP, r"\b(?:z|Z|d|D|u|U|o|O|v|V|s|S|i|I)\.(?P<space> )(?=(?:B|h|a|ä|Ä|d|T|U|o|u|R|A|E)\.)"),
        (_STOP, r"(?<=[ \u00a0][a-z]\.)(?P<space> )(?=R\.)"),
        (_STOP, r"\b(?:Nr|Art|Abs|Kap|Bd|Abb|Tab|Az)\.(?P<space> )(?=[0-9IVX])"),
        (_STOP, r"\bS\.(?P<space> )(?=[0-9])"),
        (_STOP, r"\b(?:Dr|Prof|St)\.(?P<space> )(?=[A-ZÄÖÜ])"),
    ),
    "uk": (
        (_DIGIT, r"(?<=[0-9])(?P<space> )(?=(?:тис|млн|млрд|трлн|грн|відсотк|гривень|гривн|мільйон|мільярд)\w*\b)"),
        (_DIGIT, r"(?<=[0-9]{4})(?P<space> )(?=(?:рр?\.|рок(?:у|и|ів|ах|ом)?\b|рік\b))"),
    ),
    "pl": (
        (_DIGIT, r"(?<=[0-9])(?P<space> )(?=(?:tys|mln|mld|zł|proc)\b)"),
        (_DIGIT, r"(?<=[0-9]{4})(?P<space> )(?=(?:r\.|roku\b))"),
    ),
    "fr": (
        ("", r"(?<=\w)(?P<space> )(?=[;:!?»])"),
        (_DIGIT, r"(?<=[0-9])(?P<space> )(?=(?:millions?|milliards?|euros?|km|kg|m|h)\b)"),
    ),
    "es": ((_DIGIT, r"(?<=[0-9])(?P<space> )(?=(?:millones|mil|km|kg|m)\b)"),),
    "it": ((_DIGIT, r"(?<=[0-9])(?P<space> )(?=(?:milioni|miliardi|mila|km|kg|m)\b)"),),
}
_PATTERNS: Final = {
    language: tuple((sign, re.compile(pattern)) for sign, pattern in (*_EVERYWHERE, *own))
    for language, own in _OF_LANGUAGE.items()
}
_ANY_DIGIT: Final = re.compile(r"[0-9]")
_PERCENT: Final = re.compile(r"(?<=[0-9])%(?![\w-])")
_DOTS: Final = re.compile(r"(?<![.…])\.\.\.(?![.…])")


def patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """The spaces of a language that do not break: each is the group ``space``."""
    return tuple(pattern for _, pattern in _PATTERNS.get(language, ()))


def space_edits(text: str, language: str, style: Style) -> Iterator[Edit]:
    """No-break spaces in place of ordinary ones; where the language parts number and ``%``, one between them."""
    digit = _ANY_DIGIT.search(text) is not None
    for sign, pattern in _PATTERNS.get(language, ()):
        if digit if sign == _DIGIT else sign in text:
            for match in pattern.finditer(text):
                yield Edit(Rule.SPACE, *match.span("space"), NBSP)
    if style.percent and "%" in text:
        for match in _PERCENT.finditer(text):
            yield Edit(Rule.SPACE, match.start(), match.end(), f"{NBSP}%")


def ellipsis_edits(text: str, style: Style) -> Iterator[Edit]:
    """One character for three dots."""
    if style.ellipsis and "..." in text:
        for match in _DOTS.finditer(text):
            yield Edit(Rule.ELLIPSIS, match.start(), match.end(), "…")
