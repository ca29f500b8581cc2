"""Where a phrase stands in a text, in whatever form its language gives it. For terms and names of the target side.

Each language has a module that turns a phrase in its dictionary form into a pattern; other languages get a few
endings. A phrase's own ``forms`` are found to the letter, save for capitals, and make up for what rules miss.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from localize.terms import endings, english, german, russian
from localize.terms.name import Gender
from localize.terms.pattern import FITS, Fit, Pattern, Slot, Span, joins_of, stands
from localize.terms.tokens import tokens

__all__ = ["Span", "name_occurrences", "occurrences"]

_TERMS: Final[Mapping[str, Callable[[str], Pattern]]] = MappingProxyType(
    {"de": german.term_pattern, "en": english.term_pattern, "ru": russian.term_pattern}
)
_NAMES: Final[Mapping[str, Callable[[str, Gender], Pattern]]] = MappingProxyType(
    {"de": german.name_pattern, "en": english.name_pattern, "ru": russian.name_pattern}
)


def occurrences(plain: str, phrase: str, locale: str, forms: Sequence[str] = ()) -> list[Span]:
    """Where ``phrase``, a term in its dictionary form, stands in ``plain``: half-open spans in order, none overlapping.

    In German a span may be a part of a compound: «Waffenstillstand» in «Waffenstillstandsabkommen».
    """
    language = _language(locale)
    return _together([stands(_term(language, phrase), plain), *(stands(_literal(form), plain) for form in forms)])


def name_occurrences(
    plain: str,
    name: str,
    locale: str,
    *,
    gender: Gender = Gender.UNKNOWN,
    declined: bool = True,
    forms: Sequence[str] = (),
) -> list[Span]:
    """Where ``name``, in the nominative, stands in ``plain``: half-open spans in order, none overlapping.

    All its words are declined together, by ``gender`` («Ольги Шольц», «Олафа Шольца»), or none unless ``declined``.
    Only the whole of ``name`` is found; ask for a surname to find it alone.
    """
    pattern = _name(_language(locale), name, gender) if declined else _literal(name, capitals=True)
    return _together([stands(pattern, plain), *(stands(_literal(form), plain) for form in forms)])


def _language(locale: str) -> str:
    return locale.replace("_", "-").split("-", 1)[0].lower()


@lru_cache(maxsize=20_000)
def _term(language: str, phrase: str) -> Pattern:
    return _TERMS.get(language, endings.term_pattern)(phrase)


@lru_cache(maxsize=20_000)
def _name(language: str, name: str, gender: Gender) -> Pattern:
    return _NAMES.get(language, endings.name_pattern)(name, gender)


@lru_cache(maxsize=20_000)
def _literal(phrase: str, *, capitals: bool = False) -> Pattern:
    """To the letter; ё is е. ``capitals``: these too, but for words all in capitals, as headlines have them."""
    words = tokens(phrase)
    return Pattern(tuple(_same(word.text, capitals=capitals) for word in words), joins_of(phrase, words))


def _same(word: str, *, capitals: bool) -> Slot:
    folded = _fold(word)

    def slot(other: str) -> Fit | None:
        capital = not capitals or other[:1] == word[:1] or other.isupper()
        return FITS if capital and _fold(other) == folded else None

    return slot


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е")


def _together(found: Sequence[Sequence[Span]]) -> list[Span]:
    """All spans in order; of overlapping ones the longer."""
    kept: list[Span] = []
    for span in sorted((span for spans in found for span in spans), key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
