"""The catalogue's own words for people: sections, states, what was done to an entry, why a text was refused."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, ngettext

from localize.errors import LocalizeError
from localize.exchange.entries import Misfit, Section
from localize.exchange.incoming import Outcome
from localize.exchange.words import REFUSALS
from localize.services.catalogue import ChangeKind


def section_name(section: Section) -> str:
    """A section as a heading."""
    names: dict[Section, str] = {
        Section.NOTICE: gettext("Notices"),
        Section.HEADING: gettext("Headings"),
        Section.NAME: gettext("Names"),
        Section.READER: gettext("Reader’s page"),
    }
    return names[section]


def section_one(section: Section) -> str:
    """What one entry of a section is."""
    names: dict[Section, str] = {
        Section.NOTICE: gettext("Notice"),
        Section.HEADING: gettext("Heading"),
        Section.NAME: gettext("Name of a source"),
        Section.READER: gettext("String of the reader’s page"),
    }
    return names[section]


def section_note(section: Section) -> str:
    """What a section is for, in a sentence."""
    notes: dict[Section, str] = {
        Section.NOTICE: gettext("Sentences that recur word for word. Articles are filled with their translation."),
        Section.HEADING: gettext("Headings that recur, such as those above teasers."),
        Section.NAME: gettext("Sources with a name of their own in the edition’s language."),
        Section.READER: gettext("What the page around the article says."),
    }
    return notes[section]


def change_words(kind: ChangeKind, name: str) -> str:
    """Who did what to an entry."""
    said: dict[ChangeKind, str] = {
        ChangeKind.SAVED: gettext("%(name)s saved", name=name),
        ChangeKind.PROPOSED: gettext("%(name)s proposed", name=name),
        ChangeKind.IMPORTED: gettext("%(name)s imported a file", name=name),
        ChangeKind.REVERTED: gettext("%(name)s went back to an earlier text", name=name),
        ChangeKind.REMOVED: gettext("%(name)s took the text away", name=name),
        ChangeKind.ADDED: gettext("%(name)s added the source text", name=name),
        ChangeKind.SOURCE: gettext("%(name)s changed the source text", name=name),
        ChangeKind.RETIRED: gettext("%(name)s retired the source text", name=name),
        ChangeKind.REVIVED: gettext("%(name)s revived the source text", name=name),
        ChangeKind.LATE: gettext("%(name)s wrote, too late to be saved", name=name),
    }
    return said[kind]


def outcome_words(outcome: Outcome, count: int) -> str:
    """How many entries of a file meet an end."""
    said: dict[Outcome, str] = {
        Outcome.NEW: ngettext("%(num)s new source text", "%(num)s new source texts", count),
        Outcome.ADDED: ngettext("%(num)s translation added", "%(num)s translations added", count),
        Outcome.CHANGED: ngettext("%(num)s translation changed", "%(num)s translations changed", count),
        Outcome.OBSOLETE: ngettext("%(num)s entry kept as obsolete", "%(num)s entries kept as obsolete", count),
        Outcome.UNCHANGED: ngettext("%(num)s entry unchanged", "%(num)s entries unchanged", count),
        Outcome.EMPTY: ngettext(
            "%(num)s entry without text left alone", "%(num)s entries without text left alone", count
        ),
        Outcome.REFUSED: ngettext("%(num)s entry refused", "%(num)s entries refused", count),
    }
    return said[outcome]


def reason(misfit: Misfit) -> str:
    """Why a text or an entry is refused."""
    return _said(misfit.code, misfit.params)


def error_words(error: LocalizeError) -> str:
    """An error of the catalogue in the interface's language; any other as it is."""
    code = str(error.details.get("reason"))
    return _said(code, error.details.get("params", {})) if code in REFUSALS else error.message


def _said(code: str, params: Mapping[str, Any]) -> str:
    return str(gettext(REFUSALS[code]).format_map(params))
