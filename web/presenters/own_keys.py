"""Keys that a person chooses for the editor's commands: how they are read, and which cannot be had.

``RESERVED`` is read by the server and, as it is, by the page of keys: what a browser, a screen reader or writing itself
needs. The patterns mean the same in both languages. A command's own default is always free to it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from localize.services.preferences import MOST_KEYS
from web.presenters.shortcuts import BY_ID, SHORTCUTS, Shortcut, key_map

RESERVED: Final[tuple[tuple[str, LazyString], ...]] = (
    (r"Ctrl\+(?:Shift\+)?[TNW]|Alt\+F4|Ctrl\+F4", lazy_gettext("opens and closes tabs and windows")),
    (r"Ctrl\+(?:Shift\+)?R|(?:Ctrl\+)?(?:Shift\+)?F5", lazy_gettext("loads the page anew")),
    (r"Ctrl\+[LKE]|Alt\+D|F6", lazy_gettext("leads to the address line")),
    (
        r"F1|(?:Ctrl\+)?(?:Shift\+)?F3|F7|(?:Shift\+)?F10|F11|F12|Ctrl\+Shift\+[ICJ]",
        lazy_gettext("is the browser’s own"),
    ),
    (r"Ctrl\+[PSOFGHJDUQ0]|Ctrl\+Shift\+[PQB]", lazy_gettext("is the browser’s own")),
    (r"Alt\+(?:ArrowLeft|ArrowRight|Home)", lazy_gettext("goes back and forward in the browser")),
    (r"Ctrl\+(?:Shift\+)?[ACVXYZ]|Ctrl\+B|Alt\+Backspace", lazy_gettext("is needed for writing")),
    (
        r"(?:Ctrl\+)?(?:Shift\+)?(?:ArrowLeft|ArrowRight|Home|End|PageUp|PageDown|Backspace|Delete)|(?:Shift\+)?Enter",
        lazy_gettext("is needed for writing"),
    ),
    (r"(?:.*\+)?(?:Tab|Escape|Space)", lazy_gettext("leads through the page, or out of a part of it")),
    (
        r"(?:.*\+)?(?:Insert|CapsLock|NumLock|ScrollLock)",
        lazy_gettext("belongs to the screen readers NVDA, JAWS and Narrator"),
    ),
    (
        r"Ctrl\+Alt\+.*",
        lazy_gettext("belongs to the screen reader VoiceOver, and writes a character on many keyboards (AltGr)"),
    ),
)
_NAME: Final = re.compile(
    r"[A-Z0-9#/]|F(?:[1-9]|1[0-2])|Enter|Escape|Tab|Space|Backspace|Delete|Insert|Home|End|PageUp|PageDown"
    r"|Arrow(?:Up|Down|Left|Right)|CapsLock|NumLock|ScrollLock"
)
_CALLED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "control": "Ctrl", "strg": "Ctrl", "cmd": "Ctrl", "command": "Ctrl", "option": "Alt", "umschalt": "Shift",
        "up": "ArrowUp", "down": "ArrowDown", "left": "ArrowLeft", "right": "ArrowRight",
        "↑": "ArrowUp", "↓": "ArrowDown", "←": "ArrowLeft", "→": "ArrowRight",
        "return": "Enter", "↵": "Enter", "eingabe": "Enter", "esc": "Escape", "entf": "Delete", "del": "Delete",
        "einfg": "Insert", "1…9": "#", "1-9": "#",
    }
)  # fmt: skip
_NAMES: Final = (
    "Ctrl", "Alt", "Shift", "Enter", "Escape", "Tab", "Space", "Backspace", "Delete", "Insert", "Home", "End", "PageUp",
    "PageDown", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "CapsLock", "NumLock", "ScrollLock",
)  # fmt: skip
_WRITTEN: Final = {name.lower(): name for name in _NAMES} | dict(_CALLED)
_ORDER: Final = ("Ctrl", "Alt", "Shift")


@dataclass(frozen=True, slots=True)
class Checked:
    """Keys as a person wrote them. ``own``: those that differ from the table; ``problems``: a sentence by command."""

    own: Mapping[str, tuple[str, ...]]
    problems: Mapping[str, str]


def read_key(written: str) -> str | None:
    """A key as the table writes it, from what a person may write; None when it is none."""
    names = [_WRITTEN.get(name.lower(), name.upper() if len(name) <= 3 else name) for name in _parts(written)]
    if not names or not _NAME.fullmatch(names[-1]) or not set(names[:-1]) <= set(_ORDER):
        return None
    return "+".join([name for name in _ORDER if name in names[:-1]] + names[-1:])


def _parts(written: str) -> list[str]:
    return [part.strip() for part in written.replace(" ", "").split("+") if part.strip()]


def check_keys(written: Mapping[str, str]) -> Checked:
    """Read what stands in the fields of the page: keys by command, with commas between them; empty is no key."""
    chosen: dict[str, tuple[str, ...]] = {}
    problems: dict[str, str] = {}
    for command, text in written.items():
        shortcut = BY_ID.get(command)
        if shortcut is None or shortcut.fixed:
            continue
        parts = [part for part in re.split(r"[,;\n]", text) if part.strip()]
        keys = [read_key(part) for part in parts]
        problem = next((p for key, part in zip(keys, parts, strict=True) if (p := _problem(shortcut, key, part))), None)
        if problem is None and len(parts) > MOST_KEYS:
            problem = gettext("A command may have %(num)s keys.", num=MOST_KEYS)
        if problem is None:
            chosen[command] = tuple(dict.fromkeys(key for key in keys if key))
        else:
            problems[command] = problem
    problems |= _clashes(chosen)
    own = {command: keys for command, keys in chosen.items() if keys != BY_ID[command].keys and command not in problems}
    return Checked(own, problems)


def _problem(shortcut: Shortcut, key: str | None, written: str) -> str | None:
    said: str
    if key is None:
        said = gettext("“%(key)s” is not a key. Write it like Ctrl+Enter, Alt+J or F8.", key=written.strip()[:40])
        return said
    if key in shortcut.keys:
        return None
    digits = any(default.endswith("#") for default in shortcut.keys)
    if digits != key.endswith("#"):
        said = (
            gettext("This command takes the digits 1 to 9: write # for them, like Alt+#.")
            if digits
            else gettext("# stands for the digits 1 to 9: only commands with a number have it.")
        )
        return said
    for pattern, words in RESERVED:
        if re.fullmatch(pattern, key):
            said = gettext("%(key)s cannot be had: it %(reason)s.", key=key, reason=words)
            return said
    if not re.search(r"Ctrl\+|Alt\+|F\d+$", key):
        said = gettext("%(key)s is for writing. A key has Ctrl or Alt in it, or is one of F2 to F9.", key=key)
        return said
    return None


def _clashes(chosen: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A sentence for each command that wants what another one has."""
    now = key_map(chosen)
    problems: dict[str, str] = {}
    for command in chosen:
        for other in SHORTCUTS:
            taken = next((key for key in chosen[command] if other.id != command and _has(now[other.id], key)), None)
            # Of two commands the one that was changed is asked; of two that were changed both.
            if taken and (tuple(chosen[command]) != BY_ID[command].keys or other.id not in chosen):
                problems[command] = gettext("%(key)s is taken by “%(command)s”.", key=taken, command=other.words)
    return problems


def _has(keys: Iterable[str], key: str) -> bool:
    return any(
        known == key or re.sub(r"(?<=\+)[1-9]$", "#", known) == re.sub(r"(?<=\+)[1-9]$", "#", key) for known in keys
    )


def page_rules() -> dict[str, Any]:
    """What the page of keys has to know to say at once what the server would say."""
    return {
        "reserved": [[pattern, str(words)] for pattern, words in RESERVED],
        "commands": {s.id: {"words": str(s.words), "keys": list(s.keys), "fixed": s.fixed} for s in SHORTCUTS},
        "words": {
            "press": gettext("Press the keys now. Esc leaves it as it is."),
            "taken": gettext("{key} is taken by “{command}”."),
            "reserved": gettext("{key} cannot be had: it {reason}."),
            "plain": gettext("{key} is for writing. A key has Ctrl or Alt in it, or is one of F2 to F9."),
            "digits": gettext("This command takes the digits 1 to 9: press a digit with Ctrl or Alt."),
            "put": gettext("{key}: put in. Save to keep it."),
            "left": gettext("Left as it is."),
        },
    }
