"""What the chain hands back, as values: drafts, requests made, and why engines failed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from localize.markup import CodedText

# Reasons beside ``EngineError.REASONS``: nothing was sent, because it is not the time for it.
WAITS: Final = frozenset({"resting", "rate", "budget", "no-time"})


@dataclass(frozen=True, slots=True)
class Drafted:
    """A translation. ``engine`` is empty when there was nothing to translate (numbers, addresses) and it is a copy.

    ``unplaced``: ids of inline codes that found no place and stand at the end; ``displaced``: locked texts likewise.
    """

    text: CodedText
    engine: str
    unplaced: tuple[int, ...] = ()
    displaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EngineCall:
    """One request: texts and code points in it, seconds it took, and the reason when it failed.

    ``attempt``: 2 and more after failures. ``cached``: no request, but so many texts that had been answered before.
    ``sent``: false when it met nobody, so that nothing was sent.
    """

    engine: str
    items: int
    chars: int
    seconds: float
    ok: bool
    reason: str | None = None
    attempt: int = 1
    cached: int = 0
    sent: bool = True


@dataclass(frozen=True, slots=True)
class EngineFailure:
    """Why an engine left texts behind. ``reason`` is one of ``EngineError.REASONS`` or ``WAITS``; ``message`` is for people.

    ``items``: how many texts went on to the next engine, or nowhere. ``retry_after``: seconds, if it is known.
    ``params``: what the message says in figures.
    """

    engine: str
    reason: str
    message: str
    retryable: bool = False
    retry_after: float | None = None
    items: int = 0
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ChainOutcome:
    """What became of the texts: ``items`` in their order, None where no engine gave a translation."""

    items: list[Drafted | None]
    calls: list[EngineCall] = field(default_factory=list)
    failures: list[EngineFailure] = field(default_factory=list)


def describe_failures(failures: Sequence[EngineFailure]) -> str:
    """Why there is no draft, in a sentence that a person understands."""
    messages = list(dict.fromkeys(failure.message for failure in failures))
    if not messages:
        return "No translation engine is set up."
    if len(messages) == 1:
        return messages[0]
    told = "; ".join(message.rstrip(".") for message in messages)
    return f"No engine gave a usable draft: {told}."
