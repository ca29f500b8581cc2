"""Keyboard commands of the editor: one table for the page's scripts, its dialog and the help page.

A key is written as modifiers in the order Ctrl, Alt, Shift and a name, joined by ``+``: ``Ctrl+Enter``, ``Alt+J``,
``F8``. Letters and digits mean the place on the keyboard (``KeyboardEvent.code``), so that they work while a Russian
layout is on. ``#`` stands for the digits 1 to 9. On a Mac, Cmd does what Ctrl does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString


class Group(StrEnum):
    """Commands that stand together in a list."""

    GO = "go"
    WRITE = "write"
    CHECK = "check"
    BLOCK = "block"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A command. ``keys``: what it listens to unless a person chose others; ``hint``: short words for the foot."""

    id: str
    group: Group
    keys: tuple[str, ...]
    words: LazyString
    hint: LazyString | None = None
    fixed: bool = False  # belongs to the browser's own editing, or is how a person finds the list: not to be changed


GROUPS: Mapping[Group, LazyString] = MappingProxyType(
    {
        Group.GO: lazy_gettext("Going about"),
        Group.WRITE: lazy_gettext("Writing"),
        Group.CHECK: lazy_gettext("Confirming and checking"),
        Group.BLOCK: lazy_gettext("Sentences and blocks"),
        Group.PAGE: lazy_gettext("The page"),
    }
)

_G, _W, _C, _B, _P = Group.GO, Group.WRITE, Group.CHECK, Group.BLOCK, Group.PAGE

SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut(
        "confirm",
        _C,
        ("Ctrl+Enter",),
        lazy_gettext("Confirm the segment and go to the next one that needs a person"),
        lazy_gettext("confirm and next"),
    ),
    Shortcut("next", _G, ("Ctrl+ArrowDown",), lazy_gettext("Next segment"), lazy_gettext("move")),
    Shortcut("previous", _G, ("Ctrl+ArrowUp",), lazy_gettext("Previous segment")),
    Shortcut("match", _W, ("Ctrl+#",), lazy_gettext("Insert this match of the memory"), lazy_gettext("insert match")),
    Shortcut("engine", _W, ("Alt+G",), lazy_gettext("Ask the next engine about the segment")),
    Shortcut("version", _W, ("Alt+Shift+G",), lazy_gettext("Insert the next version of another engine")),
    Shortcut("finding", _C, ("F8",), lazy_gettext("Next finding"), lazy_gettext("next finding")),
    Shortcut("finding_back", _C, ("Shift+F8",), lazy_gettext("Previous finding")),
    Shortcut(
        "fix", _C, ("F9",), lazy_gettext("Take the fix of the first finding that has one"), lazy_gettext("take the fix")
    ),
    Shortcut("code", _W, ("Ctrl+Shift+#",), lazy_gettext("Insert this inline code, or put it around the chosen words")),
    Shortcut(
        "code_left", _W, ("Alt+Shift+ArrowLeft",), lazy_gettext("Move the inline code at the caret a word to the left")
    ),
    Shortcut(
        "code_right",
        _W,
        ("Alt+Shift+ArrowRight",),
        lazy_gettext("Move the inline code at the caret a word to the right"),
    ),
    Shortcut(
        "code_back",
        _W,
        ("Alt+Shift+ArrowUp",),
        lazy_gettext("Move the inline code at the caret a character towards the beginning"),
    ),
    Shortcut(
        "code_on",
        _W,
        ("Alt+Shift+ArrowDown",),
        lazy_gettext("Move the inline code at the caret a character towards the end"),
    ),
    Shortcut("undo", _W, ("Ctrl+Z",), lazy_gettext("Undo"), fixed=True),
    Shortcut("redo", _W, ("Ctrl+Y", "Ctrl+Shift+Z"), lazy_gettext("Redo"), fixed=True),
    Shortcut("side", _G, ("F6",), lazy_gettext("To the side column and back"), lazy_gettext("to the side")),
    Shortcut("text", _G, ("Escape",), lazy_gettext("Back to the text"), fixed=True),
    Shortcut("confirm_block", _C, ("Ctrl+Shift+Enter",), lazy_gettext("Confirm every segment of the block")),
    Shortcut(
        "confirm_allowed",
        _C,
        ("Alt+Shift+Enter",),
        lazy_gettext("Confirm all segments that carry no risk, after asking"),
    ),
    Shortcut("next_open", _G, ("Alt+ArrowDown",), lazy_gettext("Next segment that needs a person")),
    Shortcut("previous_open", _G, ("Alt+ArrowUp",), lazy_gettext("Previous segment that needs a person")),
    Shortcut("dismiss", _C, ("Shift+F9",), lazy_gettext("Say why the first finding is none")),
    Shortcut("copy_source", _W, ("Ctrl+I",), lazy_gettext("Copy the source into the field")),
    Shortcut("helpers", _W, ("Alt+Q",), lazy_gettext("Typographic helpers as you type, on and off")),
    Shortcut("split", _B, ("Alt+Shift+J",), lazy_gettext("Split the segment at the caret")),
    Shortcut("join", _B, ("Alt+J",), lazy_gettext("Join the segment with the next one")),
    Shortcut("drop_block", _B, ("Alt+Delete",), lazy_gettext("Drop the block from this edition")),
    Shortcut("add_block", _B, ("Alt+Insert",), lazy_gettext("Add a block after this one")),
    Shortcut("comment", _P, ("Alt+M",), lazy_gettext("Comment on the segment or the chosen words")),
    Shortcut("replace", _P, ("Ctrl+Shift+F",), lazy_gettext("Find and replace")),
    Shortcut("preview", _P, ("Alt+P",), lazy_gettext("The reader’s page under the editor, on and off")),
    Shortcut("submit", _P, ("Ctrl+Alt+Enter",), lazy_gettext("Submit the edition")),
    Shortcut("palette", _P, ("F2",), lazy_gettext("Find a command by its name")),
    Shortcut("help", _P, ("Ctrl+/",), lazy_gettext("This list; outside a field also ?"), fixed=True),
)

