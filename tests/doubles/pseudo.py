"""A pretended translation: the same text gives the same answer, in letters of the target's script.

Digits, addresses, punctuation, tags, words like A320 and line ends stay, so that what depends on them can be tested.
"""

import re

_KEPT = re.compile(
    r"(?:https?://|www\.)[^\s<>]+|[^\s<>]+@[^\s<>]+\.\w+|[@#]\w+|\b[A-Z]+\d+[A-Z]*\b|<[^<>]*>|&\w+;|&#\w+;"
)
_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")

_CYRILLIC = dict(
    zip("abcdefghijklmnopqrstuvwxyz", "абкдефгхийклмнопчрстувшцыз", strict=True),
)
_GERMAN = {"the": "der", "a": "ein", "an": "ein", "and": "und", "of": "von", "in": "im", "to": "zu", "is": "ist"}


def pseudo_translate(text: str, target: str) -> str:
    """``text`` word by word: Cyrillic letters for ``ru``, German-looking words for anything else."""
    pieces: list[str] = []
    end = 0
    for kept in _KEPT.finditer(text):
        pieces += [_words(text[end : kept.start()], target), kept.group()]
        end = kept.end()
    return "".join([*pieces, _words(text[end:], target)])


def _words(text: str, target: str) -> str:
    return _WORD.sub(lambda m: _cyrillic(m.group()) if target.lower().startswith("ru") else _german(m.group()), text)


def _cyrillic(word: str) -> str:
    letters = (_CYRILLIC.get(char.lower(), char) for char in word if char not in "’'")
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, letters, strict=False))


def _german(word: str) -> str:
    known = _GERMAN.get(word.lower())
    if known is None:
        return word + ("EN" if len(word) > 1 and word.isupper() else "en")
    return known.capitalize() if word[0].isupper() else known
