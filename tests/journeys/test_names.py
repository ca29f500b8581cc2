"""Names in a browser: a new one accepted beside its sentence, put in at the caret, and the checks that take note."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from localize.edition import TargetState
from localize.qa.run import CHECKS
from localize.services import name_candidates, names, people
from localize.services.context import SYSTEM, Actor
from localize.services.intake import Filed
from localize.services.workbench import open_edition
from localize.store.names import NameSightingRow
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry
from localize.workflow import UserRole
from tests.journeys.axe import violations
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]
NEW = NameEntry(NameKind.PLACE, "Storfoss", accepted={"ru": NameForm("Сторфосс")})


def story(server: LiveServer) -> tuple[Filed, int]:
    """The drafted story with its names found: Marta Elvin, and the town."""
    filed = server.file()
    edition_id = server.edition(filed, "ru")
    with server.ctx.store.write() as unit:
        edition = unit.editions.get(edition_id)
        assert edition is not None
        rows = [segment for _, segment in unit.editions.targets(edition_id, edition.version_id)]
        looked = {"version_id": edition.version_id, "article_id": filed.article_id, "at": server.ctx.clock.now()}
        found = [NameSightingRow(position=0, key="", data={}, **looked)]
        for n, (key, written, kind) in enumerate(
            [("marta elvin", "Marta Elvin", "person"), ("norrhaven", "Norrhaven", "place")], start=1
        ):
            spans = [
                [row.position, row.source.index(written), row.source.index(written) + len(written)]
                for row in rows
                if written in row.source
            ]
            data = {
                "written": written,
                "kind": kind,
                "spans": spans,
                "count": len(spans),
                "titles": [],
                "gender": "unknown",
            }
            found.append(NameSightingRow(position=n, key=key, data=data, **looked))
        unit.names.append(found)
    return filed, edition_id


def account(server: LiveServer, email: str) -> Actor:
    """Somebody as one who does things."""
    return people.by_email(server.ctx, email).actor


def mayor(server: LiveServer, edition_id: int) -> int:
    """Position of the sentence that names her."""
    bench = open_edition(server.ctx, SYSTEM, edition_id)
    return next(s.position for b in bench.blocks for s in b.segments if "Marta Elvin" in s.source)


def test_a_new_name_is_changed_accepted_by_keyboard_and_offered_from_then_on(server: LiveServer, seat: Seat) -> None:
    editor = server.person("Olga Reznik", UserRole.EDITOR)
    filed, edition_id = story(server)
    page = seat(editor)
    desk = EditorPage(page, server, edition_id).open(mayor(server, edition_id))
    section = page.locator("#names")
    card = section.locator("form.name-new")
    expect(card).to_have_count(1)
    expect(card.locator(".head")).to_contain_text("Marta Elvin")
    expect(section).to_contain_text("2 new names wait in this article")
    assert page.evaluate("CSS.highlights.has('name-new')")
    card.get_by_role("button", name="Change…").press("Enter")
    form = card.get_by_label("House form")
    expect(form).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Марта Элвин")
    card.get_by_label("Gender").select_option("feminine")
    form.press("Enter")
    known = section.get_by_role("button", name="Марта Элвин", exact=True)
    expect(known).to_be_visible()
    expect(section).to_contain_text("1 new name waits in this article")
    expect(section).to_contain_text("feminine")
    assert page.evaluate("[CSS.highlights.has('name'), CSS.highlights.has('name-new')]") == [True, False]
    (there,) = names.all_names(server.ctx)
    assert (there.entry.source, there.entry.gender) == ("Marta Elvin", Gender.FEMININE)
    assert there.entry.accepted["ru"].text == "Марта Элвин"
    desk.go(mayor(server, edition_id))
    desk.write("Пришла")
    known.click()
    expect(desk.field).to_be_focused()
    assert desk.text() == "Пришла Марта Элвин"
    desk.is_saved()
    assert violations(page) == []
    assert [n.sighting.key for n in name_candidates.new_names(server.ctx, SYSTEM, filed.article_id)] == [
        "marta elvin",  # undecided in German
        "norrhaven",
    ]


def test_a_translator_proposes_and_ignores_and_nothing_moves_while_they_write(server: LiveServer, seat: Seat) -> None:
    translator = server.person("Elena Kravets", UserRole.TRANSLATOR, "ru")
    _, edition_id = story(server)
    page = seat(translator)
    EditorPage(page, server, edition_id).open(mayor(server, edition_id))
    card = page.locator("#names form.name-new")
    card.get_by_role("button", name="Change…").click()
    form = card.get_by_label("House form")
    form.fill("Марта Эльвин")
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1500)  # the history comes, and with it the side is drawn anew
    expect(form).to_be_focused()
    expect(form).to_have_value("Марта Эльвин")
    card.get_by_role("button", name="Propose").click()
    expect(page.locator("#names")).to_contain_text("proposed, waits for an editor")
    (there,) = names.all_names(server.ctx)
    assert (dict(there.entry.accepted), there.entry.proposed["ru"].text) == ({}, "Марта Эльвин")
    page.locator("#names").get_by_role("button", name="Ignore").click()
    expect(page.locator("#names form")).to_have_count(0)
    assert [one.written for one in names.list_ignored(server.ctx)] == ["Marta Elvin"]


def test_the_checks_of_the_open_page_take_note_of_an_accepted_name(server: LiveServer, seat: Seat) -> None:
    if "names" not in {check.family for check in CHECKS}:
        pytest.skip("the check of names is not in this tree yet")
    editor = server.person("Olga Reznik", UserRole.EDITOR)
    _, edition_id = story(server)
    page = seat(editor)
    EditorPage(page, server, edition_id).open(mayor(server, edition_id))
    expect(page.locator("#findings")).to_contain_text("Nothing found")
    card = page.locator("#names form.name-new")
    card.get_by_role("button", name="Change…").click()
    card.get_by_label("House form").fill("Марта Элвин")
    card.get_by_role("button", name="Accept").click()
    expect(page.locator("#findings .card")).to_contain_text("Марта Элвин")
    bench = open_edition(server.ctx, SYSTEM, edition_id)
    judged = next(s for b in bench.blocks for s in b.segments if "Marta Elvin" in s.source)
    assert judged.state is TargetState.TRANSLATED, "text and state are as they were"
    assert [found.finding.code for found in judged.findings] == ["name_differs"]


@pytest.mark.parametrize("width", [1440, 390])
def test_the_registers_pages_are_accessible_and_fit_a_phone(server: LiveServer, seat: Seat, width: int) -> None:
    editor = server.person("Olga Reznik", UserRole.EDITOR)
    filed, _ = story(server)
    page = seat(editor, width=width)
    olga = names.add_name(
        server.ctx,
        account(server, editor),
        NameEntry(NameKind.PERSON, "Ingrid Solberg", ("I. Solberg",), accepted={"ru": NameForm("Ингрид Сульберг")}),
    )
    names.add_name(server.ctx, account(server, server.person("Elena Kravets", UserRole.TRANSLATOR, "ru")), NEW)
    for path in (
        "/names",
        "/names?state=proposed",
        f"/names/{olga.id}",
        "/names/new",
        "/names/import",
        "/names/ignored",
        f"/articles/{filed.article_id}/names",
        f"/articles/{filed.article_id}",
    ):
        page.goto(server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert violations(page) == [], path
