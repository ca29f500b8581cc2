"""Drafts: what a machine draft reads before the engine is asked, and what it writes when the answer is there.

As plain columns and with statements that are built once: every draft asks them, somebody waits for it, and building one
takes longer than the database needs for its answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, insert, literal, select, update
from sqlalchemy.orm import Session

from localize.store.articles import ArticleRow, SegmentRow, SourceVersionRow
from localize.store.editions import EditionRow, TargetRevisionRow, TargetRow
from localize.store.jobs import JobRow

_USED = TargetRow.standing == "used"
_OF_VERSION = (TargetRow.edition_id == bindparam("edition"), SegmentRow.version_id == bindparam("version"), _USED)
_WORK: Final = (
    select(
        TargetRow.id.label("target_id"),
        TargetRow.revision,
        SegmentRow.id,
        SegmentRow.block_key,
        SegmentRow.source,
        SegmentRow.text_hash,
        SegmentRow.prev_hash,
        SegmentRow.next_hash,
    )
    .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
    .where(*_OF_VERSION)
    .order_by(TargetRow.position)
)
_EMPTY: Final = (
    select(TargetRow.id)
    .join(SegmentRow, TargetRow.segment_id == SegmentRow.id)
    .where(*_OF_VERSION, TargetRow.revision == 0, SegmentRow.source != "")  # an added block waits for a person
)
_TO_DRAFT: Final = (
    select(
        EditionRow.locale,
        EditionRow.version_id,
        SourceVersionRow.locale,
        SourceVersionRow.blocks,
        ArticleRow.confidential,
    )
    .join(SourceVersionRow, EditionRow.version_id == SourceVersionRow.id)
    .join(ArticleRow, EditionRow.article_id == ArticleRow.id)
    .where(EditionRow.id == bindparam("edition"))
)
_TARGET = TargetRow.__table__
_FILLED: Final = (
    "text",
    "state",
    "origin",
    "score",
    "author_id",
    "author_name",
    "unplaced",
    "normalised",
    "updated_at",
)
_FILL: Final = (
    update(_TARGET)  # type: ignore[arg-type]  # a Table
    .where(_TARGET.c.id == bindparam("new_id"), _TARGET.c.revision == 0)
    .values(**{name: bindparam(f"new_{name}", type_=_TARGET.c[name].type) for name in _FILLED}, revision=1)
)
_BOUND: Final = {name: bindparam(name, type_=_TARGET.c[name].type) for name in ("state", "origin", "updated_at")}
_EMPTY_LIST: Final = literal([], _TARGET.c.unplaced.type)
_NEW: Final[Mapping[str, Any]] = {
    "edition_id": EditionRow.id,
    "segment_id": SegmentRow.id,
    "position": SegmentRow.position,
    "text": literal(""),
    "revision": literal(0),
    "standing": literal("used"),
    **dict.fromkeys(("unplaced", "normalised", "follows"), _EMPTY_LIST),
    **_BOUND,
}
_ADD_EMPTY: Final = insert(_TARGET).from_select(  # type: ignore[arg-type]  # a Table
    list(_NEW),
    select(*_NEW.values())
    .select_from(SegmentRow)
    .join(EditionRow, EditionRow.id.in_(bindparam("editions", expanding=True)))
    .where(SegmentRow.version_id == bindparam("version"), SegmentRow.edition_id.is_(None))
    .order_by(EditionRow.id, SegmentRow.position),
)
_FIRST: Final[Mapping[str, Any]] = {
    "target_id": TargetRow.id,
    "revision": TargetRow.revision,
    "kind": literal("saved"),
    **{name: _TARGET.c[name] for name in ("text", "state", "origin", "score", "author_id", "author_name")},
    "at": TargetRow.updated_at,
}
_ADD_FIRST: Final = insert(TargetRevisionRow.__table__).from_select(  # type: ignore[arg-type]  # a Table
    list(_FIRST),
    select(*_FIRST.values())
    .where(TargetRow.id.in_(bindparam("targets", expanding=True)), TargetRow.revision == 1)
    .order_by(TargetRow.id),
)


@dataclass(slots=True)
class HeldJob:
    """What drafting reads and changes of a job; columns of ``JobRow``."""

    id: int
    state: str
    token: str | None
    lease_until: datetime | None
    run_after: datetime
    attempts: int
    engine: str | None
    error: dict[str, Any]
    finished_at: datetime | None


@dataclass(slots=True)
class HeldEdition:
    """What drafting reads and changes of an edition; columns of ``EditionRow``."""

    id: int
    version_id: int
    state: str
    blocked: dict[str, Any]
    change: int
    updated_at: datetime
    drafted_at: datetime | None


_JOB = JobRow.__table__
_EDITION = EditionRow.__table__
_JOB_COLUMNS: Final = tuple(f.name for f in fields(HeldJob))
_EDITION_COLUMNS: Final = tuple(f.name for f in fields(HeldEdition))
_HELD: Final = (
    select(*(_JOB.c[name] for name in _JOB_COLUMNS), *(_EDITION.c[name] for name in _EDITION_COLUMNS))
    .join_from(_JOB, _EDITION, _JOB.c.edition_id == _EDITION.c.id)
    .where(_JOB.c.id == bindparam("job"))
    .with_for_update()
)


def _saving(table: Any, columns: Sequence[str]) -> Any:
    new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in columns if name != "id"}
    return update(table).where(table.c.id == bindparam("new_id")).values(**new)


_SAVE_JOB: Final = _saving(_JOB, _JOB_COLUMNS)
_SAVE_EDITION: Final = _saving(_EDITION, _EDITION_COLUMNS)


class ToDraft(NamedTuple):
    """An edition as its draft needs it. ``blocks``: as ``SourceVersionRow`` has them."""

    locale: str
    version_id: int
    source_locale: str
    blocks: Sequence[Any]
    confidential: bool


@dataclass(frozen=True, slots=True)
class Drafts:
    """Queries and writes of machine drafts."""

    session: Session

    def to_draft(self, edition_id: int) -> ToDraft | None:
        """What a draft of an edition starts from."""
        row = self.session.connection().execute(_TO_DRAFT, {"edition": edition_id}).first()
        return None if row is None else ToDraft(*row)

    def work(self, edition_id: int, version_id: int) -> Sequence[Any]:
        """Segments of a version in reading order with the id and revision of their target, as plain columns."""
        return self.session.connection().execute(_WORK, {"edition": edition_id, "version": version_id}).all()

    def held(self, job_id: int, token: str) -> tuple[HeldJob, HeldEdition] | None:
        """The job if it is still ours, and the edition it works on, both locked until the transaction ends.

        What is changed of them is written by ``save``.
        """
        row = self.session.connection().execute(_HELD, {"job": job_id}).first()
        if row is None:
            return None
        job, edition = HeldJob(*row[: len(_JOB_COLUMNS)]), HeldEdition(*row[len(_JOB_COLUMNS) :])
        return (job, edition) if job.state == "running" and job.token == token else None

    def save(self, job: HeldJob, edition: HeldEdition) -> None:
        """Write a held job and its edition."""
        connection = self.session.connection()
        connection.execute(_SAVE_EDITION, {f"new_{name}": getattr(edition, name) for name in _EDITION_COLUMNS})
        connection.execute(_SAVE_JOB, {f"new_{name}": getattr(job, name) for name in _JOB_COLUMNS})

    def empty(self, edition_id: int, version_id: int) -> set[int]:
        """Ids of the targets of this version that nobody has written yet and that a machine may write."""
        self.session.flush()
        return set(self.session.connection().scalars(_EMPTY, {"edition": edition_id, "version": version_id}))

    def add_empty_targets(
        self, edition_ids: Sequence[int], version_id: int, *, state: str, origin: str, now: datetime
    ) -> None:
        """A target without text for each segment of a version, as intake cut it, in each of these new editions."""
        asked = {"editions": edition_ids, "version": version_id, "state": state, "origin": origin, "updated_at": now}
        self.session.connection().execute(_ADD_EMPTY, asked)

    def fill_targets(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write values into targets that are empty, and begin their history with them.

        A row has ``id`` and a value for each column of ``_FILLED``. The caller holds the edition's lock and has seen
        that the targets are empty.
        """
        if not rows:
            return
        connection = self.session.connection()
        connection.execute(_FILL, [{f"new_{name}": value for name, value in row.items()} for row in rows])
        connection.execute(_ADD_FIRST, {"targets": [row["id"] for row in rows]})
