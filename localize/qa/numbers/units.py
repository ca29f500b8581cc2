"""What stands behind a number: scale, unit, part of the day; and what an editor may convert it to.

Newsrooms convert feet to metres, 14 days to two weeks and half to 50 percent; that is no changed number.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_THOUSAND, _MILLION, _BILLION, _TRILLION = (Decimal(10) ** n for n in (3, 6, 9, 12))

# Short letters count only where they touch the digits ("£10m"); words may stand apart.
SCALES: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"[\s\u00a0]?-?(?:(?P<hundred>hundred)|(?P<thousand>thousand)|(?P<million>million|mln|mn)|(?P<billion>billion|bln)|"
        r"(?P<trillion>trillion|trn)|(?P<dozen>dozen)|(?P<lakh>lakh)|(?P<crore>crore))s?\b"
        r"|(?:(?P<k>[kK])|(?P<m>[mM])|(?P<b>[bB]n?)|(?P<t>tn|T))(?![\w²³])"
        r"|[\s\u00a0](?:(?P<bn>bn)|(?P<tn>tn))\b"
    ),
    "ru": re.compile(
        r"[\s\u00a0\u202f]?-?(?:(?P<hundred>сот(?:ен|ни|ня|ню)\b)|(?P<thousand>тыс\.|тыс\b|тысяч\w*)|(?P<million>млн\b|миллион\w*)|"
        r"(?P<billion>млрд\b|миллиард\w*)|(?P<trillion>трлн\b|триллион\w*)|(?P<dozen>дюжин\w*)|(?P<ten>десятк\w*)|"
        r"(?P<lakh>лакх?(?:а|ов|ам|и)?\b)|(?P<crore>крор\w*))"
    ),
    "de": re.compile(
        r"[\s\u00a0\u202f]?-?(?:(?P<hundred>[Hh]undert)|(?P<thousand>[Tt]ausend|Tsd\.?)|(?P<million>Million(?:en)?|Mio\.?)|"
        r"(?P<billion>Milliarden?|Mrd\.?)|(?P<trillion>Billion(?:en)?|Bio\.?)|(?P<dozen>Dutzend)|(?P<lakh>[Ll]akhs?)|(?P<crore>[Cc]rores?))(?![a-zäöüß])"
    ),
}
_POWERS: Mapping[str, Decimal] = {
    "ten": Decimal(10), "dozen": Decimal(12), "lakh": Decimal(10) ** 5, "crore": Decimal(10) ** 7, "hundred": Decimal(100), "thousand": _THOUSAND, "k": _THOUSAND,
    "million": _MILLION, "m": _MILLION, "billion": _BILLION, "b": _BILLION, "bn": _BILLION,
    "trillion": _TRILLION, "t": _TRILLION, "tn": _TRILLION,
}  # fmt: skip
_LETTERS = frozenset({"m", "b", "t", "k"})  # 137m may be metres

PERCENT = re.compile(r"[\s\u00a0\u202f]?-?(?:%|percent|per[\s-]cent|pct|процент|проц\.|Prozent)", re.IGNORECASE)
MONEY_BEFORE = re.compile(r"(?:[$€£¥₽₴₹]|USD|EUR|US\$)[\s\u00a0]?$")
MONEY_AFTER = re.compile(
    r"[\s\u00a0\u202f]?-?(?:[$€£¥₽₴₹]|dollar|euro|pound|rouble|ruble|yen|crown|долл|евро|руб|фунт|иен|крон|Dollar|Euro|Pfund|Rubel|Kron)"
)
HALF_DAY = re.compile(r"[\s\u00a0]?(?P<half>[ap])\.?[\s\u00a0]?m\b\.?", re.IGNORECASE)
# A clock of twelve hours needs one of these beside it to be read right.
DAY_PART = re.compile(
    r"\b[ap]\.\s?m\b|[0-9]\s?[ap]m\b|nachmittag|abend|mittag|nacht|morgen|früh|дня\b|днем|днём|вечер|ноч|утр|полудн|полуноч|afternoon|evening",
    re.IGNORECASE,
)
# Four digits before one of these are hours and minutes: 0200GMT.
ZONE = re.compile(r"[\s\u00a0]?(?:GMT|UTC|hrs|hours|h\b|Uhr)")
DECADE = re.compile(r"['’]?s\b|[-\u2011](?:х|е|ые|ых)\b|er\b|er-?[Jj]ahre", re.IGNORECASE)

# What converted values are counted in, in the languages of the editions; without the word nothing was converted.
_LENGTH = r"\b(?:mm|cm|m|km)\b|[Mm]eter|\b(?:мм|см|м|км)\b|метр"
_AREA = r"\b(?:m²|km²|m2|km2|ha|qm|qkm)(?!\w)|[Hh]ektar|[Qq]uadrat|\bга\b|гектар|кв\.|квадратн|км²|км2"
_MASS = r"\b(?:g|kg|t)\b|[Gg]ramm|[Kk]ilo|[Tt]onne|Pfund|\b(?:г|кг|т)\b|грамм|кило|тонн"
_VOLUME = r"\b[lL]\b|[Ll]iter|\bл\b|литр"
_SPEED = r"km/h|[Ss]tundenkilometer|Kilometer|км/ч|километр"
_DAY, _WEEK = r"\b[Tt]ag|\bсут|\bд(?:ень|н)", r"[Ww]oche|недел"
_MONTH, _YEAR = r"[Mm]onat|месяц", r"[Jj]ahr(?!zehnt|hundert)|\b(?:лет|год)|летн"
_DECADES, _CENTURY = r"[Jj]ahrzehnt|десятилет", r"[Jj]ahrhundert|\bвек|столет"
_HOUR, _MINUTE, _SECOND = r"[Ss]tund|\bчас|часов", r"[Mm]inut|минут", r"[Ss]ekund|секунд"
_PART = r"[Hh]älfte|[Hh]alb|[Vv]iertel|[Dd]rittel|половин|четверт|трет|\bпол"
_COIN = r"[Dd]ollar|[Ee]uro|[$€£]|долл|евро|фунт"

_ROUNDING = Decimal("0.08")  # 250 feet become 75 or 80 metres
_EXACT = Decimal("0.0001")

# English unit, factors, the word that must stand in the target, tolerance.
_UNITS: tuple[tuple[str, tuple[str, ...], str, Decimal], ...] = (
    (r"sq(?:uare)?\.?[\s-](?:miles?|mi)\b", ("2.59", "259"), _AREA, _ROUNDING),
    (r"sq(?:uare)?\.?[\s-](?:feet|foot|ft)\b", ("0.0929",), _AREA, _ROUNDING),
    (r"(?:feet|foot|ft)\b", ("0.3048", "30.48", "0.0003048"), _LENGTH, _ROUNDING),
    (r"(?:inch(?:es)?|in\.)", ("2.54", "25.4", "0.0254"), _LENGTH, _ROUNDING),
    (r"mph\b|miles (?:per|an) hour", ("1.609",), _SPEED, _ROUNDING),
    (r"(?:miles?|mi)\b", ("1.609", "1609"), _LENGTH, _ROUNDING),
    (r"yards?\b", ("0.9144",), _LENGTH, _ROUNDING),
    (r"acres?\b", ("0.4047", "0.004047", "4047"), _AREA, _ROUNDING),
    (r"(?:pounds?|lbs?)\b", ("0.4536", "453.6"), _MASS, _ROUNDING),
    (r"(?:ounces?|oz)\b", ("28.35", "0.02835"), _MASS, _ROUNDING),
    (r"tons?\b", ("0.907", "907"), _MASS, _ROUNDING),
    (r"gallons?\b", ("3.785", "4.546"), _VOLUME, _ROUNDING),
    (r"seconds?\b", ("0.0166667",), _MINUTE, _EXACT),
    (r"min(?:ute)?s?\b", ("0.0166667",), _HOUR, _EXACT),
    (r"min(?:ute)?s?\b", ("60",), _SECOND, _EXACT),
    (r"hours?\b", ("0.0416667",), _DAY, _EXACT),
    (r"hours?\b", ("60",), _MINUTE, _EXACT),
    (r"days?\b", ("0.1428571",), _WEEK, _EXACT),
    (r"days?\b", ("24",), _HOUR, _EXACT),
    (r"days?\b", ("0.0333333",), _MONTH, _EXACT),
    (r"weeks?\b", ("7",), _DAY, _EXACT),
    (r"weeks?\b", ("0.25",), _MONTH, _EXACT),
    (r"months?\b", ("0.0833333",), _YEAR, _EXACT),
    (r"months?\b", ("4",), _WEEK, _EXACT),
    (r"years?\b", ("12",), _MONTH, _EXACT),
    (r"years?\b", ("0.1",), _DECADES, _EXACT),
    (r"years?\b", ("0.01",), _CENTURY, _EXACT),
    (r"decades?\b", ("10",), _YEAR, _EXACT),
    (r"(?:%|percent|per[\s-]cent|pct)", ("0.01",), _PART, _ROUNDING),
    (r"cents?\b", ("0.01",), _COIN, _EXACT),
)
_FAHRENHEIT = re.compile(r"(?:°\s?F\b|degrees?\b|F\b|°)", re.IGNORECASE)
_CELSIUS = re.compile(r"[Gg]rad|°|градус")
_GAP = re.compile(r"[\s\u00a0-]?")


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a measured value may become: the value, how far rounding may carry it, its unit in the target."""

    value: Decimal
    tolerance: Decimal
    unit: re.Pattern[str]

    @property
    def is_rounded(self) -> bool:
        """Whether systems of measures differ, so that the number has no one form."""
        return self.tolerance == _ROUNDING

    def fits(self, value: Decimal) -> bool:
        """Whether ``value`` is this one, rounded as people do."""
        # Small amounts are rounded to a half: 8 feet are 2.5 metres.
        return abs(value - self.value) <= max(abs(self.value) * self.tolerance, self.tolerance / 2)


