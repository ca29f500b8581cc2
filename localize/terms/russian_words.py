"""Russian words: their readings and all their forms, by pymorphy3's dictionary; verbs' other aspect by their ends.

The analyser is made at first need and kept: about 0.1 s and 30 MB a process. Words that the dictionary does not have
are declined by its guess, or by ``guessed``.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from threading import Lock
from types import MappingProxyType
from typing import Any, Final

from pymorphy3 import MorphAnalyzer

Forms = Mapping[str, frozenset[str]]  # word form -> the cases and numbers it may be in: "gent sing"

_LONGEST: Final = 60  # letters
_LOCK: Final = Lock()
_CASES: Final[Mapping[str, str]] = MappingProxyType(
    {"gen1": "gent", "gen2": "gent", "acc1": "accs", "acc2": "accs", "loc1": "loct", "loc2": "loct", "voct": "nomn"}
)
_KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "INFN": "verb",
        "VERB": "verb",
        "PRTF": "verb",
        "PRTS": "verb",
        "GRND": "verb",
        "ADJF": "adj",
        "ADJS": "adj",
        "COMP": "adj",
    }
)
# Ends of infinitives, imperfective and perfective. Only pairs whose both verbs the dictionary has count.
_ASPECTS: Final = (
    ("ывать", "ать"), ("ывать", "ыть"), ("ивать", "ить"), ("ивать", "ать"), ("ивать", "ять"), ("ивать", "еть"), ("авливать", "овить"),
    ("тывать", "тить"), ("зывать", "звать"), ("ирать", "рать"), ("имать", "ять"), ("инать", "ять"), ("инать", "ать"),
    ("лять", "ить"), ("ять", "ить"), ("ать", "ить"), ("щать", "тить"), ("щать", "стить"), ("жать", "дить"), ("ждать", "дить"),
    ("шать", "сить"), ("чать", "тить"), ("жать", "зить"), ("вать", "ть"), ("вать", "деть"), ("водить", "вести"),
    ("носить", "нести"), ("возить", "везти"), ("ходить", "йти"), ("езжать", "ехать"), ("агать", "ожить"), ("агать", "очь"),
    ("екать", "ечь"), ("сылать", "слать"), ("давать", "дать"), ("бегать", "бежать"), ("падать", "пасть"), ("ступать", "ступить"),
    ("рывать", "рвать"), ("казывать", "казать"), ("бивать", "бить"), ("гать", "гнуть"), ("кать", "кнуть"), ("ать", "нуть"),
)  # fmt: skip

# With these, verbs on -ировать become perfective and nothing else: отредактировать.
_PREFIXES: Final = ("от", "про", "за", "с", "вы", "по", "из", "на")


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Any, ...]:
    """Readings of a word (pymorphy3's ``Parse``), the likeliest first; as an abbreviation only if there is no other."""
    found = _analyser().parse(word.lower()[-_LONGEST:])  # what is longer is no word
    return tuple(parse for parse in found if "Abbr" not in parse.tag) or tuple(found)


def _analyser() -> MorphAnalyzer:
    with _LOCK:  # or two threads would make one each
        return _made()


@lru_cache(maxsize=1)
def _made() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


def fold(word: str) -> str:
    """Lower case, and е for ё."""
    return word.lower().replace("ё", "е")


def kind(tag: Any) -> str:
    """Noun, verb, adjective, or another part of speech, whatever form it has."""
    return _KINDS.get(tag.POS, str(tag.POS))


def case(tag: Any) -> str:
    """One of six cases; empty for what has none."""
    return _CASES.get(tag.case, tag.case or "")


def lexeme(readings: Iterable[Any]) -> dict[str, frozenset[str]]:
    """Every form of these readings' words, with the cases and numbers it may be in."""
    forms: dict[str, set[str]] = {}
    for parse in readings:
        for form in parse.lexeme:
            if _belongs(parse.tag, form.tag) and ("Abbr" in parse.tag or "Abbr" not in form.tag):
                name = case(form.tag)
                found = forms.setdefault(fold(form.word), set())
                found.update([f"{name} {form.tag.number or 'sing'}"] if name else [])
    return {form: frozenset(found) for form, found in forms.items()}


def _belongs(one: Any, other: Any) -> bool:
    """Surnames of both genders are one lexeme, and participles are their verb's: «Иванову» is no form of «Иванова»."""
    if "Surn" in one and other.number != "plur":
        return bool(one.gender == other.gender)
    if one.POS == "PRTF":
        return bool(other.POS in {"PRTF", "PRTS"} and one.voice == other.voice and one.tense == other.tense)
    return True


def cased(forms: Forms) -> dict[str, frozenset[str]]:
    """Without short forms and comparatives, which agree with nothing."""
    return {form: readings for form, readings in forms.items() if readings}


def verbs(word: str) -> list[Any]:
    """Readings as an infinitive that the dictionary has, and those of the other aspect and of the passive in -ся."""
    own = [parse for parse in parses(word) if parse.tag.POS == "INFN" and parse.is_known]
    found = list(own)
    for parse in own:
        for other in _partners(fold(parse.word)):
            found += [one for one in parses(other) if _is_partner(parse, one)]
    passive = [f"{parse.word}ся" for parse in found if parse.tag.aspect == "impf" and not parse.word.endswith("ся")]
    found += [one for other in passive for one in parses(other) if one.tag.POS == "INFN" and one.is_known]
    return found


def _is_partner(one: Any, other: Any) -> bool:
    return bool(other.tag.POS == "INFN" and other.is_known and other.tag.aspect != one.tag.aspect)


def _partners(infinitive: str) -> Iterator[str]:
    reflexive = "ся" if infinitive.endswith("ся") else ""
    bare = infinitive.removesuffix("ся")
    if bare.endswith("ировать"):
        yield from (prefix + infinitive for prefix in _PREFIXES)
        yield from (infinitive.removeprefix(prefix) for prefix in _PREFIXES if infinitive.startswith(prefix))
    for imperfective, perfective in _ASPECTS:
        for one, other in ((imperfective, perfective), (perfective, imperfective)):
            if bare.endswith(one) and len(bare) > len(one):
                yield bare.removesuffix(one) + other + reflexive
                if other == "ивать" and "о" in bare.removesuffix(one):
                    head, _, tail = bare.removesuffix(one).rpartition("о")
                    yield f"{head}а{tail}{other}{reflexive}"


_GUESSES: Final = (
    (("а",), ("а", "ы", "и", "е", "у", "ой", "ей", "", "ам", "ами", "ах")),
    (("я",), ("я", "и", "е", "ю", "ей", "ь", "й", "ям", "ями", "ях")),
    (("ь", "й"), ("ь", "й", "я", "ю", "ем", "ём", "е", "и", "ей", "ев", "ям", "ями", "ях")),
    (("о", "е", "и", "у", "ю", "ы", "э"), ()),
    (("",), ("", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ев", "ей", "ам", "ами", "ах")),
)


def guessed(word: str) -> dict[str, frozenset[str]]:
    """Forms of a noun that no dictionary has, by its end; they claim no case."""
    low = fold(word)
    for ends, endings in _GUESSES:
        if low.endswith(ends) and low.isalpha():
            stem = low[:-1] if ends[0] else low
            return {low: frozenset()} | {stem + ending: frozenset[str]() for ending in endings}
    return {low: frozenset()}
