"""What the termbase says when it refuses a file, an entry or a term, or changes something on the way in: by code.

As in ``words``: the English sentences stand here and nowhere else, the interface translates them by their code.
"""

from collections.abc import Mapping
from types import MappingProxyType

from localize.exchange.words import N_

TERM_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        # A whole file: nothing was stored.
        "terms-broken-csv": N_("This is not a CSV file, or it is broken at line {line}: {problem}."),
        "terms-broken-xml": N_("This is not a TBX file, or it is broken at line {line}: {problem}."),
        "terms-empty": N_("The file is empty."),
        "terms-encoding": N_("The file is not in UTF-8: save it as “CSV UTF-8”."),
        "terms-entities": N_("The file declares entities of its own; such files are not read."),
        "terms-no-column": N_("The first line names no column “source” for the source terms. It says: {found}."),
        "terms-no-entry": N_("There is no term in the file."),
        "terms-not-tbx": N_("The file is XML, but no TBX: its first element is “{name}”."),
        "terms-too-deep": N_("The elements of the file are nested too deep."),
        "terms-too-large": N_("The file has more than {limit} bytes; that much is not read."),
        "terms-too-many": N_("The file has more than {limit} entries; that many are not read."),
        # An entry or a line that is left out.
        "entry-no-source": N_("It has no term in {language}."),
        "entry-no-term": N_("There is no source term."),
        "entry-known": N_("“{source}” is in the termbase already."),
        "entry-other": N_(
            "What stands in the termbase as “{source}” is kept as it is written: change that there first."
        ),
        "entry-has-terms": N_("“{source}” has terms in the termbase: delete those first to keep it as it is written."),
        "keep-and-terms": N_("What is kept as it is written has no terms in other languages."),
        "domain-too-long": N_("A domain may have {limit} characters; this one has {size}."),
        "domains-too-many": N_("At most {limit} domains; there are {size}."),
        "forms-too-many": N_("At most {limit} word forms of a term; there are {size}."),
        "targets-too-many": N_("At most {limit} terms of an entry; there are {size}."),
        "term-too-long": N_("A term may have {limit} characters; this one has {size}."),
        "term-twice": N_("“{text}” stands twice in {locale}."),
        "words-too-long": N_("A definition or a note may have {limit} characters; this one has {size}."),
        # Something was left out or read otherwise, and the rest of the entry is good.
        "cell-too-many": N_("The line has more cells than the first line has columns. Cells left out: {count}."),
        "case-unknown": N_("“{value}” is no case rule: any and exact are. Read as any."),
        "column-unknown": N_("The column “{name}” is not known and left out."),
        "fields-left-out": N_("Not kept here, and left out: {names}."),
        "locale-left-out": N_("Terms in other languages left out: {count}."),
        "locale-source": N_("{locale} is the language of the source: it has no translations here."),
        "locale-unknown": N_("“{locale}” is no language that is known; its terms are left out."),
        "part-unknown": N_("“{value}” is no part of speech that is known; read as “other”."),
        "status-unknown": N_("“{value}” is no status: preferred, admitted and forbidden are. Read as admitted."),
        "synonyms-split": N_("Terms in the source language: {count}. Each becomes an entry of its own."),
        # Who may.
        "terms-editors": N_("Only an editor may do this."),
        "terms-gone": N_("There is no such entry in the termbase."),
        "proposal-empty": N_("Write the term that you propose."),
        "proposal-gone": N_("This proposal is gone: somebody has decided on it."),
    }
)
