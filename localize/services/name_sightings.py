"""Which names stand in a source version: found once, when somebody first asks, and kept.

What is found does not depend on the register, so that a name keeps being seen when it is in the register; what is new
is asked each time. Filing an article does not wait for this.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from localize.article import HANDLING, Block, Handling, Role
from localize.markup import CodedText
from localize.services.context import Context
from localize.store import Unit
from localize.store.articles import SourceVersionRow
from localize.store.names import NameSightingRow
from localize.store.unit_of_work import DuplicateError
from localize.terms.detect import Candidate, detect
from localize.terms.name import Gender, NameKind
from localize.terms.name_index import NameIndex
from localize.terms.spelling import variants_key

_NOBODY: Final = NameIndex(())
_MOST: Final = 500  # names of one article that are kept


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name that stands in an article. ``spans`` of the candidate count segments by their position, from 1."""

    key: str
    candidate: Candidate

    @property
    def positions(self) -> tuple[int, ...]:
        """Segments that it stands in, in reading order."""
        return tuple(dict.fromkeys(position for position, _, _ in self.candidate.spans))

    def spans_in(self, position: int) -> list[tuple[int, int]]:
        """Where it stands in one segment."""
        return [(start, end) for at, start, end in self.candidate.spans if at == position]


def names_seen(ctx: Context, version_id: int) -> tuple[Sighting, ...]:
    """Names of a source version in the order in which they first stand there."""
    with ctx.store.read() as unit:
        rows = unit.names.sightings(version_id)
        if rows:
            return tuple(_sighting(row) for row in rows if row.key)
        version = unit.articles.version_by_id(version_id)
        if version is None:
            return ()
        found = _look(version)
        made = _rows(version, found, ctx.clock.now())
    try:
        with ctx.store.write() as unit:
            unit.names.append(made)
    except DuplicateError:
        pass  # somebody else asked at the same time, and has found the same
    return found


def known_names(unit: Unit, version_id: int) -> tuple[Sighting, ...]:
    """What was seen so far; nothing for a version that nobody has asked about."""
    return tuple(_sighting(row) for row in unit.names.sightings(version_id) if row.key)


def _look(version: SourceVersionRow) -> tuple[Sighting, ...]:
    segments = [s for s in version.segments if HANDLING[Role(s.role)] is Handling.TRANSLATE]
    blocks = [Block(s.block_key, Role(s.role), CodedText.loads(s.source)) for s in segments]
    found: dict[str, Sighting] = {}
    for candidate in detect(blocks, _NOBODY):
        key = variants_key(candidate.written)
        if not key or key in found or len(found) == _MOST or len(candidate.written) > 200:
            continue
        spans = tuple((segments[n].position, start, end) for n, start, end in candidate.spans)
        found[key] = Sighting(
            key,
            Candidate(
                candidate.written, candidate.kind, spans, candidate.count, tuple(candidate.titles), candidate.gender
            ),
        )
    return tuple(found.values())


def _rows(version: SourceVersionRow, found: tuple[Sighting, ...], now: datetime) -> list[NameSightingRow]:
    looked = {"version_id": version.id, "article_id": version.article_id, "at": now}
    marked = NameSightingRow(position=0, key="", data={}, **looked)
    return [
        marked,
        *(
            NameSightingRow(position=n, key=sighting.key, data=_data(sighting.candidate), **looked)
            for n, sighting in enumerate(found, start=1)
        ),
    ]


def _data(candidate: Candidate) -> dict[str, Any]:
    return {
        "written": candidate.written,
        "kind": candidate.kind.value,
        "spans": [list(span) for span in candidate.spans],
        "count": candidate.count,
        "titles": list(candidate.titles),
        "gender": candidate.gender.value,
    }


def _sighting(row: NameSightingRow) -> Sighting:
    data = row.data
    return Sighting(
        row.key,
        Candidate(
            written=data["written"],
            kind=NameKind(data["kind"]),
            spans=tuple((position, start, end) for position, start, end in data["spans"]),
            count=data["count"],
            titles=tuple(data["titles"]),
            gender=Gender(data["gender"]),
        ),
    )
