"""How Russian declines names of persons and places, by their ends and gender: for names that no dictionary has.

After the rules of Rosenthal's and Zaliznyak's grammars: women's names on a consonant stay, names on -о, -е, -и, -у, -ю
stay, names on -ский, -ой, -ая go like adjectives.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from localize.terms.name import Gender

_CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")

# What stands after the stem in the six cases; a slash parts variants. First column: the end that calls for the row.
_Rows = tuple[tuple[tuple[str, ...], str, tuple[str, str, str, str, str, str]], ...]

_BOTH: Final[_Rows] = (
    (("ия",), "я", ("я", "и", "и", "ю", "ей", "и")),
    (("ая",), "ая", ("ая", "ой", "ой", "ую", "ой/ою", "ой")),
    (("яя",), "яя", ("яя", "ей", "ей", "юю", "ей", "ей")),
    (("га", "ка", "ха"), "а", ("а", "и", "е", "у", "ой/ою", "е")),
    (("жа", "ша", "ча", "ща"), "а", ("а", "и", "е", "у", "ей/ой", "е")),
    (("ца",), "а", ("а", "ы", "е", "у", "ей/ой", "е")),
    (("я",), "я", ("я", "и", "е", "ю", "ей/ёй", "е")),
)
_FEMININE: Final[_Rows] = (
    (("ова", "ева", "ёва", "ина", "ына"), "а", ("а", "ой/ы", "ой/е", "у", "ой/ою", "ой/е")),
    *_BOTH,
    (("а",), "а", ("а", "ы", "е", "у", "ой/ою", "е")),
    (("ь",), "ь", ("ь", "ь/и", "ь/и", "ь", "ь/ью", "ь/и")),
)
_MASCULINE: Final[_Rows] = (
    (("ский", "цкий", "ний", "кий", "гий", "хий"), "ий", ("ий", "ого/его", "ому/ему", "ого/его", "им", "ом/ем")),
    (("ой", "ый"), "", ("", "я", "ю", "я", "ем", "е")),
    (("ов", "ев", "ёв", "ин", "ын"), "", ("", "а", "у", "а", "ым/ом", "е")),
    (("ий",), "й", ("й", "я", "ю", "я", "ем", "и/е")),
    (("й",), "й", ("й", "я", "ю", "я", "ем", "е")),
    (("ь",), "ь", ("ь", "я", "ю", "я", "ем/ём", "е")),
    *_BOTH,
    (("а",), "а", ("а", "ы", "е", "у", "ой/ою", "е")),
    (("ж", "ш", "ч", "щ", "ц"), "", ("", "а", "у", "а", "ем/ом", "е")),
    (tuple("бвгдзклмнпрстфх"), "", ("", "а", "у", "а", "ом", "е")),
)
_LIKE_ADJECTIVES: Final = (("ой", "ый"), ("", "ого", "ому", "ого", "ым", "ом"))
_SETS: Final[Mapping[Gender, tuple[_Rows, ...]]] = MappingProxyType(
    {
        Gender.FEMININE: (_FEMININE,),
        Gender.MASCULINE: (_MASCULINE,),
        Gender.NEUTER: (),
        Gender.PLURAL: (),
        Gender.UNKNOWN: (_MASCULINE, _FEMININE),
    }
)


def declensions(name: str, gender: Gender) -> dict[str, set[str]]:
    """Forms of one word of a name, in lower case with е for ё, with their cases: "gent sing". Itself in each case."""
    low = name.lower()
    forms: dict[str, set[str]] = {}
    for rows in _SETS[gender]:
        for stem, endings in _rows(low, rows):
            for case, variants in zip(_CASES, endings, strict=True):
                for ending in variants.split("/"):
                    forms.setdefault((stem + ending).replace("ё", "е"), set()).add(f"{case} sing")
    if not forms:
        forms[low.replace("ё", "е")] = {f"{case} {number}" for case in _CASES for number in ("sing", "plur")}
    return forms


def _rows(low: str, rows: _Rows) -> list[tuple[str, tuple[str, ...]]]:
    """The first row that fits, with the stem before its endings; -ой and -ый also as adjectives."""
    for ends, dropped, endings in rows:
        if low.endswith(ends):
            if ends == _LIKE_ADJECTIVES[0]:
                stem = low[:-2]
                adjective = (low[-2:], *_LIKE_ADJECTIVES[1][1:])
                return [(stem, adjective), (low[:-1], ("й", "я", "ю", "я", "ем", "е"))]
            return [(low.removesuffix(dropped), endings)]
    return []
