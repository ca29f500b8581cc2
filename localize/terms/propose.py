"""A proposal for a name's form in a target locale, with the reason that a person reads before accepting it.

Countries, cities and languages come from CLDR. For Russian, persons are transcribed from English, or taken back to Cyrillic where
they seem to come from there; for German they stay as they are, but for those from Cyrillic. Names of organisations and
works are translated as often as kept, which no rule knows: there is nothing to propose in Russian, and in German the
name as it stands.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from localize.locales import city_names, is_known_locale, language_names, territory_names
from localize.terms.cyrillic_origin import back_to_cyrillic, comes_from_cyrillic, is_ukrainian, slavic_first_name
from localize.terms.detect import Candidate
from localize.terms.given_names import given_name
from localize.terms.kana_ru import from_japanese
from localize.terms.name import Gender, NameKind
from localize.terms.name_clues import COUNTRY_WORDS
from localize.terms.place_forms import place_form
from localize.terms.spelling import variants_key
from localize.terms.transcribe_de import transcribe as to_german
from localize.terms.transcribe_ru import transcribe, transcribe_word


class Reason(StrEnum):
    """Where a proposal comes from."""

    CLDR = "cldr"  # a country, city or language that CLDR names
    CUSTOM = "custom"  # our own table of places
    KEPT = "kept"  # written as in English
    TRANSCRIBED = "transcribed"  # first names by custom, the rest by sound
    CYRILLIC = "cyrillic"  # taken back to Cyrillic, or from there into German
    NONE = "none"  # translated or kept: nothing to propose


@dataclass(frozen=True, slots=True)
class Proposal:
    """``certain``: nobody need look twice. ``text`` is empty where there is nothing to propose."""

    text: str
    why: Reason
    first_mention: str = ""
    gender: Gender = Gender.UNKNOWN
    certain: bool = False
    declined: bool = True


_FEMININE: Final = re.compile(r"(?:ова|ева|ёва|ина|ына|ская|цкая|ная)$")
_MASCULINE: Final = re.compile(r"(?:[ое]в|ёв|ский|цкий|ный)$")
_FIXED: Final = re.compile(r"(?:[оеэиуюыё]|уа|иа)$", re.IGNORECASE)


def propose(candidate: Candidate, target_locale: str) -> Proposal:
    """The proposal for one candidate; Russian and German have rules, other locales keep the name as written."""
    place = _place(candidate, target_locale)
    if place:
        return place
    language = re.split(r"[-_]", target_locale, maxsplit=1)[0].lower()
    if language == "ru":
        return _russian(candidate)
    if language == "de":
        return _german(candidate)
    return Proposal(candidate.written, Reason.KEPT, gender=candidate.gender)


@lru_cache(maxsize=8)
def _cldr(locale: str) -> dict[str, str]:
    """Names of countries, cities and languages by the key of their English name; countries win, then cities."""
    here, cities = territory_names(locale), city_names(locale)
    # A city under two names (Kyiv, Kiev) is translated under one of them only: that one counts.
    named = sorted(cities.items(), key=lambda pair: pair[0] != pair[1])
    languages = language_names(locale)
    found = {variants_key(name): languages[tag] for tag, name in language_names("en").items() if tag in languages}
    found |= {variants_key(english): text for english, text in named}
    found |= {variants_key(name): here[code] for code, name in territory_names("en").items() if code in here}
    return found


def _place(candidate: Candidate, locale: str) -> Proposal | None:
    if candidate.kind is NameKind.PERSON or not is_known_locale(locale):
        return None
    code = COUNTRY_WORDS.get(candidate.written)
    text = territory_names(locale).get(code, "") if code else _cldr(locale).get(variants_key(candidate.written), "")
    if text:
        sure = code is not None or candidate.kind is NameKind.PLACE
        return Proposal(text, Reason.CLDR, certain=sure, declined=_declines(text, locale))
    text = place_form(candidate.written, locale)
    return Proposal(text, Reason.CUSTOM, declined=_declines(text, locale)) if text else None


def _declines(text: str, locale: str) -> bool:
    """Russian: not abbreviations, not places in -о, -е, -и, -у of foreign origin."""
    if not locale.lower().startswith("ru"):
        return True
    last = re.split(r"[ -]", text)[-1]
    return not (text.isupper() or (_FIXED.search(last) is not None and not text.endswith("ы") and "ово" not in text))


def _russian(candidate: Candidate) -> Proposal:
    words = re.findall(r"[^\W\d_]+", candidate.written)
    if candidate.kind in {NameKind.ORGANISATION, NameKind.OTHER} and len(words) > 1:
        return Proposal("", Reason.NONE)
    if candidate.kind is NameKind.ORGANISATION or not words:
        return Proposal(candidate.written, Reason.KEPT, declined=False)
    if comes_from_cyrillic(words):
        text = russian_from_cyrillic(candidate.written)
        why = Reason.CYRILLIC
    else:
        text, why = transcribe(candidate.written), Reason.TRANSCRIBED
    gender = _gender(candidate, words, text)
    return Proposal(text, why, gender=gender, declined=_any_declines(text))


def _any_declines(text: str) -> bool:
    return any(not _FIXED.search(word) for word in re.findall(r"[^\W\d_]+", text)[-2:])


def russian_from_cyrillic(name: str) -> str:
    """A whole name taken back: first names as Russian papers have them, the rest letter by letter."""
    words = re.findall(r"[^\W\d_]+", name)
    ukrainian = is_ukrainian(words)

    def one(match: re.Match[str]) -> str:
        word = match.group()
        known = slavic_first_name(word) if len(words) > 1 else None
        if known:
            return known.russian
        return given[0] if (given := given_name(word)) and match.start() == 0 and len(words) > 1 else _back(word)

    def _back(word: str) -> str:
        return back_to_cyrillic(word, ukrainian=ukrainian)

    return re.sub(r"[^\W\d_]+", one, name)


def _gender(candidate: Candidate, words: list[str], russian: str) -> Gender:
    """As detected, else by the first name, else by the ending of a Russian surname."""
    if candidate.kind is not NameKind.PERSON or candidate.gender is not Gender.UNKNOWN:
        return candidate.gender
    slavic = slavic_first_name(words[0]) if len(words) > 1 else None
    given = given_name(words[0]) if len(words) > 1 else None
    if slavic or given:
        return slavic.gender if slavic else given[1] if given else Gender.UNKNOWN
    if _FEMININE.search(russian):
        return Gender.FEMININE
    return Gender.MASCULINE if _MASCULINE.search(russian) else Gender.UNKNOWN


def _german(candidate: Candidate) -> Proposal:
    words = re.findall(r"[^\W\d_]+", candidate.written)
    foreign = candidate.kind in {NameKind.PERSON, NameKind.PLACE} and bool(words) and comes_from_cyrillic(words)
    if foreign:
        text = to_german(candidate.written)
        gender = _gender(candidate, words, russian_from_cyrillic(candidate.written))
        return Proposal(text, Reason.CYRILLIC, gender=gender)
    sure = candidate.kind is NameKind.PERSON
    return Proposal(candidate.written, Reason.KEPT, gender=candidate.gender, certain=sure)


def russian_word(word: str) -> str:
    """One word of a name in Russian, wherever it comes from."""
    known = given_name(word)
    if known:
        return known[0]
    slavic = slavic_first_name(word)
    if slavic:
        return slavic.russian
    if comes_from_cyrillic([word]):
        return back_to_cyrillic(word, ukrainian=is_ukrainian([word]))
    return from_japanese(word) or transcribe_word(word)
