"""Russian phrases as patterns: which words of a phrase are declined, and which stay as they are.

The head of a phrase and its adjectives are declined together; what depends on the head stays in its case. Verbs take
all their forms, in either aspect. Names are declined by the dictionary and by the rules of ``russian_names``.
"""

from collections.abc import Sequence
from typing import Any, Final

from localize.terms.name import Gender
from localize.terms.pattern import FITS, Fit, Pattern, Slot, Span, joins_of
from localize.terms.russian_context import likely
from localize.terms.russian_names import declensions
from localize.terms.russian_words import Forms, case, cased, fold, guessed, lexeme, parses, verbs
from localize.terms.tokens import is_abbreviation, tokens

_ADJECTIVES: Final = frozenset({"ADJF", "PRTF", "NUMR"})
_FIXED: Final = frozenset({"ADVB", "PREP", "CONJ", "PRED", "ADJS", "PRCL", "INTJ", "COMP", "GRND", "PRTS"})
_ENDINGS: Final = frozenset(["а", "у", "е", "ом", "ы", "ов", "ам", "ами", "ах"])  # МИДом, вузов
_PARTICLES: Final = frozenset(["аль", "бен", "бин", "ван", "да", "де", "дель", "дер", "ди", "дю", "ибн", "ла", "ле", "оф",
                               "тен", "тер", "фон", "цу", "эль", "эр", "эт", "и"])  # fmt: skip
_GENDERS: Final = {Gender.FEMININE: "femn", Gender.MASCULINE: "masc", Gender.NEUTER: "neut"}
_SHORT: Final = 3  # letters of a noun, or of a stem, that tell something
_FAINT: Final = 0.05  # share of a word's readings below which one is no dictionary form


def term_pattern(phrase: str) -> Pattern:
    """The head and what agrees with it are declined; what depends on it stays in its case, in either number."""
    words = tokens(phrase)
    texts = [word.text for word in words]
    if len(texts) == 1:
        return _alone(texts[0])
    if texts and verbs(texts[0]):
        slots = [_by_forms(texts[0], lexeme(verbs(texts[0]))), *(_any_form(text) for text in texts[1:])]
    else:
        head = _head(texts)
        slots = [_agreeing(text) if at <= head else _dependent(text) for at, text in enumerate(texts)]
    return Pattern(tuple(slots), joins_of(phrase, words))


def name_pattern(name: str, gender: Gender) -> Pattern:
    """All words are declined together, as names of this gender are. Capitals count."""
    words = tokens(name)
    texts = [word.text for word in words]
    person = gender in {Gender.FEMININE, Gender.MASCULINE}
    if not person and any(text.islower() and text not in _PARTICLES for text in texts):
        slots = [_capital(text, slot) for text, slot in zip(texts, term_pattern(name).slots, strict=True)]
        return Pattern(tuple(slots), joins_of(name, words))
    # In «Ким Чен Ын» only the last word takes endings, in «Сектор Газа» only the first.
    head, last = _head(texts), len(texts) - 1
    bare = [(len(texts) > 2 and at < last) if person else at > head for at in range(len(texts))]
    slots = [_named(text, gender, bare=stays) for text, stays in zip(texts, bare, strict=True)]
    return Pattern(tuple(slots), joins_of(name, words))


def derived_adjectives(plain: str, noun: str) -> list[Span]:
    """Adjectives that begin as a noun does: «полицейский», «полиция»."""
    words = tokens(noun)
    if len(words) != 1 or len(noun) < _SHORT or is_abbreviation(words[0].text):
        return []
    low = fold(words[0].text)
    stem = low[: max(_SHORT, len(low) - 2)]
    return [
        (word.start, word.end)
        for word in tokens(plain)
        if fold(word.text).startswith(stem) and parses(word.text)[0].tag.POS == "ADJF"
    ]


def _alone(word: str) -> Pattern:
    if is_abbreviation(word):
        return Pattern((_abbreviation(word),))
    readings = _dictionary_forms(word)
    if not readings:
        return Pattern((_unknown(word),))
    whole = _by_forms(word, lexeme(readings))
    if "-" in word and not any(parse.is_known for parse in readings):
        by_parts = _unknown(word)
        return Pattern((lambda other: whole(other) or by_parts(other),))
    return Pattern((whole,), likely=likely(readings))


def _dictionary_forms(word: str) -> list[Any]:
    """The readings that a termbase can mean by this word; nothing if there are none."""
    found = parses(word)
    infinitives = verbs(word)
    if infinitives and found[0].tag.POS == "INFN":
        return infinitives
    plain = [parse for parse in found if case(parse.tag) == "nomn" or parse.tag.POS in _FIXED or "Fixd" in parse.tag]
    nouns = [parse for parse in plain if parse.tag.POS == "NOUN" and (parse.score >= _FAINT or not parse.is_known)]
    # Of a noun that the dictionary lacks, a guess that takes the word for a form of another is no use.
    return nouns or [parse for parse in plain if parse.is_known or parse.tag.POS in _ADJECTIVES]


