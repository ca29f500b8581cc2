"""Everything that CLDR knows about a locale: dates, numbers, plurals, names of languages, direction. Home of Babel.

Locales are BCP 47 tags (``ru``, ``de-AT``, ``zh-Hant``), any that CLDR knows; an unknown region or an extension falls
back to the language. The house's own habits, where they differ from CLDR, are the small tables at the top: a
no-break space holds a number to its word, four-digit numbers carry no separator in some languages, a German clock
time in a running line ends in "Uhr".

Does not belong here: quotation marks and names of people, which CLDR does not hold.
"""

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from babel import Locale
from babel.core import UnknownLocaleError, get_global
from babel.dates import format_date as _babel_date
from babel.dates import format_skeleton
from babel.dates import format_time as _babel_time
from babel.lists import format_list as _babel_list
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, get_decimal_symbol
from babel.support import NullTranslations, Translations
from babel.units import format_unit

from localize.errors import ConfigError, InvalidInputError

Number = int | float | Decimal


class DateStyle(StrEnum):
    """How much of a date is written out."""

    EDITION = "edition"  # as the newspaper's date line: "Nov 23, 2026", "23 ноября 2026 г.", "23. November 2026"
    LONG = "long"  # month as a word
    MEDIUM = "medium"  # month shortened, or as a number where that is the custom
    SHORT = "short"  # numbers only
    FULL = "full"  # with the day of the week


# The date line of an English page shortens the month; CLDR's long style is right elsewhere.
_EDITION_STYLE: Final = {"en": "medium"}

# Time to read, around CLDR's "2 minutes" (long) or "2 min" (short). Languages not listed say the duration alone.
_READING_TIME: Final[dict[str, tuple[Literal["short", "long"], str]]] = {
    "en": ("short", "{} read"),
    "ru": ("long", "Время чтения: {}"),
    "de": ("short", "{} Lesezeit"),
    "uk": ("long", "Час читання: {}"),
    "fr": ("short", "{} de lecture"),
    "es": ("short", "{} de lectura"),
    "it": ("short", "{} di lettura"),
    "pl": ("short", "{} czytania"),
}

# Whole numbers of four digits stand unseparated: 8000 книг, but 61 000 мест and 1 234,5 балла.
_PLAIN_FOUR_DIGITS: Final = frozenset({"ru", "de", "uk", "es", "pl", "it"})

# A clock time inside a line of text; alone it stays as CLDR has it.
_CLOCK: Final = {"de": "{} Uhr"}

# After the year of a date: CLDR shortens the word, a sentence has it in full.
_YEAR_WORDS: Final = {"ru": ("г.", "года"), "uk": ("р.", "року")}

# Countries as newspapers call them, where CLDR's name is the long one, an unusual one, or a list entry's.
_TERRITORIES: Final[dict[str, dict[str, str]]] = {
    "en": {"CD": "Democratic Republic of Congo", "CG": "Republic of Congo", "HK": "Hong Kong", "MM": "Myanmar", "MO": "Macau", "PS": "Palestinian Territories", "TR": "Turkey", "CI": "Ivory Coast"},
    "ru": {"CD": "Демократическая Республика Конго", "CF": "Центральноафриканская Республика", "EU": "Евросоюз", "KR": "Южная Корея", "UN": "ООН", "ZA": "ЮАР", "CG": "Республика Конго", "CI": "Кот-д’Ивуар", "HK": "Гонконг", "MM": "Мьянма", "MO": "Макао", "PS": "Палестинские территории", "US": "США"},
    "de": {"BN": "Brunei", "CD": "Demokratische Republik Kongo", "CI": "Elfenbeinküste", "CV": "Kap Verde", "KG": "Kirgistan", "TL": "Osttimor", "CG": "Republik Kongo", "GB": "Großbritannien", "HK": "Hongkong", "MM": "Myanmar", "MO": "Macau", "PS": "Palästinensische Gebiete", "US": "USA"},
}  # fmt: skip

