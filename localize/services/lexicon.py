"""The lexicon of a pair of locales, from the database."""

from localize.store import Unit
from localize.terms.lexicon import EMPTY, Lexicon


def lexicon_of(unit: Unit, source_locale: str, target_locale: str) -> Lexicon:
    """The terms and names that hold between these locales."""
    del unit, source_locale, target_locale
    return EMPTY
