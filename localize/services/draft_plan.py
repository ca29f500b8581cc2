"""What a claimed job has to do: the segments of an edition that have no text yet, and what holds for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from localize.article import Block
from localize.errors import LocalizeError
from localize.markup import CodedText
from localize.protected import Locked
from localize.services.frames import frames_of
from localize.services.hints import about
from localize.services.lexicon import lexicon_of
from localize.store import Unit
from localize.store.editions import EditionRow
from localize.store.jobs import JobRow
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


def plan_of(unit: Unit, edition: EditionRow, job: JobRow, token: str) -> Plan:
    """The work on an edition as it stands."""
    version = unit.articles.version_by_id(edition.version_id)
    article = unit.articles.get(edition.article_id)
    if version is None or article is None:
        raise LookupError(f"edition {edition.id} has no source")
    blocks = {raw["block"]["key"]: Block.from_json(raw["block"]) for raw in version.blocks}
    rows = unit.editions.work(edition.id, edition.version_id)
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
        job.id,
        token,
        edition.id,
        edition.locale,
        version.locale,
        job.lane,
        article.confidential,
        tuple(pending),
        lexicon_of(unit, version.locale, edition.locale),
        about(list(blocks.values())),
    )


def held(unit: Unit, plan: Plan) -> tuple[JobRow, EditionRow]:
    """Job and edition, locked until the transaction ends. Raises ``LostJobError``."""
    job = unit.jobs.held(plan.job_id, plan.token)
    if job is None:
        raise LostJobError("The job is no longer ours.")
    edition = unit.editions.lock(plan.edition_id)
    if edition is None:
        raise LookupError(f"edition {plan.edition_id} is gone")
    return job, edition
