"""The page of keys without scripts, and what the editor is told."""

import pytest

from localize.services.context import Context
from localize.services.people import by_email
from localize.services.preferences import get_preferences
from localize.workflow import UserRole
from tests.web.pages import Browser, account, make_app, visit
from web.presenters.shortcuts import SHORTCUTS

FORM = {f"keys-{s.id}": ", ".join(s.keys) for s in SHORTCUTS if not s.fixed}


@pytest.fixture
def vera(sqlite_ctx: Context) -> Browser:
    """Vera, signed in."""
    account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru", password="a long password")
    browser = visit(make_app(sqlite_ctx))
    assert browser.post("/login", {"email": "vera@example.org", "password": "a long password"}).status == 303
    return browser


def value(browser: Browser, command: str) -> str:
    return str(browser.get("/account/keys").tree.xpath(f"//input[@id='keys-{command}']/@value")[0])


def test_keys_are_kept_shown_and_reset(vera: Browser) -> None:
    assert vera.get("/account").tree.xpath("//a[@href='/account/keys']")
    assert value(vera, "next") == "Ctrl+ArrowDown"
    answer = vera.post("/account/keys", FORM | {"keys-next": "f4", "keys-previous": ""})
    assert (answer.status, answer.location) == (303, "/account/keys?saved=keys")
    assert value(vera, "next") == "F4"
    assert value(vera, "previous") == ""
    now = FORM | {"keys-next": "F4", "keys-previous": ""}
    assert vera.post("/account/keys", now | {"reset": "next"}).location == "/account/keys?saved=keys#row-next"
    assert value(vera, "next") == "Ctrl+ArrowDown"
    assert value(vera, "previous") == ""
    assert vera.post("/account/keys", {"reset": "all"}).location == "/account/keys?saved=reset"
    assert value(vera, "previous") == "Ctrl+ArrowUp"


def test_what_cannot_be_had_is_told_beside_its_field_and_nothing_typed_is_lost(vera: Browser) -> None:
    answer = vera.post("/account/keys", FORM | {"keys-next": "Ctrl+W", "keys-finding": "F4"})
    assert answer.status == 422
    assert answer.words("//*[@id='said-next']") == ["Ctrl+W cannot be had: it opens and closes tabs and windows."]
    assert answer.tree.xpath("//input[@id='keys-next']/@value") == ["Ctrl+W"]
    assert answer.tree.xpath("//input[@id='keys-finding']/@value") == ["F4"]
    assert value(vera, "finding") == "F8", "nothing was changed"


def test_helpers_are_turned_off_where_there_is_no_foot_with_a_switch(vera: Browser) -> None:
    box = "//input[@name='helpers']/@checked"
    assert vera.get("/account/keys").tree.xpath(box)
    vera.post("/account/keys", FORM | {"form": "keys"})
    assert not vera.get("/account/keys").tree.xpath(box)
    vera.post("/account/keys", FORM | {"form": "keys", "helpers": "on"})
    assert vera.get("/account/keys").tree.xpath(box)


def test_help_names_own_keys(vera: Browser) -> None:
    vera.post("/account/keys", FORM | {"keys-confirm": "F4"})
    page = vera.get("/help").tree
    assert "F4" in page.xpath("//dl[@class='keylist']//kbd/text()")


def test_helpers_are_remembered(vera: Browser, sqlite_ctx: Context) -> None:
    headers = {"X-CSRFToken": vera.token()}
    answer = vera.client.post("/account/preferences", json={"helpers": False}, headers=headers)
    assert answer.json == {"helpers": False}
    assert not get_preferences(sqlite_ctx, by_email(sqlite_ctx, "vera@example.org").actor).helpers
    assert vera.client.post("/account/preferences", json={"helpers": "no"}, headers=headers).status_code == 422
