"""The review page at work: a sentence corrected where it is read, reasons said where they belong."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from localize.edition import EditionState
from localize.services import postedit
from localize.services.context import Actor
from localize.services.desk import get_edition
from localize.services.talk import send_back
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition, submitted by its translator, with every sentence written."""
    server.person("Elena Kravets", UserRole.TRANSLATOR, "ru")
    server.person("Olga Reznik", UserRole.EDITOR)
    edition = server.edition(server.file(), "ru")
    elena = Actor(1, "Elena Kravets", UserRole.TRANSLATOR, ("ru",))
    with server.ctx.store.read() as unit:
        row = unit.editions.get(edition)
        assert row is not None
        empty = [s.id for t, s in unit.editions.targets(edition, row.version_id) if not t.text]
    for segment in empty:
        postedit.save_segment(server.ctx, elena, edition, segment, text="Пусто.", base_revision=0, confirm=True)
    postedit.submit(server.ctx, elena, edition)
    return edition


class Review:
    """The page as an editor has it."""

    def __init__(self, page: Page, server: LiveServer, edition: int) -> None:
        self.page = page
        self.url = f"{server.url}/editions/{edition}/review?text=clean"

    def open(self) -> "Review":
        self.page.goto(self.url)
        self.page.wait_for_selector("html[data-editing=ready]")
        return self

    def to(self, position: int) -> None:
        """Go to a sentence by its number and let the page know."""
        self.page.locator(f"#s{position} .gut a").focus()
        self.page.locator(f"#s{position} [data-edit]").click()
        expect(self.field).to_be_focused()

    @property
    def field(self):  # type: ignore[no-untyped-def]
        return self.page.locator(".rev-write .write")

    def write(self, text: str) -> None:
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)


def test_an_editor_corrects_a_sentence_in_place(server: LiveServer, edition: int, seat: Seat) -> None:
    review = Review(seat("olga@example.org"), server, edition).open()
    review.to(7)
    review.write("Входов на террасу три.")
    assert violations(review.page) == []
    with review.page.expect_navigation():
        review.page.keyboard.press("Control+Enter")
    expect(review.page.locator("#s7 .tgt > p").first).to_have_text("Входов на террасу три.")
    expect(review.page.locator("#s7")).to_have_class(re.compile(r"\bat\b"))
    assert server.history(edition, 7)[0] == ("saved", "Входов на террасу три.", "Olga Reznik")
    assert get_edition(server.ctx, edition).state is EditionState.SUBMITTED


def test_keys_alone_write_undo_and_leave_a_sentence(server: LiveServer, edition: int, seat: Seat) -> None:
    review = Review(seat("olga@example.org"), server, edition)
    review.page.goto(review.url.partition("?")[0])
    review.page.wait_for_selector("html[data-editing=ready]")
    review.page.keyboard.press("j")
    visited = review.page.locator(".seg.at")
    before = visited.locator(".tgt > p").first.inner_text()
    review.page.keyboard.press("e")
    expect(review.field).to_be_focused()
    review.page.keyboard.type("XYZ")
    review.page.keyboard.press("Control+Z")
    assert "XYZ" not in review.field.inner_text()
    review.page.keyboard.type("XYZ")
    review.page.keyboard.press("Escape")
    expect(review.page.get_by_role("status").filter(has_text="once more to discard")).to_be_visible()
    review.page.keyboard.press("Escape")
    expect(review.field).to_have_count(0)
    expect(visited.locator(".tgt > p").first).to_have_text(before)
    review.open()
    expect(review.field).to_have_count(0)


def test_a_dead_server_and_a_closed_page_lose_nothing(server: LiveServer, edition: int, seat: Seat) -> None:
    review = Review(seat("olga@example.org"), server, edition).open()
    review.to(7)
    review.write("Написано без связи.")
    server.kill()
    review.page.keyboard.press("Control+Enter")
    expect(review.page.get_by_role("status").filter(has_text="Not saved")).to_be_visible()
    review.page.goto("about:blank")
    server.start()
    review.open()
    expect(review.field).to_have_text("Написано без связи.")
    expect(review.page.get_by_text("You wrote this before.")).to_be_visible()
    with review.page.expect_navigation():
        review.page.keyboard.press("Control+Enter")
    assert server.texts(edition)[7] == "Написано без связи."
    review.open()
    expect(review.field).to_have_count(0)


def test_two_editors_of_one_sentence_decide_and_keep_both_texts(server: LiveServer, edition: int, seat: Seat) -> None:
    server.person("Max Weber", UserRole.EDITOR)
    first = Review(seat("olga@example.org"), server, edition).open()
    second = Review(seat("max@example.org"), server, edition).open()
    first.to(7)
    second.to(7)
    first.write("Первый текст.")
    with first.page.expect_navigation():
        first.page.keyboard.press("Control+Enter")
    second.write("Второй текст.")
    second.page.keyboard.press("Control+Enter")
    card = second.page.locator(".conflict")
    expect(card).to_contain_text("Первый текст.")
    assert violations(second.page) == []
    with second.page.expect_navigation():
        second.page.keyboard.press("1")
    assert server.texts(edition)[7] == "Второй текст."
    assert ("saved", "Первый текст.", "Olga Reznik") in server.history(edition, 7)


