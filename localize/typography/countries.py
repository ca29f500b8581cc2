"""Countries that an English text names, with their names in the locale: offers for the translator, in the nominative."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from localize.locales import is_known_locale, same_language, territory_names

# What English newspapers write besides CLDR's name.
_VARIANTS: Final[Mapping[str, tuple[str, ...]]] = {
    "AE": ("UAE", "U.A.E.", "Emirates"),
    "AG": ("Antigua and Barbuda",),
    "BA": ("Bosnia and Herzegovina", "Bosnia-Herzegovina", "Bosnia"),
    "CD": ("DR Congo", "DRC", "Congo-Kinshasa", "Democratic Republic of the Congo"),
    "CG": ("Congo-Brazzaville", "Republic of the Congo"),
    "CI": ("Côte d’Ivoire", "Cote d'Ivoire", "Côte d'Ivoire"),
    "CV": ("Cabo Verde",),
    "CZ": ("Czech Republic",),
    "EU": ("EU", "E.U."),
    "GB": ("UK", "U.K.", "Britain", "Great Britain"),
    "KN": ("St Kitts and Nevis",),
    "KP": ("DPRK",),
    "LC": ("St Lucia",),
    "MK": ("Macedonia",),
    "MM": ("Burma",),
    "NL": ("Holland",),
    "PS": ("Palestine",),
    "RU": ("Russian Federation",),
    "ST": ("Sao Tome and Principe",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TR": ("Türkiye",),
    "TT": ("Trinidad and Tobago",),
    "UN": ("UN", "U.N."),
    "US": ("US", "U.S.", "USA", "U.S.A.", "United States of America"),
    "VA": ("Vatican", "Holy See"),
    "VC": ("St Vincent and the Grenadines",),
}


class Named(NamedTuple):
    """A country in a text: where (code points), as it stands there, in the other language."""

    start: int
    end: int
    source: str
    target: str


@lru_cache(maxsize=1)
def _english() -> tuple[re.Pattern[str], Mapping[str, str]]:
    names = {name: code for code, name in territory_names("en").items()}
    names |= {name: code for code, variants in _VARIANTS.items() for name in variants}
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<![\w@#./-])(?:{'|'.join(map(re.escape, longest))})(?![\w@]|\.\w)"), names


@lru_cache(maxsize=2048)
def find_countries(text: str, locale: str, source_locale: str = "en") -> tuple[Named, ...]:
    """Countries that ``text`` names, each once, in order. None for a source that is not English."""
    if not same_language(source_locale, "en") or not is_known_locale(locale):
        return ()
    pattern, codes = _english()
    there = territory_names(locale)
    found: dict[str, Named] = {}
    for match in pattern.finditer(text):
        code = codes[match.group()]
        if code in there:
            found.setdefault(code, Named(match.start(), match.end(), match.group(), there[code]))
    return tuple(found.values())


def country_name(name: str, locale: str) -> str | None:
    """An English name of a country or territory in the locale; None when it is none."""
    code = _english()[1].get(name) or next((c for n, c in _english()[1].items() if n.upper() == name), None)
    return territory_names(locale).get(code) if code else None
