"""The memory's pages: pairs found and marked, corrected, deleted and brought back, sent out and taken in."""

import base64
import io
import zlib

import pytest

from localize.services import review
from localize.services.context import Context
from localize.services.people import Person
from localize.workflow import UserRole
from tests.services.remembered import TMX, remember
from tests.web.pages import Browser, Page, account, make_app, newsroom, visit

ROW = "//li[@class='mem-row']"
OPEN = "//li[@class='cat-open']"


@pytest.fixture
def editor(sqlite_ctx: Context) -> Browser:
    """An editor's browser."""
    return visit(make_app(sqlite_ctx), account(sqlite_ctx, UserRole.EDITOR, "Max"))


@pytest.fixture
def vera(sqlite_ctx: Context) -> Person:
    """A translator for Russian."""
    return account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru")


@pytest.fixture
def translator(sqlite_ctx: Context, vera: Person) -> Browser:
    """The translator's browser."""
    return visit(make_app(sqlite_ctx), vera)


def base(page: Page) -> str:
    """What the open form is made over."""
    return str(page.tree.xpath(f"{OPEN}//input[@name='base']/@value")[0])


def test_an_empty_memory_says_what_it_is_and_how_it_fills(editor: Browser, translator: Browser) -> None:
    page = editor.get("/memory")
    assert page.words("//*[@class='blank']/h2") == ["The memory is empty"]
    assert "Each approval of an edition adds" in page.text
    assert page.tree.xpath("//a[@href='/memory/import']")
    assert not page.tree.xpath("//form[@role='search']")
    assert not translator.get("/memory").tree.xpath("//a[@href='/memory/import']")
    assert "Memory" in page.words("//nav[@class='menu']//a[@aria-current='page']")


