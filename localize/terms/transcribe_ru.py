"""English names in Russian: practical transcription by spelling.

After R. S. Gilyarevsky and B. A. Starostin, «Иностранные имена и названия в русском тексте» (3rd ed., 1985), the part
on English: names are given by sound, with letters where custom wants them. What a spelling says of the sound stands in
``_RULES``; a number behind a rule names the habit it is an instance of:

1. Vowels in closed syllables: a → э in words of one syllable (Sam Сэм), else а; e → е (э at the head); u → а (Hunt Хант).
2. Vowels before a consonant and a silent e: a → ей, i → ай, o → оу, u → ю (Blake Блейк, Price Прайс, Stone Стоун).
3. Groups of vowels: ee, ea → и; oo → у; ou, ow → ау, at the end оу; ai, ay → ей; au, aw → о; ew → ью.
4. Before r: ar → ар, er → ер, ur → ёр (Burns Бёрнс), air, are → эр.
5. w → у before a vowel (Watson Уотсон), в before o and u; wh → у, wr → р.
6. th → т; ph → ф; ck → к; silent letters of kn-, gn-, -gh(t) and h before a consonant are left out.
7. Doubled consonants stay between vowels and at the end (Bennett Беннетт).
8. Mc, Mac → Мак in one word; O’ → О’.

First names go by ``given_names``. Names of other languages than English are not recognised but for Japanese and Chinese
ones (``kana_ru``, ``pinyin_ru``), so that a German or French name comes out as an Englishman would read it: a proposal, never certain.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from localize.terms.given_names import given_name
from localize.terms.kana_ru import from_japanese
from localize.terms.pinyin_ru import from_chinese
from localize.terms.spelling import plain_letters

_V: Final = "aeiouy"
_C: Final = "bcdfghjklmnpqrstvwxz"
_ONE: Final = rf"(?<=^[{_C}])|(?<=^[{_C}][{_C}])|(?<=^[{_C}][{_C}][{_C}])"
_SHUT: Final = rf"(?=[{_C}]{{1,3}}s?$)"  # the last syllable, closed
_MUTE: Final = r"(?=(?:[bcdfgklmnpstvz]|th|st)es?$)"  # before a consonant and a silent e

_RULES: Final[tuple[tuple[str, str], ...]] = (
    # 8
    (r"^mac(?=[bcdfglmnpqrtw])|^mc", "мак"),
    # 6
    (r"^k(?=n)|^g(?=n)|^w(?=r)|^p(?=[sn])|(?<=m)b(?=s?$)", ""),
    (r"eigh(?=t)|igh(?=t|$)", "ай"),
    (r"augh(?=t)|ough(?=t)", "о"),
    (r"ough$", "о"),
    (r"(?<=[aeiou])gh", ""),
    (r"gh", "г"),
    (r"tch", "тч"),
    (r"sch", "ш"),
    (r"tz|(?<=[lnr])z$", "ц"),
    (r"l(?=t?z$)", "ль"),
    (r"(?<=v)es$", "з"),
    (r"(?:(?<=^[bcdfghlmnprtv])|(?<=^ch)|(?<=^[bcdfgst][lr]))a(?=nce$)", "э"),
    (r"chr", "кр"),
    (r"ch(?=[lm])", "к"),
    (r"ch", "ч"),
    (r"sh", "ш"),
    (r"th", "т"),
    (r"ph", "ф"),
    (r"ck|cq", "к"),
    (r"kh", "х"),
    (r"zh", "ж"),
    (r"rh", "р"),
    (r"dge(?=[^r]|$)|dg(?=e)", "дж"),
    (r"ge(?=$|s$)", "дж"),
    (r"gia|gio", "джо"),
    (r"qu(?=[aeio])", "кв"),
    (r"que$", "к"),
    # 5
    (r"^wood|(?<=.)wood$", "вуд"),
    (r"^wool", "вул"),
    (r"^wa(?=[lrt])|^wha(?=[lrt])|^wa(?=sh)", "уо"),
    (r"wh(?=[aeiy])", "у"),
    (r"wh(?=o)", "х"),
    (r"^wo|^wu", "ву"),
    (r"(?<=[^aeo])we|^we", "уэ"),
    (r"^way", "уэй"),
    (r"way$", "уэй"),
    (r"ward$", "уорд"),
    (r"worth$", "уорт"),
    (r"well$", "уэлл"),
    (r"wi", "уи"),
    (r"wy", "уи"),
    (r"wa", "уа"),
    (r"wo", "во"),
    # 3
    (r"eau|eaux", "о"),
    (r"(?<=^)ea(?=r[ln])", "ё"),
    (r"ear(?=[dlnt])", "ер"),
    (r"ear$|eer$", "ир"),
    (r"ee|ea", "и"),
    (r"oo", "у"),
    (r"oa", "оу"),
    (r"oul(?=d)", "ул"),
    (r"ou(?=s?s$|x)", "у"),
    (r"ou", "ау"),
    (r"ows$", "оуз"),
    (r"ow$", "оу"),
    (r"ow(?=[ntdl])", "ау"),
    (r"owe(?=[nlr])", "ауэ"),
    (r"ow", "оу"),
    (r"ie(?=f$|[bcdfgkmprstv][a-z]|ld)", "и"),
    (r"(?<=.)us$", "ус"),
    (r"aya", "ая"),
    (r"oy|oi", "ой"),
    (r"^ai|^ay|^ei|(?<=^k)ay", "эй"),
    (r"air|aire$", "эр"),
    (r"ai|ay", "ей"),
    (r"aw$", "оу"),
    (r"au|aw", "о"),
    (r"ey$|ie$|(?<=.)y$", "и"),
    (r"ies$|eys$", "ис"),
    (r"ei|ey", "ей"),
    (r"^eu|^ew", "ю"),
    (r"(?<=[rljc])ew|(?<=[rljc])eu|(?<=[rl])ue", "ю"),
    (r"ew|eu|ue$", "ью"),
    (r"ue(?=s$)", "ью"),
    (r"ia(?=[ns]?$)", "иа"),
    (r"^ye", "йе"),
    (r"^ya", "я"),
    (r"^yu", "ю"),
    (r"^yo", "йо"),
    # 4
    (r"are$", "эр"),
    (r"urr(?=[aeiy])", "арр"),
    (r"(?<=[bcdfghkmnpstvl])ur(?=[bcdfgklmnpstvwz]|$)", "ёр"),
    (r"(?<=[bdfgmk])ir(?=[bcdklst])", "ер"),
    (r"(?<=.)our(?=ne)", "орн"),
    # 2
    (rf"^a{_MUTE}", "эй"),
    (rf"a{_MUTE}", "ей"),
    (r"a(?=son$|den$|vis$)", "ей"),
    (rf"i{_MUTE}|i(?=ld$|nd$|nds$)|y{_MUTE}", "ай"),
    (r"y(?=ler|son$|ron|an)", "ай"),
    (rf"o{_MUTE}", "оу"),
    (rf"(?<=[rljc])u{_MUTE}", "ю"),
    (rf"u{_MUTE}", "ью"),
    (r"(?<=[^aeiouy])e(?=s$)", "е"),
    (r"(?<=[^aeiou])e$|(?<=[ui])e$", ""),
    # 1
    (r"a(?=l[dlt](?:[^aeiou]|$))|(?<=^[bchmtfg])a(?=ll)", "о"),
    (r"a(?=lk)", "о"),
    (rf"(?:{_ONE})a(?=(?:[bcdgkmpst]|ck|nk|ng|ss|tt|sh|th|mp|pp|bb|dd|gg|ms|ts|tch)$)", "э"),
    (r"a(?=nk|ck[^$])", "э"),
    (r"^ae|^e|(?<=[aou])e", "э"),
    (r"u(?=(?:[bcdfgklmnpstvz]{2}|ck|sh|ch|[bdgkmnpst]s?$))", "а"),
    (r"^u", "у"),
    # consonants
    (r"cc(?=[eiy])", "кс"),
    (r"c(?=[eiy])", "с"),
    (r"sc(?=[ei])", "с"),
    (r"c", "к"),
    (r"(?<=[aeiou])h(?=[bcdfgklmnpqrstvwxz]|$)", ""),
    (r"(?<=[ou])s(?=e$)", "з"),
    (r"j", "дж"),
    (r"x", "кс"),
    (r"^y|(?<=[aeou])y", "й"),
    (r"y(?=[aeiou])", "ь"),
    (r"y", "и"),
    (r"w", "у"),
    (r"ë", "е"),
    (r"ö|ø", "ё"),
    (r"ü", "ю"),
    (r"ñ", "нь"),
    (r"ç|ș|ş|ß", "с"),
    (r"š", "ш"),
    (r"č|ć", "ч"),
    (r"ž", "ж"),
    (r"å", "о"),
    (r"ä", "е"),
)
_COMPILED: Final = tuple((re.compile(pattern), out) for pattern, out in _RULES)
_LETTERS: Final = dict(zip("abdefghiklmnopqrstuvz", "абдефгхиклмнопкрстувз", strict=True))
_KEPT_MARKS: Final = frozenset("öøüñçşșščćžåäëß")
# Where one letter of an initial stands for a sound that Russian writes with another.
_INITIALS: Final = {"c": "К", "h": "Х", "j": "Дж", "w": "У", "q": "К", "x": "Кс", "y": "Й", "g": "Г", "e": "Э"}


@lru_cache(maxsize=4096)
def transcribe_word(word: str) -> str:
    """One word of a name, by rule; capitals as a name has them. First names of the table are not looked up here."""
    parts = re.split(r"['’ʼ]", word)
    if len(parts) > 1:
        whole = "’".join(transcribe_word(part) for part in parts if part)
        return whole if len(parts[0]) < 3 else whole[0] + whole[1:].replace("’", "").lower()
    letters = _letters(word)
    return _by_rules(letters).capitalize()


def _letters(word: str) -> str:
    """Lower case without diacritics but for those that the rules know."""
    kept = unicodedata.normalize("NFC", word.lower())
    return "".join(c if c in _KEPT_MARKS else plain_letters(c) for c in kept)


def _by_rules(letters: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(letters):
        for pattern, sound in _COMPILED:
            match = pattern.match(letters, at)
            if match and match.end() > at:
                out.append(sound)
                at = match.end()
                break
        else:
            out.append(_LETTERS.get(letters[at], letters[at]))
            at += 1
    return _mended("".join(out))


def _mended(text: str) -> str:
    """What rules side by side should not leave: three letters alike, э after consonants from e, йу for ю."""
    text = re.sub(r"(.)\1\1", r"\1\1", text)
    text = text.replace("йу", "ю").replace("йа", "я").replace("ьи", "и").replace("ии", "и")
    return re.sub(r"([бвгджзклмнпрстфх])\1(?=[бвгджзклмнпрстфхцчшщ])", r"\1", text)


def transcribe(name: str) -> str:
    """A whole English name: first names by the table, initials letter by letter, the rest by rule."""
    eastern = from_chinese(name) or from_japanese(name)
    if eastern:
        return eastern
    out, end = [], 0
    for match in _TOKEN.finditer(name):
        out += [name[end : match.start()], _word(match.group(), first=match.start() == 0)]
        end = match.end()
    return "".join([*out, name[end:]])


_TOKEN: Final = re.compile(r"(?:[^\W\d_]\.[ \u00a0]?)*[^\W\d_]\.|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_PARTICLES: Final = {"von": "фон", "van": "ван", "der": "дер", "den": "ден", "de": "де", "la": "ла", "le": "ле", "da": "да", "di": "ди", "du": "дю", "del": "дель", "dos": "душ", "bin": "бин", "ibn": "ибн", "bint": "бинт", "al": "аль", "el": "эль", "of": "оф", "the": "зе", "and": "энд", "jr": "мл."}  # fmt: skip


# Surnames that custom writes otherwise than rule or sound.
_SURNAMES: Final = """
    obrien О’Брайен, hughes Хьюз, lincoln Линкольн, bush Буш, evans Эванс, peters Питерс, stephens Стивенс, moore Мур,
    thatcher Тэтчер, churchill Черчилль, wilson Уилсон, nelson Нельсон, newman Ньюман, lewis Льюис, harris Харрис,
    clinton Клинтон, obama Обама, biden Байден, reagan Рейган, kennedy Кеннеди, macron Макрон, trudeau Трюдо, modi Моди,
    erdogan Эрдоган, merkel Меркель, scholz Шольц, merz Мерц, netanyahu Нетаньяху, musk Маск, cohen Коэн, levy Леви,
    maduro Мадуро, lopez Лопес, gonzalez Гонсалес, hernandez Эрнандес, garcia Гарсия, rodriguez Родригес, sanchez Санчес,
    martinez Мартинес, perez Перес, fernandez Фернандес, gomez Гомес, jimenez Хименес, muller Мюллер, mueller Мюллер,
    schroeder Шрёдер, weber Вебер, wagner Вагнер, einstein Эйнштейн, weinstein Вайнштейн, epstein Эпштейн, rubio Рубио,
    yellen Йеллен, patel Патель, buttigieg Буттиджич, pompeo Помпео, guaido Гуайдо, bolsonaro Болсонару, lula Лула, starmer Стармер,
    sunak Сунак, truss Трасс, barnier Барнье, borrell Боррель, leyen Ляйен, rutte Рютте, stoltenberg Столтенберг,
    orban Орбан, duda Дуда, tusk Туск, kaczynski Качиньский, morawiecki Моравецкий, vucic Вучич, fico Фицо, meloni Мелони,
    draghi Драги, conte Конте, lagarde Лагард, guterres Гутерриш, ghebreyesus Гебрейесус, khamenei Хаменеи, raisi Раиси,
    assad Асад, jinping Цзиньпин, xi Си, bloomberg Блумберг, rowling Роулинг, shakespeare Шекспир, windsor Виндзор
"""
_CUSTOM: Final = dict(entry.split() for entry in _SURNAMES.replace("\n", " ").split(","))


def _word(word: str, *, first: bool) -> str:
    if word.endswith("."):
        return "".join(_initial(c) if c.isalpha() else c for c in word)
    low = word.lower()
    if low in _PARTICLES and (not first or word.islower() or low in {"al", "el"}):
        return _PARTICLES[low].capitalize() if word[0].isupper() and first else _PARTICLES[low]
    if word.isupper() and 1 < len(word) < 4:
        return ". ".join(_initial(c) for c in word) + "."
    custom = _CUSTOM.get(plain_letters(word))
    if custom:
        return custom
    known = given_name(word)
    return known[0] if known and (first or " " not in word) else transcribe_word(word)


def _initial(letter: str) -> str:
    return _INITIALS.get(letter.lower()) or transcribe_word(letter).upper()