@lru_cache(maxsize=1)
def _units() -> tuple[tuple[re.Pattern[str], tuple[Decimal, ...], re.Pattern[str], Decimal], ...]:
    return tuple(
        (re.compile(word, re.IGNORECASE), tuple(map(Decimal, factors)), re.compile(unit), tolerance)
        for word, factors, unit, tolerance in _UNITS
    )


def scale_after(text: str, position: int, language: str) -> tuple[int, Decimal, str] | None:
    """Scale word at ``position``: where it ends, its power of ten, its name; None when there is none."""
    pattern = SCALES.get(language)
    match = pattern.match(text, position) if pattern else None
    if match is None or match.lastgroup is None:
        return None
    return match.end(), _POWERS[match.lastgroup], match.lastgroup


def is_letter(name: str) -> bool:
    """Whether a scale is a bare letter, which may be a unit as well."""
    return name in _LETTERS


def conversions(text: str, position: int, value: Decimal) -> tuple[Conversion, ...]:
    """What English ``value`` with the unit at ``position`` may become in another system or unit."""
    gap = _GAP.match(text, position)
    position = gap.end() if gap else position
    found = [
        Conversion(value * factor, tolerance, unit)
        for word, factors, unit, tolerance in _units()
        if word.match(text, position)
        for factor in factors
    ]
    if _FAHRENHEIT.match(text, position):
        found.append(Conversion((value - 32) * 5 / 9, _ROUNDING, _CELSIUS))
    return tuple(found)
