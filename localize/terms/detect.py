"""New names in an English article: who and what is named that the register does not know.

A capital in the middle of a sentence speaks for a name, one at its head only together with other evidence, one in a
headline hardly. Later mentions by the surname count for the full name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from localize.article import Block, Handling, Role
from localize.terms.given_names import given_name
from localize.terms.mentions import Mention, mentions
from localize.terms.name import Gender, Name, NameKind
from localize.terms.name_clues import PLACES, is_acronym
from localize.terms.name_index import NameIndex, Taken
from localize.terms.name_words import FEMALE_TITLES, GIVEN, MALE_TITLES, in_title_case
from localize.terms.pinyin_ru import family_stands_first
from localize.terms.spelling import variants_key

_LOWER: Final = re.compile(r"(?<![^\W_])[^\W\d_A-ZÀ-Þ][^\W\d_]+")
_HE: Final = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)
_SHE: Final = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_CAPITAL: Final = re.compile(r"(?<![^\W_])[A-Z][^\W\d_]+")
_MOST: Final = 400
_SKIPPED: Final = frozenset({Role.TEASER_HEADING, Role.NOTICE, Role.SOURCE_LINK})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that is not in the register.

    ``written``: the fullest form, without title and possessive. ``spans``: where it or its surname stands: number of
    the text, start, end in code points. ``titles``: as they stand before it («President», «Mr.»). ``aliases``: its
    other spellings here, and the acronym that stands in brackets behind it.
    """

    written: str
    kind: NameKind
    spans: tuple[tuple[int, int, int], ...]
    count: int
    titles: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    aliases: tuple[str, ...] = ()


def detect(texts: Iterable[Block | str], known: NameIndex) -> list[Candidate]:
    """Candidates in the order in which they first stand in the article. Of blocks, those that are translated."""
    plains = [_plain(text) for text in texts]
    lower = frozenset(word for plain in plains for word in _LOWER.findall(plain))
    taken = [Taken([(found.start, found.end) for found in known.find(plain)]) for plain in plains]
    heard = [(n, m) for n, plain in enumerate(plains) for m in mentions(plain, lower, taken[n])]
    groups = _groups(heard)
    entries = [_entry(number, group) for number, group in enumerate(groups)]
    voices = [_voices(plain) for plain in plains]
    where = _places(plains, NameIndex(entries), taken)
    found = [_candidate(entry, group, where[entry.id], voices) for entry, group in zip(entries, groups, strict=True)]
    # What stands only inside a longer name has no place of its own.
    found = [candidate for candidate in found if candidate.count]
    return sorted(found, key=lambda candidate: candidate.spans)[:_MOST]


def _plain(text: Block | str) -> str:
    if isinstance(text, str):
        return text
    translated = text.handling is Handling.TRANSLATE and text.role not in _SKIPPED
    return text.text.plain if translated else ""


Heard = tuple[int, Mention]


def _groups(heard: Sequence[Heard]) -> list[list[Mention]]:
    """Mentions of the same name together; a word alone goes to the person with this surname who was named last."""
    sure = {m.keys for _, m in heard if not m.initial or len(m.keys) > 1 or m.own or " ".join(m.keys) in PLACES}
    groups: dict[tuple[str, ...], list[Mention]] = {}
    surname_of: dict[str, tuple[str, ...]] = {}
    for _, mention in heard:
        if _may_be_person(mention):
            surname_of.setdefault(_surname(mention), mention.keys)
    first = {m.keys[0] for _, m in heard if _may_be_person(m)}
    for _, mention in heard:
        keys = mention.keys
        owner = surname_of.get(keys[0]) if len(keys) == 1 or mention.titles else None
        if len(keys) > 1 and mention.titles:
            owner = surname_of.get(_tail(keys))
        if keys in groups or owner is None or owner == keys:
            if keys not in sure and not (keys[0] in GIVEN and mention.titles):
                continue
            if len(keys) == 1 and mention.kind is None and not mention.titles and keys[0] in first:
                continue  # the first name of somebody
            groups.setdefault(keys, []).append(mention)
        else:
            groups.setdefault(owner, []).append(mention)
    return [group for group in groups.values() if group]


