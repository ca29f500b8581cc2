"""Names as the editor's side, an article's list of new names and the review page show them."""

from collections.abc import Sequence
from dataclasses import dataclass

from localize.services.name_candidates import NewName, as_form, proposed_decision
from localize.services.name_consistency import NameNote, Place
from localize.services.name_help import KnownName, SentenceNames
from localize.terms.name import Gender
from web.presenters.name_words import gender_name, kind_name, reason_words


@dataclass(frozen=True, slots=True)
class KnownView:
    """A name of the register in a sentence. ``text`` is what is put in; ``usual``: its form as such, if another.

    ``first``: ``text`` is how it is put at its first mention.
    """

    id: int
    written: str
    text: str
    usual: str
    first: bool
    gender: str


@dataclass(frozen=True, slots=True)
class OfferView:
    """What is offered in a locale. ``standing``: what the text has, where that is something else."""

    locale: str
    text: str
    first_mention: str
    why: str
    standing: str
    certain: bool
    waits: bool
    declined: bool


@dataclass(frozen=True, slots=True)
class NewView:
    """A new name with its offers; ``kind`` and ``gender`` are values, the words for them are beside."""

    written: str
    kind: str
    kind_word: str
    gender: str
    gender_word: str
    count: int
    positions: tuple[int, ...]
    titles: str
    offers: tuple[OfferView, ...]
    certain: bool
    entry_id: int | None


@dataclass(frozen=True, slots=True)
class RenderingView:
    """A rendering with its places in the edition, and the headlines of other stories that have it."""

    text: str
    here: tuple[int, ...]
    elsewhere: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A name that is rendered in several ways."""

    written: str
    renderings: tuple[RenderingView, ...]


def known_view(known: KnownName) -> KnownView:
    """A name of the register in a sentence."""
    gender = known.name.gender
    return KnownView(
        id=known.name.id,
        written=known.written,
        text=known.text,
        usual=known.form.text if known.text != known.form.text else "",
        first=known.text == known.form.first_mention,
        gender="" if gender is Gender.UNKNOWN else gender_name(gender),
    )


def new_view(name: NewName) -> NewView:
    """A new name."""
    candidate, decision = name.sighting.candidate, proposed_decision(name)
    offers = []
    for locale, offer in name.offers.items():
        form = offer.waits or as_form(offer.proposal)
        offers.append(
            OfferView(
                locale=locale,
                text=form.text,
                first_mention=form.first_mention,
                why="" if offer.waits else reason_words(offer.proposal.why),
                standing=offer.standing if offer.standing != form.text else "",
                certain=offer.proposal.certain,
                waits=offer.waits is not None,
                declined=form.declined,
            )
        )
    return NewView(
        written=candidate.written,
        kind=decision.kind.value,
        kind_word=kind_name(decision.kind),
        gender=decision.gender.value,
        gender_word="" if decision.gender is Gender.UNKNOWN else gender_name(decision.gender),
        count=candidate.count,
        positions=name.sighting.positions,
        titles=", ".join(candidate.titles),
        offers=tuple(offers),
        certain=name.certain,
        entry_id=name.entry_id,
    )


def note_views(notes: Sequence[NameNote]) -> list[NoteView]:
    """Names that are rendered in several ways."""
    return [
        NoteView(
            note.written,
            tuple(RenderingView(r.text, tuple(dict.fromkeys(r.here)), _stories(r.places)) for r in note.renderings),
        )
        for note in notes
    ]


def _stories(places: Sequence[Place]) -> tuple[Place, ...]:
    """One place of each other story."""
    return tuple({place.edition_id: place for place in reversed(places) if place.headline}.values())


def source_spans(names: SentenceNames) -> list[tuple[int, int, str]]:
    """Where names stand in the sentence, and whether the register knows them."""
    known = [(start, end, "known") for name in names.known for start, end in name.spans]
    new = [(start, end, "new") for name in names.new for start, end in name.sighting.spans_in(names.position)]
    return sorted([*known, *new])
