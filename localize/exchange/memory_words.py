"""What the memory says when it refuses a file, a unit of it or a text: templates with named params, by code.

The English sentences are written here and nowhere else; the interface translates them by their code.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from localize.errors import InputTooLargeError, InvalidInputError
from localize.exchange.words import N_

MEMORY_REFUSALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # A whole file: nothing more is read.
        "tmx-archive": N_("This is an archive. Unpack it and send the TMX file in it."),
        "tmx-broken": N_("This is not XML, or it is broken at line {line}, before its first unit."),
        "tmx-charset": N_("The file cannot be read as {charset}. Save it as UTF-8."),
        "tmx-empty": N_("The file is empty."),
        "tmx-entities": N_("The file declares entities of its own. Save it without them."),
        "tmx-no-units": N_("There is no translation unit in the file."),
        "tmx-not-tmx": N_("This is XML, and not TMX: its first element is “{found}”."),
        "tmx-not-xml": N_("This is not a TMX file: it does not begin as XML does."),
        "tmx-too-large": N_("The file has more than {limit} bytes. Import it with: localize memory import"),
        "tmx-unit-endless": N_("The unit that begins at line {line} has more than {limit} characters."),
        # A unit of a file: it is left out, the others are read.
        "unit-broken": N_("Its markup is broken."),
        "unit-characters": N_("It has bytes that are no characters of {charset}."),
        "unit-cut-off": N_("The file ends within it."),
        "unit-empty-source": N_("Its source text is empty."),
        "unit-empty-target": N_("Its translation is empty."),
        "unit-language": N_("“{found}” is not a language tag."),
        "unit-no-source": N_("It has no text in the source language ({wanted})."),
        "unit-no-target": N_("It has no text in a language that is imported ({wanted})."),
        "unit-too-deep": N_("Its elements stand too deep within each other."),
        "unit-too-long": N_("A text of {length} characters is too long for one unit; at most {limit} are taken."),
        # A text that a person wrote.
        "text-empty": N_("A translation is needed. An editor can delete the entry instead."),
        "text-codes": N_("The inline codes must be those of the source text: {codes}."),
        "text-no-codes": N_("The source text has no inline codes; write the translation without {found}."),
        "text-too-long": N_("A translation may have at most {limit} characters."),
        "delete-editors": N_("Editors delete entries of the memory. You can correct this one."),
        "files-editors": N_("Editors import into the memory and export from it."),
        "restore-there": N_("This pair is in the memory again already: nothing was restored."),
    }
)


def memory_sentence(code: str, params: Mapping[str, object] | None = None) -> str:
    """A sentence of the table in English."""
    return MEMORY_REFUSALS[code].format_map(written(params or {}))


def memory_refusal(code: str, kind: type[InvalidInputError] = InvalidInputError, **params: object) -> InvalidInputError:
    """An error of the table, to be raised; ``details`` carry code and params for its translation."""
    return kind(memory_sentence(code, params), reason=code, params=written(params))


def memory_too_large(code: str, **params: object) -> InvalidInputError:
    """Like ``memory_refusal``, for what is over a limit."""
    return memory_refusal(code, InputTooLargeError, **params)


def written(params: Mapping[str, object]) -> dict[str, str]:
    """Params as sentences have them."""
    return {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in params.items()}
