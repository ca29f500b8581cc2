"""German phrases as patterns: nouns in every case, adjectives with every ending, verbs whole and parted, compounds.

Dictionary forms come from ``german_words``; words that its list does not have go by their endings.
"""

from functools import lru_cache
from typing import Final

from localize.terms.german_compounds import adjective_part, part
from localize.terms.german_words import is_verb, lemma
from localize.terms.name import Gender
from localize.terms.pattern import FITS, Fit, Parted, Pattern, Slot, Span, joins_of
from localize.terms.tokens import is_abbreviation, tokens

_ENDINGS: Final = ("e", "en", "em", "er", "es")  # of adjectives, participles and nouns made of them
_NOUN_ENDINGS: Final = ("s", "es", "e", "en", "n", "er", "ern", "ens", "ns")
_GENITIVE: Final = ("s", "es")
_FEMININE: Final = ("in", "innen")
_UMLAUTS: Final = str.maketrans("äöü", "aou")
# Forms that the list gives to one word only, and that are another's too.
_OTHER_LEMMAS: Final = {"Typen": ("Typ",), "Banken": ("Bank",), "Bänke": ("Bank",), "Räten": ("Rat",)}
_SHORT: Final = 4  # letters of articles and prepositions, which take no endings
_PREFIXES: Final = (
    *(
        "zurück",
        "zusammen",
        "auseinander",
        "entgegen",
        "herunter",
        "hinunter",
        "heraus",
        "hinaus",
        "herein",
        "hinein",
        "herbei",
    ),
    *(
        "voraus",
        "vorbei",
        "weiter",
        "wieder",
        "nieder",
        "nach",
        "fort",
        "frei",
        "fest",
        "teil",
        "statt",
        "bereit",
        "durch",
    ),
    *("über", "unter", "ab", "an", "auf", "aus", "bei", "ein", "her", "hin", "los", "mit", "um", "vor", "weg", "zu"),
)


def term_pattern(phrase: str) -> Pattern:
    """Each word in any form; German puts few endings that could disagree."""
    words = tokens(phrase)
    texts = [word.text for word in words]
    if len(texts) == 1 and texts[0].islower():
        return Pattern((_lower(texts[0]),), (), _parted(texts[0]))
    slots = [_slot(text, last=at == len(texts) - 1) for at, text in enumerate(texts)]
    return Pattern(tuple(slots), joins_of(phrase, words))


def derived_adjectives(plain: str, noun: str) -> list[Span]:
    """Adjectives in -isch and -lich that begin as a noun does: «chinesisch», «staatlich»."""
    words = tokens(noun)
    if len(words) != 1 or is_abbreviation(words[0].text):
        return []
    low = words[0].text.lower()
    stems = {"isch": low[: max(_SHORT, len(low) - 4)], "lich": low[: max(_SHORT, len(low) - 1)]}
    return [
        (word.start, word.end)
        for word in tokens(plain)
        for ending, stem in stems.items()
        if word.text.lower().startswith(stem) and _stem(word.text.lower()).endswith(ending)
    ]


def name_pattern(name: str, gender: Gender) -> Pattern:
    """Persons take the genitive's s; other names may have adjectives in them, and nouns."""
    words = tokens(name)
    person = gender in {Gender.FEMININE, Gender.MASCULINE}
    last = len(words) - 1
    slots = [_person(word.text) if person else _of_name(word.text, last=at == last) for at, word in enumerate(words)]
    return Pattern(tuple(slots), joins_of(name, words))


def _person(word: str) -> Slot:
    forms = {word, f"{word}s"} | ({f"{word}ens"} if word.endswith(("s", "x", "z", "ß")) else set())
    forms |= {form.upper() for form in forms} if len(word) > 2 else set()
    return lambda other: FITS if other in forms else None


def _of_name(word: str, *, last: bool) -> Slot:
    """A word of a place's or an organisation's name. Its capitals count, and compounds are other names."""
    if is_abbreviation(word) or not word[:1].isupper():
        return _slot(word, last=last)
    adjective = not last and _is_adjective(word)
    plural = {f"{word}n"} if last and word.endswith("e") else set()
    forms = {word, *(word + ending for ending in _GENITIVE), *plural, word.upper()}

    def slot(other: str) -> Fit | None:
        if other in forms or (other[:1].isupper() and not last and adjective and _same_adjective(word, other)):
            return FITS
        return FITS if last and other[:1].isupper() and lemma(other) == word else None

    return slot


def _slot(word: str, *, last: bool) -> Slot:
    if is_abbreviation(word):
        return lambda other: FITS if other in {word, f"{word}s"} else None
    if word[:1].isupper() and not (not last and _is_adjective(word)):
        return _noun(word)
    return _lower(word)


def _is_adjective(word: str) -> bool:
    """Whether a capitalised word before others is one: «Europäische», «Rotes»."""
    low = word.lower()
    if not low.endswith(_ENDINGS):
        return False
    own = lemma(low)
    return own is None or own[:1].islower()


def _lower(word: str) -> Slot:
    """An adjective, a verb, or a small word that stays as it is."""
    if len(word) <= _SHORT and not is_verb(word) and lemma(word) in {None, word} and word not in {"hoch", "neu", "alt"}:
        return lambda other: FITS if other.lower() == word.lower() else None
    form = _verb_form(word) if is_verb(word) else None

    def slot(other: str) -> Fit | None:
        if other.lower() == word.lower():
            return FITS
        if form is not None:
            return form(other)
        return FITS if _same_adjective(word, other) else None

    return slot


