"""What a person has set for themselves in the editor: the keys of commands, typographic helpers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from localize.errors import InvalidInputError, NotFoundError
from localize.services.context import Actor, Context
from localize.store.people import PersonRow

MOST_KEYS = 4  # for one command
MOST_COMMANDS = 200
LONGEST = 64  # characters of a command's name, or of a key


@dataclass(frozen=True, slots=True)
class Preferences:
    """``keys``: by command, those that a person chose; none is an empty tuple. ``helpers``: typography as they type."""

    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    helpers: bool = True


def get_preferences(ctx: Context, actor: Actor) -> Preferences:
    """What is set; somebody without an account has the defaults."""
    with ctx.store.read() as unit:
        row = unit.people.get(actor.id) if actor.id is not None else None
        return _read(row.preferences if row else {})


def set_keys(ctx: Context, actor: Actor, keys: Mapping[str, Sequence[str]]) -> Preferences:
    """Put these keys in place of all that were chosen. What a key may be is the interface's to say.

    Raises ``InvalidInputError`` for what is beyond all measure.
    """
    too_long = any(len(name) > LONGEST for command, list_ in keys.items() for name in (command, *list_))
    if len(keys) > MOST_COMMANDS or too_long or any(len(list_) > MOST_KEYS for list_ in keys.values()):
        raise InvalidInputError(f"A command may have {MOST_KEYS} keys.")
    return _set(ctx, actor, {"keys": {command: list(list_) for command, list_ in keys.items()}})


def set_helpers(ctx: Context, actor: Actor, *, on: bool) -> Preferences:
    """Turn typographic helpers on or off."""
    return _set(ctx, actor, {"helpers": on})


def _set(ctx: Context, actor: Actor, values: Mapping[str, Any]) -> Preferences:
    with ctx.store.write() as unit:
        row: PersonRow | None = unit.people.get(actor.id) if actor.id is not None else None
        if row is None:
            raise NotFoundError("There is no such account.")
        row.preferences = {**row.preferences, **values}
        return _read(row.preferences)


def _read(raw: Mapping[str, Any]) -> Preferences:
    return Preferences(
        keys={command: tuple(keys) for command, keys in raw.get("keys", {}).items()},
        helpers=raw.get("helpers", True) is not False,
    )
