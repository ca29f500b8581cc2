"""Whether one German noun is a part of another: «Waffenstillstand» of «Waffenstillstandsabkommen», «Rat» of «Bundesrat».

Both parts must be words: «Rat» is no part of «Apparat» or «Beratung». A short word at the start of a long one is left
alone, since «Rathaus» is no matter of councils any more.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from localize.terms.german_words import is_noun, lemma

_MIN_FIRST: Final = 4  # letters of a word that is found at the start of others
_MIN_LAST: Final = 3  # and at the end
_MIN_OTHER: Final = 3  # letters of the other part
_LONGEST: Final = 70  # letters of a word; a longer one is none
_LINKS: Final = ("ens", "es", "en", "er", "s", "n", "e", "")  # Fugen

# Before a noun these are parts of compounds without being nouns.
_PREFIXES: Final = frozenset(
    [
        *(
            "alt",
            "anti",
            "atom",
            "außen",
            "binnen",
            "bio",
            "bundes",
            "doppel",
            "dritt",
            "einzel",
            "elektro",
            "ex",
            "extra",
        ),
        *(
            "fern",
            "frei",
            "früh",
            "gegen",
            "gesamt",
            "groß",
            "grund",
            "halb",
            "haupt",
            "hoch",
            "höchst",
            "inlands",
            "innen",
        ),
        *(
            "klein",
            "kurz",
            "lang",
            "landes",
            "links",
            "mega",
            "mehr",
            "mini",
            "mittel",
            "mit",
            "multi",
            "neben",
            "neo",
            "neu",
        ),
        *("nicht", "nord", "nordost", "nordwest", "ober", "öko", "ost", "rechts", "rück", "sonder", "spät", "spitzen"),
        *(
            "straf",
            "süd",
            "tief",
            "trans",
            "über",
            "unter",
            "ur",
            "vize",
            "voll",
            "vor",
            "weiter",
            "welt",
            "west",
            "zwischen",
        ),
    ]
)
# Ends of words that are suffixes, though they are written like nouns.
_SUFFIXES: Final = frozenset(
    ["chen", "er", "haft", "heit", "ion", "isten", "keit", "lein", "ler", "lich", "ling", "los", "nis", "reich", "rich",
     "schaft", "schaften", "tum", "ung", "ungen", "lung", "lungen", "ende", "enden", "shire", "in", "innen", "isch", "ismus", "ist"]
)  # fmt: skip
_SHORT_HEADS: Final = frozenset(
    ["amt", "amts", "bau", "baus", "hof", "hofs", "tag", "tags", "weg", "wegs", "zug", "zugs"]
)
_BOUND: Final = frozenset(["nahme", "nahmen"])  # the second part of «Geiselnahme» is no word of its own
# In names of countries this is no land of a federation.
_PLACES: Final = frozenset(
    ["deutschland", "england", "estland", "finnland", "griechenland", "grönland", "holland", "irland", "island", "lettland",
     "neuseeland", "niederland", "nordirland", "rheinland", "russland", "schottland", "thailand", "saarland", "swasiland"]
)  # fmt: skip


@lru_cache(maxsize=100_000)
def part(noun: str, word: str) -> tuple[int, int] | None:
    """Which letters of ``word``, in any form, are ``noun``, which is in its dictionary form; None if none are."""
    own = lemma(word)
    if (own is not None and own[:1].islower()) or (own or word).lower() in _PLACES or len(word) > _LONGEST:
        return None
    return _last(noun, word) or _first(noun, word) or _middle(noun, word)


@lru_cache(maxsize=100_000)
def adjective_part(noun: str, word: str) -> int | None:
    """How many letters of an adjective in lower case are ``noun``: klima-neutral, regierungs-kritisch."""
    stem = noun.lower()
    if len(stem) <= _MIN_FIRST or not word.startswith(stem) or len(word) > _LONGEST:
        return None
    for link in _LINKS:
        rest = word[len(stem) :]
        if rest.startswith(link):
            own = lemma(rest[len(link) :])
            if own is not None and own[:1].islower() and len(own) > _MIN_OTHER and own not in _SUFFIXES:
                return len(stem)
    return None


def _last(noun: str, word: str) -> tuple[int, int] | None:
    """The basic word, in any form: Straf-zölle."""
    if len(noun) < _MIN_LAST:
        return None
    low, own = word.lower(), lemma(word)
    if own is not None and not own.lower().endswith(_ends(noun.lower())):
        return None  # «Zivilisten» are no «Liste»
    start = noun[:1].lower()
    first = start.translate(str.maketrans("aouä", "äöüa"))
    for at in range(_MIN_OTHER, len(low) - _MIN_LAST + 1):
        if low[at] not in {start, first} or (noun == "Ende" and lemma(f"{low[:at]}en") == f"{low[:at]}en"):
            continue  # «Reisende» travel
        end = low[at].upper() + low[at + 1 :]
        if (end == noun or lemma(end) == noun or _feminine(end) == noun) and _may_precede(
            low[:at], short=len(noun) == _MIN_LAST
        ):
            return at, len(word)
    return None


def _ends(low: str) -> tuple[str, ...]:
    """How a compound with this basic word may end in its dictionary form; «Beamter» is «Beamte» as well."""
    return (low, f"{low}in", low.removesuffix("r") if low.endswith("er") else f"{low}r")


def _feminine(word: str) -> str | None:
    """The dictionary form without -in, -innen: Bürgermeisterinnen."""
    own = lemma(word) or word
    return own.removesuffix("in") if own.endswith("in") else None


def _may_precede(start: str, *, short: bool) -> bool:
    """Whether a word and its Fuge come before a noun."""
    if start in _PREFIXES:
        return not (short and len(start) < 4)
    for link in _LINKS:
        stem = start.removesuffix(link) if link else start
        if link and stem == start:
            continue
        if len(stem) >= _MIN_OTHER + short and (is_noun(stem) or is_noun(f"{stem}e")):
            return True
    if len(start) > _MIN_OTHER and lemma(f"{start}en") == f"{start}en":
        return True  # a verb: Bestell-auftrag
    # Three words in one: Freihandels|abkommen, Bundestags|wahl
    return any(
        is_noun(start[at:].removesuffix("s")) and len(start) - at > 3 and _may_precede(start[:at], short=False)
        for at in range(3, len(start) - 3)
        if not short
    )


def _first(noun: str, word: str) -> tuple[int, int] | None:
    """The first word, perhaps in the plural or without its e: Drohnen-angriff, Grenz-kontrolle."""
    low = word.lower()
    for stem in _stems(noun.lower()):
        if len(stem) < _MIN_FIRST or not low.startswith(stem):
            continue
        rest = low[len(stem) :]
        for link in _LINKS:
            if rest.startswith(link) and _may_follow(rest[len(link) :]):
                return 0, len(stem)
    return None


def _middle(noun: str, word: str) -> tuple[int, int] | None:
    """Neither first nor last: Funktions-umfangs-beschreibung."""
    low, stem = word.lower(), noun.lower()
    at = low.find(stem, _MIN_OTHER) if len(stem) > _MIN_FIRST else -1
    if at < 0 or not _may_precede(low[:at], short=False):
        return None
    rest = low[at + len(stem) :]
    follows = any(rest.startswith(link) and _may_follow(rest[len(link) :]) for link in _LINKS)
    return (at, at + len(stem)) if follows else None


def _stems(low: str) -> Iterator[str]:
    yield low
    if low.endswith("e"):
        yield low[:-1]


def _may_follow(rest: str) -> bool:
    """Whether what is left is a noun, or a compound of nouns."""
    if rest in _SHORT_HEADS:
        return True
    if len(rest) <= _MIN_OTHER or rest in _SUFFIXES or rest.startswith(("schaft", "heit", "keit")):
        return False
    if is_noun(rest) or rest in _BOUND:
        return True
    return any(
        len(rest) - at > _MIN_OTHER and is_noun(rest[at:]) and is_noun(rest[:at].removesuffix("s"))
        for at in range(_MIN_OTHER + 1, len(rest) - _MIN_OTHER)
    )
