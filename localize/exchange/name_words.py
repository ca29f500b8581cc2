"""What the names register says when it refuses an entry, a file or a line of one: templates with named params, by code.

The English sentences are written here; ``web.presenters.name_words`` has them for the interface's languages.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from localize.errors import InputTooLargeError, InvalidInputError
from localize.terms.name_entry import Misfit

NAME_SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        # An entry.
        "name-empty": "A name needs a source form with a letter or a digit.",
        "name-long": "A name may have {limit} characters; “{text}…” has {size}.",
        "name-forms": "A form may have {limit} further word forms; this one has {size}.",
        "name-aliases": "A name may have {limit} other spellings; this one has {size}.",
        "name-note": "A note may have {limit} characters; this one has {size}.",
        "name-domain": "A domain may have {limit} characters; this one has {size}.",
        "name-known": "The register has this name already: {known}.",
        "name-self": "A name cannot be merged with itself.",
        "name-no-proposal": "There is no such proposal any more.",
        # A file: nothing was stored.
        "file-large": "The file has more than {limit} bytes; that much is not read.",
        "file-encoding": "The file is not in UTF-8: save it as UTF-8 and send it again.",
        "file-empty": "The file is empty.",
        "file-broken": "The file is broken at line {line}: {problem}.",
        "file-column": "No column of the file is called “source”; its first line is: {found}.",
        "file-many": "The file has more than {limit} names; that many are not read at once.",
        # A line or a cell.
        "column-unknown": "The column “{name}” is not known and was left out.",
        "kind-unknown": "“{value}” is no kind of name: person, place, organisation and other are. It was read as other.",
        "gender-unknown": "“{value}” is no gender: feminine, masculine, neuter, plural and unknown are.",
        "declined-unknown": "“{value}” says neither yes nor no; the name is taken as declined.",
        "form-missing": "There is a first mention in {locale} and no form; it was left out.",
        "cells-over": "The line has more cells than the first line has columns.",
        "line-twice": "The name stands in the file twice; its lines were put together.",
    }
)


def name_sentence(code: str, params: Mapping[str, str]) -> str:
    """A refusal in English."""
    return NAME_SENTENCES[code].format_map(params)


def refused(code: str, kind: type[InvalidInputError] = InvalidInputError, **params: object) -> InvalidInputError:
    """An error of the table, to be raised; ``details`` carry code and params for its translation."""
    written = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in params.items()}
    return kind(name_sentence(code, written), reason=code, params=written)


def too_large(code: str, **params: object) -> InvalidInputError:
    """Like ``refused``, for what is over a limit."""
    return refused(code, InputTooLargeError, **params)


def refused_entry(reason: Misfit) -> InvalidInputError:
    """An entry that cannot be kept, as an error."""
    params = dict(reason.params)
    return InvalidInputError(name_sentence(reason.code, params), reason=reason.code, params=params)
