"""The chain: engines in order, each for what the ones before it left. No answer is better than a wrong one."""

import random
import time
from collections.abc import Callable, Sequence
from typing import Final

from localize.markup import CodedText
from localize.mt.answers import needs_translation
from localize.mt.outcome import ChainOutcome, Drafted, EngineCall, EngineFailure, describe_failures
from localize.mt.turn import Pace, Turn
from localize.ports import Engine

__all__ = ["DEADLINE", "ChainOutcome", "Drafted", "EngineCall", "EngineFailure", "describe_failures", "translate"]

DEADLINE: Final = 45.0  # seconds within which one engine may be asked again

OnChunk = Callable[[Sequence[tuple[int, Drafted]]], None]


def translate(
    texts: Sequence[CodedText],
    *,
    source: str,
    target: str,
    engines: Sequence[Engine],
    on_chunk: OnChunk | None = None,
    deadline: float = DEADLINE,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
    jitter: Callable[[], float] = random.random,
) -> ChainOutcome:
    """Translate coded texts from locale ``source`` into ``target``. Never raises for what an engine does.

    ``on_chunk`` gets ``(index, draft)`` pairs after every request that brought any, so that the caller can keep them;
    what it raises goes through. Texts that no engine translated are None in the outcome, which then says why.
    """
    outcome = ChainOutcome([None] * len(texts))

    def accept(drafts: list[tuple[int, Drafted]]) -> None:
        for index, draft in drafts:
            outcome.items[index] = draft
        if on_chunk is not None and drafts:
            on_chunk(drafts)

    wanted = [index for index, text in enumerate(texts) if needs_translation(text.plain)]
    accept([(index, Drafted(text, "")) for index, text in enumerate(texts) if not needs_translation(text.plain)])
    pace = Pace(clock, sleep, jitter, deadline)
    for engine in engines:
        if not wanted:
            break
        turn = Turn(
            engine, {index: texts[index] for index in wanted}, source=source, target=target, pace=pace, accept=accept
        )
        wanted = turn.run()
        outcome.calls.extend(turn.calls)
        outcome.failures.extend(turn.failures)
    return outcome
