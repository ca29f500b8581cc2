"""Nothing typed is lost: a dead server, a closed tab, an expired session, two people on one segment."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from localize.article import Article, renumber
from localize.errors import LocalizeError
from localize.services import people, postedit, review
from localize.services.context import SYSTEM
from localize.services.intake import Filing, file_article
from localize.workflow import UserRole
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer
from tests.journeys.stack import wait_for
from tests.journeys.stories import story

pytestmark = [pytest.mark.browser, pytest.mark.pages]

Seat = Callable[..., Page]


@pytest.fixture
def edition(server: LiveServer) -> int:
    """The Russian edition of the story, drafted; Elena and Timur may work on it, Olga is an editor."""
    server.person("Elena Kravets", UserRole.TRANSLATOR, "ru")
    server.person("Timur Asanov", UserRole.TRANSLATOR, "ru")
    server.person("Olga Reznik", UserRole.EDITOR)
    return server.edition(server.file(), "ru")


@pytest.fixture
def elena(server: LiveServer, edition: int, seat: Seat) -> EditorPage:
    """Elena at the editor."""
    return EditorPage(seat("elena@example.org"), server, edition).open()


@pytest.fixture
def timur(server: LiveServer, edition: int, seat: Seat) -> EditorPage:
    """Timur at the same edition, in a browser of his own."""
    return EditorPage(seat("timur@example.org"), server, edition).open()


@pytest.fixture
def kept_context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser whose tabs may be closed and opened again."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


def test_a_dead_server_and_a_closed_tab_lose_nothing(
    kept_context: BrowserContext, server: LiveServer, edition: int
) -> None:
    page = kept_context.new_page()
    page.goto(server.link("elena@example.org"))
    editor = EditorPage(page, server, edition).open(6)
    server.kill()
    editor.write("Написано без сервера.")
    editor.press("Control+ArrowDown")
    editor.write("И это тоже.")
    trouble = page.locator("#trouble")
    expect(trouble).to_contain_text(
        re.compile(r"No connection since \d\d:\d\d\. Your 2 changes are kept on this device")
    )
    expect(page.locator("#saved")).to_have_text("Not saved yet, trying")
    assert [row["text"] for row in editor.kept()] == ["Написано без сервера.", "И это тоже."]
    page.close()  # no dialog stands in the way: both texts are on the disk

    server.start()
    editor = EditorPage(kept_context.new_page(), server, edition).open()
    editor.is_saved()
    expect(editor.target(6)).to_have_text("Написано без сервера.")
    assert server.texts(edition)[6] == "Написано без сервера."
    assert server.texts(edition)[7] == "И это тоже."
    assert editor.kept() == []


def test_saving_goes_on_by_itself_when_the_server_is_back(elena: EditorPage, server: LiveServer, edition: int) -> None:
    elena.go(6)
    server.kill()
    elena.write("Раз.")
    expect(elena.page.locator("#trouble")).to_contain_text("Your 1 change is kept")
    elena.type(" Два.")
    server.start()
    elena.is_saved()
    expect(elena.page.locator("#trouble")).to_be_hidden()
    assert server.texts(edition)[6] == "Раз. Два."


def test_the_head_says_try_now_and_does(elena: EditorPage, server: LiveServer, edition: int) -> None:
    elena.go(6)
    server.kill()
    elena.write("Скорее.")
    button = elena.page.get_by_role("button", name="Try now")
    expect(button).to_be_visible()
    server.start()
    button.click()
    elena.is_saved()
    assert server.texts(edition)[6] == "Скорее."


def test_a_dead_server_is_told_even_if_nothing_waits(elena: EditorPage, server: LiveServer) -> None:
    server.kill()
    expect(elena.page.locator("#trouble")).to_contain_text(
        "What you write will be kept on this device.", timeout=15_000
    )
    server.start()
    expect(elena.page.locator("#trouble")).to_be_hidden(timeout=15_000)


def test_an_action_on_the_edition_waits_for_what_is_not_saved(
    elena: EditorPage, server: LiveServer, edition: int
) -> None:
    """Submitting right after typing submits what was typed."""
    for position, text in ((11, "Билеты продают с 1 октября."), (20, "Инструкции не было.")):
        elena.go(position)
        elena.type(text)
        elena.is_saved()
    submit = elena.page.get_by_role("button", name="Submit for approval")
    expect(submit).to_be_enabled()
    elena.go(6)
    elena.write("В последний миг.")
    with elena.page.expect_navigation():
        submit.click()
    assert server.texts(edition)[6] == "В последний миг."
    elena.open()
    expect(elena.page.locator("#notices")).to_contain_text("This edition waits for approval")
    expect(elena.field).to_have_count(0)
    with elena.page.expect_navigation():
        elena.page.get_by_role("button", name="Call back").click()
    elena.open(6)
    assert elena.text() == "В последний миг."


def test_submit_says_what_is_missing_and_leads_there(elena: EditorPage) -> None:
    elena.go(6)
    elena.type("!")
    submit = elena.page.get_by_role("button", name="Submit for approval")
    expect(submit).to_have_attribute("aria-disabled", "true")
    expect(submit).to_have_accessible_description("Submit once these segments have a text: 11, 20")
    submit.click(force=True)
    expect(elena.page.locator("#why-submit a").first).to_be_focused()
    elena.press("Enter")
    assert elena.active == 11


def test_an_expired_session_keeps_the_text_and_saving_goes_on_after_signing_in(
    elena: EditorPage, server: LiveServer, edition: int
) -> None:
    elena.go(6)
    context = elena.page.context
    elena.page.wait_for_load_state("networkidle")  # an answer under way would bring the session back
    context.clear_cookies()
    elena.write("Сессия кончилась.")
    banner = elena.page.locator("#trouble")
    expect(banner).to_contain_text("You are signed out.")
    assert [row["text"] for row in elena.kept()] == ["Сессия кончилась."]
    link = banner.get_by_role("link", name="Sign in")
    expect(link).to_have_attribute("target", "_blank")
    with context.expect_page() as opened:
        link.click()
    opened.value.goto(server.link("elena@example.org"))
    opened.value.close()
    elena.is_saved()
    expect(banner).to_be_hidden()
    assert server.texts(edition)[6] == "Сессия кончилась."


def test_a_session_that_changes_twice_while_saving_delays_the_save_and_no_more(
    elena: EditorPage, server: LiveServer, edition: int
) -> None:
    tries: list[str | None] = []

    def answer(route: Route) -> None:
        if route.request.method != "PUT":
            route.continue_()
            return
        tries.append(route.request.header_value("X-CSRFToken"))
        if len(tries) > 2:
            route.continue_()
        else:
            route.continue_(headers={**route.request.headers, "x-csrftoken": "of-another-session"})

    elena.page.route(re.compile(r"/segments/\d+$"), answer)
    elena.go(6)
    elena.write("Сессия сменилась.")
    elena.is_saved()
    assert len(tries) == 3
    expect(elena.page.locator("#trouble .banner")).to_have_count(0)
    assert server.texts(edition)[6] == "Сессия сменилась."


def _both_write(elena: EditorPage, timur: EditorPage) -> None:
    """Elena saves segment 7 while Timur has it open; then he writes too."""
    elena.go(7)
    timur.go(7)
    elena.write("Теперь входов три.")
    elena.is_saved()
    timur.write("Теперь три входа, и ворот нет.")
    expect(timur.page.locator(".conflict")).to_be_visible()


def test_two_people_on_one_segment_see_both_texts_and_none_is_lost(
    elena: EditorPage, timur: EditorPage, server: LiveServer, edition: int
) -> None:
    _both_write(elena, timur)
    card = timur.page.locator(".conflict")
    expect(card).to_contain_text("Elena Kravets saved segment 7")
    expect(card).to_contain_text("Both texts are kept.")
    versions = card.locator(".versions > div")
    expect(versions.locator("h4")).to_have_text(
        ["Before, as you both had it", "Elena Kravets’s, saved", "Yours, not saved yet"]
    )
    expect(versions.nth(0).locator("p")).to_have_text("Теперь у неё три входа и ни одних ворот.")
    expect(versions.nth(1).locator("p")).to_have_text("Теперь входов три.")
    expect(versions.nth(2).locator("ins")).to_have_text([",", "нет"])
    expect(timur.field).to_be_focused()
    kinds = [(kind, text) for kind, text, _ in server.history(edition, 7)]
    assert ("conflict", "Теперь три входа, и ворот нет.") in kinds
    assert ("saved", "Теперь входов три.") in kinds
    expect(timur.page.locator(".past .late")).to_contain_text("came too late, kept here")


def test_use_mine_saves_over_theirs(elena: EditorPage, timur: EditorPage, server: LiveServer, edition: int) -> None:
    _both_write(elena, timur)
    timur.page.get_by_role("button", name="Use mine").click()
    timur.is_saved()
    expect(timur.field).to_be_focused()
    assert server.texts(edition)[7] == "Теперь три входа, и ворот нет."
    assert timur.kept() == []


def test_use_theirs_leaves_the_saved_text_and_forgets_the_draft(
    elena: EditorPage, timur: EditorPage, server: LiveServer, edition: int
) -> None:
    _both_write(elena, timur)
    timur.page.get_by_role("button", name="Use Elena Kravets’s").click()
    expect(timur.field).to_be_focused()
    assert timur.text() == "Теперь входов три."
    timur.type(" И всё.")
    timur.is_saved()
    expect(timur.page.locator("#saved")).to_have_text(re.compile("Saved"))
    timur.press("Control+ArrowDown")
    expect(timur.target(7)).to_have_text("Теперь входов три. И всё.")
    timur.open(7)
    assert server.texts(edition)[7] == "Теперь входов три. И всё."
    assert timur.kept() == []


def test_what_is_typed_after_the_card_came_goes_on_and_is_chosen_by_key(
    elena: EditorPage, timur: EditorPage, server: LiveServer, edition: int
) -> None:
    _both_write(elena, timur)
    timur.type(" Совсем.")
    mine = timur.page.locator(".conflict .versions > div").nth(2)
    expect(mine.locator("ins").last).to_contain_text("Совсем")
    timur.page.wait_for_timeout(300)
    assert timur.kept()[0]["text"] == "Теперь три входа, и ворот нет. Совсем."
    timur.page.wait_for_timeout(1200)
    assert server.texts(edition)[7] == "Теперь входов три.", "nothing is sent before the decision"
    timur.press("Control+Enter")
    expect(timur.page.locator(".conflict")).to_be_focused()
    timur.press("1")
    timur.is_saved()
    assert server.texts(edition)[7] == "Теперь три входа, и ворот нет. Совсем."
    expect(timur.page.locator(".conflict")).to_have_count(0)
    expect(timur.field).to_be_focused()


def test_what_was_decided_against_stays_in_the_history_to_its_last_word(
    elena: EditorPage, timur: EditorPage, server: LiveServer, edition: int
) -> None:
    _both_write(elena, timur)
    timur.type(" Совсем.")
    timur.page.get_by_role("button", name="Use Elena Kravets’s").click()
    timur.is_saved()
    expect(timur.field).to_be_focused()
    assert timur.text() == "Теперь входов три."
    kinds = [(kind, text) for kind, text, _ in server.history(edition, 7)]
    assert ("conflict", "Теперь три входа, и ворот нет. Совсем.") in kinds
    assert timur.kept() == []


def test_changes_that_do_not_touch_are_offered_together(
    elena: EditorPage, timur: EditorPage, server: LiveServer, edition: int
) -> None:
    elena.go(10)
    timur.go(10)
    whole = elena.text()
    elena.press("Control+Home")
    elena.type("Вчера: ")
    elena.is_saved()
    timur.press("Control+End")
    timur.press("Backspace")
    timur.type("!")
    card = timur.page.locator(".conflict")
    expect(card.locator("h4").last).to_have_text("Both changes together")
    timur.press("Control+Enter", "3")
    timur.is_saved()
    assert server.texts(edition)[10] == f"Вчера: {whole[:-1]}!"


def test_a_conflict_waits_while_one_goes_about(elena: EditorPage, timur: EditorPage) -> None:
    _both_write(elena, timur)
    timur.press("Control+ArrowDown")
    expect(timur.target(7)).to_have_text("Теперь три входа, и ворот нет.")
    expect(timur.page.locator(".conflict")).to_be_visible()
    timur.press("Control+ArrowUp")
    timur.type("?")
    expect(timur.page.locator(".conflict .versions > div").nth(2)).to_contain_text("?")


MERGES = [
    ("a b c", "x b c", "a b y", "x b y"),
    ("a b c", "a b c d", "z a b c", "z a b c d"),
    ("a b c", "a c", "a b c", None),
    ("a b c", "a x c", "a y c", None),
    ("a b c", "a x c", "a x c d", "a x c d"),
    ("a <1>b</1> c", "a <1>b</1> c!", "<1>b</1> a c", "<1>b</1> a c!"),
    ("Да &amp; нет.", "Да &amp; нет!", "Ну да &amp; нет.", "Ну да &amp; нет!"),
    ("a b c", "<1>a</1> b c", "a b <1>c</1>", None),
    ("один два три четыре", "один 2 три четыре", "один два три 4", "один 2 три 4"),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "merged"), MERGES)
def test_a_merge_of_words(elena: EditorPage, base: str, mine: str, theirs: str, merged: str | None) -> None:
    script = "async ([b, m, t]) => { const { merge3 } = await import('/static/js/editor/merge3.js'); return merge3(b, m, t); }"
    assert elena.page.evaluate(script, [base, mine, theirs]) == merged
    assert elena.page.evaluate(script, [base, theirs, mine]) == merged


def test_what_others_save_appears_but_never_under_the_caret(elena: EditorPage, timur: EditorPage) -> None:
    timur.go(7)
    elena.go(6)
    elena.write("Набережная была закрыта.")
    elena.go(7)
    elena.write("Входов три.")
    elena.is_saved()
    expect(timur.target(6)).to_have_text("Набережная была закрыта.")
    expect(timur.page.locator("#acts .people")).to_contain_text("Elena Kravets works on it")
    offer = timur.page.locator(".here")
    expect(offer).to_contain_text("Elena Kravets saved a newer text")
    assert timur.text() == "Теперь у неё три входа и ни одних ворот."
    offer.get_by_role("button", name="Show it").click()
    assert timur.text() == "Входов три."
    timur.type(" Да.")
    timur.is_saved()
    expect(elena.page.locator(".here")).to_contain_text("Timur Asanov saved a newer text")


def test_drafts_fill_the_page_as_they_arrive(server: LiveServer, edition: int, seat: Seat) -> None:
    german = next(e for e in (1, 2) if e != edition)
    editor = EditorPage(seat("olga@example.org"), server, german).open()
    expect(editor.segment(5)).to_contain_text("Not translated yet: it waits for a worker.")
    _, drafts = story()
    server.draft(german, drafts)
    expect(editor.target(5)).to_have_text("Краны остаются, заборы исчезают")
    expect(editor.segment(5).locator(".spine")).to_contain_text("memory 101")
    expect(editor.page.locator("#state")).to_have_text("Drafted")
    expect(editor.page.locator("#left")).to_contain_text("3 of 20")


def test_an_edition_that_others_submit_closes_its_fields_and_opens_them_when_it_comes_back(
    elena: EditorPage, server: LiveServer, edition: int
) -> None:
    for position, text in ((11, "Билеты продают с 1 октября."), (20, "Инструкции не было.")):
        elena.go(position)
        elena.type(text)
    elena.is_saved()
    elena.go(6)
    timur = people.by_email(server.ctx, "timur@example.org").actor
    postedit.submit(server.ctx, timur, edition)
    expect(elena.page.locator("#notices")).to_contain_text("This edition waits for approval")
    expect(elena.field).to_have_count(0)
    olga = people.by_email(server.ctx, "olga@example.org").actor
    review.send_back(server.ctx, olga, edition, "Check the date.")
    expect(elena.page.locator("#notices")).to_contain_text("Olga Reznik returned this edition. Check the date.")
    expect(elena.field).to_have_count(1)


def test_a_text_that_the_server_refuses_stays_on_the_device(elena: EditorPage) -> None:
    elena.go(6)
    too_long = "ы" * 20_001
    elena.page.evaluate("text => document.execCommand('insertText', false, text)", too_long)
    expect(elena.page.locator("#trouble")).to_contain_text("The server did not take segment 6")
    assert any(too_long in str(row["text"]) for row in elena.kept())
    elena.write("Короче.")
    elena.is_saved()
    expect(elena.page.locator("#trouble")).to_be_hidden()


def test_a_changed_source_keeps_what_was_written_for_the_old_one(
    elena: EditorPage, server: LiveServer, edition: int
) -> None:
    elena.go(7)
    article, _ = story()
    blocks = [b for b in article.blocks if "three entrances" not in b.text.plain]
    changed = Article(blocks=renumber(blocks))
    elena.write("Никто этого не увидит?")
    wait_for(lambda: server.texts(edition)[7] == "Никто этого не увидит?", seconds=20)
    file_article(server.ctx, changed, Filing(external_id="harbour"), SYSTEM)
    elena.type(" Увидит.")
    expect(elena.page.locator(".conflict")).to_contain_text("A new version of the source arrived")
    with elena.page.expect_navigation():
        elena.page.locator(".conflict").get_by_role("link", name="Reload").click()
    elena.page.wait_for_selector("html[data-ready=editor]")
    expect(elena.page.locator("#trouble")).to_contain_text("Никто этого не увидит? Увидит.")
    elena.page.get_by_role("button", name="Discard").click()
    expect(elena.page.locator("#trouble")).to_be_hidden()
    assert elena.kept() == []


def test_somebody_elses_drafts_on_the_same_device_are_left_alone(
    kept_context: BrowserContext, server: LiveServer, edition: int
) -> None:
    page = kept_context.new_page()
    page.goto(server.link("elena@example.org"))
    editor = EditorPage(page, server, edition).open(6)
    server.kill()
    editor.write("Елена была здесь.")
    expect(page.locator("#trouble")).to_contain_text("Your 1 change is kept")
    page.close()
    server.start()
    kept_context.clear_cookies()
    other = kept_context.new_page()
    other.goto(server.link("timur@example.org"))
    timur = EditorPage(other, server, edition).open()
    expect(timur.target(6)).to_have_text("Раньше набережная была закрыта для публики.")
    assert len(timur.kept()) == 1
    assert server.texts(edition)[6] == "Раньше набережная была закрыта для публики."


def test_a_browser_that_keeps_nothing_says_so(server: LiveServer, edition: int, seat: Seat) -> None:
    page = seat("elena@example.org")
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', { value: { open() { throw new Error('off'); } } });"
    )
    editor = EditorPage(page, server, edition)
    editor.page.goto(editor.url + "#s6")
    page.wait_for_selector("html[data-ready=editor]")
    server.kill()
    editor.write("Только здесь.")
    expect(page.locator("#trouble")).to_contain_text("leave the page open until the connection is back")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_conflict_details_are_what_the_service_says(server: LiveServer, edition: int) -> None:
    """The card relies on these names."""
    elena = people.by_email(server.ctx, "elena@example.org").actor
    with server.ctx.store.read() as unit:
        rows = unit.editions.targets(edition, unit.editions.get(edition).version_id)  # type: ignore[union-attr]
        segment_id = rows[5][1].id
    with pytest.raises(LocalizeError) as raised:
        postedit.save_segment(server.ctx, elena, edition, segment_id, text="x", base_revision=0, confirm=False)
    assert {"kind", "mine", "theirs", "base", "revision", "author", "at"} <= set(raised.value.details)
