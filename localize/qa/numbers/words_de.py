"""Number words of German: compounds are read, not listed (einundzwanzig, zweihundertster, fünfjährig)."""

import re
from functools import lru_cache

from localize.qa.numbers.atoms import Atom, Kind, atom, sized

_UNITS = {"null": 0, "eins": 1, "ein": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6,
          "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13, "vierzehn": 14,
          "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19}  # fmt: skip
_TENS = {"zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
         "achtzig": 80, "neunzig": 90}  # fmt: skip
_ORDINALS = {"erst": 1, "dritt": 3, "siebt": 7, "acht": 8}
_LONE: dict[str, tuple[int | str, ...]] = {
    "halb": ("0.5", 50, 30), "halbe": ("0.5", 50), "halben": ("0.5", 50), "hälfte": ("0.5", 50, 2),
    "halbes": ("0.5", 50), "halber": ("0.5", 50), "anderthalb": ("1.5",), "eineinhalb": ("1.5",),
    "viertel": ("0.25", 25, 4, 15), "drittel": (3, "0.33"), "doppelt": (2,), "doppelte": (2,), "doppelten": (2,),
    "verdoppelt": (2,), "beide": (2,), "beiden": (2,), "beider": (2,), "paar": (2,), "duo": (2,), "trio": (3,),
    "zwilling": (2,), "zwillinge": (2,), "zwillingen": (2,), "verdreifacht": (3,), "dutzend": (12,), "mittag": (12,),
    "mittags": (12,), "mitternacht": (0, 12, 24), "woche": (7,), "tag": (24,), "jahrzehnt": (10,),
    "jahrzehnts": (10,), "jahrhundert": (100,), "jahrhunderts": (100,), "jahrtausend": (1000,),
    "einzige": (1,), "einzigen": (1,), "einziger": (1,), "einziges": (1,), "eine": (1,), "einen": (1,), "einer": (1,),
    "einem": (1,), "eines": (1,), "einmal": (1,),
}  # fmt: skip
_MONTHS = (
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
)
_TIMES = (("tausend", 1000), ("tausende", 1000), ("tausenden", 1000), ("million", 10**6), ("millionen", 10**6),
          ("milliarde", 10**9), ("milliarden", 10**9), ("billion", 10**12), ("billionen", 10**12))  # fmt: skip

_UNIT = "|".join(sorted({*_UNITS, *_ORDINALS}, key=len, reverse=True))
_TEN = "|".join(_TENS)
_COMPOUND = re.compile(
    rf"(?:(?P<hundreds>{_UNIT})?(?P<hundred>hundert)(?:und)?)?"
    rf"(?:(?P<before>ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?P<ten>{_TEN})|(?P<tens>{_TEN})|(?P<unit>{_UNIT}))?"
    r"(?P<tail>\w*)"
)
_ENDING = re.compile(r"(?:s?te[rnms]?|e[rnms]?|ens|mal|er|fach\w*)?")
_TAIL = re.compile(
    r"-?(?:jähr|jahr|tägi|stünd|monat|wöch|minüt|köpf|fach|mal|stell|stöck|seit|teil|bänd|sitz|spur|eck|drittel)"
)


def _table() -> dict[str, Atom]:
    table = {word: atom(Kind.LONE, *values) for word, values in _LONE.items()}
    table |= {word: atom(Kind.TIMES, value) for word, value in _TIMES}
    for names in _MONTHS:
        for number, name in enumerate(names.split(), start=1):
            table.setdefault(name, atom(Kind.LONE, number))
    return table


_TABLE = _table()


@lru_cache(maxsize=8192)
def lookup(word: str) -> tuple[Atom, ...]:
    """Atoms that a word (lower case) may be; none when it is no number word."""
    found = _TABLE.get(word)
    if found:
        return (found,)
    match = _COMPOUND.match(word)
    if match is None or match.end("tail") == 0 or match.start("tail") == 0:
        return ()
    tail = match["tail"]
    decade = atom(Kind.LONE, _value(match), 1900 + _value(match))
    if _ENDING.fullmatch(tail):
        return (decade,) if match["tens"] and tail.startswith("er") else (sized(_value(match)),)
    if match["tens"] and tail.startswith("erjahre"):
        return (decade,)
    return (atom(Kind.LONE, _value(match)),) if _TAIL.match(tail) else ()


def _value(match: re.Match[str]) -> int:
    value = 0
    if match["hundred"]:
        value = 100 * _unit(match["hundreds"] or "ein")
    if match["ten"]:
        return value + _TENS[match["ten"]] + _unit(match["before"])
    if match["tens"]:
        return value + _TENS[match["tens"]]
    return value + (_unit(match["unit"]) if match["unit"] else 0)


def _unit(word: str) -> int:
    return _UNITS[word] if word in _UNITS else _ORDINALS[word]
