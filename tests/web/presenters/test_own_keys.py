"""Keys that a person may choose, and sentences for those that cannot be had."""

import pytest
from flask import Flask

from localize.services.context import Context
from tests.web.pages import make_app
from web.presenters.own_keys import check_keys, read_key
from web.presenters.shortcuts import SHORTCUTS


@pytest.fixture
def app(sqlite_ctx: Context) -> Flask:
    """Words need a request."""
    return make_app(sqlite_ctx)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("ctrl + enter", "Ctrl+Enter"),
        ("Shift+Strg+f", "Ctrl+Shift+F"),
        ("cmd+↑", "Ctrl+ArrowUp"),
        ("f8", "F8"),
        ("Alt+#", "Alt+#"),
        ("Ctrl+", None),
        ("Ctrl+Ö", None),
        ("Hyper+J", None),
        ("", None),
    ],
)
def test_a_key_is_read_as_people_write_it(written: str, key: str | None) -> None:
    assert read_key(written) == key


RESERVED = [
    "Ctrl+T", "Ctrl+W", "Ctrl+N", "Ctrl+L", "Ctrl+R", "Ctrl+Shift+T", "F1", "F5", "F11", "F12", "Tab", "Shift+Tab",
    "Escape", "Insert", "Ctrl+Insert", "CapsLock", "Ctrl+Alt+J", "Ctrl+Alt+ArrowUp", "Alt+ArrowLeft", "Ctrl+C",
    "Ctrl+Shift+Z", "Ctrl+ArrowLeft", "Alt+F4", "Alt+D", "Enter", "Space",
]  # fmt: skip


@pytest.mark.parametrize("key", RESERVED)
def test_what_browsers_and_screen_readers_need_cannot_be_had(app: Flask, key: str) -> None:
    with app.test_request_context():
        checked = check_keys({"confirm": key})
    assert "cannot be had: it " in checked.problems["confirm"]
    assert not checked.own


@pytest.mark.parametrize("key", ["J", "Shift+J", "7"])
def test_a_character_stays_a_character(app: Flask, key: str) -> None:
    with app.test_request_context():
        assert "is for writing" in check_keys({"confirm": key}).problems["confirm"]


def test_every_default_can_be_kept_and_differs_from_nothing(app: Flask) -> None:
    with app.test_request_context():
        checked = check_keys({s.id: ", ".join(s.keys) for s in SHORTCUTS})
    assert checked.problems == {}
    assert checked.own == {}


def test_a_key_of_another_command_is_told_with_its_name(app: Flask) -> None:
    everything = {s.id: ", ".join(s.keys) for s in SHORTCUTS}
    with app.test_request_context():
        taken = check_keys(everything | {"next": "F8"})
        fixed = check_keys({"next": "Ctrl+/"})
        digit = check_keys({"next": "Ctrl+3"})
        swapped = check_keys(everything | {"next": "F8", "finding": "Ctrl+ArrowDown"})
        twice = check_keys(everything | {"next": "F4", "previous": "F4"})
    assert taken.problems == {"next": "F8 is taken by “Next finding”."}
    assert list(fixed.problems) == ["next"]
    assert "Insert this match" in digit.problems["next"]
    assert swapped.problems == {}
    assert swapped.own == {"next": ("F8",), "finding": ("Ctrl+ArrowDown",)}
    assert set(twice.problems) == {"next", "previous"}


def test_commands_with_a_number_keep_their_digits(app: Flask) -> None:
    with app.test_request_context():
        assert check_keys({"match": "Alt+#"}).own == {"match": ("Alt+#",)}
        assert "digits 1 to 9" in check_keys({"match": "Alt+K"}).problems["match"]
        assert "digits 1 to 9" in check_keys({"next": "Alt+#"}).problems["next"]


def test_no_key_several_keys_and_too_many(app: Flask) -> None:
    with app.test_request_context():
        assert check_keys({"next": ""}).own == {"next": ()}
        assert check_keys({"next": "F4; Alt+K, F4"}).own == {"next": ("F4", "Alt+K")}
        assert "4 keys" in check_keys({"next": "F4,Alt+K,Alt+L,Alt+O,Alt+U"}).problems["next"]
        assert check_keys({"undo": "F4", "nothing": "F4"}).own == {}
