"""An entry of the names register as a value: who or what is meant, with its house form in every target locale.

``Name`` is what one pair of locales sees of it. What belongs here is what holds for an entry wherever it comes from: a
form, CSV, a name accepted in the editor.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from localize.terms.concept import fold, tidy, tidy_lines
from localize.terms.name import Gender, Name, NameForm, NameKind
from localize.terms.spelling import variants_key

MAX_TEXT: Final = 200  # characters of a name
MAX_NOTE: Final = 2_000
MAX_DOMAIN: Final = 60
MAX_ALIASES: Final = 40
MAX_FORMS: Final = 40


class FormStatus(StrEnum):
    """Whether a house form counts."""

    ACCEPTED = "accepted"  # an editor has decided
    PROPOSED = "proposed"  # somebody has written it; what was accepted before stays in use


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name as English sources write it, its other spellings, and its forms by locale.

    ``accepted`` and ``proposed``: one form each at most. A locale without an accepted form is undecided.
    """

    kind: NameKind
    source: str
    aliases: tuple[str, ...] = ()
    gender: Gender = Gender.UNKNOWN
    note: str = ""
    domain: str = ""
    accepted: Mapping[str, NameForm] = field(default_factory=dict)
    proposed: Mapping[str, NameForm] = field(default_factory=dict)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Source form and aliases."""
        return (self.source, *self.aliases)

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys under which its spellings meet those of others, without repetition."""
        return tuple(dict.fromkeys(key for key in map(variants_key, self.spellings) if key))

    def as_name(self, number: int, locales: tuple[str, ...]) -> Name:
        """What a pair of locales sees of it: the form of the first of these locales that has an accepted one."""
        form = next((self.accepted[locale] for locale in locales if locale in self.accepted), None)
        return Name(number, self.kind, self.source, self.aliases, self.gender, form)


@dataclass(frozen=True, slots=True)
class Misfit:
    """Why an entry cannot be kept: a code of ``localize.exchange.name_words`` with its params."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)


def tidied_form(form: NameForm) -> NameForm:
    """A form as it is kept; a first mention that is the form itself says nothing."""
    text, first = tidy(form.text), tidy(form.first_mention)
    forms = tuple(dict.fromkeys(word for word in map(tidy, form.forms) if word and word != text))
    return NameForm(text, "" if first == text else first, forms, form.declined)


def tidied(entry: NameEntry) -> NameEntry:
    """An entry as it is kept: no repeated spelling, no form without text, no proposal of what is accepted."""
    source = tidy(entry.source)
    aliases = tuple(dict.fromkeys(alias for alias in map(tidy, entry.aliases) if alias and alias != source))
    accepted = _with_text(entry.accepted)
    proposed = {k: form for k, form in _with_text(entry.proposed).items() if accepted.get(k) != form}
    return replace(
        entry,
        source=source,
        aliases=aliases,
        note=tidy_lines(entry.note),
        domain=tidy(entry.domain),
        accepted=MappingProxyType(accepted),
        proposed=MappingProxyType(proposed),
    )


def _with_text(forms: Mapping[str, NameForm]) -> dict[str, NameForm]:
    return {locale: form for locale, form in ((k, tidied_form(v)) for k, v in sorted(forms.items())) if form.text}


def misfit(entry: NameEntry) -> Misfit | None:
    """Why a tidied entry cannot be kept; ``None`` when it can."""
    if not entry.keys:
        return Misfit("name-empty")
    forms = (*entry.accepted.values(), *entry.proposed.values())
    texts = [*entry.spellings, *(text for f in forms for text in (f.text, f.first_mention, *f.forms))]
    longest = max(texts, key=len)
    if len(longest) > MAX_TEXT:
        return Misfit("name-long", {"text": longest[:40], "size": str(len(longest)), "limit": str(MAX_TEXT)})
    measured = (
        ("name-forms", max((len(form.forms) for form in forms), default=0), MAX_FORMS),
        ("name-aliases", len(entry.aliases), MAX_ALIASES),
        ("name-note", len(entry.note), MAX_NOTE),
        ("name-domain", len(entry.domain), MAX_DOMAIN),
    )
    return next(
        (Misfit(code, {"size": f"{n:,}", "limit": f"{most:,}"}) for code, n, most in measured if n > most), None
    )


def joined(kept: NameEntry, gone: NameEntry) -> NameEntry:
    """One entry of two: spellings and forms of both; where both say something, the one that is kept is right."""
    return tidied(
        replace(
            kept,
            aliases=(*kept.aliases, *gone.spellings),
            gender=gone.gender if kept.gender is Gender.UNKNOWN else kept.gender,
            note="\n".join(dict.fromkeys(note for note in (kept.note, gone.note) if note))[:MAX_NOTE],
            domain=kept.domain or gone.domain,
            accepted={**gone.accepted, **kept.accepted},
            proposed={**gone.proposed, **kept.proposed},
        )
    )


def search_text(entry: NameEntry) -> str:
    """What a search for words looks through: every spelling and form, folded, a line each."""
    forms = (*entry.accepted.values(), *entry.proposed.values())
    texts = [
        *entry.spellings,
        entry.domain,
        *(t for form in forms for t in (form.text, form.first_mention, *form.forms)),
    ]
    return "\n".join(dict.fromkeys(fold(text) for text in texts if text))


def to_json(entry: NameEntry) -> dict[str, Any]:
    """As the history keeps it; ``from_json`` is the inverse."""
    return {
        "kind": entry.kind.value,
        "source": entry.source,
        "aliases": list(entry.aliases),
        "gender": entry.gender.value,
        "note": entry.note,
        "domain": entry.domain,
        "accepted": {locale: form_json(form) for locale, form in entry.accepted.items()},
        "proposed": {locale: form_json(form) for locale, form in entry.proposed.items()},
    }


def from_json(raw: Mapping[str, Any]) -> NameEntry:
    """Read ``to_json``'s form."""
    return NameEntry(
        kind=NameKind(raw["kind"]),
        source=raw["source"],
        aliases=tuple(raw["aliases"]),
        gender=Gender(raw["gender"]),
        note=raw["note"],
        domain=raw["domain"],
        accepted={locale: form_from(form) for locale, form in raw["accepted"].items()},
        proposed={locale: form_from(form) for locale, form in raw["proposed"].items()},
    )


def form_json(form: NameForm) -> dict[str, Any]:
    """A form as JSON; ``form_from`` is the inverse."""
    return {
        "text": form.text,
        "first_mention": form.first_mention,
        "forms": list(form.forms),
        "declined": form.declined,
    }


def form_from(raw: Mapping[str, Any]) -> NameForm:
    """Read ``form_json``'s form."""
    return NameForm(raw["text"], raw["first_mention"], tuple(raw["forms"]), raw["declined"])
