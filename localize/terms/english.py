"""Forms of English words: plurals, third persons, past forms, participles, spellings of either side of the Atlantic.

``forms_of`` makes them, for finding terms in sources; patterns find English phrases in English targets.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from localize.terms.name import Gender
from localize.terms.pattern import FITS, Fit, Pattern, Slot, joins_of
from localize.terms.term import PartOfSpeech
from localize.terms.tokens import is_abbreviation, tokens

_VOWELS: Final = "aeiou"
_PLURALS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "analysis": ("analyses",),
        "axis": ("axes",),
        "basis": ("bases",),
        "child": ("children",),
        "crisis": ("crises",),
        "criterion": ("criteria",),
        "foot": ("feet",),
        "goose": ("geese",),
        "half": ("halves",),
        "hypothesis": ("hypotheses",),
        "knife": ("knives",),
        "leaf": ("leaves",),
        "life": ("lives",),
        "loaf": ("loaves",),
        "man": ("men",),
        "medium": ("media",),
        "mouse": ("mice",),
        "oasis": ("oases",),
        "ox": ("oxen",),
        "parenthesis": ("parentheses",),
        "penny": ("pence", "pennies"),
        "person": ("people", "persons"),
        "phenomenon": ("phenomena",),
        "self": ("selves",),
        "shelf": ("shelves",),
        "thief": ("thieves",),
        "tooth": ("teeth",),
        "wife": ("wives",),
        "wolf": ("wolves",),
        "woman": ("women",),
    }
)
# Verbs of the news whose past forms no rule makes.
_PAST: Final = """
arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|begin began begun
bid bid bidden|bind bound bound|bite bit bitten|blow blew blown|break broke broken|breed bred bred|bring brought brought
broadcast broadcast broadcast|build built built|burn burnt burnt|buy bought bought|cast cast cast|catch caught caught
choose chose chosen|come came come|cost cost cost|cut cut cut|deal dealt dealt|dig dug dug|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought|find found found|flee fled fled
fling flung flung|fly flew flown|forbid forbade forbidden|forecast forecast forecast|forget forgot forgotten
forgive forgave forgiven|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground ground|grow grew grown
hang hung hung|have had had|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept
know knew known|lay laid laid|lead led led|leap leapt leapt|learn learnt learnt|leave left left|lend lent lent|let let let
lie lay lain|light lit lit|lose lost lost|make made made|mean meant meant|meet met met|overthrow overthrew overthrown
oversee oversaw overseen|pay paid paid|put put put|quit quit quit|read read read|rid rid rid|ride rode ridden|ring rang rung
rise rose risen|run ran run|say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set
shake shook shaken|shed shed shed|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung
sink sank sunk|sit sat sat|sleep slept slept|slide slid slid|speak spoke spoken|speed sped sped|spell spelt spelt
spend spent spent|spill spilt spilt|spin spun spun|split split split|spread spread spread|spring sprang sprung|stand stood stood
steal stole stolen|stick stuck stuck|sting stung stung|strike struck stricken|strive strove striven|swear swore sworn
sweep swept swept|swim swam swum|swing swung swung|take took taken|teach taught taught|tear tore torn|tell told told
think thought thought|throw threw thrown|undergo underwent undergone|understand understood understood
undertake undertook undertaken|uphold upheld upheld|wake woke woken|wear wore worn|weave wove woven|weep wept wept|win won won
wind wound wound|withdraw withdrew withdrawn|withhold withheld withheld|withstand withstood withstood|write wrote written
"""
_IRREGULAR: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {row.split()[0]: tuple(row.split()[1:]) for line in _PAST.strip().splitlines() for row in line.split("|")}
)
# British and American endings; each is tried for the other, words that do not exist harm nobody.
_SPELLINGS: Final = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("yse", "yze"),
    ("our", "or"),
    ("efence", "efense"),
    ("ffence", "ffense"),
    ("licence", "license"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("programme", "program"),
    ("ogue", "og"),
    ("grey", "gray"),
    ("cheque", "check"),
)
_DOUBLING: Final = ("fer", "mit", "cur", "pel", "bel", "bat", "trol", "gin", "get", "set", "cut", "nap", "kidnap")
_HEAD_BEFORE: Final = frozenset(
    {"of", "in", "for", "to", "at", "with", "on", "against", "general", "elect", "designate"}
)


@lru_cache(maxsize=50_000)
def forms_of(word: str, part_of_speech: PartOfSpeech) -> frozenset[str]:
    """All forms of a lower-case word, itself included, in every spelling."""
    return frozenset(form for spelt in spellings(word) for form in _forms(spelt, part_of_speech))


@lru_cache(maxsize=50_000)
def spellings(word: str) -> frozenset[str]:
    """The word as British and as American English spell it."""
    found = {word}
    for british, american in _SPELLINGS:
        if len(word) > 4 and word.endswith(british):
            found.add(word.removesuffix(british) + american)
        if len(word) > 4 and word.endswith(american):
            found.add(word.removesuffix(american) + british)
    return frozenset(found)


def inflecting(words: list[str], part_of_speech: PartOfSpeech) -> frozenset[int]:
    """Which words of a phrase take endings: «step down» its first, «arms race» its last, «rules of war» both."""
    last = len(words) - 1
    if part_of_speech is PartOfSpeech.VERB:
        return frozenset({0})
    if part_of_speech not in {PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN}:
        return frozenset()
    return frozenset({last, *(at for at in range(last) if words[at + 1] in _HEAD_BEFORE)})


def term_pattern(phrase: str) -> Pattern:
    """Each word in any form."""
    words = tokens(phrase)
    return Pattern(tuple(_slot(word.text) for word in words), joins_of(phrase, words))


def name_pattern(name: str, gender: Gender) -> Pattern:
    """As it is; the possessive ’s is no part of the word."""
    del gender
    words = tokens(name)
    return Pattern(tuple(_name_slot(word.text) for word in words), joins_of(name, words))


def _slot(word: str) -> Slot:
    if is_abbreviation(word):
        return lambda other: FITS if other in {word, f"{word}s"} else None
    folded = word.casefold()
    forms = forms_of(folded, PartOfSpeech.NOUN) | forms_of(folded, PartOfSpeech.VERB)
    return lambda other: FITS if other.casefold() in forms else None


def _name_slot(word: str) -> Slot:
    def slot(other: str) -> Fit | None:
        same = other == word or (other.isupper() and other == word.upper())
        return FITS if same or other == f"{word}s" else None

    return slot


def _forms(word: str, part_of_speech: PartOfSpeech) -> Iterator[str]:
    yield word
    if not word.isalpha() or len(word) < 2:
        return
    if part_of_speech in {PartOfSpeech.NOUN, PartOfSpeech.PROPER_NOUN}:
        yield from _plurals(word)
    elif part_of_speech is PartOfSpeech.VERB:
        yield _with_s(word)
        yield from _pasts(word)
        yield from _participles(word)


def _plurals(word: str) -> Iterator[str]:
    for one, many in _PLURALS.items():
        # «woman» is no «man»; «spokesman» and «housewife» are like their ends.
        if word == one or (len(one) > 2 and word.endswith(one) and len(word) > len(one) + 1):
            yield from (word.removesuffix(one) + form for form in many)
            if word == one or one in {"man", "woman", "wife", "child", "life"}:
                return
    yield _with_s(word)


def _with_s(word: str) -> str:
    if word[-1] == "y" and word[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    if word.endswith(("s", "x", "z", "ch", "sh")) or (
        word[-1] == "o"
        and word in {"veto", "embargo", "hero", "echo", "go", "do", "tomato", "potato", "cargo", "volcano", "mosquito"}
    ):
        return f"{word}es"
    return f"{word}s"


def _pasts(word: str) -> Iterator[str]:
    yield from _IRREGULAR.get(word, ())
    if word[-1] == "e":
        yield f"{word}d"
    elif word[-1] == "y" and word[-2] not in _VOWELS:
        yield f"{word[:-1]}ied"
    else:
        yield from (f"{stem}ed" for stem in _stems(word))


def _participles(word: str) -> Iterator[str]:
    if word.endswith("ie"):
        yield f"{word[:-2]}ying"
    elif word[-1] == "e" and not word.endswith(("ee", "ye", "oe")):
        yield f"{word[:-1]}ing"
    else:
        yield from (f"{stem}ing" for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    """Before -ed and -ing: with its last letter once, twice, or either (travel)."""
    closed = len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    short = closed and sum(char in "aeiouy" for char in word) == 1
    if short or (closed and word.endswith(_DOUBLING)):
        yield word + word[-1]
        return
    yield word
    if closed and word[-1] in "lp":
        yield word + word[-1]
    if word.endswith("ic"):
        yield f"{word}k"
