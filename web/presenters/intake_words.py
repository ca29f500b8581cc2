"""Intake's notes and refusals in the person's language.

The English sentences stand in ``localize.intake.words``, where they are marked for translation; here they are looked up by
their code, filled in with numbers as the language writes them and with what else has a name in it.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from flask_babel import get_locale, gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from localize.article import IntakeNote
from localize.errors import LocalizeError
from localize.intake.words import NOTES, PHRASES, REFUSALS
from localize.locales import format_number, is_known_locale, language_name

# Which params are counts and sizes, and which are language tags. Others may look like one and be a name.
_NUMBERS = frozenset({"count", "size", "limit", "depth", "line", "column", "inserted", "deleted", "seconds"})
_LANGUAGES = frozenset({"language", "own"})


_FORMATS: Mapping[str, str | LazyString] = MappingProxyType(
    {
        "text": lazy_gettext("Plain text"),
        "html": "HTML",
        "markdown": "Markdown",
        "docx": "Word (DOCX)",
        "json": lazy_gettext("JSON of our API"),
        "ninjs": "ninjs",
        "newsml-g2": "NewsML-G2",
        "nitf": "NITF",
        "rss": "RSS",
        "atom": "Atom",
    }
)


def format_name(name: str) -> str:
    """A format that intake reads, as a list of formats names it."""
    return str(_FORMATS.get(name, name))


def note_sentence(note: IntakeNote) -> str:
    """A note as a sentence. One of an older installation, or of a code that is no longer known, is as it was written."""
    return _filled(NOTES.get(note.code), note.params) or note.message


def refusal_sentence(error: LocalizeError) -> str:
    """Why something was not taken in. Errors that are not intake's are as they were written."""
    reason, params = error.details.get("reason"), error.details.get("params")
    if not isinstance(reason, str) or not isinstance(params, Mapping):
        return error.message
    return _filled(REFUSALS.get(reason), params) or error.message


def _filled(template: str | None, params: Mapping[str, str]) -> str | None:
    """A template in the person's language; None when there is none or a param of it is missing."""
    if template is None:
        return None
    try:
        return gettext(template).format_map({name: _written(name, str(value)) for name, value in params.items()})
    except (KeyError, IndexError, ValueError):
        return None


def _written(name: str, value: str) -> str:
    ui = str(get_locale() or "en")
    if name in _NUMBERS and re.fullmatch(r"\d{1,3}(?:,\d{3})*|\d{1,15}", value, re.ASCII):
        return format_number(int(value.replace(",", "")), ui)
    if name in _LANGUAGES and is_known_locale(value):
        return language_name(value, ui)
    return gettext(value) if value in PHRASES else value
