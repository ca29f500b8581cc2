"""The catalogue's list as values: filters with their counts, sections, entries and how they stand."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import gettext
from markupsafe import Markup, escape

from localize.exchange.entries import ProblemKind, Section, is_blank
from localize.exchange.listing import Item, Listing
from localize.exchange.notices import PLACEHOLDER
from web.presenters.catalogue_words import section_name, section_note


class Show(StrEnum):
    """What a list shows."""

    ALL = "all"
    MISSING = "missing"
    FUZZY = "fuzzy"  # and broken ones: both wait for a person
    CHANGED = "changed"
    OBSOLETE = "obsolete"


@dataclass(frozen=True, slots=True)
class State:
    """How an entry stands: icon, word, colour class (empty: quiet)."""

    icon: str
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry in the list. ``texts`` are its translations with placeholders marked."""

    item: Item
    state: State
    source: Markup
    source_plural: Markup
    texts: tuple[Markup, ...]
    ours: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """The entries of a section that are shown."""

    section: Section
    name: str
    note: str
    entries: tuple[EntryView, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for: ``show``, a section or none, words to look for."""

    show: Show = Show.ALL
    section: Section | None = None
    words: str = ""

    def takes(self, item: Item) -> bool:
        """Whether an entry is shown."""
        return self._stands(item) and self.section in {None, item.section} and self._speaks(item)

    def _stands(self, item: Item) -> bool:
        if self.show is Show.OBSOLETE or item.obsolete:
            return item.obsolete and self.show is Show.OBSOLETE
        match self.show:
            case Show.MISSING:
                return is_blank(item.entry.texts)
            case Show.FUZZY:
                return item.fault not in {None, ProblemKind.MISSING}
            case Show.CHANGED:
                return item.changed
        return True

    def _speaks(self, item: Item) -> bool:
        wanted = self.words.casefold().split()
        said = " ".join([item.entry.msgid, *item.entry.texts, item.entry.comment]).casefold()
        return all(word in said for word in wanted)


def count_shown(listing: Listing, show: Show) -> int:
    """How many entries a filter would show."""
    return sum(Filter(show).takes(item) for item in listing.items)


def show_word(show: Show) -> str:
    """A filter's name."""
    words: dict[Show, str] = {
        Show.ALL: gettext("All"),
        Show.MISSING: gettext("Missing"),
        Show.FUZZY: gettext("Fuzzy"),
        Show.CHANGED: gettext("Changed by us"),
        Show.OBSOLETE: gettext("Obsolete"),
    }
    return words[show]


def sections(listing: Listing, wanted: Filter) -> list[SectionView]:
    """What a filter shows, by section."""
    shown = [item for item in listing.items if wanted.takes(item)]
    return [
        SectionView(section, section_name(section), section_note(section), entries)
        for section in Section
        if (entries := tuple(entry_view(item) for item in shown if item.section is section))
    ]


def entry_view(item: Item) -> EntryView:
    """One entry for the list."""
    texts = () if is_blank(item.entry.texts) else tuple(mark_placeholders(text) for text in item.entry.texts)
    return EntryView(
        item=item,
        state=state(item),
        source=mark_placeholders(item.entry.msgid),
        source_plural=mark_placeholders(item.entry.msgid_plural),
        texts=texts,
        ours=item.changed,
    )


def state(item: Item) -> State:
    """How an entry stands."""
    if item.obsolete:
        return State("withdrawn", gettext("obsolete"), "")
    match item.fault:
        case None:
            return State("final", gettext("in use"), "green")
        case ProblemKind.MISSING | ProblemKind.NO_FILE:
            return State("initial", gettext("missing"), "amber")
        case ProblemKind.FUZZY:
            return State("warning", gettext("fuzzy"), "amber")
        case _:
            return State("error", gettext("broken"), "red")


def mark_placeholders(text: str) -> Markup:
    """A text with its placeholders as chips."""
    out = Markup()
    for index, piece in enumerate(PLACEHOLDER.split(text)):
        out += Markup('<span class="ph">{{{}}}</span>').format(piece) if index % 2 else escape(piece)
    return out