_NO_TERRITORIES: Final = frozenset({"EZ", "QO", "XA", "XB", "ZZ"})

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_NO_BREAK: Final = "\u00a0"
_NARROW_NO_BREAK: Final = "\u202f"
_DAY_AND_WORD = re.compile(r"(?<=\d) (?=[^\W\d_])|(?<=\d\.) (?=[^\W\d_])")


@lru_cache(maxsize=256)
def _locale(tag: str) -> Locale:
    """CLDR's locale for a tag, shortened from the right until one is known."""
    written = tag.replace("_", "-")
    if not _TAG.match(written):
        raise InvalidInputError(f"{tag!r} is not a language tag such as en, de-AT or zh-Hant.")
    subtags = written.split("-")
    # Everything from a single letter on (-u-, -x-) is an extension, which says nothing about the language.
    singles = [n for n, subtag in enumerate(subtags) if len(subtag) == 1]
    del subtags[min(singles, default=len(subtags)) :]
    if subtags and subtags[0].lower() != "und":
        while subtags:
            try:
                return Locale.parse("-".join(subtags), sep="-")
            except (UnknownLocaleError, ValueError):
                subtags.pop()
    raise InvalidInputError(f"No language is known under the tag {tag!r}.")


def is_known_locale(tag: str) -> bool:
    """Whether CLDR knows the language of this tag."""
    try:
        _locale(tag)
    except InvalidInputError:
        return False
    return True


def _house_spaces(text: str) -> str:
    """One kind of no-break space, and one between a day and its month."""
    return _DAY_AND_WORD.sub(_NO_BREAK, text.replace(_NARROW_NO_BREAK, _NO_BREAK))


def format_date(day: date, locale: str, style: DateStyle | str = DateStyle.EDITION) -> str:
    """A date in the locale's own words. An aware ``datetime`` is taken as the day that it names in its own zone."""
    cldr = _locale(locale)
    style = DateStyle(style)
    wanted = _EDITION_STYLE.get(cldr.language, "long") if style is DateStyle.EDITION else style.value
    plain = day.date() if isinstance(day, datetime) else day
    return _house_spaces(_babel_date(plain, format=wanted, locale=cldr))


def running_date(month: int, day: int, year: int | None, locale: str) -> str | None:
    """A date inside a sentence: "17 февраля 2026 года", "17. Februar"; None for a day that does not exist."""
    cldr = _locale(locale)
    try:
        moment = date(year or 2024, month, day)  # a leap year stands for any
    except ValueError:
        return None
    if year is None:
        return _house_spaces(format_skeleton("MMMMd", moment, locale=cldr))
    text = format_date(moment, locale, DateStyle.LONG)
    short, full = _YEAR_WORDS.get(cldr.language, ("", ""))
    return text.removesuffix(short) + full if short and text.endswith(short) else text


def _in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Naive times are refused: nobody can say which moment they mean."""
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    return moment.astimezone(zone) if zone is not None else moment


def format_time(moment: datetime, locale: str, zone: tzinfo | None = None) -> str:
    """Hours and minutes of an aware time, in ``zone`` or else in the zone that it carries."""
    # Babel would convert to UTC: the wall clock is handed over without its zone.
    wall = _in_zone(moment, zone).replace(tzinfo=None)
    return _babel_time(wall, format="short", locale=_locale(locale)).replace(_NARROW_NO_BREAK, _NO_BREAK)


def format_datetime(
    moment: datetime, locale: str, zone: tzinfo | None = None, style: DateStyle | str = DateStyle.EDITION
) -> str:
    """Date and clock time of an aware time: "23 ноября 2026 г., 14:10", "23. November 2026, 14:10 Uhr"."""
    cldr = _locale(locale)
    local = _in_zone(moment, zone)
    clock = _CLOCK.get(cldr.language, "{}").format(format_time(local, locale)).replace(" ", _NO_BREAK)
    pattern = str(cldr.datetime_formats["medium"])
    return pattern.replace("{1}", format_date(local, locale, style)).replace("{0}", clock)


def format_number(number: Number, locale: str) -> str:
    """A number with the locale's decimal sign and grouping: 61,000, 61 000, 61.000."""
    return _grouped(number, locale, whole=number == int(number))