def test_what_was_approved_is_found_with_its_words_marked_and_its_article(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    room.submit()
    review.approve(sqlite_ctx, room.max.actor, room.ru)
    page = room.browser(room.max).get("/memory?q=tickets")
    assert {word.lower() for word in page.words(f"{ROW}//mark[@class='hit']")} == {"tickets"}
    assert page.tree.xpath(f"{ROW}//a[@href='/articles/{room.article}']")


def test_words_are_marked_where_they_are_looked_for(editor: Browser, sqlite_ctx: Context) -> None:
    remember(sqlite_ctx, "The <1>Government</1> & OPEC.", "Правительства <1>ОПЕК</1>.")
    page = editor.get("/memory?q=opec+правительств*+&side=any")
    assert page.words(f"{ROW}//mark[@class='hit']") == ["OPEC", "Правительства"]
    assert page.words("//h2[@id='g-pairs']") == ["Found 1 pair"]
    assert editor.get("/memory?q=opec&side=target").words("//*[@class='blank']/h2") == ["Nothing found"]
    assert page.tree.xpath("//input[@name='q']/@value") == ["opec правительств*"]


def test_conditions_narrow_and_stay_in_the_form(editor: Browser, sqlite_ctx: Context) -> None:
    remember(sqlite_ctx, "One.", "Раз.", author="Igor", article_id=4)
    remember(sqlite_ctx, "Two.", "Zwei.", "de")
    page = editor.get("/memory?author=Igor&article=4&since=2026-11-01&until=2026-11-30&origin=approved&locale=ru")
    assert page.words(f"{ROW}/div[@class='src']") == ["One."]
    assert page.tree.xpath("//details[@class='mem-more']/@open")
    assert page.tree.xpath("//input[@name='since']/@value") == ["2026-11-01"]
    assert page.words("//nav[@class='views']//a") == ["All languages 2", "Русский 1", "Deutsch 1"]
    assert editor.get("/memory?since=yesterday&article=x&origin=heaven&before=no").words(
        f"{ROW}/div[@class='src']"
    ) == [
        "Two.",
        "One.",
    ]
    assert editor.get("/memory?locale=xx").status == 404


def test_a_translator_sees_the_own_languages_only(translator: Browser, sqlite_ctx: Context) -> None:
    remember(sqlite_ctx, "One.", "Раз.")
    german = remember(sqlite_ctx, "Two.", "Zwei.", "de")
    assert translator.get("/memory").words(f"{ROW}/div[@class='src']") == ["One."]
    assert translator.get("/memory?locale=de").status == 403
    assert translator.get(f"/memory?entry={german}").status == 403
    assert translator.post(f"/memory/{german}", {"target": "x", "base": ""}).status == 403


def test_addresses_that_lead_nowhere_are_not_found(editor: Browser) -> None:
    assert editor.get("/memory?entry=4").status == 404
    assert editor.get("/memory?q=%00&author=%00&article=999999999999999999").status == 200
    assert editor.post(f"/memory/{2**63}", {"target": "x"}).status == 404
    assert editor.post(f"/memory/{2**63 - 1}", {"target": "x"}).status == 404
    assert editor.post("/memory/changes/1/restore").status == 404


def test_further_pairs_follow(editor: Browser, sqlite_ctx: Context) -> None:
    for number in range(27):
        remember(sqlite_ctx, f"Number {number}.", f"Число {number}.")
    page = editor.get("/memory?q=число")
    assert page.words("//h2[@id='g-pairs']") == ["Found 25 pairs on this page"]
    (more,) = page.tree.xpath("//a[@rel='next']/@href")
    second = editor.get(more)
    assert second.words(f"{ROW}/div[@class='src']") == ["Number 1.", "Number 0."]
    assert second.words("//nav[@class='mem-pages']/a") == ["To the beginning"]


def test_a_correction_is_saved_and_says_so(translator: Browser, sqlite_ctx: Context) -> None:
    key = remember(sqlite_ctx, "R&amp;D <1>grew</1>.", "Наука <1>растёт</1> &amp; цветёт.")
    page = translator.get(f"/memory?q=наука&entry={key}")
    assert page.tree.xpath(f"{OPEN}//textarea")[0].text.strip() == "Наука <1>растёт</1> & цветёт."
    assert page.words(f"{OPEN}//button[@data-put]") == ["<1>", "</1>"]
    assert not page.tree.xpath("//form[contains(@action, 'delete')]")
    sent = translator.post(
        f"/memory/{key}", {"target": "Наука <1>выросла</1>.", "note": "n", "base": base(page), "q": "наука"}
    )
    assert sent.status == 303
    assert sent.location == f"/memory?q=%D0%BD%D0%B0%D1%83%D0%BA%D0%B0&entry={key}&saved=yes#m-{key}"
    saved = translator.get(sent.location.partition("#")[0])
    assert saved.words(f"{OPEN}//*[@class='done']")[0].startswith("Saved 12:00")
    assert saved.words(f"{OPEN}//ol[@class='past']/li")[0].startswith("Vera corrected 12:00")


def test_a_refused_text_comes_back_with_the_reason(translator: Browser, sqlite_ctx: Context) -> None:
    key = remember(sqlite_ctx, "<1>Yes</1>.", "<1>Да</1>.")
    page = translator.get(f"/memory?entry={key}")
    page = translator.post(f"/memory/{key}", {"target": "Да.", "note": "kept", "base": base(page)})
    assert page.status == 422
    assert page.words(f"{OPEN}//*[@role='alert']") == [
        "Nothing was saved. The inline codes must be those of the source text: <1> </1>."
    ]
    assert page.tree.xpath(f"{OPEN}//textarea")[0].text.strip() == "Да."
    assert page.tree.xpath(f"{OPEN}//input[@name='note']/@value") == ["kept"]


def test_a_late_save_shows_both_texts(editor: Browser, translator: Browser, sqlite_ctx: Context) -> None:
    key = remember(sqlite_ctx, "Yes.", "Да.")
    old = base(translator.get(f"/memory?entry={key}"))
    editor.post(f"/memory/{key}", {"target": "Верно.", "base": old})
    page = translator.post(f"/memory/{key}", {"target": "Ага.", "base": old})
    assert page.status == 409
    assert page.words(f"{OPEN}//*[@class='conflict']/h4") == [
        "Max changed this pair while you were writing. Both texts are kept."
    ]
    assert page.words(f"{OPEN}//*[@class='conflict']/p[1]") == ["Верно."]
    assert page.tree.xpath(f"{OPEN}//textarea")[0].text.strip() == "Ага."
    assert translator.post(f"/memory/{key}", {"target": "Ага.", "base": base(page)}).status == 303
    past = translator.get(f"/memory?entry={key}")
    (first,) = past.tree.xpath(f"{OPEN}//ol/li[last()]//button[@name='change']/@value")
    back = translator.post(f"/memory/{key}/revert", {"change": first, "base": base(past)})
    assert back.status == 303
    assert translator.post(f"/memory/{key}/revert", {"change": first, "base": "old"}).status == 303  # it is that text
    assert translator.post(f"/memory/{key}/revert", {"change": "x", "base": "old"}).status == 404


def test_a_pair_is_deleted_undone_and_listed_among_the_deleted(
    editor: Browser, translator: Browser, sqlite_ctx: Context
) -> None:
    key = remember(sqlite_ctx, "Yes.", "Да.")
    page = editor.get(f"/memory?entry={key}")
    assert translator.post(f"/memory/{key}/delete", {"base": base(page)}).status == 403
    stale = editor.post(f"/memory/{key}/delete", {"base": "old"})
    assert (stale.status, "Look at it once more." in stale.text) == (409, True)
    gone = editor.get(editor.post(f"/memory/{key}/delete", {"base": base(page), "q": "yes"}).location)
    (undo,) = gone.tree.xpath("//form[contains(@action, 'restore')]/@action")
    assert gone.words("//*[@class='banner mem-gone']/span") == ["The pair was deleted."]
    assert editor.get("/memory/deleted").words(f"{ROW}/div[@class='src']") == ["Yes."]
    assert editor.post(undo).status == 303
    assert editor.get("/memory").words(f"{ROW}/div[@class='src']") == ["Yes."]
    again = editor.post(undo)
    assert (again.status, again.words("//*[@role='alert']")) == (
        422,
        ["This pair is in the memory again already: nothing was restored."],
    )
    assert again.words("//li[@class='blank']/h2") == ["Nothing is deleted"]


def test_a_file_is_looked_at_then_stored(editor: Browser) -> None:
    seen = editor.post("/memory/import", {"file": (io.BytesIO(TMX.encode()), "them.tmx"), "locale": "ru"})
    assert seen.status == 200
    assert seen.words("//form//h2") == ["1 pair would be stored"]
    assert seen.words("//ul[@class='cat-counts']/li") == [
        "1 pair added",
        "1 unit left out",
        "1 unit in other languages",
    ]
    assert seen.words("//ul[contains(@class, 'mem-issues')]/li") == ["Unit 2, line 1 Its source text is empty."]
    assert seen.words(f"{ROW}/div[@class='tgt']") == ["Да <b>."]
    assert editor.get("/memory").words(ROW) == []
    (packed,) = seen.tree.xpath("//input[@name='packed']/@value")
    done = editor.post("/memory/import", {"packed": packed, "locale": "ru"})
    assert done.words("//form//h2") == ["1 pair was stored"]
    assert editor.get("/memory").words(f"{ROW}/div[@class='src']") == ["Yes."]
    again = editor.post("/memory/import", {"file": (io.BytesIO(TMX.encode()), "them.tmx")})
    assert again.words("//form//h2") == ["This file adds nothing"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Choose a file."),
        ({"file": (io.BytesIO(b"PK\x03\x04"), "a.zip")}, "This is an archive."),
        ({"packed": "????"}, "Choose the file once more."),
        ({"packed": base64.b64encode(zlib.compress(b" " * 8_000_001)).decode()}, "more than 8,000,000 bytes"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    editor: Browser, fields: dict[str, object], said: str
) -> None:
    page = editor.post("/memory/import", fields)
    assert page.status == 422
    assert said in page.words("//*[@role='alert']")[0]


def test_the_memory_is_sent_out_to_editors(editor: Browser, translator: Browser, sqlite_ctx: Context) -> None:
    remember(sqlite_ctx, "Yes.", "Да.")
    sent = editor.get("/memory/export.tmx?locale=ru").response
    assert sent.headers["Content-Disposition"] == 'attachment; filename="memory-ru.tmx"'
    assert b"\xd0\x94\xd0\xb0." in sent.data
    assert editor.get("/memory/export.csv").response.text.splitlines()[1].startswith("en,ru,Yes.,Да.,Vera")
    assert editor.get("/memory/export.xls").status == 404
    assert translator.get("/memory/export.tmx").status == 403
    assert translator.get("/memory/import").status == 403
