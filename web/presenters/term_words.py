"""The termbase's words for people: statuses, parts of speech, what was done to an entry, why something was refused."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext, pgettext

from localize.errors import LocalizeError
from localize.exchange.issue import SENTENCES, ImportIssue
from localize.exchange.term_incoming import TermOutcome
from localize.services.term_record import TermChangeKind
from localize.services.terms import TermShow
from localize.terms.term import PartOfSpeech, TermStatus


@dataclass(frozen=True, slots=True)
class Sign:
    """How a term stands: shape, word, colour class (empty: quiet)."""

    icon: str
    word: str
    tone: str


def status_sign(status: TermStatus) -> Sign:
    """A status by shape and word."""
    signs = {
        TermStatus.PREFERRED: ("check", "green"),
        TermStatus.ADMITTED: ("reviewed", ""),
        TermStatus.FORBIDDEN: ("blocked", "red"),
    }
    return Sign(signs[status][0], status_word(status), signs[status][1])


def keep_sign() -> Sign:
    """What is not translated."""
    return Sign("lock", pgettext("term", "kept as it is"), "")


def proposed_sign() -> Sign:
    """What no editor has accepted."""
    return Sign("initial", gettext("proposed"), "amber")


def status_word(status: TermStatus) -> str:
    """A status in a word."""
    words: dict[TermStatus, str] = {
        TermStatus.PREFERRED: pgettext("term", "preferred"),
        TermStatus.ADMITTED: pgettext("term", "admitted"),
        TermStatus.FORBIDDEN: pgettext("term", "forbidden"),
    }
    return words[status]


def show_word(show: TermShow) -> str:
    """A filter's name."""
    words: dict[TermShow, str] = {
        TermShow.ALL: gettext("All"),
        TermShow.PREFERRED: pgettext("terms", "Preferred"),
        TermShow.ADMITTED: pgettext("terms", "Admitted"),
        TermShow.FORBIDDEN: pgettext("terms", "Forbidden"),
        TermShow.KEEP: gettext("Kept as they are"),
        TermShow.UNTRANSLATED: gettext("Untranslated"),
        TermShow.PROPOSED: gettext("Proposed"),
    }
    return words[show]


def part_word(part: PartOfSpeech) -> str:
    """A part of speech."""
    words: dict[PartOfSpeech, str] = {
        PartOfSpeech.NOUN: gettext("noun"),
        PartOfSpeech.PROPER_NOUN: gettext("proper noun"),
        PartOfSpeech.VERB: gettext("verb"),
        PartOfSpeech.ADJECTIVE: gettext("adjective"),
        PartOfSpeech.ADVERB: gettext("adverb"),
        PartOfSpeech.OTHER: gettext("other part of speech"),
    }
    return words[part]


def change_words(kind: TermChangeKind, name: str) -> str:
    """Who did what to an entry."""
    said: dict[TermChangeKind, str] = {
        TermChangeKind.ADDED: gettext("%(name)s added it", name=name),
        TermChangeKind.SAVED: gettext("%(name)s saved", name=name),
        TermChangeKind.PROPOSED: gettext("%(name)s proposed", name=name),
        TermChangeKind.ACCEPTED: gettext("%(name)s accepted a proposal", name=name),
        TermChangeKind.DECLINED: gettext("%(name)s declined a proposal", name=name),
        TermChangeKind.DELETED: gettext("%(name)s deleted it", name=name),
        TermChangeKind.REVERTED: gettext("%(name)s undid a change", name=name),
        TermChangeKind.IMPORTED: gettext("%(name)s imported a file", name=name),
        TermChangeKind.LATE: gettext("%(name)s wrote, too late to be saved", name=name),
    }
    return said[kind]


def outcome_words(outcome: TermOutcome, count: int) -> str:
    """How many entries of a file meet an end."""
    said: dict[TermOutcome, str] = {
        TermOutcome.NEW: ngettext("%(num)s new term", "%(num)s new terms", count),
        TermOutcome.CHANGED: ngettext("%(num)s term changed", "%(num)s terms changed", count),
        TermOutcome.UNCHANGED: ngettext("%(num)s term unchanged", "%(num)s terms unchanged", count),
        TermOutcome.REFUSED: ngettext("%(num)s entry left out", "%(num)s entries left out", count),
    }
    return said[outcome]


def issue_words(found: ImportIssue) -> str:
    """A problem of a file."""
    return str(gettext(SENTENCES[found.code]).format_map(dict(found.params)))


def error_words(error: LocalizeError) -> str:
    """An error of the termbase in the interface's language; any other as it is."""
    code = str(error.details.get("reason"))
    if code not in SENTENCES:
        return error.message
    return str(gettext(SENTENCES[code]).format_map(dict(error.details.get("params", {}))))