def _may_be_person(mention: Mention) -> bool:
    return len(mention.keys) > 1 and mention.kind in {NameKind.PERSON, None} and not mention.short


def _surname(mention: Mention) -> str:
    if family_stands_first(list(mention.words)):
        return mention.keys[0]
    return _tail(mention.keys)


def _tail(keys: tuple[str, ...]) -> str:
    return keys[-1] if keys[-1] not in {"jr", "sr", "ii", "iii"} or len(keys) < 3 else keys[-2]


def _entry(number: int, group: list[Mention]) -> Name:
    longest = max(group, key=lambda m: len(m.words))
    written = longest.written
    aliases = dict.fromkeys(
        [m.short for m in group if m.short] + [m.written for m in group if len(m.words) == len(longest.words)]
    )
    own = variants_key(written)
    aliases = {alias: None for alias in aliases if variants_key(alias) != own}
    return Name(number, _kind(group), written, tuple(aliases))


def _kind(group: Sequence[Mention]) -> NameKind:
    """The kind that most mentions tell. Who is named by the last word alone, too, is a person."""
    told = Counter(m.kind for m in group if m.kind)
    long = [m for m in group if len(m.keys) > 1]
    if not told and long and not is_acronym(long[0].words[0]) and any(m.keys == (_tail(long[0].keys),) for m in group):
        return NameKind.PERSON
    return told.most_common(1)[0][0] if told else NameKind.OTHER


def _places(
    plains: Sequence[str], index: NameIndex, taken: Sequence[Taken]
) -> defaultdict[int, list[tuple[int, int, int]]]:
    where: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for n, plain in enumerate(plains):
        for found in index.find(plain):
            if not taken[n].touches(found.start, found.end):
                where[found.name.id].append((n, found.start, found.end))
    return where


def _candidate(
    entry: Name, group: list[Mention], spans: list[tuple[int, int, int]], voices: Sequence["_Voices"]
) -> Candidate:
    titles = tuple(dict.fromkeys(title for m in group for title in m.titles))
    gender = _gender(entry, titles, spans, voices) if entry.kind is NameKind.PERSON else Gender.UNKNOWN
    return Candidate(entry.source, entry.kind, tuple(spans), len(spans), titles, gender, entry.aliases)


class _Voices(NamedTuple):
    """What a text says of the gender of whoever is named in it: pronouns, and the first names in it."""

    he: int
    she: int
    first_names: frozenset[str]


def _voices(plain: str) -> _Voices:
    if in_title_case(plain):
        return _Voices(0, 0, frozenset())
    capital = frozenset(_CAPITAL.findall(plain))
    names = frozenset(word for word in capital if word.lower() in GIVEN)
    return _Voices(len(_HE.findall(plain)), len(_SHE.findall(plain)), names)


def _gender(
    entry: Name, titles: tuple[str, ...], spans: Sequence[tuple[int, int, int]], voices: Sequence[_Voices]
) -> Gender:
    """From titles, else the first name, else the pronouns where nobody else's first name stands."""
    lows = {title.lower().rstrip(".") for title in titles}
    told = [gender for gender, words in _TITLES if lows & words]
    if told:
        return told[0] if len(told) == 1 else Gender.UNKNOWN
    own = frozenset(entry.source.split())
    first = given_name(entry.source.split()[0]) if len(own) > 1 else None
    if first and first[1] is not Gender.UNKNOWN:
        return first[1]
    alone = [v for v in (voices[n] for n in dict.fromkeys(n for n, _, _ in spans)) if not v.first_names - own]
    he, she = sum(v.he for v in alone), sum(v.she for v in alone)
    if bool(he) == bool(she):
        return Gender.UNKNOWN
    return Gender.MASCULINE if he else Gender.FEMININE


_TITLES: Final = ((Gender.MASCULINE, MALE_TITLES), (Gender.FEMININE, FEMALE_TITLES))