def _is_written_noun(other: str) -> bool:
    own = lemma(other) if other[:1].isupper() else None
    return own is not None and own[:1].isupper()


@lru_cache(maxsize=100_000)
def _is_form(low: str, verb: str) -> bool:
    own = lemma(low)
    if own == verb or (own is not None and own != low and lemma(own) == verb and own[:1].islower()):
        return True
    return low in _weak_forms(verb)


@lru_cache(maxsize=5_000)
def _weak_forms(verb: str) -> frozenset[str]:
    """The forms that verbs have by rule; the list lacks some of rarer verbs'. Strong verbs gain none that exists."""
    prefix = next((prefix for prefix in _PREFIXES if is_verb(verb.removeprefix(prefix)) and verb != prefix), "")
    prefix = prefix if verb.startswith(prefix) else ""
    stem = verb.removeprefix(prefix).removesuffix("n").removesuffix("e")
    finite = {
        stem + ending for ending in ("e", "st", "t", "est", "et", "te", "ten", "test", "tet", "ete", "eten", "etet")
    }
    middle = "" if stem.endswith("ier") or stem.startswith(("be", "ent", "er", "ge", "miss", "ver", "zer")) else "ge"
    past = {prefix + middle + stem + ending for ending in ("t", "et")}
    joined = {prefix + form for form in finite} | {f"{prefix}zu{verb.removeprefix(prefix)}"}
    return frozenset(joined | {form + ending for form in past | {f"{verb}d"} for ending in ("", *_ENDINGS)})


def _same_adjective(one: str, other: str) -> bool:
    a, b = one.lower(), other.lower()
    if _stem(a) in {_stem(b), b} or _stem(b) == a:
        return True
    own, theirs = lemma(a), lemma(b)
    return own is not None and own == theirs and own[:1].islower()


def _stem(low: str) -> str:
    """An adjective without its ending."""
    for ending in ("en", "em", "er", "es", "e"):
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            return low.removesuffix(ending)
    return low


def _parted(verb: str) -> Parted | None:
    """«zurücktreten» as «tritt … zurück»."""
    for prefix in _PREFIXES:
        base = verb.removeprefix(prefix)
        if base != verb and is_verb(base):
            return Parted(_verb_form(base), prefix)
    return None


def _verb_form(verb: str) -> Slot:
    return lambda other: FITS if _is_form(other.lower(), verb) and not _is_written_noun(other) else None


def _noun(word: str) -> Slot:
    keys = _keys(word)

    def slot(other: str) -> Fit | None:
        if not other[:1].isupper():
            start = next(filter(None, (adjective_part(key, other) for key in sorted(keys))), None)
            return Fit(end=start) if start else None
        if _is_noun_form(other, word, keys):
            return FITS
        if "-" in other or "-" in word:
            return _hyphened(other, word)
        found = next(filter(None, (part(key, other) for key in sorted(keys))), None)
        return Fit(start=found[0], end=found[1]) if found else None

    return slot


def _keys(word: str) -> frozenset[str]:
    """The word and its dictionary form, where the list has one: «Kinder» goes by Kind."""
    own = lemma(word)
    return frozenset({word} if own is None or own[:1].islower() else {word, own})


@lru_cache(maxsize=100_000)
def _is_noun_form(other: str, word: str, keys: frozenset[str]) -> bool:
    if other in keys or (other.isupper() and other.capitalize() in keys):
        return True
    own = lemma(other)
    if own in keys or _as_adjective(other, word) or _feminine(other, word):
        return True
    if own is not None and own != other:
        return (lemma(own) in keys and own[:1].isupper()) or word in _OTHER_LEMMAS.get(other, ())
    known = own is not None or lemma(word) is not None
    endings = _GENITIVE if known else _NOUN_ENDINGS
    low, bare = other.lower(), word.lower()
    if any(low == bare + ending for ending in endings):
        return True
    return not known and any(low.translate(_UMLAUTS) == bare + ending for ending in ("e", "er", "en", "ern", ""))


def _as_adjective(other: str, word: str) -> bool:
    """Nouns that have adjectives' endings: ein Abgeordneter, die Abgeordneten, Außenbeauftragte."""
    low, bare = other.lower(), word.lower()
    stem = _stem(bare)
    if stem == bare or _stem(low) != stem or not low.endswith(("e", "en", "em", "er", "es")):
        return False
    made = lemma(f"{stem}em")  # only adjectives and participles have this form: abgeordnetem, but no «lagem»
    own = lemma(other)
    return made is not None and made[:1].islower() and (own is None or _stem(own.lower()) == stem)


def _feminine(other: str, word: str) -> bool:
    """«Ministerin» says «Minister» of a woman."""
    low, bare = other.lower(), word.lower()
    for ending in _FEMININE:
        stem = low.removesuffix(ending)
        if stem != low and len(bare) > _SHORT - 1:
            return bare in (stem, f"{stem}e") or stem.translate(_UMLAUTS) == bare
    return False


def _hyphened(other: str, word: str) -> Fit | None:
    """«Coronapandemie» with a hyphen or without; the last part takes the endings."""
    theirs, ours = (text.replace("-", "").lower() for text in (other, word))
    head = (word if "-" in word else other).rsplit("-", 1)[0].replace("-", "").lower()
    if not (theirs.startswith(head) and ours.startswith(head)):
        return None
    rest, own = theirs[len(head) :].capitalize(), ours[len(head) :].capitalize()
    return FITS if rest and own and _is_noun_form(rest, own, _keys(own)) else None
