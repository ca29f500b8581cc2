"""When two requests are the same: what an engine answered once may stand for the other."""

import hashlib
import json
from collections.abc import Sequence

from localize.ports import Engine


def answer_key(engine: Engine, items: Sequence[str], *, source: str, target: str, hints: Sequence[str] = ()) -> str:
    """Digest of everything that an engine's answer depends on: who, from and into what, how, and the very text.

    ``hints``: whatever else goes with the text, such as a glossary or its context.
    """
    tag_mode = engine.tag_mode.value if engine.tag_mode else ""
    said = [engine.name, source, target, tag_mode, list(hints), list(items)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()
