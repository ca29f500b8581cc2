"""Matches of the memory in the editor, by key and by button: shown, put in, taken back, told apart."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from localize.article import Article, Block, Code, CodeKind, Role, renumber
from localize.markup import CodedText
from localize.segment import hash_text
from localize.services.context import SYSTEM
from localize.services.intake import Filing, file_article
from localize.store.memories import MemoryEntryRow
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]

SENTENCES = (
    "The night bus runs every 35 minutes until dawn.",
    "Tickets cost 2.80 crowns, says the <1>city council</1>.",
    "Nobody had asked.",
)
PAIRS = (
    ("The night bus runs every 20 minutes until dawn.", "Ночной автобус ходит каждые 20 минут до рассвета.", {}),
    ("The night bus runs every 20 minutes until noon.", "Автобус ходит каждые 20 минут до полудня.", {"days": 2400}),
    ("The night bus runs every three minutes until dawn.", "Автобус ходит каждые три минуты.", {"origin": "imported"}),
    ("Tickets cost 3.10 crowns, says the <4>city council</4>.", "По данным <4>горсовета</4>, билет стоит 3,10 кроны.", {}),
)  # fmt: skip


@pytest.fixture
def edition(server: LiveServer) -> int:
    """A story nobody has drafted, and a memory of four pairs."""
    server.person("Elena Kravets")
    now = server.ctx.clock.now()
    with server.ctx.store.write() as unit:
        for source, target, more in PAIRS:
            days = int(str(more.get("days", 30)))
            unit.memories.put(
                MemoryEntryRow(
                    source_locale="en",
                    target_locale="ru",
                    text_hash=hash_text(source),
                    prev_hash="-",
                    next_hash="-",
                    source=source,
                    target=target,
                    article_id=None,
                    author="Olga Reznik",
                    approver="Paul Ames",
                    origin=str(more.get("origin", "approved")),
                    updated_at=now - timedelta(days=days),
                )
            )
    blocks = [Block("", Role.HEADLINE, CodedText.plain_text("Night Bus"), tag="h1")]
    for text in SENTENCES:
        coded = CodedText.loads(text)
        codes = tuple(Code(n, CodeKind.LINK, "a", (("href", "https://example.org"),)) for n in coded.code_ids)
        blocks.append(Block("", Role.PARAGRAPH, coded, codes))
    filed = file_article(server.ctx, Article(blocks=renumber(blocks)), Filing(external_id="bus"), SYSTEM)
    return server.edition(filed, "ru")


ADAPTED = "Ночной автобус ходит каждые 35 минут до рассвета."


def test_the_matches_of_a_segment_show_what_differs_and_follow_the_caret(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    offers = editor.page.locator("#matches .match")
    expect(offers).to_have_count(3)
    first = offers.first
    expect(first.locator("b")).to_contain_text("98")
    expect(first.locator(".differs del")).to_have_text("20")
    expect(first.locator(".differs ins")).to_have_text("35")
    expect(first.locator("mark.adapted")).to_have_text("35")
    expect(first.locator(".why")).to_have_text("Number put in: 20 → 35.")
    expect(first.locator(".from")).to_contain_text("Olga Reznik, approved by Paul Ames")
    expect(offers.filter(has_text="полудня").locator(".why")).to_contain_text("Older than five years.")
    expect(offers.filter(has_text="три минуты").locator(".why")).to_contain_text(
        "Imported: nobody here has approved it."
    )
    assert violations(editor.page) == []
    editor.press("Control+ArrowDown")
    expect(offers).to_have_count(1)
    editor.press("Control+ArrowDown")
    expect(editor.page.locator("#matches")).to_contain_text("The memory has no similar sentence.")
    editor.press("Control+ArrowUp", "Control+ArrowUp")
    assert offers.count() == 3  # at once: it was there before


def test_a_match_goes_in_by_its_key_is_one_step_of_undo_and_keeps_its_origin(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    expect(editor.page.locator("#matches .match")).to_have_count(3)
    editor.type("Мой текст")
    editor.press("Control+1")
    assert editor.text() == ADAPTED
    expect(editor.field).to_be_focused()
    editor.is_saved()
    origin = editor.segment(2).locator(".spine small")
    expect(origin).to_have_text("memory 98")
    editor.press("Control+z")
    assert editor.text() == "Мой текст"
    expect(origin).to_have_text("by hand")
    editor.press("Control+y")
    expect(origin).to_have_text("memory 98")
    editor.press("Control+Enter")
    expect(editor.segment(2).locator(".spine .reviewed")).to_be_visible()
    expect(origin).to_have_text("memory 98")
    editor.go(2)
    editor.press("End")
    editor.type(" Да.")
    expect(origin).to_have_text("by hand")
    editor.press("Control+9")
    expect(editor.segment(2).locator(".tools .note")).to_have_text("There is no match 9.")


def test_a_match_with_codes_goes_in_by_its_button_with_the_codes_of_this_sentence(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(3)
    editor.page.get_by_role("button", name="Insert 1").click()
    assert editor.text() == "По данным <1>горсовета</1>, билет стоит 2,80 кроны."
    expect(editor.segment(3).locator(".spine small")).to_have_text("memory 97")


def _is_saved_while(page: Page, hold: Callable[[], None]) -> None:
    """Hold something down until the server has stored a text and the page has had the time to draw what came of it."""
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok) as stored:
        hold()
    stored.value.finished()
    page.wait_for_timeout(250)


def test_a_button_that_is_down_as_news_comes_is_pressed_all_the_same(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    page = seat("elena@example.org")
    editor = EditorPage(page, server, edition).open(2)
    button = page.get_by_role("button", name="Insert 1")
    button.hover()
    editor.type("Мой текст")
    _is_saved_while(page, page.mouse.down)
    page.mouse.up()
    assert editor.text() == ADAPTED
    editor.is_saved()
    editor.type(" Да.")
    button.focus()
    _is_saved_while(page, lambda: page.keyboard.down("Space"))
    page.keyboard.up("Space")
    assert editor.text() == ADAPTED
    expect(editor.field).to_be_focused()


def test_a_release_that_nobody_saw_keeps_no_news_for_long(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org")
    editor = EditorPage(page, server, edition).open(2)
    page.evaluate("async () => { globalThis.press = await import('/static/js/editor/press.js'); }")
    over = """async () => {
        let over = false;
        void press.released().then(() => { over = true; });
        await new Promise((resolve) => setTimeout(resolve));
        return over;
    }"""
    page.get_by_role("button", name="Insert 1").hover()
    editor.type("Мой текст")
    assert page.evaluate(over)
    page.mouse.down()
    assert not page.evaluate(over)
    editor.is_saved()
    page.wait_for_function(over)


def test_what_is_put_in_without_a_connection_still_is_the_memorys_when_it_goes_up(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    expect(editor.page.locator("#matches .match")).to_have_count(3)
    editor.page.context.set_offline(True)
    editor.field.focus()
    editor.press("Control+1")
    expect(editor.page.locator("#trouble")).to_contain_text("No connection since")
    assert [kept["memory"] for kept in editor.kept()] == [1]
    editor.page.context.set_offline(False)
    editor.is_saved()
    expect(editor.segment(2).locator(".spine small")).to_have_text("memory 98")