def _unknown(word: str) -> Slot:
    """A word that the dictionary has no reading for: by its end; a hyphenated one part by part."""
    parts = word.split("-")
    if len(parts) == 1:
        return _by_forms(word, guessed(word))
    slots = [_by_forms(part, _forms_of_part(part)) for part in parts]

    def slot(other: str) -> Fit | None:
        theirs = other.split("-")
        fits = len(theirs) == len(slots) and all(one(part) is not None for one, part in zip(slots, theirs, strict=True))
        return FITS if fits else None

    return slot


def _forms_of_part(part: str) -> Forms:
    readings = _dictionary_forms(part) if part else []
    return {form: frozenset[str]() for form in (lexeme(readings) if readings else guessed(part))}


def _head(words: Sequence[str]) -> int:
    """The first noun in the nominative, after nothing but adjectives."""
    for at, word in enumerate(words):
        readings = [parse for parse in parses(word) if case(parse.tag) == "nomn"]
        best = max(readings, key=lambda parse: parse.score, default=None)
        if is_abbreviation(word) or (best is not None and best.tag.POS not in _ADJECTIVES):
            return at
    return len(words) - 1


def _agreeing(word: str) -> Slot:
    if is_abbreviation(word):
        return _abbreviation(word)
    readings = [parse for parse in parses(word) if case(parse.tag) == "nomn"]
    if "-" in word and not any(parse.is_known for parse in readings):
        by_parts, whole = _unknown(word), _by_forms(word, cased(lexeme(readings)))
        return lambda other: whole(other) or by_parts(other)
    return _by_forms(word, cased(lexeme(readings)) if readings else guessed(word))


def _dependent(word: str) -> Slot:
    """In the case it has, in either number; one in the nominative (президент Путин) may go along or stay."""
    if is_abbreviation(word):
        return _abbreviation(word)
    readings = parses(word)
    cases = {case(parse.tag) for parse in readings}
    if "nomn" in cases and "gent" not in cases:
        forms = cased(lexeme(parse for parse in readings if case(parse.tag) == "nomn"))
        return _by_forms(word, forms | {fold(word): frozenset()})
    own = case(readings[0].tag)
    forms = {
        form: frozenset[str]()
        for form, found in lexeme(readings[:1]).items()
        if own and any(reading.startswith(own) for reading in found)
    }
    return _by_forms(word, forms)


def _any_form(word: str) -> Slot:
    if is_abbreviation(word):
        return _abbreviation(word)
    return _by_forms(word, dict.fromkeys(lexeme(parses(word)[:2]), frozenset[str]()))


def _by_forms(word: str, forms: Forms) -> Slot:
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


def _capital(word: str, inner: Slot) -> Slot:
    """A word of a name that has a capital must have it in the text."""
    if not word[:1].isupper():
        return inner
    return lambda other: inner(other) if other[:1].isupper() else None


def _named(word: str, gender: Gender, *, bare: bool) -> Slot:
    if is_abbreviation(word):
        return _abbreviation(word)
    if not word[:1].isupper() and "-" not in word:
        return _by_forms(word, {})
    before, hyphen, last = word.rpartition("-")
    known = any(parse.is_known for parse in parses(word))
    declined = declensions(word, gender)
    if hyphen and not known:  # ас-Садр
        declined = {f"{fold(before)}-{form}": found for form, found in declensions(last, gender).items()}
    forms = {form: frozenset(found) for form, found in declined.items()}
    for form, found in cased(lexeme(_name_readings(word, gender))).items():
        forms[form] = forms.get(form, frozenset()) | found
    if gender in {Gender.FEMININE, Gender.MASCULINE}:
        forms = {form: frozenset(one for one in found if one.endswith("sing")) for form, found in forms.items()}
        forms = cased(forms)
    if bare:
        forms[fold(word)] = frozenset()
    return _capital(word, _by_forms(word, forms))


def _name_readings(word: str, gender: Gender) -> list[Any]:
    """Readings of a word of a name in the nominative, of its gender where this is known."""
    wanted = _GENDERS.get(gender)
    found = [parse for parse in parses(word) if case(parse.tag) == "nomn" and parse.is_known]
    found = [parse for parse in found if wanted is None or parse.tag.gender in {None, wanted, "ms-f"}]
    nouns = [parse for parse in found if parse.tag.POS == "NOUN"]
    proper = [parse for parse in nouns if {"Surn", "Name", "Patr", "Geox", "Orgn"} & parse.tag.grammemes]
    return proper or (found if wanted is None else nouns)
