"""Whether a translation names somebody by the house form: in full, by the surname alone, inflected, as an adjective.

What counts, by decision: a person's surname without the first name; a place's adjective («киевский», "Berliner",
"Moskauer"), since English says «Kyiv talks» where the others have an adjective; a German compound with the name; of an
organisation the case forms of all its words. What does not: the first name alone, another spelling.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from localize.terms.inflect import Span, name_occurrences, occurrences
from localize.terms.name import Gender, Name, NameForm, NameKind
from localize.terms.name_words import PARTICLES
from localize.terms.pinyin_ru import family_stands_first
from localize.terms.spelling import words

_PARTICLES: Final = PARTICLES | frozenset(
    {"фон", "ван", "дер", "ден", "де", "да", "ди", "ла", "ле", "аль", "эль", "бин", "ибн", "бен", "дю", "дель"}
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*\.?")
_RU_END: Final = re.compile(r"(?:[аяоеыиьйёэую]|ия|ие|ая|ое|ый|ий)$")
_RU_ADJECTIVE: Final = r"(?:[а-яё]{0,5}?(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими|и)|[а-яё]{0,3}(?:ец|ц[аеуы]|цем|цев|цам|цами|цах|янин[аеу]?|янином|ян[аеу]?|янам|янами|янах|чан[аеу]?|чанин[аеу]?|чанином|чанам|чанами|чанах))"
_DE_ADJECTIVE: Final = r"(?:(?:e?n)?er(?:n|s|in|innen)?|(?:an|i|esi|ani|än|ia|es|is|en)?(?:isch)(?:e[nmrs]?)?|e|en|innen|änder(?:n|s|in|innen)?)"
_RU_FEMININE: Final = re.compile(r"(?:[ое]ва|[иы]на|[сц]кая)$")
_RU_FEMININE_CASES: Final = re.compile(r"(?:а|ы|ой|ою|у|ей|ая|ую)$")
_DE_STRONG: Final = re.compile(r"([A-ZÄÖÜ][^\W\d_]{2,}?)e[rs]?")
_DE_LAND: Final = re.compile(r"(?:en)?land$")
_DE_END: Final = re.compile(r"(?:en|e|ien|a|o)$")
# Short forms of the states' names and adjectives that share no stem with them.
_OWN_ADJECTIVES: Final = {
    "США": r"американ\w+|Соедин[её]нны\w+ Штат\w+|Штат\w*",
    "Великобритания": r"британ\w+|английск\w+|Британи\w+|Соедин[её]нн\w+ Королевств\w+",
    "Евросоюз": r"европейск\w+|Европейск\w+ союз\w*|ЕС",
    "Европейский союз": r"Евросоюз\w*|ЕС",
    "ООН": r"Организаци\w+ Объедин[её]нных Наций",
    "Германия": r"немецк\w+|герман\w+|немц\w+|ФРГ",
    "Франция": r"француз\w*|французск\w+",
    "Нидерланды": r"нидерландск\w+|голландск\w+|Голланди\w+",
    "ОАЭ": r"эмиратск\w+|Эмират\w+|Объедин[её]нны\w+ Арабски\w+ Эмират\w+",
    "Россия": r"росси\w+|русск\w+|РФ|Российск\w+ Федераци\w+",
    "Китай": r"китайск\w+|китай\w+|КНР",
    "Южная Корея": r"южнокорейск\w+|Корейск\w+",
    "Северная Корея": r"северокорейск\w+|КНДР",
    "КНДР": r"Северн\w+ Коре\w+|северокорейск\w+|северокоре[йе]\w+",
    "Республика Корея": r"Южн\w+ Коре\w+|южнокорейск\w+",
    "Саудовская Аравия": r"саудовск\w+",
    "Новая Зеландия": r"новозеландск\w+|новозеланд\w+",
    "Москва": r"московск\w+|москвич\w*",
    "Шри-Ланка": r"ланкийск\w+|шриланкийск\w+",
    "USA": r"US|amerikanisch\w*|US-\w+|Amerikan\w+|Amerika\w*|Vereinigte[nr]? Staaten",
    "Großbritannien": r"britisch\w*|Brite\w*|Vereinigte[ns]? Königreich\w*|UK|englisch\w*|Englands?",
    "Europäische Union": r"EU(?:-\w+)?|europäisch\w*",
    "Vereinte Nationen": r"UN(?:-\w+|O)?|Vereinten Nationen",
    "Deutschland": r"deutsch\w*|Deutsche\w*",
    "Frankreich": r"französisch\w*|Franzos\w+",
    "Russland": r"russisch\w*|Russ\w+",
    "China": r"chinesisch\w*|Chines\w+",
    "Spanien": r"spanisch\w*|Spani\w+",
    "Niederlande": r"niederländisch\w*|holländisch\w*|Niederländ\w+",
}


def named(plain: str, name: Name, locale: str) -> list[Span]:
    """Where ``plain`` has the house form of ``name``. Empty also when the register has none."""
    return list(_named(plain, name, locale)) if name.form and name.form.text.strip() else []


def _named(plain: str, name: Name, locale: str) -> Iterator[Span]:
    form = name.form or NameForm("")
    seen: set[Span] = set()
    for text in dict.fromkeys(filter(None, (form.text, form.first_mention, *called(name)))):
        for span in name_occurrences(plain, text, locale, gender=name.gender, declined=form.declined, forms=form.forms):
            if span not in seen and _agrees(plain[slice(*span)], text, name):
                seen.add(span)
                yield span
    if locale.lower().startswith("de"):
        for text in dict.fromkeys(filter(None, (form.text, *called(name)))):
            yield from ((m.start(), m.end()) for m in _german(text, name.kind).finditer(plain) if m.span() not in seen)
    if not seen and name.kind is not NameKind.PERSON:
        yield from _other_than_person(plain, name, form, locale)


def _agrees(found: str, house: str, name: Name) -> bool:
    """Whether a form may be this person's: «с Захаровым» is not Захарова, «Асадов» is one more name and not Асад's."""
    if name.kind is not NameKind.PERSON:
        return True
    low, wanted = found.lower(), house.lower()
    if name.gender is Gender.FEMININE and _RU_FEMININE.search(wanted):
        return _RU_FEMININE_CASES.search(low) is not None
    return not (low.endswith(("ов", "ев")) and low[:-2] == wanted)


def _other_than_person(plain: str, name: Name, form: NameForm, locale: str) -> Iterator[Span]:
    """Phrases whose head alone is declined, and what is made of a place's name."""
    if form.declined:
        yield from (span for span in occurrences(plain, form.text, locale) if plain[span[0]].isupper())
        if name.gender is not Gender.UNKNOWN:
            yield from name_occurrences(plain, form.text, locale)
    if name.kind is NameKind.PLACE or form.text in _OWN_ADJECTIVES:
        yield from ((m.start(), m.end()) for m in _adjective(form.text, locale).finditer(plain))


