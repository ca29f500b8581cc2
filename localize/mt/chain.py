"""The chain: engines in order, each for what the ones before it left. No answer is better than a wrong one."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from localize.markup import CodedText
from localize.mt.answers import needs_translation
from localize.mt.gate import OPEN, Gate
from localize.mt.outcome import ChainOutcome, Drafted, EngineCall, EngineFailure, describe_failures
from localize.mt.turn import Load, Pace, Turn
from localize.mt.unlock import with_locks
from localize.ports import NO_HINTS, Engine, Hints
from localize.protected import Locked, locks, protected_spans

__all__ = ["DEADLINES", "ChainOutcome", "Drafted", "EngineCall", "EngineFailure", "describe_failures", "translate"]

# Seconds, by lane, within which a job's engines may be asked again, all of them together.
DEADLINES: Final[Mapping[str, float]] = MappingProxyType({"breaking": 30.0, "normal": 60.0, "background": 120.0})

OnChunk = Callable[[Sequence[tuple[int, Drafted]]], None]
OnEngine = Callable[[str], None]


def translate(
    texts: Sequence[CodedText],
    *,
    source: str,
    target: str,
    engines: Sequence[Engine],
    locked: Sequence[Sequence[Locked]] | None = None,
    on_chunk: OnChunk | None = None,
    on_engine: OnEngine | None = None,
    hints: Hints = NO_HINTS,
    gate: Gate = OPEN,
    deadline: float = DEADLINES["normal"],
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] | None = None,
    jitter: Callable[[], float] = random.random,
) -> ChainOutcome:
    """Translate coded texts from locale ``source`` into ``target``. Never raises for what an engine does.

    ``locked``: for each text the spans that stand in its draft as they are; by default what its form tells
    (``localize.protected``). A text that has nothing else is not sent.
    ``on_chunk`` gets ``(index, draft)`` pairs after every request that brought any, so that the caller can keep them;
    what it raises goes through, as with ``on_engine``, which gets an engine's name before it is asked. Texts that no
    engine translated are None in the outcome, which then says why. ``hints`` go to every engine with its texts.
    ``gate`` knows answers and says who may be asked when. ``deadline`` in seconds is for all engines together; each gets
    its share of what is left for waiting and asking again, so that the next one still has its turn.
    """
    outcome = ChainOutcome([None] * len(texts))

    def accept(drafts: list[tuple[int, Drafted]]) -> None:
        for index, draft in drafts:
            outcome.items[index] = draft
        if on_chunk is not None and drafts:
            on_chunk(drafts)

    spans = [locks(protected_spans(text)) for text in texts] if locked is None else locked
    loads = {index: Load(text, spans[index]) for index, text in enumerate(texts)}
    wanted = [index for index, load in loads.items() if needs_translation(load.words)]
    left = loads.keys() - set(wanted)
    accept([(index, Drafted(with_locks(loads[index].text, loads[index].locked), "")) for index in sorted(left)])
    end = clock() + deadline
    for position, engine in enumerate(engines):
        if not wanted:
            break
        if on_engine is not None:
            on_engine(engine.name)
        share = (end - clock()) / (len(engines) - position)
        turn = Turn(
            engine,
            {index: loads[index] for index in wanted},
            source=source,
            target=target,
            pace=Pace(clock, sleep or time.sleep, jitter, clock() + share),
            gate=gate,
            accept=accept,
            hints=hints,
        )
        wanted = turn.run()
        outcome.calls.extend(turn.calls)
        outcome.failures.extend(turn.failures)
        if any(failure.reason == "budget" for failure in turn.failures):
            break  # it is the same for all
    return outcome
