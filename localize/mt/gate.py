"""What stands between the chain and an engine: answers known already, rests, rate limits, budget.

The chain asks through this protocol and knows no database; ``localize.services.engine_gate`` has the one that all workers
share.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from localize.errors import EngineError
from localize.mt.outcome import EngineCall, EngineFailure
from localize.ports import Engine, EngineLimits

Items = tuple[str, ...]  # what is sent for one text: the sentence first, then the texts of its codes


@dataclass(frozen=True, slots=True)
class Opened:
    """An engine may be asked; ``probe``: as the one that tries it after its rest, with a few texts first."""

    probe: bool = False


class Gate(Protocol):
    """One job's way to its engines. ``label`` is the engine's name for people, as failures say it."""

    def recall(
        self, engine: Engine, items: Mapping[int, Items], *, source: str, target: str
    ) -> Mapping[int, Sequence[str]]:
        """By index of the text: the answers that the engine gave to the very same items before."""
        ...

    def begin(self, name: str, label: str, chars: int) -> Opened | EngineFailure:
        """Whether the engine may be asked for so many code points, or why not. Called before its first request."""
        ...

    def limits(self, engine: Engine) -> EngineLimits:
        """What one request may carry."""
        ...

    def before(self, name: str, label: str, chars: int, *, patience: float) -> float | EngineFailure:
        """Seconds to wait before this request, at most ``patience``; or why it cannot be made."""
        ...

    def called(self, call: EngineCall) -> None:
        """A request was made, or the cache used."""
        ...

    def keep(self, engine: Engine, answers: Sequence[tuple[Items, Items]], *, source: str, target: str) -> None:
        """These items had these answers, and they can be translations."""
        ...

    def recovered(self, name: str) -> None:
        """The trial after a rest went well."""
        ...

    def end(self, name: str, error: EngineError | None, falls: int, *, answered: bool) -> None:
        """The turn is over: with the error that ended it after ``falls`` failures in a row, or without one."""
        ...


class OpenGate:
    """Lets everything through and remembers nothing."""

    def recall(
        self, engine: Engine, items: Mapping[int, Items], *, source: str, target: str
    ) -> Mapping[int, Sequence[str]]:
        """Nothing is known."""
        del engine, items, source, target
        return {}

    def begin(self, name: str, label: str, chars: int) -> Opened | EngineFailure:
        """Always."""
        del name, label, chars
        return Opened()

    def limits(self, engine: Engine) -> EngineLimits:
        """The engine's own."""
        return engine.limits

    def before(self, name: str, label: str, chars: int, *, patience: float) -> float | EngineFailure:
        """At once."""
        del name, label, chars, patience
        return 0.0

    def called(self, call: EngineCall) -> None:
        """Forget it."""

    def keep(self, engine: Engine, answers: Sequence[tuple[Items, Items]], *, source: str, target: str) -> None:
        """Forget them."""

    def recovered(self, name: str) -> None:
        """Nothing rested."""

    def end(self, name: str, error: EngineError | None, falls: int, *, answered: bool) -> None:
        """Nothing to note."""


OPEN: Final[Gate] = OpenGate()
