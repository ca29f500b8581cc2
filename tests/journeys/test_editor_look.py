"""The editor on a desk and on a phone, light and dark: nothing hidden, nothing that axe complains about."""

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
    server.person("Timur Asanov")
    server.person("Olga Reznik", UserRole.EDITOR)
    return server.edition(server.file(), "ru")


LOOKS = [
    pytest.param({"width": 1440, "color_scheme": "light"}, id="desk-light"),
    pytest.param({"width": 1440, "color_scheme": "dark"}, id="desk-dark"),
    pytest.param({"width": 390, "height": 844, "color_scheme": "light", "has_touch": True}, id="phone-light"),
    pytest.param({"width": 390, "height": 844, "color_scheme": "dark", "contrast": "more"}, id="phone-contrast"),
]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(server: LiveServer, edition: int, seat: Seat, look: dict[str, object]) -> None:
    editor = EditorPage(seat("elena@example.org", **look), server, edition).open(10)
    expect(editor.page.locator(".past li")).to_have_count(1)
    assert violations(editor.page) == []


def test_axe_finds_nothing_in_a_conflict_offline_and_in_the_list_of_keys(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    elena = EditorPage(seat("elena@example.org"), server, edition).open(7)
    timur = EditorPage(seat("timur@example.org"), server, edition).open(7)
    elena.write("Входов три.")
    elena.is_saved()
    timur.write("Три входа.")
    expect(timur.page.locator(".conflict")).to_be_visible()
    assert violations(timur.page) == []
    server.kill()
    elena.write("Без связи.")
    expect(elena.page.locator("#trouble")).to_be_visible()
    elena.press("Control+/")
    assert violations(elena.page) == []


@pytest.mark.parametrize("locale", ["en", "ru", "de"])
@pytest.mark.parametrize("width", [390, 760, 920, 1100, 1440])
def test_nothing_sticks_out_at_the_side(server: LiveServer, edition: int, seat: Seat, width: int, locale: str) -> None:
    elena = people.by_email(server.ctx, "elena@example.org")
    people.set_preferences(server.ctx, elena.id, ui_locale=locale)
    editor = EditorPage(seat("elena@example.org", width=width), server, edition).open(10)
    assert editor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_shows_the_source_above_the_target_and_tabs_at_the_foot(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    editor = EditorPage(seat("elena@example.org", width=390, height=844, has_touch=True), server, edition).open(10)
    source, target = (editor.segment(10).locator(part).bounding_box() for part in (".src", ".tgt"))
    assert source is not None
    assert target is not None
    assert source["y"] + source["height"] <= target["y"]
    tabs = editor.page.get_by_role("navigation", name="Help for the segment")
    expect(tabs.get_by_role("link")).to_have_text(["Findings 1", "Matches", "Terms", "Names", "Comments", "History"])
    tabs.get_by_role("link", name="Findings 1").tap()
    expect(editor.page.locator(".card.error")).to_be_in_viewport()
    editor.page.get_by_role("button", name="Back to the text").tap()
    expect(editor.field).to_be_focused()
    expect(editor.field).to_be_in_viewport()
    button = editor.page.get_by_role("button", name="Confirm and next").bounding_box()
    assert button is not None
    assert button["width"] > 300


def test_headline_quotation_and_caption_look_like_themselves(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(6)

    def style(position: int, name: str) -> str:
        return str(
            editor.segment(position)
            .locator(".tgt")
            .evaluate("(element, name) => getComputedStyle(element)[name]", name)
        )

    assert style(1, "fontSize") == "24px"
    assert style(8, "borderLeftWidth") == "2px"
    assert float(style(3, "fontSize").removesuffix("px")) < float(style(7, "fontSize").removesuffix("px"))
    picture = editor.segment(3).locator("img.shot")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0


def test_source_and_target_stand_side_by_side_on_a_desk(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(1)
    for position in range(2, 21):
        source, target = (editor.segment(position).locator(part).bounding_box() for part in (".src", ".tgt"))
        assert source is not None
        assert target is not None
        assert abs(source["y"] - target["y"]) < 1
        assert source["x"] + source["width"] < target["x"]


def test_an_editor_reads_a_submitted_edition_and_is_offered_the_next_steps(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    elena = EditorPage(seat("elena@example.org"), server, edition).open()
    for position, text in ((11, "Билеты продают с 1 октября."), (20, "Инструкции не было.")):
        elena.go(position)
        elena.type(text)
    elena.go(10)
    elena.press("F9")
    elena.is_saved()
    with elena.page.expect_navigation():
        elena.page.get_by_role("button", name="Submit for approval").click()
    olga = EditorPage(seat("olga@example.org"), server, edition).open()
    expect(olga.field).to_have_count(0)
    acts = olga.page.locator("#acts")
    expect(acts.get_by_role("button", name="Approve")).to_be_visible()
    acts.get_by_text("Return with a reason").first.click()
    acts.get_by_label("What should the translator change?").fill("Check segment 12.")
    with olga.page.expect_navigation():
        acts.get_by_role("button", name="Return with a reason").click()
    elena.open()
    expect(elena.page.locator("#notices")).to_contain_text("Olga Reznik returned this edition. Check segment 12.")


def test_its_modules_come_at_once_and_stay(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/modules/" in request.url else None)
    EditorPage(page, server, edition).open(10)
    ahead = page.locator("link[rel=modulepreload]").evaluate_all("(links) => links.map((link) => link.href)")
    assert len(ahead) > 30
    assert sorted(asked) == sorted(ahead), "each once, and none that was not named"
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    stored: dict[str, bool] = {}
    network.on(
        "Network.responseReceived",
        lambda said: stored.update({said["response"]["url"]: said["response"]["fromDiskCache"]}),
    )
    EditorPage(page, server, edition).open(10)
    sheets = page.locator("link[rel=stylesheet]").evaluate_all("(links) => links.map((link) => link.href)")
    files = [*ahead, *sheets]
    assert {url: stored[url] for url in files} == dict.fromkeys(files, True), (
        "nobody is asked whether they are still good"
    )
