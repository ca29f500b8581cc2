"""What the catalogue says when it refuses a file, an entry or a text: templates with named params, by code.

The English sentences are written here and nowhere else; the interface translates them by their code. ``N_`` marks
them for the extractor of its catalogue.
"""

from collections.abc import Mapping
from types import MappingProxyType

from localize.errors import InputTooLargeError, InvalidInputError


def N_(message: str) -> str:  # noqa: N802 - the name that extractors of gettext look for
    """Mark a message for extraction and hand it back unchanged."""
    return message


REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        # A whole file: nothing was stored.
        "po-binary": N_("This is a compiled MO file: send the PO file that it was made from."),
        "po-broken": N_("This is not a PO file, or it is broken at line {line}."),
        "po-charset": N_("The file says that it is written in “{charset}”, which is not read: save it as UTF-8."),
        "po-empty": N_("The file is empty."),
        "po-language": N_("The file says that it is for {found}; this is the catalogue for {wanted}."),
        "po-no-entry": N_("There is no entry in the file."),
        "po-not-charset": N_("The file says that it is written in {charset} and is not: save it as UTF-8."),
        "po-plural-forms": N_("The Plural-Forms in the header of the file cannot be read."),
        "po-too-large": N_("The file has more than {limit} bytes; that much is not read."),
        "po-too-many": N_("The file has {count} entries; at most {limit} are read."),
        # One entry.
        "entry-obsolete-there": N_("The file calls it obsolete; the template still has it."),
        "entry-plural-source": N_("Its plural source text is not the template’s."),
        "entry-section": N_("Its context “{context}” is no section: notice, heading, name and reader are."),
        "entry-twice": N_("It stands in the file twice; the first one counts."),
        # A text.
        "notice-known": N_("The catalogue knows this already: “{known}”."),
        "notice-sentences": N_(
            "These are {count} sentences. Articles are compared sentence by sentence: add each as a notice of its own."
        ),
        "placeholder-only": N_("A text of nothing but placeholders would match everything."),
        "placeholder-written": N_("{names} is no placeholder: write one as {{source}}, small letters in braces."),
        "section-fixed": N_(
            "Strings of the reader’s page are used by the program: they are neither added nor retired."
        ),
        "source-shipped": N_("This source text came with Localize: retire it and add your own."),
        "text-empty": N_("There is no text."),
        "text-forms": N_("{found} texts for {wanted} plural forms."),
        "text-incomplete": N_("Every plural form needs a text."),
        "text-invented": N_("{names} is not in the source text."),
        "text-lost": N_("{names} is missing: keep it as the source text has it."),
        "text-too-long": N_("A text may have {limit} characters; this one has {size}."),
        # Who may.
        "who-editors": N_("Only an editor may do this."),
        "who-empty": N_("Only an editor takes a translation away."),
    }
)


def sentence(code: str, params: Mapping[str, str]) -> str:
    """A refusal in English."""
    return REFUSALS[code].format_map(params)


def refusal(code: str, kind: type[InvalidInputError] = InvalidInputError, **params: object) -> InvalidInputError:
    """An error of the table, to be raised; ``details`` carry code and params for its translation."""
    written = {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in params.items()}
    return kind(sentence(code, written), reason=code, params=written)


def too_large(code: str, **params: object) -> InvalidInputError:
    """Like ``refusal``, for what is over a limit."""
    return refusal(code, InputTooLargeError, **params)
