"""Number words of English."""

from functools import lru_cache

from localize.qa.numbers.atoms import Atom, Kind, atom, sized

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_LONE: dict[str, tuple[int | str, ...]] = {
    "half": ("0.5", 50, 30, 2),
    "quarter": ("0.25", 25, 4),
    "quarters": ("0.25", 25, 4),
    "once": (1,),
    "single": (1,),
    "sole": (1,),
    "twice": (2,),
    "double": (2,),
    "doubled": (2,),
    "both": (2,),
    "pair": (2,),
    "duo": (2,),
    "couple": (2,),
    "twin": (2,),
    "twins": (2,),
    "thrice": (3,),
    "triple": (3,),
    "tripled": (3,),
    "trio": (3,),
    "triplets": (3,),
    "quadruple": (4,),
    "week": (7,),
    "decade": (10,),
    "dozen": (12,),
    "dozens": (12,),
    "noon": (12,),
    "midday": (12,),
    "midnight": (0, 12, 24),
    "fortnight": (14, 2),
    "day": (24,),
    "century": (100,),
    "centenary": (100,),
    "centennial": (100,),
    "bicentenary": (200,),
    "bicentennial": (200,),
    "millennium": (1000,),
    "sept": (9,),
}


def _table() -> dict[str, Atom]:
    table = {word: atom(Kind.LONE, *values) for word, values in _LONE.items()}
    for number, (word, ordinal) in enumerate(zip(_UNITS.split(), _ORDINALS.split(), strict=True)):
        # Two-thirds: the ordinal's plural is a denominator.
        table |= {word: sized(number), ordinal: sized(number), f"{ordinal}s": sized(number), f"{word}s": sized(number)}
        table[f"{word}fold"] = sized(number)
    for number, word in enumerate(_TENS.split(), start=2):
        stem = word.removesuffix("y")
        table |= {word: sized(10 * number), f"{stem}ieth": sized(10 * number)}
        table[f"{stem}ies"] = atom(Kind.LONE, 10 * number, 1900 + 10 * number)
    for value, word in ((100, "hundred"), (1000, "thousand"), (10**6, "million"), (10**9, "billion"),
                        (10**12, "trillion")):  # fmt: skip
        table |= {word: atom(Kind.TIMES, value), f"{word}s": atom(Kind.TIMES, value), f"{word}th": sized(value)}
    for names in _MONTHS:
        for number, name in enumerate(names.split(), start=1):
            table.setdefault(name, atom(Kind.LONE, number))
    return table


_TABLE = _table()


@lru_cache(maxsize=4096)
def lookup(word: str) -> tuple[Atom, ...]:
    """Atoms that a word may be; none when it is no number word."""
    found = _TABLE.get(word)
    return (found,) if found else ()
