"""Confirming with care, undo over the session, one-key acts, from sign-in to submit by keyboard."""

import json
import re
from collections.abc import Callable, Mapping, Sequence

import pytest
from playwright.sync_api import Page, Route, expect

from localize.services import people
from localize.services.postedit import save_segment
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]

RISKS: Mapping[int, Sequence[str]] = {
    1: ("headline", "number"),
    2: ("number",),
    8: ("quotation", "name"),
    12: ("number",),
}
_DATA = re.compile(r'(<script type="application/json" id="page">)(.*?)(</script>)', re.DOTALL)


def risky(page: Page, risks: Mapping[int, Sequence[str]] = RISKS) -> None:
    """Mark segments as risky in what the server sends, and all others as not."""

    def marked(segment: dict[str, object]) -> dict[str, object]:
        return segment | {"risks": list(risks.get(int(str(segment["position"])), ()))}

    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.text()
        if "json" in response.headers.get("content-type", ""):
            data = json.loads(body)
            if "segment" in data:
                data["segment"] = marked(data["segment"])
            if "segments" in data:
                data["segments"] = [marked(segment) for segment in data["segments"]]
            body = json.dumps(data)
        else:

            def put(match: re.Match[str]) -> str:
                data = json.loads(match[2])
                data["segments"] = [marked(segment) for segment in data["segments"]]
                return match[1] + json.dumps(data).replace("<", "\\u003c") + match[3]

            body = _DATA.sub(put, body)
        route.fulfill(response=response, body=body)

    page.route(re.compile(r"/editions/\d+/(edit|live|segments/\d+)$"), answer)


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition of the story, drafted."""
    server.person("Elena Kravets")
    server.person("Timur Asanov")
    return server.edition(server.file(), "ru")


@pytest.fixture
def editor(server: LiveServer, edition: int, seat: Seat) -> EditorPage:
    """Elena at the editor, with risky segments marked."""
    page = seat("elena@example.org")
    risky(page)
    return EditorPage(page, server, edition).open()


def test_an_untouched_machine_text_with_a_risk_asks_for_a_second_keystroke(editor: EditorPage) -> None:
    editor.go(12)
    editor.press("Control+Enter")
    assert editor.active == 12
    line = editor.segment(12).locator(".again")
    expect(line).to_have_text("Numbers: 61,000 → 61\u00a0000. Press again to confirm.")
    expect(editor.page.get_by_role("status").filter(has_text="Press again to confirm")).to_have_count(1)
    expect(editor.field).to_be_focused()
    editor.press("Control+Enter")
    assert editor.active == 13
    editor.is_saved()
    expect(editor.segment(12).locator(".spine")).to_contain_text("Reviewed")


def test_the_second_keystroke_counts_only_on_the_same_visit(editor: EditorPage) -> None:
    editor.go(12)
    editor.press("Control+Enter", "Control+ArrowDown", "Control+ArrowUp", "Control+Enter")
    assert editor.active == 12
    expect(editor.segment(12).locator(".again")).to_be_visible()


def test_a_risky_text_that_a_person_changed_needs_no_second_keystroke(editor: EditorPage) -> None:
    editor.go(12)
    editor.press("End")
    editor.type(" Да.")
    editor.press("Control+Enter")
    assert editor.active == 13
    editor.go(6)
    editor.press("Control+Enter")
    assert editor.active == 7, "no risk, no question"


def test_a_block_is_confirmed_at_once(editor: EditorPage) -> None:
    editor.go(6)
    editor.press("Control+Shift+Enter")
    assert editor.active == 8
    editor.is_saved()
    for position in (6, 7):
        expect(editor.segment(position).locator(".spine")).to_contain_text("Reviewed")
    editor.press("Control+Shift+Enter")
    expect(editor.segment(8).locator(".again")).to_have_text(
        "Segment 8: Quotation; Names. Press again to confirm the block."
    )
    editor.press("Control+Shift+Enter")
    assert editor.active == 10
    editor.press("Control+z")
    assert editor.active == 8
    editor.is_saved()
    for position in (8, 9):
        expect(editor.segment(position).locator(".spine")).to_contain_text("Translated")


def test_a_block_leaves_what_has_no_text_to_a_person(editor: EditorPage) -> None:
    editor.go(11)
    editor.press("Control+Shift+Enter", "Control+Shift+Enter")
    assert editor.active == 11
    expect(editor.page.locator(".tools .note")).to_have_text(
        "1 segment of the block confirmed. These need a person: 11."
    )


def test_all_without_risk_is_counted_confirmed_and_taken_back_as_one_step(editor: EditorPage) -> None:
    editor.go(6)
    editor.press("Alt+Shift+Enter")
    expect(editor.page.get_by_role("group", name="Confirm what carries no risk")).to_contain_text(
        re.compile(r"^\d+ segments have a text without risk and without errors: 3, 5, 6, 7, 9, ")
    )
    button = editor.page.get_by_role("button", name=re.compile(r"^Confirm \d+ segments$"))
    expect(button).to_be_focused()
    editor.press("Escape")
    expect(button).to_have_count(0)
    expect(editor.field).to_be_focused()
    editor.press("Alt+Shift+Enter")
    expect(button).to_be_focused()
    editor.press("Enter")
    editor.is_saved()
    for position in (3, 5, 6, 7, 9, 15, 19):
        expect(editor.segment(position).locator(".spine")).to_contain_text("Reviewed")
    for position in (1, 2, 8, 10, 12):
        expect(editor.segment(position).locator(".spine")).to_contain_text("Translated")
    expect(editor.field).to_be_focused()
    editor.press("Control+z")
    expect(editor.segment(19).locator(".spine")).to_contain_text("Translated")
    editor.is_saved()
    expect(editor.page.locator("#left")).to_contain_text("3 of 20 confirmed")
    editor.press("Control+y")
    expect(editor.segment(19).locator(".spine")).to_contain_text("Reviewed")


def test_without_word_of_the_risks_nothing_is_confirmed_unseen(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org")
    risky(page, dict.fromkeys(range(1, 21), ("name",)))
    editor = EditorPage(page, server, edition).open(6)
    editor.press("Alt+Shift+Enter")
    expect(editor.page.locator(".tools .note")).to_contain_text("No segment can be confirmed unseen")


def test_going_to_what_needs_a_person(editor: EditorPage) -> None:
    editor.go(3)
    editor.press("Alt+ArrowDown")
    assert editor.active == 5, "the credit was made by rule"
    editor.press("Alt+ArrowUp")
    assert editor.active == 3


def test_the_source_is_copied_and_an_edition_says_why_it_cannot_be_submitted(editor: EditorPage) -> None:
    editor.go(11)
    editor.press("Control+i")
    assert editor.text() == "Ticket sales for the ferry open on October 1."
    editor.press("Control+z")
    assert editor.text() == ""
    editor.press("Control+Alt+Enter")
    expect(editor.page.locator(".tools .note")).to_contain_text("This edition cannot be submitted now. It is: Drafted")
    editor.go(13)
    editor.press("Control+Enter")
    editor.is_saved()
    editor.press("Control+Alt+Enter")
    expect(editor.page.locator(".tools .note")).to_have_text("Submit once these segments have a text: 11, 20")


def test_undo_walks_back_through_the_session_in_order(editor: EditorPage, server: LiveServer, edition: int) -> None:
    before = server.texts(edition)
    editor.go(7)
    editor.write("Три входа.")
    editor.go(6)
    editor.write("Закрыто.")
    editor.go(7)
    editor.press("End")
    editor.type(" И всё.")
    editor.go(14)
    editor.press("Control+z")
    assert editor.active == 7, "this segment has no changes: the session's last one goes"
    assert editor.text() == "Три входа."
    expect(editor.page.locator(".tools .note")).to_have_text("Undone in segment 7.")
    expect(editor.page.get_by_role("status").filter(has_text="Undone in segment 7.")).to_have_count(1)
    editor.press("Control+z")
    assert editor.active == 6, "in the order of the session"
    while editor.active == 6 and editor.text() != before[6]:
        editor.press("Control+z")
    editor.press("Control+z")
    assert editor.active == 7
    while editor.text() != before[7]:
        editor.press("Control+z")
    editor.press("Control+z")
    expect(editor.page.locator(".tools .note")).to_contain_text("Nothing is left to undo.")
    for _ in range(8):
        editor.press("Control+Shift+z")
    editor.is_saved()
    assert server.texts(edition)[7] == "Три входа. И всё."
    assert server.texts(edition)[6] == "Закрыто."


def test_undo_stays_in_a_segment_that_has_changes_and_survives_leaving_it(editor: EditorPage) -> None:
    editor.go(7)
    whole = editor.text()
    editor.press("End")
    editor.type(" Раз.")
    editor.go(6)
    editor.press("End")
    editor.type(" Два.")
    editor.go(7)
    editor.press("Control+z")
    assert editor.active == 7
    assert editor.text() == whole


def test_a_confirmation_is_a_step_that_undo_takes_back(editor: EditorPage) -> None:
    editor.go(6)
    editor.press("Control+Enter")
    assert editor.active == 7
    editor.is_saved()
    editor.press("Control+z")
    assert editor.active == 6
    expect(editor.segment(6).locator(".spine")).to_contain_text("Translated")
    expect(editor.page.locator("#left")).to_contain_text("3 of 20 confirmed")
    editor.press("Control+y")
    expect(editor.segment(6).locator(".spine")).to_contain_text("Reviewed")


def test_undo_never_overwrites_what_somebody_else_wrote(editor: EditorPage, server: LiveServer, edition: int) -> None:
    editor.go(6)
    editor.write("Моё.")
    editor.press("Control+ArrowDown")
    editor.is_saved()
    with server.ctx.store.read() as unit:
        row = unit.editions.get(edition)
        assert row is not None
        target = next((s.id, t.revision) for t, s in unit.editions.targets(edition, row.version_id) if s.position == 6)
    timur = people.by_email(server.ctx, "timur@example.org").actor
    save_segment(server.ctx, timur, edition, target[0], text="Его.", base_revision=target[1], confirm=False)
    expect(editor.target(6)).to_have_text("Его.", timeout=20_000)
    editor.press("Control+z")
    assert editor.active == 6
    assert editor.text() == "Его."
    expect(editor.page.locator(".tools .note")).to_contain_text("Segment 6 has a newer text by Timur Asanov")
    editor.press("Control+z")
    assert server.texts(edition)[6] == "Его."
