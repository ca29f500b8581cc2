"""One name rendered in several ways: across an article, and across running stories of the last days that share it.

Names with a house form are the checks' business; this is about the others. Nothing here is stored.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.lexicon import lexicon_of
from localize.services.name_sightings import names_seen
from localize.services.postedit import get_edition
from localize.store import Unit
from localize.store.editions import EditionRow
from localize.terms.consistency import Inconsistency, inconsistencies

RUNNING: Final = timedelta(days=5)  # a story that nobody has touched for longer has come to rest
_STORIES: Final = 8  # other articles that are compared


@dataclass(frozen=True, slots=True)
class Place:
    """A segment that has a rendering. ``headline``: of the other article, empty for the edition's own."""

    edition_id: int
    position: int
    headline: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A rendering with its places, those in the edition first."""

    text: str
    places: tuple[Place, ...]

    @property
    def here(self) -> tuple[int, ...]:
        """Positions in the edition itself."""
        return tuple(place.position for place in self.places if not place.headline)


@dataclass(frozen=True, slots=True)
class NameNote:
    """A name, as the source writes it, with its renderings; at least one of them stands in the edition."""

    written: str
    renderings: tuple[Rendered, ...]

    def concerns(self, position: int) -> bool:
        """Whether the name stands in this segment of the edition."""
        return any(position in rendering.here for rendering in self.renderings)


def name_notes(ctx: Context, actor: Actor, edition_id: int) -> list[NameNote]:
    """Names that an edition renders in several ways, or otherwise than running stories in its locale do."""
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        version_id = edition.version_id
    keys = [sighting.key for sighting in names_seen(ctx, version_id)]
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        index = lexicon_of(unit, ctx.settings.source_locale, edition.locale).name_index
        pairs, places = _pairs(unit, edition, "")
        for other, headline in _stories(ctx, unit, edition, keys):
            more, where = _pairs(unit, other, headline)
            pairs += more
            places += where
        found = inconsistencies(pairs, edition.locale, index)
    notes = [_note(one, places) for one in found]
    return [note for note in notes if any(rendering.here for rendering in note.renderings)]


def _stories(ctx: Context, unit: Unit, edition: EditionRow, keys: list[str]) -> list[tuple[EditionRow, str]]:
    """Editions of running stories in the same locale that name somebody whom this one names."""
    if not keys:
        return []
    since = ctx.clock.now() - RUNNING
    ids = unit.names.articles_with(keys, since=since, other_than=edition.article_id, limit=_STORIES)
    headlines = {row.id: row.headline for row in unit.articles.by_ids(ids)}
    others = unit.editions.of_articles(ids)
    return [(row, headlines[row.article_id] or "…") for row in others if row.locale == edition.locale]


def _pairs(unit: Unit, edition: EditionRow, headline: str) -> tuple[list[tuple[str, str]], list[Place]]:
    """Plain source and target of an edition's segments that have one, and where they are."""
    pairs, places = [], []
    for target, segment in unit.editions.targets(edition.id, edition.version_id):
        text = CodedText.loads(target.text).plain
        if text.strip():
            pairs.append((CodedText.loads(segment.source).plain, text))
            places.append(Place(edition.id, target.position, headline))
    return pairs, places


def _note(found: Inconsistency, places: list[Place]) -> NameNote:
    renderings = tuple(
        Rendered(rendering.text, tuple(places[n] for n in rendering.segments)) for rendering in found.renderings
    )
    return NameNote(found.written, renderings)
