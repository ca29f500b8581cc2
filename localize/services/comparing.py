"""An edition as it stands against what it was: its machine draft, a moment of its way, a release."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from localize.article import Block
from localize.compare import compare
from localize.edition import Origin, OriginKind
from localize.errors import NotFoundError
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition
from localize.services.sources import StoredPieces, stored_pieces
from localize.services.workbench import Workbench, WorkSegment, open_edition
from localize.store import Unit
from localize.store.articles import SourceVersionRow
from localize.store.editions import EditionRow
from localize.store.releases import ReleaseRow


class PointKind(StrEnum):
    """What an edition can be compared with."""

    DRAFT = "draft"
    EVENT = "event"
    VERSION = "version"
    RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Point:
    """Something to compare with. ``name``: its key in addresses. ``about``: action of an event, number of others."""

    name: str
    kind: PointKind
    about: str
    at: datetime | None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A segment. ``before`` and ``now`` are written coded texts; ``position`` None: its sentence is not there any more."""

    block: Block
    position: int | None
    before: str
    now: str
    author: str | None
    origin: Origin
    at: datetime | None

    @property
    def changed(self) -> bool:
        """Whether the text is another one."""
        return self.before != self.now


@dataclass(frozen=True, slots=True)
class Comparison:
    """An edition against a point of its past, in reading order."""

    bench: Workbench
    points: tuple[Point, ...]
    point: Point
    segments: tuple[Compared, ...]


def compare_edition(ctx: Context, actor: Actor, edition_id: int, name: str | None = None) -> Comparison:
    """Compare an edition with a point by its name; without one, with its machine draft.

    ``release`` alone is the newest release. Raises what ``open_edition`` raises, and ``NotFoundError`` for a name that
    is none of the edition's points.
    """
    bench = open_edition(ctx, actor, edition_id)
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        points = _points(unit, edition)
        point = _chosen(points, name)
        if point.at is None:
            rows = [_now(s, b.block, s.draft or "") for b in bench.blocks for s in b.segments]
        else:
            rows = _since(unit, edition, bench, point.at, _version_at(unit, edition, point))
    return Comparison(bench, points, point, tuple(rows))


def _points(unit: Unit, edition: EditionRow) -> tuple[Point, ...]:
    """The machine draft, then releases, versions and steps, newest first."""
    releases = [
        Point(f"release-{row.number}", PointKind.RELEASE, str(row.number), row.published_at, row.published_by)
        for row in unit.releases.of_edition(edition.id)
        if row.live
    ]
    current = unit.articles.version_by_id(edition.version_id)
    versions = [
        Point(f"version-{row.number}", PointKind.VERSION, str(row.number), after.received_at)
        for row, after in _neighbours(unit, edition, current)
    ]
    events = [
        Point(f"event-{row.id}", PointKind.EVENT, row.action, row.at, row.actor_name)
        for row in unit.editions.events(edition.id)
        if row.actor_id is not None
    ]
    return (Point("draft", PointKind.DRAFT, "", None), *_newest(releases), *_newest(versions), *_newest(events))


def _newest(points: Sequence[Point]) -> Iterable[Point]:
    return reversed(points)


def _neighbours(
    unit: Unit, edition: EditionRow, current: SourceVersionRow | None
) -> list[tuple[SourceVersionRow, SourceVersionRow]]:
    """Earlier versions, each with the one that came after it: until then the edition translated it."""
    last = current.number if current else 0
    rows = [unit.articles.version(edition.article_id, number) for number in range(1, last + 1)]
    known = [row for row in rows if row is not None]
    return list(pairwise(known))


def _chosen(points: Sequence[Point], name: str | None) -> Point:
    if name is None:
        return points[0]
    found = next((p for p in points if p.name == name or (name == "release" and p.kind is PointKind.RELEASE)), None)
    if found is None:
        raise NotFoundError("This edition has no such release, version or step to compare with.")
    return found


def _version_at(unit: Unit, edition: EditionRow, point: Point) -> SourceVersionRow | None:
    """The source version that the edition translated then."""
    if point.kind is PointKind.VERSION:
        return unit.articles.version(edition.article_id, int(point.about))
    if point.kind is PointKind.RELEASE:
        release = _release(unit, edition, int(point.about))
        return unit.articles.version(edition.article_id, release.version_number) if release else None
    current = unit.articles.version_by_id(edition.version_id)
    for number in range(current.number if current else 0, 0, -1):
        row = unit.articles.version(edition.article_id, number)
        if row is not None and point.at is not None and row.received_at <= point.at:
            return row
    return current


def _release(unit: Unit, edition: EditionRow, number: int) -> ReleaseRow | None:
    return next((row for row in unit.releases.of_edition(edition.id) if row.number == number), None)


def _since(
    unit: Unit, edition: EditionRow, bench: Workbench, at: datetime, version: SourceVersionRow | None
) -> list[Compared]:
    texts: Mapping[int, str] = unit.editions.texts_at(edition.id, at)
    segments = {s.id: (s, b.block) for b in bench.blocks for s in b.segments}
    if version is None or version.id == edition.version_id:
        return [_now(s, block, texts.get(s.id, "")) for s, block in segments.values()]
    current = unit.articles.version_by_id(edition.version_id)
    if current is None:
        return []
    old, new = stored_pieces(version), stored_pieces(current)
    rows: list[Compared] = []
    for change in compare(old.pieces, new.pieces):
        before = " ".join(filter(None, (texts.get(number, "") for number in _ids(old, change.old))))
        ids = [number for number in _ids(new, change.new) if number in segments]
        for place, number in enumerate(ids):
            rows.append(_now(*segments[number], before if place == 0 else ""))
        if not ids and before:
            block = old.blocks[change.old[0]]
            rows.append(Compared(block, None, before, "", None, Origin(OriginKind.NONE), None))
    return rows


def _ids(pieces: StoredPieces, indexes: Iterable[int]) -> list[int]:
    return [row.id for row in (pieces.segments[index] for index in indexes) if row is not None]


def _now(segment: WorkSegment, block: Block, before: str) -> Compared:
    return Compared(block, segment.position, before, segment.target, segment.author, segment.origin, segment.updated_at)
