"""The table of keyboard commands."""

import re

import pytest

from web.presenters.shortcuts import BY_ID, GROUPS, SHORTCUTS, caps, key_map

_MODIFIERS = ("Ctrl", "Alt", "Shift")
_NAMES = re.compile(r"[A-Z0-9#/]|F[2-9]|Enter|Escape|Delete|Insert|Arrow(?:Up|Down|Left|Right)")
_BROWSERS_OWN = {"Ctrl+T", "Ctrl+N", "Ctrl+W", "Ctrl+L", "Ctrl+R", "Ctrl+Shift+T", "Ctrl+Shift+N", "Ctrl+Shift+W", "F5"}
_KEYS = [(shortcut, key) for shortcut in SHORTCUTS for key in shortcut.keys]


@pytest.mark.parametrize("key", [key for _, key in _KEYS])
def test_a_key_is_written_as_the_scripts_read_it(key: str) -> None:
    *modifiers, name = key.split("+")
    assert _NAMES.fullmatch(name), key
    assert modifiers == [m for m in _MODIFIERS if m in modifiers], "in the order Ctrl, Alt, Shift"
    assert key not in _BROWSERS_OWN


def test_no_two_commands_have_the_same_key() -> None:
    keys = [key for shortcut in SHORTCUTS for key in shortcut.keys]
    assert len(keys) == len(set(keys))
    digits = {key.replace("#", str(digit)) for key in keys if "#" in key for digit in range(1, 10)}
    assert digits.isdisjoint(keys)


def test_ids_are_unique_and_every_group_has_a_title() -> None:
    assert len(BY_ID) == len(SHORTCUTS)
    assert {shortcut.group for shortcut in SHORTCUTS} == set(GROUPS)


def test_own_keys_take_the_place_of_the_tables_but_for_fixed_ones() -> None:
    keys = key_map({"confirm": ["F4"], "undo": ["F7"]})
    assert keys["confirm"] == ["F4"]
    assert keys["undo"] == ["Ctrl+Z"]
    assert keys["next"] == ["Ctrl+ArrowDown"]


def test_caps_are_what_stands_on_the_keyboard() -> None:
    assert caps("Ctrl+ArrowUp") == ("Ctrl", "↑")
    assert caps("Ctrl+#") == ("Ctrl", "1 … 9")