@lru_cache(maxsize=4096)
def _german(text: str, kind: NameKind) -> re.Pattern[str]:
    """What stands in a compound with hyphens throughout («New-York-Reise»), and adjectives in another declension.

    «Auswärtiges Amt» is «das Auswärtige Amt» and «im Auswärtigen Amt».
    """
    pieces = text.split(" ")
    compound = "-".join(map(re.escape, pieces)) + r"(?=-[^\W\d_])"
    if kind is NameKind.PERSON or len(pieces) < 2:
        return re.compile(rf"(?<![^\W_]){compound}", re.IGNORECASE)
    changed = [
        f"{re.escape(found[1])}e[nmrs]?" if (found := _DE_STRONG.fullmatch(piece)) else re.escape(piece)
        for piece in pieces[:-1]
    ]
    adjective = "|er(?:n|s|in|innen)?" if kind is NameKind.PLACE else ""  # die New Yorker Börse
    last = rf"{re.escape(pieces[-1])}(?:e?s|e?n{adjective})?"
    return re.compile(rf"(?<![^\W_])(?:{compound}|{' '.join([*changed, last])}(?![^\W_]))")


@lru_cache(maxsize=4096)
def _adjective(place: str, locale: str) -> re.Pattern[str]:
    """Adjectives and inhabitants made of a place's name, by its stem; those of another stem from the table."""
    own = _OWN_ADJECTIVES.get(place)
    german = not locale.lower().startswith("ru")
    stem = place.rsplit(" ", maxsplit=1)[-1] if " " not in place else place
    end, endings = (_DE_END, _DE_ADJECTIVE) if german else (_RU_END, _RU_ADJECTIVE)
    stems = {
        end.sub("", stem),
        *((_DE_LAND.sub("", stem), stem.removesuffix("and")) if german and stem.endswith("land") else ()),
    }
    made = [rf"(?i:{re.escape(stem)}){endings}" for stem in sorted(stems) if len(stem) > 2 and " " not in stem]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join([*made, *([own] if own else [])]) or '(?!)'})(?![^\W_])")


def called(name: Name) -> list[str]:
    """By what a person of the register may be called later: the surname of the house form, with and without particles."""
    form = name.form
    if form is None or name.kind is not NameKind.PERSON:
        return []
    parts = form.text.split()
    if len(parts) < 2:
        return []
    source = words(name.source)
    if source and family_stands_first(source):
        return [parts[0]]
    last = len(parts) - 1
    if parts[last].lower().rstrip(".") in {"jr", "sr", "ii", "iii", "мл", "ст", "младший", "старший"} and last > 1:
        last -= 1
    first = last
    while first > 1 and parts[first - 1].lower() in _PARTICLES:
        first -= 1
    surname = " ".join(parts[first : last + 1])
    bare = re.sub(r"^(?:al|el|аль|эль|ас|аш)-", "", parts[last])
    return list(dict.fromkeys([surname, parts[last], bare]))


def first_name(name: Name) -> str:
    """The first name of a person's house form; empty when the surname stands first or there is none."""
    parts = name.form.text.split() if name.form else []
    if name.kind is not NameKind.PERSON or len(parts) < 2 or called(name)[0] == parts[0]:
        return ""
    return parts[0]


def capitalised(plain: str) -> Iterator[tuple[int, int, str]]:
    """Words with a capital, hyphenated ones whole."""
    for match in _WORD.finditer(plain):
        if match.group()[0].isupper():
            word = match.group().rstrip(".")
            yield match.start(), match.start() + len(word), word
