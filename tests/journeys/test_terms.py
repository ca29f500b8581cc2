"""Terms in the editor, as a person sees them: marked in the source, listed, put in by a key; and the termbase's pages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.article import Article, Block, Code, CodeKind, Role, renumber
from localize.edition import EditionState, Origin, TargetState
from localize.markup import CodedText
from localize.services import terms_edit
from localize.services.context import SYSTEM
from localize.services.intake import Filing, file_article
from localize.services.record import Written, write_target
from localize.terms.concept import Concept, LocaleTerm
from localize.terms.term import TermStatus
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]

ENGINE = {
    "Tunnel opens": "Туннель открыт",
    "The <1>rail</1> authority says that two tunnels are ready.": "Сообщает, что оба готовы <1>по</1> словам.",
    "Nobody left.": "Никто не ушёл.",
}


@pytest.fixture
def edition(server: LiveServer) -> int:
    """A short story, drafted into Russian, and two terms."""
    server.person("Elena Kravets")
    for concept in (
        Concept(
            "rail authority",
            (LocaleTerm("ru", "железнодорожное управление"), LocaleTerm("ru", "дирекция", TermStatus.FORBIDDEN)),
            definition="The state’s body that runs the railways.",
            domains=("transport",),
        ),
        Concept("tunnel", (LocaleTerm("ru", "тоннель"), LocaleTerm("ru", "туннель", TermStatus.FORBIDDEN))),
    ):
        terms_edit.add(server.ctx, SYSTEM, concept)
    link = (Code(1, CodeKind.LINK, "a", (("href", "https://example.org/a"),)),)
    headline, *rest = (CodedText.loads(text) for text in ENGINE)
    blocks = [Block("", Role.HEADLINE, headline, tag="h1")]
    blocks += [Block("", Role.PARAGRAPH, text, link if text.marks else ()) for text in rest]
    filed = file_article(server.ctx, Article(blocks=renumber(blocks)), Filing(external_id="tunnel"), SYSTEM)
    number = server.edition(filed, "ru")
    with server.ctx.store.write() as unit:
        row = unit.editions.lock(number)
        assert row is not None
        for target, segment in unit.editions.targets(number, row.version_id):
            written = Written(ENGINE[segment.source], TargetState.TRANSLATED, Origin.parse("mt:google"))
            assert write_target(unit, target, 0, written, SYSTEM, server.ctx.clock.now())
        row.state = EditionState.DRAFTED.value
        row.change += 1
    return number


MARKED = """() => [...CSS.highlights.get("term")].map((range) => {
    const piece = range.cloneContents();
    for (const code of piece.querySelectorAll("[data-code]")) code.remove();
    return piece.textContent;
})"""


def test_terms_are_marked_in_the_source_whatever_codes_stand_in_them(
    server: LiveServer, edition: int, seat: Seat
) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    assert editor.page.evaluate(MARKED) == ["Tunnel", "rail authority", "tunnels"]
    assert editor.page.locator("mark").count() == 0, "the source's own markup is as it was"


def test_a_term_is_put_in_at_the_caret_by_mouse_and_by_keyboard(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(2)
    section = editor.page.locator("#terms")
    expect(section.locator("h3")).to_have_text("Terms 2")
    expect(section.locator("li del")).to_have_text(["дирекция", "туннель"])
    expect(section).to_contain_text("The state’s body that runs the railways.")
    editor.press("Home")
    section.get_by_role("button", name="железнодорожное управление").click()
    assert editor.text().startswith("железнодорожное управление")
    expect(editor.field).to_be_focused()
    editor.press("F6")
    button = section.get_by_role("button", name="тоннель")
    button.focus()
    editor.press("Enter")
    assert "тоннель" in editor.text()
    editor.is_saved()
    expect(section).to_contain_text("preferred, in the text")
    editor.go(3)
    expect(editor.page.locator("#terms")).to_contain_text("No term of the termbase stands in this sentence.")


def test_words_chosen_in_the_source_become_a_proposal(server: LiveServer, edition: int, seat: Seat) -> None:
    editor = EditorPage(seat("elena@example.org"), server, edition).open(3)
    link = editor.page.locator("#terms [data-new]")
    expect(link).to_have_text("Propose a term…")
    editor.segment(3).locator(".src").dblclick(position={"x": 12, "y": 10})
    expect(link).to_have_text("Propose “Nobody” as a term…")
    with editor.page.context.expect_page() as opened:
        link.click()
    form = opened.value
    expect(form.get_by_label("Source term")).to_have_value("Nobody")
    form.get_by_label("Term, Russian, 1").fill("никто")
    form.get_by_role("button", name="Propose the term").click()
    expect(form.locator(".term-proposals")).to_contain_text("This term is proposed by Elena Kravets.")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_termbase_fit_and_are_accessible(
    server: LiveServer, edition: int, seat: Seat, width: int, scheme: str
) -> None:
    server.person("Max Editor", UserRole.EDITOR)
    term = terms_edit.propose(server.ctx, SYSTEM, 1, LocaleTerm("ru", "ведомство", TermStatus.ADMITTED))
    page = seat("max@example.org", width=width, color_scheme=scheme)
    for path in (
        "/terms?locale=ru",
        f"/terms/{term.id}?locale=ru",
        "/terms/new",
        "/terms/import",
        f"/editions/{edition}/edit",
    ):
        page.goto(server.url + path)
        page.wait_for_timeout(600)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
