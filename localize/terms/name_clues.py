"""What tells an English name's kind: the words that organisations and places end or begin with, and what stands around it."""

import re
from types import MappingProxyType
from typing import Final

from localize.locales import city_names, territory_names
from localize.terms.name import NameKind
from localize.terms.name_words import GIVEN, PARTICLES, word_set
from localize.terms.pinyin_ru import is_chinese
from localize.terms.place_forms import PLACE_NAMES
from localize.terms.spelling import plain_letters, variants_key

ORGANISATION_ENDS: Final = word_set(
    """
    party university college school institute academy inc corp corporation ltd plc llc gmbh ag co company group holdings
    bank ministry department council commission committee union association agency authority bureau board court
    parliament senate congress assembly federation foundation organization organisation alliance league club team
    airlines airways motors industries technologies systems pharmaceuticals laboratories labs partners capital
    hospital church orchestra theatre theater museum gallery times post journal herald tribune telegraph guardian
    observatory administration service services force forces army navy police guard brigade regiment corps command
    fund trust society network coalition confederation movement front brotherhood tribunal chamber office centre center
    initiative campaign united rovers wanderers fc cf sc energy media studios records entertainment news radio television press international
    airport nato prize cup championship championships open games festival awards act treaty accord accords
    """
)
_OTHERS: Final = word_set("prize cup championship championships open games festival awards act treaty accord accords")
PLACE_ENDS: Final = word_set(
    """
    city county river lake island islands street avenue road mountain mountains bay square bridge province region valley
    sea ocean park desert peninsula strait canal airport beach hills forest coast oblast district gulf harbour harbor
    tunnel palace castle tower stadium prefecture
    """
)
_PLACE_HEADS: Final = word_set(
    "mount lake cape fort port san santa saint são isle gulf sea bay strait river new los las el"
)
OF_HEADS: Final = word_set(
    """
    ministry department university bank house court church institute office council association federation union board
    bureau centre center centers centres academy society school college chamber committee organization organisation
    gulf sea republic kingdom state city isle bay cape strait duke duchess prince princess bishop archbishop league
    secretary director commission agency campaign museum college trust war battle treaty band order game lord rock
    """
)
_PERSON_OF: Final = word_set("duke duchess prince princess bishop archbishop lord")
_PLACE_OF: Final = word_set("gulf sea republic kingdom isle bay cape strait city state rock")
_OTHER_OF: Final = word_set("war battle treaty order game band")
TOPICS: Final = word_set(
    """
    health education defence defense disease control food drug science trade culture justice affairs services housing
    energy security agriculture environment business technology finance industry arts sport sports families children
    labor labour work commerce transport tourism research economy veterans human customs migration refugees prevention
    """
)
COUNTRY_WORDS: Final = MappingProxyType(
    {
        "US": "US", "U.S.": "US", "U.S": "US", "USA": "US", "America": "US", "UK": "GB", "U.K.": "GB", "U.K": "GB", "Britain": "GB",
        "Great Britain": "GB", "EU": "EU", "E.U.": "EU", "UN": "UN", "U.N.": "UN", "U.N": "UN", "UAE": "AE", "Czech Republic": "CZ",
        "Holland": "NL", "Burma": "MM", "Palestine": "PS", "Vatican": "VA", "Bosnia": "BA", "Congo": "CD", "Macedonia": "MK",
        "East Timor": "TL", "Russian Federation": "RU", "United States of America": "US", "Côte d’Ivoire": "CI",
    }
)  # fmt: skip
_ALLIANCES: Final = frozenset({"EU", "UN"})
_STATES: Final = word_set(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa
    kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska
    nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont wisconsin wyoming england scotland wales
    crimea donbas donbass siberia bavaria catalonia kashmir gaza chechnya quebec ontario queensland victoria xinjiang
    tibet africa asia europe america antarctica oceania balkans baltics caucasus arctic atlantic pacific mediterranean
    kremlin
    """
)
_SLAVIC: Final = re.compile(r"(?:ov|ev|ova|eva|sky|skiy|skyi|ski|skaya|ska|enko|chuk|shvili|dze|yan|vich|vych)$")
_SPEECH: Final = re.compile(
    r"[,’”\"']?\s*(?:who\b(?! have)|said\b|says\b|told\b|added\b|tweeted\b|wrote\b|argued\b|explained\b|insisted\b|warned\b|claimed\b"
    r"|tells\b|spoke\b|admitted\b|recalled\b|\(\d\d\)|, \d\d,|, aged \d|’s (?:wife|husband|mother|father|lawyer|son|daughter))"
)
_SPEECH_BEFORE: Final = re.compile(
    r"\b(?:said|says|added|according to|named|called|tells|told|wrote|wife|husband|son|daughter|mother|father|brother|sister|actor"
    r"|actress|singer|striker|coach|lawyer|spokesman|spokeswoman|spokesperson|analyst|economist|leader|minister|president"
    r"|director|manager|founder|author|writer|professor|candidate|journalist|captain|goalkeeper|defender|midfielder"
    r"|champion|rival|colleague|friend|boss|chief|executive|officer|footballer|player|star|resident|driver|artist|man|woman),? $",
)
_PLACE_BEFORE: Final = re.compile(
    r"\b(?:in|near|at|outside|around|across|throughout|from|to|towards|toward|into|of|over|via|city of|town of|village of|capital"
    r"|capital,|region of|island of|province of|in the) $"
)
_SURE_PLACE_BEFORE: Final = re.compile(
    r"(?:\b(?:[Ii]n|near|outside|throughout|town of|city of|village of|island of|province of|region of|capital,?|port of) |^In )$"
)
_PLACE_BEHIND: Final = re.compile(
    r"(?:,|-based|-born| region| province| airport| district| suburb| peninsula| island| coast)"
)
_INITIALS: Final = re.compile(r"(?:[A-Z]\. ?){1,4}|[A-Z]{1,2}")
_ACRONYM: Final = re.compile(r"(?:[A-Z]{2,6}s?|[A-Z][a-z]?[A-Z]{1,4}|(?:[A-Z]\.){2,5})")


def is_acronym(written: str) -> bool:
    """WHO, UEFA, MoD, U.N."""
    return bool(_ACRONYM.fullmatch(written))


def _in_list() -> frozenset[str]:
    return frozenset(map(variants_key, (*territory_names("en").values(), *city_names("en"), *PLACE_NAMES))) | _STATES


PLACES: Final = _in_list()


def kind_of(words: list[str], titles: tuple[str, ...], before: str, behind: str) -> NameKind | None:
    """The kind that the words themselves or their surroundings tell; None when nothing does."""
    lows = [plain_letters(word) for word in words]
    named = _by_words(words, lows)
    if named or not titles:
        return named or _by_context(words, lows, before, behind)
    return NameKind.PERSON


def _by_words(words: list[str], lows: list[str]) -> NameKind | None:
    country = COUNTRY_WORDS.get(" ".join(words))
    if country in _ALLIANCES:
        return NameKind.ORGANISATION
    if country or " ".join(variants_key(word) for word in words) in PLACES:
        return NameKind.PLACE
    if len(words) == 1:
        return NameKind.ORGANISATION if is_acronym(words[0]) else None
    if "of" in lows[1:] or "for" in lows[1:]:
        head = lows[max(lows.index("of") if "of" in lows else lows.index("for"), 1) - 1]
        return next((kind for heads, kind in _BY_HEAD if head in heads), NameKind.ORGANISATION)
    return next((kind for ends, kind in _BY_END if lows[-1] in ends), None) or _by_start(words, lows)


_BY_HEAD: Final = ((_PERSON_OF, NameKind.PERSON), (_PLACE_OF, NameKind.PLACE), (_OTHER_OF, NameKind.OTHER))
_BY_END: Final = (
    (PLACE_ENDS, NameKind.PLACE),
    (_OTHERS, NameKind.OTHER),
    (ORGANISATION_ENDS, NameKind.ORGANISATION),
)


def _by_start(words: list[str], lows: list[str]) -> NameKind | None:
    """First names, initials and particles of persons; heads of places."""
    if lows[0] in GIVEN or lows[0] == "abu" or _is_initials(words[0]) or set(lows[1:-1]) & PARTICLES:
        return None if words[0] in COUNTRY_WORDS or variants_key(words[0]) in PLACES else NameKind.PERSON
    if is_chinese(words):
        return NameKind.PERSON
    return NameKind.PLACE if lows[0] in _PLACE_HEADS else None


def _is_initials(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word))


def _by_context(words: list[str], lows: list[str], before: str, behind: str) -> NameKind | None:
    speaks = _SPEECH_BEFORE.search(before[-40:]) or _SPEECH.match(behind[:24])
    if speaks and len(words) in {2, 3} and lows[-1] not in ORGANISATION_ENDS:
        return NameKind.PERSON  # a word alone may be a company, which speaks too
    if _SURE_PLACE_BEFORE.search(before[-24:]) or (
        len(words) == 1 and _PLACE_BEFORE.search(before[-24:]) and _PLACE_BEHIND.match(behind)
    ):
        return NameKind.PLACE if not (len(words) == 2 and _SLAVIC.search(lows[-1])) else NameKind.PERSON
    if len(words) == 2 and (_SLAVIC.search(lows[-1]) or re.match(r"[OD]['’]", words[-1])):
        return NameKind.PERSON
    return None
