"""What a claimed job has to do: the segments of an edition that have no text yet, and what holds for them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

from localize.article import Block
from localize.errors import LocalizeError
from localize.markup import CodedText
from localize.protected import Locked
from localize.services.context import Context
from localize.services.frames import frames_of
from localize.services.hints import about
from localize.services.lexicon import lexicon_of
from localize.store import Unit
from localize.store.drafts import HeldEdition, HeldJob
from localize.store.jobs import Claimed
from localize.terms.lexicon import EMPTY, Lexicon
from localize.typography.marks import Frame


class LostJobError(LocalizeError):
    """The job was taken over or cancelled while we worked: what we still have is dropped."""

    code = "lost-job"


@dataclass(frozen=True, slots=True)
class Pending:
    """A segment that has no text yet."""

    segment_id: int
    target_id: int
    block: Block
    source: CodedText
    text_hash: str
    prev_hash: str | None
    next_hash: str | None
    frame: Frame
    locked: tuple[Locked, ...] = ()  # what engines may not touch


@dataclass(frozen=True, slots=True)
class Plan:
    """What a claimed job has to do."""

    job_id: int
    token: str
    edition_id: int
    locale: str
    source_locale: str
    lane: str
    confidential: bool
    pending: tuple[Pending, ...]
    lexicon: Lexicon = EMPTY
    about: str = ""  # what the article is about
    limits: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({})
    )  # characters that a block may have, by role


def plan_of(unit: Unit, job_id: int, claimed: Claimed, token: str) -> Plan:
    """The work on an edition as it stands."""
    edition = unit.drafts.to_draft(claimed.edition_id)
    if edition is None:
        raise LookupError(f"job {job_id} belongs to no edition, or to one without a source")
    blocks = {raw["block"]["key"]: Block.from_json(raw["block"]) for raw in edition.blocks}
    rows = unit.drafts.work(claimed.edition_id, edition.version_id)
    frames = frames_of(rows)
    pending = [
        Pending(
            segment.id,
            segment.target_id,
            blocks[segment.block_key],
            CodedText.loads(segment.source),
            segment.text_hash,
            segment.prev_hash,
            segment.next_hash,
            frames[segment.id],
        )
        for segment in rows
        if segment.revision == 0 and segment.source  # what was added here has no source: a person writes it
    ]
    return Plan(
        job_id,
        token,
        claimed.edition_id,
        edition.locale,
        edition.source_locale,
        claimed.lane,
        edition.confidential,
        tuple(pending),
        lexicon_of(unit, edition.source_locale, edition.locale),
        about(list(blocks.values())),
    )


@contextmanager
def holding(ctx: Context, plan: Plan) -> Iterator[tuple[Unit, HeldJob, HeldEdition]]:
    """A transaction with job and edition, locked until it ends; what is changed of them is written at its end.

    Raises ``LostJobError``.
    """
    with ctx.store.write() as unit:
        found = unit.drafts.held(plan.job_id, plan.token)
        if found is None:
            raise LostJobError("The job is no longer ours.")
        job, edition = found
        yield unit, job, edition
        unit.drafts.save(job, edition)
