"""What a save of a segment carries, read and checked."""

from dataclasses import dataclass
from typing import Any

from localize.errors import InvalidInputError

_LONGEST = 64  # characters of an engine's name


@dataclass(frozen=True, slots=True)
class SaveBody:
    """``entry``: the memory entry whose match the text is; ``engine``: the engine whose version it is."""

    text: str
    base_revision: int
    confirm: bool
    reopen: bool
    entry: int | None
    engine: str | None


def read_save(body: Any) -> SaveBody:
    """Raises ``InvalidInputError`` saying what is wrong with it."""
    if not isinstance(body, dict):
        raise InvalidInputError("Send JSON: {text, base_revision, confirm}.")
    text, base, confirm = body.get("text"), body.get("base_revision"), body.get("confirm", False)
    entry, engine = body.get("memory"), body.get("engine")
    if not isinstance(text, str):
        raise InvalidInputError("text must be a string.")
    if not isinstance(base, int) or isinstance(base, bool) or base < 0:
        raise InvalidInputError("base_revision must be the number of the revision that was changed.")
    if not isinstance(confirm, bool):
        raise InvalidInputError("confirm must be true or false.")
    if entry is not None and (not isinstance(entry, int) or isinstance(entry, bool) or not 0 < entry < 2**63):
        raise InvalidInputError("memory must be the number of an entry, or null.")
    if engine is not None and (not isinstance(engine, str) or not 0 < len(engine) <= _LONGEST):
        raise InvalidInputError("engine must be the name of an engine, or null.")
    return SaveBody(text, base, confirm, body.get("reopen") is True, entry, engine)