def format_amount(number: Number, locale: str) -> str:
    """A number with two decimals, as sums of money are written: 1,234.50; 1 234,50; 1.234,50."""
    return format_decimal(number, format="#,##0.00", locale=_locale(locale)).replace(_NARROW_NO_BREAK, _NO_BREAK)


def _grouped(number: Number, locale: str, *, whole: bool) -> str:
    cldr = _locale(locale)
    grouped = not (whole and -10_000 < number < 10_000 and cldr.language in _PLAIN_FOUR_DIGITS)
    text = format_decimal(number, locale=cldr, group_separator=grouped)
    return text.replace(_NARROW_NO_BREAK, _NO_BREAK)


@lru_cache(maxsize=1024)  # a draft asks for each number of its source several times
def write_number(written: str, locale: str) -> str:
    """A number as English writes it, digit by digit with the locale's separators: ``2.80`` is ``2,80`` in Russian."""
    whole, point, decimals = written.replace(",", "").partition(".")
    text = _grouped(int(whole), locale, whole=not point)
    return f"{text}{get_decimal_symbol(_locale(locale))}{decimals}" if point else text


def format_list(items: Iterable[str], locale: str) -> str:
    """Names in a row: "a, b, and c", "a, b и c", "a, b und c"."""
    return _babel_list(list(items), locale=_locale(locale))


def reading_time(minutes: Number, locale: str) -> str:
    """Time to read, in the right plural: "2 min read", "Время чтения: 2 минуты", "2 Min. Lesezeit"."""
    cldr = _locale(locale)
    length, pattern = _READING_TIME.get(cldr.language, ("long", "{}"))
    duration = format_unit(minutes, "duration-minute", length=length, locale=cldr)
    if "duration-minute" in duration:  # Babel's answer where CLDR has one form for both lengths (Chinese, Thai)
        duration = format_unit(minutes, "duration-minute", length="short", locale=cldr)
    return pattern.format(duration.replace(_NARROW_NO_BREAK, _NO_BREAK).replace(" ", _NO_BREAK))


def language_name(locale: str, in_locale: str | None = None) -> str:
    """A language's name: in itself and with a capital (Русский), or as ``in_locale`` writes it in a sentence.

    A tag without a name in CLDR is returned as it is.
    """
    cldr = _locale(locale)
    if in_locale is not None:
        return cldr.get_display_name(_locale(in_locale)) or locale
    name = cldr.get_display_name(cldr) or locale
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=32)
def territory_names(locale: str) -> Mapping[str, str]:
    """Names of countries and territories by ISO 3166 code, in the nominative, as newspapers call them."""
    cldr = _locale(locale)
    known = {
        code: _in_full(str(name))
        for code, name in cldr.territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_TERRITORIES
    }
    return MappingProxyType(known | _TERRITORIES.get(cldr.language, {}))


def _in_full(name: str) -> str:
    """Russian names of islands without CLDR's abbreviation."""
    return name.replace("о-ва", "острова").replace("о-в ", "остров ")


@lru_cache(maxsize=32)
def language_names(locale: str) -> Mapping[str, str]:
    """Names of languages by their tag, as the locale writes them in a sentence."""
    return MappingProxyType({tag.replace("_", "-"): str(name) for tag, name in _locale(locale).languages.items()})


@lru_cache(maxsize=32)
def city_names(locale: str) -> Mapping[str, str]:
    """Cities that CLDR names because a time zone is named after them, by their English names."""
    english, cldr = _locale("en").time_zones, _locale(locale).time_zones
    known: dict[str, str] = {}
    # One city may have two zones (Europe/Kiev, Europe/Kyiv), of which CLDR names one: that one comes last and counts.
    for zone in [*get_global("zone_territories"), *cldr]:
        name = str(english.get(zone, {}).get("city", zone.rpartition("/")[2].replace("_", " ")))
        here = str(cldr.get(zone, {}).get("city", name)).replace("\u00ad", "")
        if zone.count("/") == 1 and not zone.startswith(("Etc/", "Antarctica/")) and name.replace(" ", "").isalpha():
            known[name] = _in_full(here)
    return MappingProxyType(known)


