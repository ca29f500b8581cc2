"""New names of an article: those that the register does not know, each with a proposal, to be accepted once.

A name that is in the register without an accepted form in a locale is new there too. What an editor accepts counts at
once in the checks of the article's open editions, and everywhere from then on; what a translator writes is a proposal.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from localize.errors import NotFoundError
from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.lexicon import lexicon_of
from localize.services.name_record import NameChangeKind, load, may_decide, must_decide, put
from localize.services.name_sightings import Sighting, names_seen
from localize.services.names import check_locale, put_form
from localize.services.recheck import recheck_article
from localize.store import Unit
from localize.store.editions import EditionRow
from localize.store.names import NameIgnoredRow
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry
from localize.terms.name_index import NameIndex
from localize.terms.propose import Proposal, propose
from localize.terms.spelling import variants_key
from localize.terms.standing import standing_form


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered for a new name in one locale. ``standing``: what the edition's text has, where it was found.

    ``waits``: a form that somebody has proposed and no editor has decided about.
    """

    proposal: Proposal
    standing: str = ""
    waits: NameForm | None = None


@dataclass(frozen=True, slots=True)
class NewName:
    """A name of an article that is undecided in at least one of ``offers``' locales. ``entry_id``: of the register."""

    sighting: Sighting
    offers: Mapping[str, Offer]
    entry_id: int | None = None

    @property
    def certain(self) -> bool:
        """Whether there is an offer at which nobody need look twice."""
        return any(is_certain(offer) for offer in self.offers.values())


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person says about a new name: its kind and gender, and its form by locale."""

    written: str
    kind: NameKind
    gender: Gender = Gender.UNKNOWN
    forms: Mapping[str, NameForm] = field(default_factory=dict)


def new_names(ctx: Context, actor: Actor, article_id: int) -> list[NewName]:
    """New names of an article's newest version in the locales of its editions that are the actor's."""
    with ctx.store.read() as unit:
        editions = [row for row in unit.editions.of_article(article_id) if actor.may_work_in(row.locale)]
        version_ids = {row.version_id for row in editions}
    if not editions:
        return []
    sightings = names_seen(ctx, max(version_ids))
    return _judged(ctx, [row for row in editions if row.version_id == max(version_ids)], sightings)


def new_names_of_edition(ctx: Context, actor: Actor, edition_id: int) -> list[NewName]:
    """New names of an edition in its locale. Raises ``NotFoundError``, ``ForbiddenError``."""
    with ctx.store.read() as unit:
        edition = unit.editions.get(edition_id)
        if edition is None:
            raise NotFoundError(f"There is no edition {edition_id}.")
        actor.must_work_in(edition.locale)
    return _judged(ctx, [edition], names_seen(ctx, edition.version_id))


def _judged(ctx: Context, editions: Sequence[EditionRow], sightings: Sequence[Sighting]) -> list[NewName]:
    """Sightings that are undecided in the locale of one of the editions."""
    if not sightings:
        return []
    with ctx.store.read() as unit:
        ignored = {row.key for row in unit.names.ignored()}
        open_ones = [sighting for sighting in sightings if sighting.key not in ignored]
        offers: dict[str, dict[str, Offer]] = {}
        entries: dict[str, int] = {}
        for edition in editions:
            index = lexicon_of(unit, ctx.settings.source_locale, edition.locale).name_index
            targets = _targets(unit, edition)
            for sighting in open_ones:
                decided, entry_id = _known(index, sighting)
                if entry_id is not None:
                    entries[sighting.key] = entry_id
                if not decided:
                    waits = _waiting(unit, entry_id, edition.locale)
                    found = _offer(sighting, edition.locale, targets, waits)
                    offers.setdefault(sighting.key, {})[edition.locale] = found
    return [
        NewName(sighting, offers[sighting.key], entries.get(sighting.key))
        for sighting in open_ones
        if sighting.key in offers
    ]


def _known(index: NameIndex, sighting: Sighting) -> tuple[bool, int | None]:
    """Whether the register has decided, and the entry that the name is."""
    written = sighting.candidate.written
    for found in index.find(written):
        if (found.start, found.end) == (0, len(written)):
            return found.name.form is not None, found.name.id
    return False, None


def _targets(unit: Unit, edition: EditionRow) -> dict[int, str]:
    """Plain texts of an edition by position."""
    rows = unit.editions.bench(edition.id, edition.version_id)
    return {row.position: CodedText.loads(row.text).plain for row in rows}


def _waiting(unit: Unit, entry_id: int | None, locale: str) -> NameForm | None:
    return load(unit, entry_id).entry.proposed.get(locale) if entry_id is not None else None


def _offer(sighting: Sighting, locale: str, targets: Mapping[int, str], waits: NameForm | None) -> Offer:
    proposal = propose(sighting.candidate, locale)
    wanted = waits.text if waits else proposal.text
    for position in sighting.positions:
        text = targets.get(position, "")
        span = standing_form(wanted, text)
        if span is not None:
            return Offer(proposal, text[slice(*span)], waits)
    return Offer(proposal, "", waits)


def accept(ctx: Context, actor: Actor, article_id: int, decisions: Sequence[Decision]) -> int:
    """Put names into the register with their forms, or give those that are there forms; how many were.

    Of an editor the forms count at once, and the article's open editions are checked anew; of a translator they are
    proposals. Raises ``InvalidInputError``, ``ForbiddenError`` for a locale that is not the actor's.
    """
    stored = 0
    with ctx.store.write() as unit:
        unit.terms.next_version()
        for decision in decisions:
            stored += _accept(ctx, unit, actor, decision)
    if stored and may_decide(actor):
        recheck_article(ctx, article_id)
    return stored


def _accept(ctx: Context, unit: Unit, actor: Actor, decision: Decision) -> bool:
    forms = {check_locale(ctx, actor, locale): form for locale, form in decision.forms.items() if form.text.strip()}
    there = unit.names.with_keys([variants_key(decision.written)])
    if there:
        entry = load(unit, there[0])
        before = entry.revision
        for locale, form in forms.items():
            entry = put_form(ctx, unit, actor, entry, locale, form)
        return entry.revision != before
    accepted, proposed = (forms, {}) if may_decide(actor) else ({}, forms)
    wanted = NameEntry(decision.kind, decision.written, (), decision.gender, accepted=accepted, proposed=proposed)
    put(unit, actor, ctx.clock.now(), None, wanted, NameChangeKind.ADDED)
    return True


def accept_certain(ctx: Context, actor: Actor, article_id: int) -> int:
    """Accept every form of an article's new names at which nobody need look twice; of how many names. Editors only."""
    must_decide(actor)
    decisions = []
    for name in new_names(ctx, actor, article_id):
        wanted = proposed_decision(name)
        forms = {locale: form for locale, form in wanted.forms.items() if is_certain(name.offers[locale])}
        if forms:
            decisions.append(replace(wanted, forms=forms))
    return accept(ctx, actor, article_id, decisions)


