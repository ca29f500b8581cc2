"""The names register's pages as values: rows of the list, the fields of an entry's form, its history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask_babel import gettext

from localize.services.name_record import NameChange, NameChangeKind, Registered
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry
from web.presenters.name_words import change_words, gender_name, kind_name

Clock = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class RowView:
    """An entry in the list, as a locale sees it. ``waits``: a proposed form."""

    id: int
    source: str
    aliases: str
    kind: str
    gender: str
    form: NameForm | None
    waits: NameForm | None


@dataclass(frozen=True, slots=True)
class FormFields:
    """A locale's fields as they stand in the page."""

    locale: str
    text: str = ""
    first_mention: str = ""
    forms: str = ""
    declined: bool = True
    waits: NameForm | None = None


@dataclass(frozen=True, slots=True)
class EntryFields:
    """The fields of an entry's form: from the register, or as they were filled in."""

    kind: str = NameKind.PERSON.value
    source: str = ""
    aliases: str = ""
    gender: str = Gender.UNKNOWN.value
    note: str = ""
    domain: str = ""
    locales: tuple[FormFields, ...] = ()


@dataclass(frozen=True, slots=True)
class PastView:
    """A change: who did what, when, and what it was before and after, in lines. ``offer``: it can be gone back to."""

    id: int
    said: str
    at: str
    iso: str
    lines: Sequence[tuple[str, str, str]] = field(default=())  # what, before, after
    offer: bool = False


def row_view(registered: Registered, locale: str) -> RowView:
    """An entry in the list."""
    entry = registered.entry
    return RowView(
        id=registered.id,
        source=entry.source,
        aliases=", ".join(entry.aliases),
        kind=kind_name(entry.kind),
        gender="" if entry.gender is Gender.UNKNOWN else gender_name(entry.gender),
        form=entry.accepted.get(locale),
        waits=entry.proposed.get(locale),
    )


def entry_fields(entry: NameEntry, locales: Sequence[str]) -> EntryFields:
    """An entry's form as the register fills it in."""
    return EntryFields(
        kind=entry.kind.value,
        source=entry.source,
        aliases="\n".join(entry.aliases),
        gender=entry.gender.value,
        note=entry.note,
        domain=entry.domain,
        locales=tuple(
            form_fields(locale, entry.accepted.get(locale), entry.proposed.get(locale)) for locale in locales
        ),
    )


def form_fields(locale: str, form: NameForm | None, waits: NameForm | None = None) -> FormFields:
    """A locale's fields as the register fills them in."""
    if form is None:
        return FormFields(locale, waits=waits)
    return FormFields(locale, form.text, form.first_mention, "\n".join(form.forms), form.declined, waits)


def past_views(changes: Sequence[NameChange], there: Registered, clock: Clock) -> list[PastView]:
    """An entry's history, newest first."""
    gone = {NameChangeKind.DELETED, NameChangeKind.MERGED_AWAY}
    return [
        PastView(
            id=change.id,
            said=change_words(change.kind, change.author),
            at=clock(change.at),
            iso=change.at.isoformat(),
            lines=differences(change.before, change.after) if change.kind not in gone else (),
            offer=change.kind not in gone and (change.after != there.entry or not there.active),
        )
        for change in changes
    ]


def differences(before: NameEntry | None, after: NameEntry) -> list[tuple[str, str, str]]:
    """What a change changed: a word for it, what it was and what it became."""
    old = _facts(before) if before else {}
    new = _facts(after)
    return [
        (what, old.get(what, ""), new.get(what, ""))
        for what in dict.fromkeys((*new, *old))
        if old.get(what, "") != new.get(what, "")
    ]


def _facts(entry: NameEntry) -> Mapping[str, str]:
    facts = {
        gettext("Name"): entry.source,
        gettext("Kind"): kind_name(entry.kind),
        gettext("Other spellings"): ", ".join(entry.aliases),
        gettext("Gender"): "" if entry.gender is Gender.UNKNOWN else gender_name(entry.gender),
        gettext("Domain"): entry.domain,
        gettext("Note"): entry.note,
    }
    facts |= {locale: form_words(form) for locale, form in entry.accepted.items()}
    facts |= {gettext("%(locale)s, proposed", locale=locale): form_words(f) for locale, f in entry.proposed.items()}
    return facts


def form_words(form: NameForm) -> str:
    """A form in one line."""
    parts = [form.text]
    if form.first_mention:
        parts.append(gettext("first mention: %(text)s", text=form.first_mention))
    if form.forms:
        parts.append(gettext("also: %(texts)s", texts=", ".join(form.forms)))
    if not form.declined:
        parts.append(gettext("not declined"))
    return "; ".join(parts)
