"""The names register's own words for people: kinds, genders, why a form is proposed, what was done, why not."""

from collections.abc import Mapping

from flask_babel import gettext, ngettext

from localize.errors import LocalizeError
from localize.services.name_files import NameOutcome
from localize.services.name_record import NameChangeKind
from localize.terms.name import Gender, NameKind
from localize.terms.propose import Reason


def kind_name(kind: NameKind) -> str:
    """What bears the name."""
    names: dict[NameKind, str] = {
        NameKind.PERSON: gettext("Person"),
        NameKind.PLACE: gettext("Place"),
        NameKind.ORGANISATION: gettext("Organisation"),
        NameKind.OTHER: gettext("Other name"),
    }
    return names[kind]


def gender_name(gender: Gender) -> str:
    """A gender, for agreement."""
    names: dict[Gender, str] = {
        Gender.FEMININE: gettext("feminine"),
        Gender.MASCULINE: gettext("masculine"),
        Gender.NEUTER: gettext("neuter"),
        Gender.PLURAL: gettext("plural"),
        Gender.UNKNOWN: gettext("gender unknown"),
    }
    return names[gender]


def reason_words(reason: Reason) -> str:
    """Where a proposal comes from."""
    said = {
        "cldr": gettext("from the list of countries, languages and cities"),
        "custom": gettext("customary form"),
        "kept": gettext("as the source writes it"),
        "transcribed": gettext("transcribed from English"),
        "cyrillic": gettext("transcribed from the Cyrillic form"),
        "none": gettext("no proposal"),
    }
    return said[reason.value]


def change_words(kind: NameChangeKind, name: str) -> str:
    """Who did what to a name."""
    said: dict[NameChangeKind, str] = {
        NameChangeKind.ADDED: gettext("%(name)s added the name", name=name),
        NameChangeKind.SAVED: gettext("%(name)s saved", name=name),
        NameChangeKind.PROPOSED: gettext("%(name)s proposed a form", name=name),
        NameChangeKind.ACCEPTED: gettext("%(name)s accepted a proposal", name=name),
        NameChangeKind.REJECTED: gettext("%(name)s rejected a proposal", name=name),
        NameChangeKind.IMPORTED: gettext("%(name)s imported a file", name=name),
        NameChangeKind.MERGED: gettext("%(name)s merged another name into it", name=name),
        NameChangeKind.MERGED_AWAY: gettext("%(name)s merged it into another name", name=name),
        NameChangeKind.DELETED: gettext("%(name)s deleted the name", name=name),
        NameChangeKind.RESTORED: gettext("%(name)s restored the name", name=name),
        NameChangeKind.REVERTED: gettext("%(name)s went back to an earlier state", name=name),
    }
    return said[kind]


def outcome_words(outcome: NameOutcome, count: int) -> str:
    """How many names of a file meet an end."""
    said: dict[NameOutcome, str] = {
        NameOutcome.ADDED: ngettext("%(num)s name added", "%(num)s names added", count),
        NameOutcome.CHANGED: ngettext("%(num)s name changed", "%(num)s names changed", count),
        NameOutcome.UNCHANGED: ngettext("%(num)s name unchanged", "%(num)s names unchanged", count),
        NameOutcome.REFUSED: ngettext("%(num)s name refused", "%(num)s names refused", count),
    }
    return said[outcome]


def refusals() -> Mapping[str, str]:
    """``NAME_SENTENCES`` in the interface's language."""
    return {
        "name-empty": gettext("A name needs a source form with a letter or a digit."),
        "name-long": gettext("A name may have {limit} characters; “{text}…” has {size}."),
        "name-forms": gettext("A form may have {limit} further word forms; this one has {size}."),
        "name-aliases": gettext("A name may have {limit} other spellings; this one has {size}."),
        "name-note": gettext("A note may have {limit} characters; this one has {size}."),
        "name-domain": gettext("A domain may have {limit} characters; this one has {size}."),
        "name-known": gettext("The register has this name already: {known}."),
        "name-self": gettext("A name cannot be merged with itself."),
        "name-no-proposal": gettext("There is no such proposal any more."),
        "file-large": gettext("The file has more than {limit} bytes; that much is not read."),
        "file-encoding": gettext("The file is not in UTF-8: save it as UTF-8 and send it again."),
        "file-empty": gettext("The file is empty."),
        "file-broken": gettext("The file is broken at line {line}: {problem}."),
        "file-column": gettext("No column of the file is called “source”; its first line is: {found}."),
        "file-many": gettext("The file has more than {limit} names; that many are not read at once."),
        "column-unknown": gettext("The column “{name}” is not known and was left out."),
        "kind-unknown": gettext(
            "“{value}” is no kind of name: person, place, organisation and other are. It was read as other."
        ),
        "gender-unknown": gettext("“{value}” is no gender: feminine, masculine, neuter, plural and unknown are."),
        "declined-unknown": gettext("“{value}” says neither yes nor no; the name is taken as declined."),
        "form-missing": gettext("There is a first mention in {locale} and no form; it was left out."),
        "cells-over": gettext("The line has more cells than the first line has columns."),
        "line-twice": gettext("The name stands in the file twice; its lines were put together."),
    }


def said(code: str, params: Mapping[str, str]) -> str:
    """A refusal in the interface's language."""
    return refusals()[code].format_map(params)


def error_words(error: LocalizeError) -> str:
    """An error of the register in the interface's language; any other as it is."""
    code, params = str(error.details.get("reason")), error.details.get("params")
    return said(code, params) if code in refusals() and isinstance(params, Mapping) else error.message