def is_certain(offer: Offer) -> bool:
    """Whether nobody need look twice at what is proposed in this locale."""
    return offer.proposal.certain and bool(offer.proposal.text) and offer.waits is None


def proposed_decision(name: NewName) -> Decision:
    """The decision that takes every proposal as it is."""
    candidate = name.sighting.candidate
    forms = {locale: offer.waits or as_form(offer.proposal) for locale, offer in name.offers.items()}
    genders = (candidate.gender, *(offer.proposal.gender for offer in name.offers.values()))
    gender = next((gender for gender in genders if gender is not Gender.UNKNOWN), Gender.UNKNOWN)
    return Decision(candidate.written, candidate.kind, gender, forms)


def as_form(proposal: Proposal) -> NameForm:
    """A proposal as the form that it would be."""
    return NameForm(proposal.text, proposal.first_mention, (), proposal.declined)


def ignore(ctx: Context, actor: Actor, written: str) -> None:
    """Remember that a spelling is no name for the register: it is not offered again, in any article."""
    key = variants_key(written)
    if not key:
        raise NotFoundError("There is no such name.")
    with ctx.store.write() as unit:
        unit.terms.next_version()  # its lock: two people may ignore the same name
        if key not in {row.key for row in unit.names.ignored()}:
            unit.names.add(NameIgnoredRow(key=key, written=written[:200], author_name=actor.name, at=ctx.clock.now()))
