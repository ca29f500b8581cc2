"""The catalogue's open entry as values: its fields with a preview, what fills articles meanwhile, its history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from markupsafe import Markup, escape

from localize import locales
from localize.exchange.entries import ADDED, Section, is_blank
from localize.exchange.listing import Item, Listing
from localize.exchange.notices import PLACEHOLDER, placeholders, substitute
from localize.exchange.po import PluralRule
from localize.markup import CodedText
from localize.services.catalogue import Change, ChangeKind
from web.presenters.catalogue import EntryView, entry_view
from web.presenters.catalogue_words import change_words, section_one
from web.presenters.diff import change as difference

_EXAMPLES = 3  # numbers that stand for a plural form
_PEOPLE = ("Ada Lind", "Tom Reyes", "Mia Okoro")
_COUNTED = 200  # numbers that are tried for examples

Clock = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field for a translation. ``label`` names the numbers that its form is for; ``preview`` fills it in."""

    name: str
    label: str
    text: str
    samples: Mapping[str, str]
    preview: str


@dataclass(frozen=True, slots=True)
class PastView:
    """A change of the history. ``html``: what became of the text; ``offer``: it can be put back."""

    id: int
    said: str
    at: str
    iso: str
    html: Markup
    tags: tuple[str, ...]
    offer: bool


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """The entry that is worked on. ``stand_in``: what fills articles while the text above is not used."""

    view: EntryView
    fields: tuple[FieldView, ...]
    names: tuple[str, ...]
    kind: str
    fuzzy: bool
    comment: str
    revision: int
    use: str
    stand_in: tuple[str, ...]
    previous: Markup | None
    past: tuple[PastView, ...]
    fixed: bool


def form_label(rule: PluralRule, form: int) -> str:
    """Which numbers a plural form is for: "For 1, 21, 31 …"."""
    numbers = [n for n in range(_COUNTED) if rule.index(n) == form and n]
    shown = ", ".join(map(str, numbers[:_EXAMPLES]))
    if not numbers:
        return gettext("Form %(number)s", number=form + 1)
    if len(numbers) > _EXAMPLES:
        return gettext("For %(numbers)s …", numbers=shown)
    return gettext("For %(numbers)s", numbers=shown)


def sample_values(locale: str, *, site: str, today: date, count: int) -> dict[str, str]:
    """Example values of every placeholder that the shipped texts have."""
    return {
        "source": "Fjord Wire",
        "names": locales.format_list(_PEOPLE[: min(count, len(_PEOPLE))], locale),
        "agency": "Fjord Wire",
        "date": locales.format_date(today, locale),
        "language": locales.language_name("en", locale),
        "site": site,
        "year": str(today.year),
        "count": str(count),
    }


def fields(item: Item, listing: Listing, texts: Sequence[str], *, site: str, today: date) -> tuple[FieldView, ...]:
    """A field for each plural form, or the one field of an entry without plurals."""
    forms = listing.rule.forms if item.entry.msgid_plural else 1
    written = [*texts, *[""] * forms][:forms]
    views = []
    for form, text in enumerate(written):
        count = next((n for n in range(1, _COUNTED) if listing.rule.index(n) == form), form)
        samples = sample_values(listing.locale, site=site, today=today, count=count)
        used = {name: samples.get(name, name) for name in placeholders(item.entry.msgid)}
        label = form_label(listing.rule, form) if forms > 1 else gettext("Translation")
        views.append(FieldView(f"text-{form}", label, text, used, substitute(text, used)))
    return tuple(views)


def open_entry(
    item: Item,
    views: tuple[FieldView, ...],
    changes: Sequence[Change],
    clock: Clock,
    *,
    fuzzy: bool,
    comment: str,
) -> OpenEntry:
    """The entry that is worked on, with its history."""
    reworded = item.entry.previous and item.entry.fuzzy
    return OpenEntry(
        view=entry_view(item),
        fields=views,
        names=tuple(dict.fromkeys(PLACEHOLDER.findall(item.entry.msgid))),
        kind=section_one(item.section),
        fuzzy=fuzzy,
        comment=comment,
        revision=item.revision,
        use=use_sentence(item),
        stand_in=item.in_use if item.in_use != item.entry.texts else (),
        previous=_diff([item.entry.previous], [item.entry.msgid]) if reworded else None,
        past=tuple(_past(changes, item, clock)),
        fixed=item.section not in ADDED,
    )


def use_sentence(item: Item) -> str:
    """What fills articles now, when it is not the text that stands."""
    if item.obsolete:
        return gettext("Not in use: the source text is not in the template.")
    if item.fault is None:
        return ""
    if item.in_use:
        return gettext("Not in use yet. Until then this text is:")
    if item.section is Section.READER:
        return gettext("Not in use. The reader’s page says it in English.")
    if item.section is Section.NAME:
        return gettext("Not in use. The name stands as the source writes it.")
    return gettext("Not in use. The engines translate it wherever it stands.")


def _past(changes: Sequence[Change], item: Item, clock: Clock) -> list[PastView]:
    """The history, newest first, each text against the one before it."""
    views = []
    stored = [c for c in changes if c.texts and c.kind is not ChangeKind.LATE]
    for one in changes:
        older = next((c for c in stored if c.id < one.id and not is_blank(c.texts)), None)
        before = older.texts if older else item.base
        about_text = not is_blank(one.texts)
        html = _diff(before, one.texts) if about_text else Markup()
        if one.kind is ChangeKind.SOURCE and not about_text:
            html = escape(one.msgid)
        tags = [gettext("fuzzy")] if one.fuzzy and about_text else []
        offer = about_text and one.texts != item.entry.texts and one.active
        views.append(
            PastView(
                one.id, change_words(one.kind, one.author), clock(one.at), one.at.isoformat(), html, tuple(tags), offer
            )
        )
    return views


def _diff(before: Sequence[str], after: Sequence[str]) -> Markup:
    """Texts of an entry against those before them; plural forms one after the other."""
    old, new = (CodedText.plain_text(" · ".join(texts)) for texts in (before, after))
    if old == new or not old.plain.strip():
        return escape(new.plain)
    return difference(old, new, {}).html
