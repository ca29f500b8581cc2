"""An edition and its targets as values: states, origins, progress."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class EditionState(StrEnum):
    """Where an edition stands; ``localize.workflow`` says how it moves."""

    QUEUED = "queued"  # a job waits for a worker
    TRANSLATING = "translating"  # a worker is at it
    BLOCKED = "blocked"  # no engine answered: reason shown, retried, or translated by hand
    DRAFTED = "drafted"  # every segment has a draft; nobody has taken it
    IN_REVIEW = "in_review"  # a translator works on it
    SUBMITTED = "submitted"  # waits for an editor
    APPROVED = "approved"  # may be published
    PUBLISHED = "published"  # readers have it
    WITHDRAWN = "withdrawn"  # taken back everywhere


class TargetState(StrEnum):
    """State of one segment's translation, as XLIFF 2 names it."""

    INITIAL = "initial"  # empty
    TRANSLATED = "translated"  # a draft nobody confirmed
    REVIEWED = "reviewed"  # confirmed by a person
    FINAL = "final"  # by rule or catalogue, or confirmed by an approval


class OriginKind(StrEnum):
    """Who or what made a text."""

    MT = "mt"
    MEMORY = "memory"
    CATALOGUE = "catalogue"
    RULE = "rule"
    HUMAN = "human"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Origin:
    """Origin of a text: kind, engine for ``mt``, score for ``memory`` (see ``localize.memory.match``)."""

    kind: OriginKind
    engine: str | None = None
    score: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether the text was good before, for this very sentence: a match below 100 is another's or unapproved."""
        if self.kind is OriginKind.MEMORY:
            return self.score is None or self.score >= 100
        return self.kind in {OriginKind.CATALOGUE, OriginKind.RULE}

    def __str__(self) -> str:
        if self.kind is OriginKind.MT and self.engine:
            return f"mt:{self.engine}"
        return self.kind.value

    @classmethod
    def parse(cls, written: str, score: int | None = None) -> "Origin":
        """Read ``str``'s form."""
        return _parse(written, score)


@lru_cache(maxsize=1024)  # a long article has hundreds of texts and a handful of origins
def _parse(written: str, score: int | None) -> Origin:
    kind, _, engine = written.partition(":")
    return Origin(OriginKind(kind), engine or None, score)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an edition is, in segments."""

    total: int
    initial: int
    translated: int
    confirmed: int
    errors: int = 0
    warnings: int = 0

    @classmethod
    def count(cls, states: Iterable[TargetState], *, errors: int = 0, warnings: int = 0) -> "Progress":
        """Count target states."""
        listed = list(states)
        return cls(
            total=len(listed),
            initial=listed.count(TargetState.INITIAL),
            translated=listed.count(TargetState.TRANSLATED),
            confirmed=listed.count(TargetState.REVIEWED) + listed.count(TargetState.FINAL),
            errors=errors,
            warnings=warnings,
        )


class Lane(StrEnum):
    """Queue, budget share and clock of a job."""

    BREAKING = "breaking"
    NORMAL = "normal"
    BACKGROUND = "background"
