"""Chinese names in Russian: Palladius's system, read from pinyin without tones as English papers write it.

Recognised by a family name that stands first and a given name of one or two syllables of pinyin; otherwise left alone.
"""

import re
from typing import Final

from localize.terms.name_words import FAMILY_FIRST, GIVEN

_INITIALS: Final = {
    "zh": "чж", "ch": "ч", "sh": "ш", "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л",
    "g": "г", "k": "к", "h": "х", "j": "цз", "q": "ц", "x": "с", "r": "ж", "z": "цз", "c": "ц", "s": "с", "": "",
}  # fmt: skip
_FINALS: Final = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "ei": "эй", "en": "энь", "eng": "эн", "er": "эр",
    "i": "и", "ia": "я", "ian": "янь", "iang": "ян", "iao": "яо", "ie": "е", "in": "инь", "ing": "ин", "iong": "юн", "iu": "ю",
    "o": "о", "ong": "ун", "ou": "оу", "u": "у", "ua": "уа", "uai": "уай", "uan": "уань", "uang": "уан", "ue": "юэ",
    "ui": "уй", "un": "унь", "uo": "о",
}  # fmt: skip
_WHOLE: Final = {
    "yi": "и", "ya": "я", "ye": "е", "yao": "яо", "you": "ю", "yan": "янь", "yin": "инь", "yang": "ян", "ying": "ин",
    "yong": "юн", "yu": "юй", "yue": "юэ", "yuan": "юань", "yun": "юнь", "wu": "у", "wa": "ва", "wo": "во", "wai": "вай",
    "wei": "вэй", "wan": "вань", "wen": "вэнь", "wang": "ван", "weng": "вэн", "zi": "цзы", "ci": "цы", "si": "сы", "hui": "хуэй",
    "lu": "лу", "nu": "ню", "lv": "люй", "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "en": "энь", "er": "эр", "ou": "оу",
}  # fmt: skip
# After j, q and x a written u is ü.
_AFTER_JQX: Final = {"u": "юй", "ue": "юэ", "uan": "юань", "un": "юнь"}
_ONLY_JQX: Final = frozenset({"iong", "ia", "iang"})


def _syllables() -> dict[str, str]:
    made = dict(_WHOLE)
    for initial, sound in _INITIALS.items():
        for final, end in _FINALS.items():
            syllable = initial + final
            if not initial or syllable in made:
                continue
            soft = initial in {"j", "q", "x"}
            if soft and final[0] not in "iu":
                continue
            if initial in {"zh", "ch", "sh", "r", "z", "c", "s", "g", "k", "h"} and final[0] == "i" and final != "i":
                continue
            if initial in {"g", "k", "h"} and final == "i":
                continue
            if final in _ONLY_JQX and not soft and syllable not in {"liang", "niang", "lia"}:
                continue
            if final == "o" and initial not in {"b", "p", "m", "f"}:
                continue
            made[syllable] = sound + (_AFTER_JQX.get(final, end) if soft else end)
    return made


_SYLLABLES: Final = _syllables()


def read_pinyin(word: str, most: int = 2) -> str:
    """A word of up to ``most`` syllables in Russian, in lower case; empty when it is no pinyin."""
    low = word.lower().replace("'", "").replace("’", "").replace("-", "")
    if low in _SYLLABLES:
        return _SYLLABLES[low]
    if most < 2:
        return ""
    # The longer first syllable is right, unless the next one would begin with a vowel.
    for cut in range(min(len(low) - 1, 6), 0, -1):
        first, rest = _SYLLABLES.get(low[:cut]), read_pinyin(low[cut:], most - 1)
        if first and rest and low[cut] not in "aeiou":
            return first + rest
    return ""


def from_chinese(name: str) -> str:
    """The name in Russian; empty when it does not look Chinese."""
    parts = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name)
    if len(parts) != 2 or not is_chinese(parts):
        return ""
    return f"{read_pinyin(parts[0], 1).capitalize()} {read_pinyin(parts[1]).capitalize()}"


def is_chinese(parts: list[str]) -> bool:
    """A family name and a given name of pinyin."""
    return len(parts) == 2 and family_stands_first(parts) and bool(read_pinyin(parts[0], 1))


def family_stands_first(parts: list[str]) -> bool:
    """Whether a name begins with the family's, as Chinese and Korean ones do: Xi Jinping, Moon Jae-in; not Han Solo."""
    family = parts[0].lower()
    if family not in FAMILY_FIRST or family in GIVEN:
        return False
    return len(parts) == 3 or (len(parts) == 2 and bool(read_pinyin(parts[1])))
