"""Writing PO files as Poedit, Weblate and gettext's own tools read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import polib

from localize.exchange.po import Entry

_GENERATOR: Final = "Localize"


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a file says besides its encoding. A template has neither ``locale`` nor ``revised``."""

    project: str
    created: datetime
    plural_forms: str = ""
    locale: str = ""
    revised: datetime | None = None
    translator: str = ""


def write_po(header: Header, entries: Iterable[Entry], obsolete: Iterable[Entry] = ()) -> str:
    """A PO file as text, to be encoded as UTF-8. Entries without texts get empty ones."""
    # Comments are not wrapped: they come back as they were. Texts are, which changes nothing.
    po = polib.POFile(wrapwidth=0)
    po.header = f"{header.project}: recurring notices and strings of the reader’s page."
    po.metadata = _metadata(header)
    po.extend(_raw(entry, obsolete=False) for entry in entries)
    po.extend(_raw(entry, obsolete=True) for entry in obsolete)
    return str(po)


def _metadata(header: Header) -> dict[str, str]:
    written = {
        "Project-Id-Version": header.project,
        "POT-Creation-Date": _moment(header.created),
        "PO-Revision-Date": _moment(header.revised) if header.revised else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": header.translator or (_GENERATOR if header.locale else "FULL NAME <EMAIL@ADDRESS>"),
        "Language-Team": header.locale.replace("-", "_") or "LANGUAGE <LL@li.org>",
        "Language": header.locale.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if header.plural_forms:
        written["Plural-Forms"] = header.plural_forms
    return written | {"X-Generator": _GENERATOR}


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M%z")


def _raw(entry: Entry, *, obsolete: bool) -> polib.POEntry:
    raw = polib.POEntry(
        msgctxt=entry.context or None,
        msgid=entry.msgid,
        comment=entry.extracted,
        tcomment=entry.comment,
        flags=["fuzzy"] if entry.fuzzy else [],
        obsolete=obsolete,
    )
    if entry.previous and entry.fuzzy and not obsolete:
        raw.previous_msgid = entry.previous
        raw.previous_msgctxt = entry.context or None
    if entry.msgid_plural:
        raw.msgid_plural = entry.msgid_plural
        raw.msgstr_plural = dict(enumerate(_texts(entry)))
    else:
        raw.msgstr = _texts(entry)[0]
    return raw


def _texts(entry: Entry) -> Sequence[str]:
    return entry.texts or (("", "") if entry.msgid_plural else ("",))