BY_ID: Mapping[str, Shortcut] = MappingProxyType({shortcut.id: shortcut for shortcut in SHORTCUTS})

_CAPS: Mapping[str, str] = MappingProxyType(
    {"Enter": "↵", "ArrowUp": "↑", "ArrowDown": "↓", "ArrowLeft": "←", "ArrowRight": "→", "Escape": "Esc", "#": "1 … 9"}
)


@dataclass(frozen=True, slots=True)
class ShortcutView:
    """A command for a list: each of ``keys`` is a row of key caps."""

    id: str
    keys: tuple[tuple[str, ...], ...]
    words: str
    hint: str


def key_map(own: Mapping[str, Sequence[str]] | None = None) -> dict[str, list[str]]:
    """Keys by command; ``own`` are those that a person chose."""
    chosen = own or {}
    return {s.id: list(s.keys if s.fixed else chosen.get(s.id, s.keys)) for s in SHORTCUTS}


def caps(key: str) -> tuple[str, ...]:
    """A key as the caps that are pressed: ``Ctrl+Enter`` is Ctrl and ↵."""
    return tuple(_CAPS.get(name, name) for name in key.split("+"))


def listed(own: Mapping[str, Sequence[str]] | None = None) -> list[tuple[str, list[ShortcutView]]]:
    """Every command by group, in the table's order."""
    keys = key_map(own)
    return [
        (str(title), [_view(s, keys[s.id]) for s in SHORTCUTS if s.group is group]) for group, title in GROUPS.items()
    ]


def named(own: Mapping[str, Sequence[str]] | None = None) -> list[dict[str, str]]:
    """Every command for the page's scripts: its words, and its keys as they are written."""
    keys = key_map(own)
    return [
        {"id": s.id, "words": str(s.words), "keys": ", ".join(" ".join(caps(key)) for key in keys[s.id])}
        for s in SHORTCUTS
    ]


def hints(own: Mapping[str, Sequence[str]] | None = None) -> list[ShortcutView]:
    """The few commands that the foot of the editor names."""
    keys = key_map(own)
    return [_view(s, keys[s.id]) for s in SHORTCUTS if s.hint and keys[s.id]]


def _view(shortcut: Shortcut, keys: Sequence[str]) -> ShortcutView:
    return ShortcutView(shortcut.id, tuple(map(caps, keys)), str(shortcut.words), str(shortcut.hint or ""))