def plural_form(number: Number, locale: str) -> str:
    """CLDR's plural category: ``zero``, ``one``, ``two``, ``few``, ``many`` or ``other``."""
    return str(_locale(locale).plural_form(number))


def gettext_plurals(locale: str) -> tuple[int, str]:
    """Plural forms as the header of a PO file has them: how many there are, and the rule as an expression in C."""
    found = get_plural(str(_locale(locale)))
    return found.num_plurals, found.plural_expr


def text_direction(locale: str) -> Literal["ltr", "rtl"]:
    """Which way the script runs, as HTML's ``dir`` has it."""
    return "rtl" if _locale(locale).character_order == "right-to-left" else "ltr"


def _ranges(header: str) -> list[str]:
    """Language ranges of an ``Accept-Language`` header, most wanted first; refused (``q=0``) and broken ones left out."""
    weighted: list[tuple[float, str]] = []
    for item in header[:1000].split(","):
        tag, _, parameter = item.partition(";")
        name, _, value = parameter.strip().partition("=")
        try:
            weight = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            continue
        if tag.strip() and 0 < weight <= 1:
            weighted.append((weight, tag.strip().replace("_", "-").lower()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: -pair[0])]


def negotiate(header: str | None, available: Sequence[str]) -> str | None:
    """The available locale that an ``Accept-Language`` header wants most (lookup of RFC 4647), or ``None``.

    ``de-AT`` finds ``de``; ``pt`` finds ``pt-BR``; ``*`` takes the first.
    """
    lowered = {tag.replace("_", "-").lower(): tag for tag in reversed(available)}
    for wanted in _ranges(header or ""):
        if wanted == "*":
            return available[0] if available else None
        subtags = wanted.split("-")
        while subtags:
            tag = "-".join(subtags)
            if tag in lowered:
                return lowered[tag]
            subtags.pop()
        broader = [tag for key, tag in lowered.items() if key.startswith(wanted + "-")]
        if broader:
            return min(broader, key=available.index)
    return None


def load_po(path: Path) -> Translations:
    """Compile a PO file in memory, so that no ``.mo`` files are shipped. Fuzzy entries are left out.

    Raises ``ConfigError`` when the file is missing or is not PO.
    """
    try:
        with path.open("rb") as file:
            catalog = read_po(file, abort_invalid=True)
    except (OSError, UnicodeDecodeError, PoFileError, ValueError) as error:
        raise ConfigError(f"The catalogue {path} cannot be read: {error}") from error
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)


def usual_tag(tag: str) -> str:
    """A tag in its usual spelling (RFC 5646, 2.1.1): ``ru_RU`` is ``ru-RU``, ``ZH-hant`` is ``zh-Hant``."""
    language, *rest = tag.replace("_", "-").split("-")
    shaped = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part.lower() for part in rest]
    return "-".join([language.lower(), *shaped])


def with_territory(tag: str) -> str:
    """Language and territory as Open Graph writes them, the likeliest territory where the tag names none: ``ru_RU``."""
    cldr = _locale(tag)
    likely = get_global("likely_subtags").get(cldr.language, "")
    territory = cldr.territory or (likely.rpartition("_")[2] if "_" in likely else "")
    return f"{cldr.language}_{territory}" if territory else cldr.language


def no_translations() -> NullTranslations:
    """The catalogue of the language that messages are written in: every message stands for itself."""
    return NullTranslations()


def same_language(one: str, other: str) -> bool:
    """Whether two tags name the same language, whatever the country or script: ``en-GB`` and ``EN_us``."""
    first, second = (re.split(r"[-_]", tag.strip(), maxsplit=1)[0].lower() for tag in (one, other))
    return first == second
