"""Typography in the editor by mouse and by keyboard: seen, taken back, asked for; countries put in."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.article import Article, Block, Role, renumber
from localize.edition import EditionState, Origin, TargetState
from localize.markup import CodedText
from localize.services.context import SYSTEM
from localize.services.intake import Filing, file_article
from localize.services.record import Written, write_target
from localize.typography.normalise import normalise
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]

ENGINE = {
    "Harbour opens": "Гавань открыта",
    "In the U.S. “The Shore” - 61,000 seats - is full.": 'В США "Берег" - 61,000 мест - заполнен.',
    "Nobody left.": "Никто не ушел.",
}


@pytest.fixture
def edition(server: LiveServer) -> int:
    """A short story, drafted into Russian as a worker would have."""
    server.person("Elena Kravets")
    headline, *rest = (CodedText.plain_text(text) for text in ENGINE)
    blocks = [Block("", Role.HEADLINE, headline, tag="h1"), *(Block("", Role.PARAGRAPH, text) for text in rest)]
    filed = file_article(server.ctx, Article(blocks=renumber(blocks)), Filing(external_id="shore"), SYSTEM)
    number = server.edition(filed, "ru")
    now = server.ctx.clock.now()
    with server.ctx.store.write() as unit:
        row = unit.editions.lock(number)
        assert row is not None
        for target, segment in unit.editions.targets(number, row.version_id):
            source = CodedText.loads(segment.source)
            done = normalise(CodedText.plain_text(ENGINE[source.plain]), "ru", source=source)
            origin = Origin.parse("mt:google")
            written = Written(done.text.dumps(), TargetState.TRANSLATED, origin, normalised=done.changes)
            assert write_target(unit, target, 0, written, SYSTEM, now)
        row.state = EditionState.DRAFTED.value
        row.change += 1
    return number


DRAFT = "В США «Берег»\u00a0— 61\u00a0000 мест\u00a0— заполнен."


def test_a_change_is_taken_back_by_keyboard_alone(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    assert editor.text() == DRAFT
    button = editor.segment(2).get_by_role("button", name="Typography: 4")
    button.focus()
    editor.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    entries = editor.segment(2).locator(".typos li")
    expect(entries).to_have_count(4)
    expect(entries.first).to_contain_text("Quotation marks")
    expect(entries.first).to_contain_text('"Берег" → «Берег»')
    assert violations(editor.page) == []
    expect(entries.first.get_by_role("button", name="Undo")).to_be_focused()
    editor.press("Enter")
    expect(editor.segment(2).get_by_role("button", name="Typography: 3")).to_be_visible()
    editor.is_saved()
    assert server.texts(edition)[2] == 'В США "Берег"\u00a0— 61\u00a0000 мест\u00a0— заполнен.'
    expect(editor.segment(2).locator(".typos button").first).to_be_focused()
    editor.press("Escape")
    expect(editor.segment(2).locator(".typos")).to_have_count(0)
    expect(editor.segment(2).locator("button.typo")).to_be_focused()


def test_all_changes_are_taken_back_and_had_again(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(1)
    editor.segment(2).locator("button.typo").click()
    assert editor.active == 1, "looking is not writing"
    editor.segment(2).get_by_role("button", name="Undo all").click()
    assert editor.active == 2
    editor.is_saved()
    expect(editor.segment(2).locator("button.typo")).to_have_count(0)
    expect(editor.field).to_be_focused()
    assert server.texts(edition)[2] == ENGINE["In the U.S. “The Shore” - 61,000 seats - is full."]
    assert [kind for kind, _, _ in server.history(edition, 2)] == ["saved", "saved"]
    editor.segment(2).get_by_role("button", name="Put typography right").click()
    expect(editor.field).to_contain_text("«Берег»")
    assert editor.text() == DRAFT
    editor.press("Control+z")
    assert editor.text() == ENGINE["In the U.S. “The Shore” - 61,000 seats - is full."]


def test_what_is_typed_leaves_the_other_changes_in_the_list(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    editor.press("End")
    editor.type(" Совсем.")
    editor.segment(2).locator("button.typo").click()
    editor.segment(2).locator(".typos").get_by_role("button", name="Undo: Number").click()
    expect(editor.segment(2).locator("button.typo")).to_have_text("Typography: 3")
    assert editor.text() == "В США «Берег»\u00a0— 61,000 мест\u00a0— заполнен. Совсем."


def test_a_country_is_put_in_where_the_caret_is(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    editor.press("Home", "Control+ArrowRight")
    offers = editor.page.locator("#countries")
    expect(offers).to_contain_text("U.S.")
    offers.get_by_role("button", name="США").click()
    assert editor.text().startswith("В США")
    assert editor.text().count("США") == 2
    editor.go(3)
    expect(offers).to_have_count(0)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_fits_and_covers_nothing(
    server: LiveServer, edition: int, seat: Seat, width: int, scheme: str
) -> None:
    editor = EditorPage(seat("elena@example.org", width=width, color_scheme=scheme), server, edition).open(2)
    editor.segment(2).locator("button.typo").click()
    assert violations(editor.page) == []
    assert editor.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    text, below = editor.field.bounding_box(), editor.segment(2).locator(".typos").bounding_box()
    assert text is not None
    assert below is not None
    assert below["y"] >= text["y"] + text["height"]