def test_what_is_typed_while_it_is_saved_goes_up_too(server: LiveServer, edition: int, seat: Seat) -> None:
    review = Review(seat("olga@example.org"), server, edition).open()
    review.to(7)
    review.write("Первое.")
    held: list[Route] = []
    review.page.route("**/segments/*", lambda route: held.append(route), times=1)  # noqa: PLW0108 - Playwright marks its handlers
    with review.page.expect_request("**/segments/*"):  # "Saving" is said before: the draft is kept here first
        review.page.keyboard.press("Control+Enter")
    expect(review.page.get_by_role("status").filter(has_text="Saving")).to_be_visible()
    review.page.keyboard.type(" И второе.")
    assert len(held) == 1
    with review.page.expect_navigation():
        held[0].continue_()
    assert server.texts(edition)[7] == "Первое. И второе."
    assert ("saved", "Первое.", "Olga Reznik") in server.history(edition, 7)


def test_the_text_that_was_decided_against_is_in_the_history_whole(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    server.person("Max Weber", UserRole.EDITOR)
    first = Review(seat("olga@example.org"), server, edition).open()
    second = Review(seat("max@example.org"), server, edition).open()
    first.to(7)
    second.to(7)
    first.write("Первый текст.")
    with first.page.expect_navigation():
        first.page.keyboard.press("Control+Enter")
    second.write("Второй текст.")
    second.page.keyboard.press("Control+Enter")
    expect(second.page.locator(".conflict")).to_be_visible()
    second.field.focus()
    second.page.keyboard.press("Control+End")
    second.page.keyboard.type(" И ещё.")
    second.page.locator(".conflict").focus()
    with second.page.expect_navigation():
        second.page.keyboard.press("2")
    assert server.texts(edition)[7] == "Первый текст."
    assert ("conflict", "Второй текст. И ещё.", "Max Weber") in server.history(edition, 7)


def test_reasons_at_sentences_go_back_with_the_edition(server: LiveServer, edition: int, seat: Seat) -> None:
    review = Review(seat("olga@example.org"), server, edition).open()
    review.page.locator("#s7 .gut a").focus()
    review.page.locator("#s7 [data-place]").click()
    review.page.keyboard.type("Три, а не четыре.")
    expect(review.page.locator("#places")).to_have_text("Also at: 7")
    review.page.reload()
    expect(review.page.locator("#s7 .place textarea")).to_have_value("Три, а не четыре.")
    assert violations(review.page) == []
    with review.page.expect_navigation():
        review.page.locator("#form-return button[type=submit]").click()
    assert get_edition(server.ctx, edition).state is EditionState.IN_REVIEW
    elena = EditorPage(seat("elena@example.org"), server, edition).open()
    banner = elena.page.locator("#notices .banner", has_text="Olga Reznik returned this edition.")
    expect(banner).to_contain_text("Reasons at: Segment 7")
    banner.get_by_role("link", name="Segment 7").click()
    expect(elena.page.locator(".side")).to_contain_text("Why it was returned")
    review.open()
    review.page.evaluate("document.querySelector('#form-return') === null || 0")
    assert review.page.evaluate("Object.keys(sessionStorage).filter((k) => k.startsWith('localize.return'))") == []


def test_reasons_that_come_too_late_are_kept_until_they_are_discarded(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    server.person("Max Weber", UserRole.EDITOR)
    review = Review(seat("olga@example.org"), server, edition).open()
    review.page.locator("#s7 .gut a").focus()
    review.page.locator("#s7 [data-place]").click()
    review.page.keyboard.type("Три, а не четыре.")
    review.page.get_by_label("What should the translator change?").fill("Числа.")
    send_back(server.ctx, Actor(3, "Max Weber", UserRole.EDITOR), edition, "Заголовок.", {})
    with review.page.expect_navigation():
        review.page.locator("#form-return button[type=submit]").click()
    banner = review.page.locator(".banner", has_text="What you wrote for a return was not sent.")
    expect(banner).to_contain_text("It is kept in this tab: Числа. 7: Три, а не четыре.")
    assert violations(review.page) == []
    review.page.reload()
    expect(banner).to_be_visible()
    banner.get_by_role("button", name="Discard").click()
    expect(banner).to_have_count(0)
    review.page.reload()
    review.page.wait_for_load_state()
    expect(banner).to_have_count(0)


def test_a_translator_reads_what_is_submitted_and_writes_nothing(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org")
    page.goto(f"{server.url}/editions/{edition}/review")
    expect(page.locator("#gate")).to_be_visible()
    expect(page.locator("[data-edit], [data-place]")).to_have_count(0)


def test_a_phone_writes_in_place(server: LiveServer, edition: int, seat: Seat) -> None:
    review = Review(seat("olga@example.org", width=390, height=844, has_touch=True), server, edition).open()
    review.page.locator("#s7 [data-edit]").tap()
    expect(review.field).to_be_in_viewport()
    assert review.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(review.page) == []
