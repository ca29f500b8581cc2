"""What the domain needs from outside, as protocols. Each has a real implementation and a working double."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol


class Clock(Protocol):
    """Tells the time; always aware, in UTC."""

    def now(self) -> datetime:
        """The current time."""
        ...


class Dispatcher(Protocol):
    """Hints to workers that a job is due. Losing a hint is harmless: the scheduler repeats it."""

    def send(self, job_id: int, lane: str) -> bool:
        """Announce one job. False: it was not handed over, the scheduler will. Never raises, never blocks for long."""
        ...


class TagMode(StrEnum):
    """How an engine keeps inline codes by itself."""

    XML = "xml"  # <a i="1">…</a> and <x i="2"/> come back in place
    HTML = "html"  # <span id="1">…</span> and <img id="2"> do; class="notranslate" stays as it is


@dataclass(frozen=True, slots=True)
class EngineLimits:
    """What one request to an engine may carry."""

    items: int
    chars: int  # code points over all items
    bytes: int  # of the encoded request body or URL


@dataclass(frozen=True, slots=True)
class Hints:
    """What may help an engine to translate, and is not translated itself. An engine uses what it can.

    ``context``: what the texts are about, in the source language. ``terms``: source terms with what they are called in
    the target language, both in their dictionary form.
    """

    context: str = ""
    terms: tuple[tuple[str, str], ...] = ()


NO_HINTS: Final = Hints()


class Engine(Protocol):
    """A machine-translation engine behind its own HTTP."""

    name: str
    limits: EngineLimits
    tag_mode: TagMode | None
    private: bool  # confidential articles may go there
    takes_hints: bool  # its answers depend on them

    def translate_batch(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str]:
        """Translate in one request, order and count kept, every item a non-empty string.

        ``source`` and ``target`` are our locale names (``en``, ``ru``, ``de``). Raises ``EngineError``, nothing else.
        """
        ...
