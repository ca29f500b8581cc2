"""When two English spellings are the same name: a key under which they meet.

Newsrooms and agencies romanise alike names differently (Zelensky, Zelenskyy, Zelenskiy; Mohammed, Muhammad). The key
folds what differs between usual romanisations and nothing else: Phillips is not Philips, Henri is not Henry.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Letters that do not come apart into a letter and a diacritic.
_LETTERS: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_MARKS: Final = str.maketrans("", "", "'’‘ʼʹ`´ʻ")
_WORDS: Final = re.compile(r"[^\W\d_]+|\d+")
_INITIAL: Final = re.compile(r"(?<![^\W_])([^\W\d_])\.[ \u00a0]?(?=[^\W\d_](?:\.|(?![^\W_])))")

# Spellings that no rule makes out of one another, the key first.
_SAME: Final = (
    "muhammad mohammed mohamed mohammad muhammed mohamad muhamad mohamud mahomet",
    "hussein husein hussain husayn hussien husain hossein hoseyn",
    "ahmed ahmad",
    "yusuf yousef yousuf youssef yusef yousaf",
    "gaddafi qaddafi gadhafi kadhafi qadhafi kaddafi",
    "abdul abdel abdal",
    "osama usama",
    "omar umar",
    "hassan hasan",
    "assad asad",
    "al el",
    "ibrahim ebrahim",
    "khamenei khamenehi",
    "qaeda qaida",
    "hezbollah hizbollah hizbullah hezbullah",
    "quran koran",
    "alexander aleksandr alexandr aleksander",
    "vladimir wladimir",
    "volodymyr volodimir wolodymyr",
    "sergei serguei",
    "tchaikovsky chaikovsky",
    "navalny navalnyj",
    "lukashenko lukashenka",
    "kyiv kiev kyyiv",
    "kharkiv kharkov",
    "lviv lvov",
    "odesa odessa",
    "chernobyl chornobyl",
    "zaporizhzhia zaporizhia zaporizhzhya zaporozhye",
    "dnipro dniepr dnieper",
    "beijing peking",
    "mumbai bombay",
    "netanyahu netanjahu",
)
_KEY_OF: Final = {word: group.split()[0] for group in _SAME for word in group.split()}

# First names whose last letters every paper writes its own way; of others -i and -y are two names (Henri, Henry).
_SOFT: Final = "anatol arkad dmitr evgen gennad georg grigor valer vasil vital yur nikola mikhaila "  # -ii, -iy, -y
_Y: Final = r"(?:iyi|iy|yi|yy|ij|yj|ii|aj|ai|ay|y|i|j)$"
_Y_END: Final = re.compile(rf"(?<=[^aeiou]sk){_Y}|(?<=[aeiou]tsk){_Y}|^(?:{'|'.join(_SOFT.split())}){_Y}")
_TWO_LETTERS: Final = re.compile(r"(?<=[^aeiouy])(?:iy|yi|yy|ij|yj|ii|iyi)$")
_EI_END: Final = re.compile(r"(?<=[rsdvfgx])(?:ey|ei|ej)$")
_UMLAUT: Final = re.compile(r"([aou])e(?=[bcdfghkmnprstvwz])|([aou])e(?=l[^\W])")


def plain_letters(written: str) -> str:
    """Lower case, without diacritics and apostrophes."""
    if written.isascii() and written.isalpha():
        return written.lower()
    lowered = written.casefold().translate(_LETTERS).translate(_MARKS)
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def word_key(word: str) -> str:
    """The key of one word of a name."""
    key = plain_letters(word)
    if key in _KEY_OF:
        return _KEY_OF[key]
    key = _UMLAUT.sub(lambda m: m.group(1) or m.group(2), key)
    key = key.replace("ks", "x").replace("tch", "ch") if len(key) > 4 else key
    if len(key) > 4 and key.startswith("ye"):
        key = key[1:]
    if len(key) > 5:
        key = re.sub(r"(?<=ch)(?:ov|yov|eff|off)(?=a?$)", "ev", key)
        key = re.sub(r"(?<=[^aeiouhw])off$", "ov", key)
    if len(key) > 3:
        key = _ending(key)
    return _KEY_OF.get(key, key)


def _ending(key: str) -> str:
    """One ending for -iy, -yy, -yi, -y and -i of Slavic names; one for -ey and -ei."""
    if key[-1] not in "iyj":
        return key
    known = _Y_END.search(key)
    if known:
        return key[: known.start()] + "y" if known.start() else re.sub(_Y, "y", key)
    return _TWO_LETTERS.sub("y", _EI_END.sub("ei", key))


def words(written: str) -> list[str]:
    """The words of a name; initials that follow one another are one: J. D. Vance is JD and Vance."""
    joined = _INITIAL.sub(r"\1", written.translate(_MARKS))
    return _WORDS.findall(joined)


def variants_key(written: str) -> str:
    """Words' keys with a space between; the same for spellings of one name. Hyphens count as spaces."""
    return " ".join(word_key(word) for word in words(written))


def same_name(a: str, b: str) -> bool:
    """Whether two spellings may be taken as one name. A middle initial that only one of them has does not matter."""
    one, other = variants_key(a).split(), variants_key(b).split()
    if one == other:
        return bool(one)
    return bool(one) and len(one) > 1 and len(other) > 1 and _bare(one) == _bare(other)


def _bare(keys: list[str]) -> list[str]:
    """Without single letters between first and last word."""
    return [key for n, key in enumerate(keys) if len(key) > 1 or n in {0, len(keys) - 1}]
