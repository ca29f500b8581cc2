"""When two requests are the same: what an engine answered once may stand for the other."""

import hashlib
import json
from collections.abc import Sequence

from localize.ports import NO_HINTS, Engine, Hints


def same_key(items: Sequence[str], *, source: str, target: str) -> str:
    """Digest of what is asked, whoever is asked and whatever they are told beside it."""
    return hashlib.sha256(json.dumps([source, target, list(items)], ensure_ascii=True).encode()).hexdigest()


def answer_key(engine: Engine, items: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> str:
    """Digest of everything that an engine's answer depends on: who, from and into what, how, and the very text.

    ``hints`` count where the engine takes them.
    """
    tag_mode = engine.tag_mode.value if engine.tag_mode else ""
    told = [hints.context, [list(pair) for pair in hints.terms]] if engine.takes_hints else []
    said = [engine.name, source, target, tag_mode, told, list(items)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()
