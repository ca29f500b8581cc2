"""Russian phrases as patterns: which words of a phrase are declined, and all their forms, by pymorphy3's dictionary.

Words that the dictionary does not have are declined by pymorphy3's guess; surnames by rules of ``russian_names``.
The analyser is made at first need and kept: about 0.1 s and 25 MB a process.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from pymorphy3 import MorphAnalyzer

from localize.terms.name import Gender
from localize.terms.pattern import FITS, Fit, Pattern, Slot, joins_of
from localize.terms.russian_names import declensions
from localize.terms.tokens import is_abbreviation, tokens

Forms = Mapping[str, frozenset[str]]  # word form -> the cases and numbers it may be in: "gent sing"

_CASES: Final = {
    "gen1": "gent",
    "gen2": "gent",
    "acc1": "accs",
    "acc2": "accs",
    "loc1": "loct",
    "loc2": "loct",
    "voct": "nomn",
}
_ADJECTIVES: Final = frozenset({"ADJF", "PRTF", "NUMR"})
_PRONE: Final = frozenset({"NOUN", "NPRO"})
_ENDINGS: Final = frozenset(["а", "у", "е", "ом", "ы", "ов", "ам", "ами", "ах"])  # МИДом, ФСБ has none


@cache
def _analyser() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru")


@lru_cache(maxsize=50_000)
def _parses(word: str) -> tuple[Any, ...]:
    return tuple(_analyser().parse(word))


def fold(word: str) -> str:
    """Lower case, and е for ё."""
    return word.lower().replace("ё", "е")


def term_pattern(phrase: str) -> Pattern:
    """The head and what agrees with it are declined; what depends on it stays in its case, in either number."""
    words = tokens(phrase)
    texts = [word.text for word in words]
    if len(texts) == 1:
        slots: list[Slot] = [_alone(texts[0])]
    elif texts and _is_verb(texts[0]):
        slots = [_forms_slot(texts[0], _lexemes(_verbs(texts[0])))] + [_any_form(text) for text in texts[1:]]
    else:
        head = _head(texts)
        slots = [
            _agreeing(text) if at <= head else _dependent(text)
            for at, text in enumerate(texts)
        ]  # fmt: skip
    return Pattern(tuple(slots), joins_of(phrase, words))


def name_pattern(name: str, gender: Gender) -> Pattern:
    """All words are declined together, as names of this gender are."""
    words = tokens(name)
    return Pattern(tuple(_name_slot(word.text, gender) for word in words), joins_of(name, words))


def _alone(word: str) -> Slot:
    if is_abbreviation(word):
        return _abbreviation(word)
    parses = _parses(fold_keeping(word))
    plain = [parse for parse in parses if _is_dictionary_form(parse)]
    return _forms_slot(word, _lexemes(plain or parses[:1]))


def fold_keeping(word: str) -> str:
    """Lower case with ё, which the dictionary knows."""
    return word.lower()


def _is_dictionary_form(parse: Any) -> bool:
    tag = parse.tag
    return "nomn" in tag or tag.POS in {"INFN", "ADVB", "PREP", "CONJ", "PRED", "ADJS"} or "Fixd" in tag


def _is_verb(word: str) -> bool:
    return bool(_verbs(word))


def _verbs(word: str) -> list[Any]:
    return [parse for parse in _parses(fold_keeping(word)) if parse.tag.POS == "INFN" and parse.is_known]


def _head(words: Sequence[str]) -> int:
    """The first noun in the nominative, after nothing but adjectives."""
    for at, word in enumerate(words):
        parses = [parse for parse in _parses(fold_keeping(word)) if "nomn" in parse.tag]
        best = max(parses, key=lambda parse: parse.score, default=None)
        if is_abbreviation(word) or (best is not None and best.tag.POS not in _ADJECTIVES):
            return at
    return len(words) - 1


def _agreeing(word: str) -> Slot:
    if is_abbreviation(word):
        return _abbreviation(word)
    parses = [parse for parse in _parses(fold_keeping(word)) if "nomn" in parse.tag]
    if not parses:
        return _forms_slot(word, {})
    return _forms_slot(word, _cased(_lexemes(parses)))


def _cased(forms: Forms) -> Forms:
    """Without short forms and comparatives, which agree with nothing."""
    return {form: readings for form, readings in forms.items() if readings}


def _dependent(word: str) -> Slot:
    """In the case it has, in either number; one in the nominative (президент Путин) may go along or stay."""
    if is_abbreviation(word):
        return _abbreviation(word)
    parses = _parses(fold_keeping(word))
    if any("nomn" in parse.tag for parse in parses) and not any("gent" in parse.tag for parse in parses):
        forms = dict(_cased(_lexemes(parse for parse in parses if "nomn" in parse.tag)))
        forms[fold(word)] = frozenset()
        return _forms_slot(word, forms)
    cases = {_case(parse.tag) for parse in parses[:1]}
    forms = {
        form: frozenset[str]()
        for form, readings in _lexemes(parses[:1]).items()
        if cases & {reading.split()[0] for reading in readings}
    }
    return _forms_slot(word, forms)


def _any_form(word: str) -> Slot:
    if is_abbreviation(word):
        return _abbreviation(word)
    return _forms_slot(word, {form: frozenset[str]() for form in _lexemes(_parses(fold_keeping(word))[:2])})


def _forms_slot(word: str, forms: Forms) -> Slot:
    folded = fold(word)

    def slot(other: str) -> Fit | None:
        low = fold(other)
        readings = forms.get(low)
        if readings is not None:
            return Fit(readings)
        return FITS if low == folded else None

    return slot


def _abbreviation(word: str) -> Slot:
    """In capitals; those that end in a consonant may take an ending: МИДом."""
    declined = word[-1] not in "АЕЁИОУЫЭЮЯ"

    def slot(other: str) -> Fit | None:
        if other == word:
            return FITS
        return FITS if declined and other.startswith(word) and other[len(word) :] in _ENDINGS else None

    return slot


def _name_slot(word: str, gender: Gender) -> Slot:
    if is_abbreviation(word):
        return _abbreviation(word)
    declined = declensions(word, gender) if word[:1].isupper() else {}
    forms = {form: frozenset(readings) for form, readings in declined.items()}
    for form, readings in _cased(_lexemes(_named(word, gender))).items():
        forms[form] = forms.get(form, frozenset()) | readings
    inner = _forms_slot(word, forms)
    capital = word[:1].isupper()

    def slot(other: str) -> Fit | None:
        return None if capital and not other[:1].isupper() else inner(other)

    return slot


_GENDERS: Final = {Gender.FEMININE: "femn", Gender.MASCULINE: "masc", Gender.NEUTER: "neut"}


def _named(word: str, gender: Gender) -> list[Any]:
    """Readings of a word of a name in the nominative, of its gender where this is known."""
    wanted = _GENDERS.get(gender)
    parses = [parse for parse in _parses(fold_keeping(word)) if "nomn" in parse.tag and parse.is_known]
    return [parse for parse in parses if wanted is None or parse.tag.gender in {None, wanted, "ms-f"}]


def _lexemes(parses: Iterable[Any]) -> dict[str, frozenset[str]]:
    """Every form of these readings' words, with the cases and numbers it may be in."""
    forms: dict[str, set[str]] = {}
    for parse in parses:
        for form in parse.lexeme:
            if _same_gender(parse.tag, form.tag):
                forms.setdefault(fold(form.word), set()).update(_readings(form.tag))
    return {form: frozenset(readings) for form, readings in forms.items()}


def _same_gender(one: Any, other: Any) -> bool:
    """Surnames have the forms of both genders in one lexeme: «Иванова» is not «Иванову» of «Иванов»."""
    return "Surn" not in one or other.number == "plur" or one.gender == other.gender


def _readings(tag: Any) -> list[str]:
    case = _case(tag)
    return [f"{case} {tag.number or 'sing'}"] if case else []


def _case(tag: Any) -> str:
    return _CASES.get(tag.case, tag.case or "")
