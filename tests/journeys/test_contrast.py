"""High contrast as a person chose it, or as their system asks: every text of the pages has seven to one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.services import people
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition of the story, drafted."""
    server.person("Elena Kravets")
    return server.edition(server.file(), "ru")


def ground(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize(
    ("theme", "system", "expected"),
    [
        ("", {"color_scheme": "light"}, "rgb(255, 255, 255)"),
        ("", {"color_scheme": "dark"}, "rgb(0, 0, 0)"),
        ("light", {"color_scheme": "dark"}, "rgb(255, 255, 255)"),
        ("dark", {"color_scheme": "light"}, "rgb(0, 0, 0)"),
    ],
    ids=["system-light", "system-dark", "light", "dark"],
)
def test_who_chooses_high_contrast_has_it_in_every_theme(
    server: LiveServer, edition: int, seat: Seat, theme: str, system: dict[str, str], expected: str
) -> None:
    page = seat("elena@example.org", **system)
    page.goto(f"{server.url}/account")
    page.locator(f"input[name=theme][value='{theme}']").check()
    assert ground(page) != expected
    page.get_by_role("group", name="Contrast").get_by_label("High").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    assert ground(page) == expected
    for path in ("/account", "/", "/help", f"/editions/{edition}/review", f"/editions/{edition}/preview"):
        page.goto(server.url + path)
        assert violations(page, "color-contrast-enhanced") == [], path
    editor = EditorPage(page, server, edition).open(10)
    assert violations(page, "color-contrast-enhanced") == []
    editor.press("Alt+p")
    here = page.frame_locator("#live-panel iframe").locator("[aria-current]")
    expect(here).to_be_visible()
    outline = here.evaluate("element => getComputedStyle(element).outlineStyle")
    assert outline == "solid", "where one is says a line when grounds are gone"
    assert violations(page, "color-contrast-enhanced") == []


def test_without_a_choice_the_system_decides(server: LiveServer, edition: int, seat: Seat) -> None:
    calm = seat("elena@example.org", color_scheme="dark")
    calm.goto(server.url)
    assert ground(calm) != "rgb(0, 0, 0)"
    asked = seat("elena@example.org", color_scheme="dark", contrast="more")
    asked.goto(server.url)
    assert ground(asked) == "rgb(0, 0, 0)"
    EditorPage(asked, server, edition).open(10)
    assert violations(asked, "color-contrast-enhanced") == []


def test_the_systems_own_colours_go_before_a_choice(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org", forced_colors="active")
    source = ".seg.active > .src"
    look = "element => { const s = getComputedStyle(element); return [s.outlineWidth, s.color, s.backgroundColor]; }"
    EditorPage(page, server, edition).open(10)
    before = page.locator(source).evaluate(look)
    assert before[0] == "2px"
    people.set_preferences(server.ctx, people.by_email(server.ctx, "elena@example.org").id, contrast="more")
    EditorPage(page, server, edition).open(10)
    assert page.locator("html[data-contrast=more]").count() == 1
    assert page.locator(source).evaluate(look) == before


def test_what_is_selected_can_be_told(server: LiveServer, seat: Seat) -> None:
    who = server.person("Olga Reznik", UserRole.EDITOR)
    page = seat(who, contrast="more")
    page.goto(server.url)
    style = (
        "(() => { const s = getComputedStyle(document.body, '::selection'); return [s.color, s.backgroundColor]; })()"
    )
    assert page.evaluate(style) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
