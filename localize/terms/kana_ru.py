"""Japanese names in Russian: Polivanov's system, read from Hepburn's romanisation as English papers write it.

Recognised by Japanese syllables throughout and an ending or a macron that is Japanese; otherwise left alone.
"""

import re
import unicodedata
from typing import Final

_KANA: Final = {
    "a": "а", "i": "и", "u": "у", "e": "э", "o": "о", "n": "н",
    "ka": "ка", "ki": "ки", "ku": "ку", "ke": "кэ", "ko": "ко", "kya": "кя", "kyu": "кю", "kyo": "кё",
    "ga": "га", "gi": "ги", "gu": "гу", "ge": "гэ", "go": "го", "gya": "гя", "gyu": "гю", "gyo": "гё",
    "sa": "са", "shi": "си", "su": "су", "se": "сэ", "so": "со", "sha": "ся", "shu": "сю", "sho": "сё",
    "za": "дза", "ji": "дзи", "zu": "дзу", "ze": "дзэ", "zo": "дзо", "ja": "дзя", "ju": "дзю", "jo": "дзё",
    "ta": "та", "chi": "ти", "tsu": "цу", "te": "тэ", "to": "то", "cha": "тя", "chu": "тю", "cho": "тё",
    "da": "да", "de": "дэ", "do": "до",
    "na": "на", "ni": "ни", "nu": "ну", "ne": "нэ", "no": "но", "nya": "ня", "nyu": "ню", "nyo": "нё",
    "ha": "ха", "hi": "хи", "fu": "фу", "he": "хэ", "ho": "хо", "hya": "хя", "hyu": "хю", "hyo": "хё",
    "ba": "ба", "bi": "би", "bu": "бу", "be": "бэ", "bo": "бо", "bya": "бя", "byu": "бю", "byo": "бё",
    "pa": "па", "pi": "пи", "pu": "пу", "pe": "пэ", "po": "по", "pya": "пя", "pyu": "пю", "pyo": "пё",
    "ma": "ма", "mi": "ми", "mu": "му", "me": "мэ", "mo": "мо", "mya": "мя", "myu": "мю", "myo": "мё",
    "ya": "я", "yu": "ю", "yo": "ё", "wa": "ва",
    "ra": "ра", "ri": "ри", "ru": "ру", "re": "рэ", "ro": "ро", "rya": "ря", "ryu": "рю", "ryo": "рё",
}  # fmt: skip
_SYLLABLE: Final = re.compile(
    r"(?:(?P<long>k(?=k)|s(?=s)|t(?=[tc])|p(?=p)|m(?=[mbp]))(?=.))?(?P<kana>[kgnhbpmr]y[auo]|sh[aiuo]|ch[aiuo]|ts?u|t[aeo]|j[aiuo]|[kgsznhbpmr]?[aiueo]|d[aeo]|fu|wa|y[auo]|n(?![aiueoy]))"
)
_MARKED: Final = re.compile(
    r"(?:moto|mura|yama|kawa|gawa|saki|zaki|shima|jima|naka|nishi|hara|wara|bara|hiko|suke|ichi|ichiro|hiro|kazu|nobu|yuki|oka|uchi|guchi|sawa"
    r"|zawa|yoshi|shita|bayashi|tsu|tsuo|tsuko|tsuki|zuki|suzuki|matsu|fumi|shige|aki|miya|mori|yasu|nori|bashi|hashi|tani|zo|koji"
    r"|shi|chi|ji|ka(?:ta|da)|(?<=[aiu])ko|oto|ito|ota|eda|ida|ishida|abe|ishiba|kishida|nomura|yoko|ryu|mitsu|masa|taro|jiro|iro|ayu|ida|nabe)$"
)
_MARK_INSIDE: Final = re.compile(r"tsu|shi|kyo|ryo|zuki|masa|yoshi|hisa|nobu|haru|taka(?=[a-z])|kazu|ichi")


def from_japanese(name: str) -> str:
    """The name in Russian; empty when it does not look Japanese."""
    words = name.split(" ")
    if not 1 <= len(words) <= 3 or not any(_marked(word) for word in words):
        return ""
    read = [_read(_bare(word)) for word in words]
    return " ".join(word.capitalize() for word in read) if all(read) else ""


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower().replace("'", "").replace("’", ""))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _marked(word: str) -> bool:
    bare = _bare(word)
    macron = any(c in "ōūēāī" for c in unicodedata.normalize("NFC", word.lower()))
    return macron or (len(bare) > 3 and bool(_MARKED.search(bare)))


def _long(letter: str | None, kana: str) -> str:
    """The doubled consonant; m before b, m and p."""
    return "" if letter is None else "м" if letter == "m" else kana[0]


def _read(bare: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(bare):
        match = _SYLLABLE.match(bare, at)
        if not match or match["kana"] not in _KANA:
            return ""
        kana = _KANA[match["kana"]]
        out.append(_long(match["long"], kana) + kana)
        at = match.end()
    text = "".join(out)
    text = re.sub(r"(?<=[аэоуиеёюя])и(?=$|[^аэоу])", lambda m: "й" if text[m.start() - 1] == "э" else "и", text)
    return re.sub(r"н(?=[бпм])", "м", text).replace("эи", "эй")
