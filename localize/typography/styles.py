"""How each language sets its text: one row a language, each value in use at good newspapers there.

CLDR names quotation marks, but Babel does not hand them on; dashes and no-break spaces it does not know. A language
that is not listed has no style, and nothing is done to its texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

NBSP: Final = "\u00a0"
NARROW: Final = "\u202f"


@dataclass(frozen=True, slots=True)
class Style:
    """A language's habits.

    ``outer`` and ``inner`` are pairs of quotation marks; with ``by_kind`` double marks stay double and single ones
    single, else the depth decides. ``dash`` is what stands between words, with its spaces; None: as it is written.
    ``ranges``: an en dash between numbers. ``percent``: a space stands before the sign. ``tight`` dashes, set without
    spaces as in American English, are opened.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    by_kind: bool = False
    dash: str | None = None
    ranges: bool = False
    percent: bool = False
    tight: bool = False
    ellipsis: bool = True


_RUSSIAN: Final = Style(("«", "»"), ("„", "“"), dash=f"{NBSP}— ", ranges=True, tight=True)
_GERMAN: Final = Style(("„", "“"), ("‚", "‘"), dash=" – ", ranges=True, percent=True, tight=True)

STYLES: Final[Mapping[str, Style]] = {
    "en": Style(("“", "”"), ("‘", "’"), by_kind=True, ellipsis=False),
    "ru": _RUSSIAN,
    "uk": Style(("«", "»"), ("„", "“"), dash=f"{NBSP}— ", ranges=True, tight=True),
    "de": _GERMAN,
    "de-CH": Style(("«", "»"), ("‹", "›"), dash=" – ", ranges=True, percent=True, tight=True),
    "fr": Style((f"«{NBSP}", f"{NBSP}»"), ("“", "”"), dash=" – ", ranges=True, percent=True),
    "fr-CH": Style(("«", "»"), ("‹", "›"), dash=" – ", ranges=True, percent=True),
    "pl": Style(("„", "”"), ("«", "»"), dash=f"{NBSP}– ", ranges=True),
    "es": Style(("«", "»"), ("“", "”"), ranges=True),
    "it": Style(("«", "»"), ("“", "”"), dash=" – ", ranges=True),
}


def style_of(locale: str) -> Style | None:
    """The style of a locale: its own, else its language's; None when we know neither."""
    language, *rest = locale.replace("_", "-").split("-")
    regions = [part.upper() for part in rest if len(part) == 2]
    own = STYLES.get(f"{language.lower()}-{regions[0]}") if regions else None
    return own or STYLES.get(language.lower())


@lru_cache(maxsize=256)
def language_of(locale: str) -> str:
    """The language subtag: ``de`` for ``de-AT``."""
    return locale.replace("_", "-").partition("-")[0].lower()


def plain_spaces(text: str) -> str:
    """Ordinary spaces for those that do not break."""
    return text.replace(NBSP, " ").replace(NARROW, " ")
