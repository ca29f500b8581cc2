"""Names that come from Cyrillic in German: Duden's transcription, read from the English spelling.

Duden 1 (Rechtschreibung), table of the Cyrillic alphabet: ж and ш are sch, ч tsch, щ schtsch, х ch, ц z, в w, з s, с
between vowels ss, я ю ё are ja ju jo, е is je at the head and after vowels, Russian -ий and -ый end in -i and -y,
Ukrainian in -yj and -ij. English spellings do not tell everything (г and ґ, soft signs, е and ё): a proposal.
"""

import re
from typing import Final

from localize.terms.cyrillic_origin import is_ukrainian, slavic_first_name
from localize.terms.spelling import plain_letters

_COMMON: Final[tuple[tuple[str, str], ...]] = (
    (r"shch", "schtsch"),
    (r"(?<=sch)ev(?=a?$)|(?<=tsch)ev(?=a?$)", "ow"),
    (r"tsch|tch", "tsch"),
    (r"zhzh", "schsch"),
    (r"zh", "sch"),
    (r"kh", "ch"),
    (r"ch", "tsch"),
    (r"sh", "sch"),
    (r"ts|tz", "z"),
    (r"ks|x", "x"),
    (r"(?<=[aeiouy])s(?=[aeiouy])", "ss"),
    (r"yu|iu", "ju"),
    (r"ya", "ja"),
    (r"ia(?=n)", "ja"),
    (r"iya$", "ija"),
    (r"yo", "jo"),
    (r"ye", "je"),
    (r"yi(?=[a-z])", "ji"),
    (r"(?<=[aou])e", "je"),
    (r"(?<=e)e", "je"),
    (r"v", "w"),
    (r"z", "s"),
)
_RUSSIAN_ENDS: Final = ((r"sk(?:iy|yi|yy|ii|y|i)$", "ski"), (r"(?<=[^aeiou])(?:yi|yy)$", "y"), (r"(?:iy|ii)$", "i"))
_UKRAINIAN_ENDS: Final = (
    (r"sk(?:iy|yi|yy|ii|y)$", "skyj"),
    (r"(?<=[^aeiou])(?:yi|yy)$", "yj"),
    (r"(?:iy|ii)$", "ij"),
)
_LAST: Final = ((r"(?<=[aeou])y(?=[^aeiouy]|$)", "i"),)
_SH_EV: Final = re.compile(r"(?<=ch)ev(?=a?$)")


def german_word(word: str, *, ukrainian: bool = False) -> str:
    """One word of a name of Cyrillic origin."""
    low = _SH_EV.sub("ov", plain_letters(word))
    ends = _UKRAINIAN_ENDS if ukrainian else _RUSSIAN_ENDS
    rules = [(re.compile(pattern), out) for pattern, out in (*ends, *_COMMON, *_LAST)]
    out: list[str] = []
    at = 0
    while at < len(low):
        end, sound = next(((m.end(), o) for p, o in rules if (m := p.match(low, at))), (at + 1, low[at]))
        out.append(sound)
        at = end
    return "".join(out).capitalize()


def transcribe(name: str) -> str:
    """A whole name of Cyrillic origin: first names by the table, the rest by rule."""
    words = re.findall(r"[^\W\d_]+", name)
    ukrainian = bool(words) and is_ukrainian(words)
    count = len(words)

    def one(match: re.Match[str]) -> str:
        word = match.group()
        known = slavic_first_name(word) if count > 1 else None
        if len(word) < 3 or (known is None and word.islower()):
            return word
        return known.german if known else german_word(word, ukrainian=ukrainian)

    return re.sub(r"[^\W\d_]+", one, name)
