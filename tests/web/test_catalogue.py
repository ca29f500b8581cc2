"""The catalogue's pages: what is listed, saved, refused with everything typed kept, sent out and taken in."""

import base64
import io

import pytest

from localize.services import catalogue
from localize.services.context import Context
from localize.services.people import Person
from localize.workflow import UserRole
from tests.web.pages import Browser, Page, account, make_app, newsroom, visit

OPEN = "//li[@class='cat-open']"


@pytest.fixture
def max_(sqlite_ctx: Context) -> Person:
    """An editor."""
    return account(sqlite_ctx, UserRole.EDITOR, "Max")


@pytest.fixture
def vera(sqlite_ctx: Context) -> Person:
    """A translator for Russian."""
    return account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru")


@pytest.fixture
def editor(sqlite_ctx: Context, max_: Person) -> Browser:
    """The editor's browser."""
    return visit(make_app(sqlite_ctx), max_)


@pytest.fixture
def translator(sqlite_ctx: Context, vera: Person) -> Browser:
    """The translator's browser."""
    return visit(make_app(sqlite_ctx), vera)


def ref(ctx: Context, person: Person, msgid: str, locale: str = "ru") -> str:
    """An entry's short name."""
    items = catalogue.list_catalogue(ctx, person.actor, locale).items
    return next(item.ref for item in items if item.entry.msgid == msgid)


def sources(page: Page) -> list[str]:
    """Source texts of the list."""
    return page.words("//li[@class='cat-row']/div[@class='src']")


def test_the_list_shows_every_section_of_a_language_of_mine(editor: Browser, translator: Browser) -> None:
    page = editor.get("/catalogue")
    assert page.status == 200
    assert [found.split()[0] for found in page.words("//section/header/h2")] == [
        "Notices",
        "Headings",
        "Names",
        "Reader’s",
    ]
    assert page.tree.xpath("//nav[@class='views']//a/span/@lang") == ["ru", "de"]
    assert "All rights reserved." in sources(page)
    mine = translator.get("/catalogue")
    assert mine.tree.xpath("//nav[@class='views']//a/span/@lang") == ["ru"]
    assert "proposal" in mine.words("//header[contains(@class,'cat-head')]//p")[0]
    assert not mine.tree.xpath("//a[@href='/catalogue/new?locale=ru']")


def test_a_language_that_is_not_mine_or_not_there_is_refused(editor: Browser, translator: Browser) -> None:
    assert translator.get("/catalogue/de").status == 403
    assert translator.get("/catalogue/de.po").status == 403
    assert [editor.get(f"/catalogue/{name}").status for name in ("xx", "en", "fr")] == [404, 404, 200]


def test_filters_sections_and_words_narrow_the_list(editor: Browser, max_: Person, sqlite_ctx: Context) -> None:
    assert len(sources(editor.get("/catalogue/fr?show=missing"))) > 40
    assert sources(editor.get("/catalogue/ru?section=name")) == ["Norrhaven Rail Authority"]
    assert sources(editor.get("/catalogue/ru?q=защищены")) == ["All rights reserved."]
    assert editor.get("/catalogue/ru?show=fuzzy").words("//*[@class='blank']/h2") == ["Nothing is fuzzy"]
    search = ref(sqlite_ctx, max_, "Search")
    editor.post(f"/catalogue/ru/entries/{search}", {"text-0": "Искать", "revision": "0"})
    assert sources(editor.get("/catalogue/ru?show=changed")) == ["Search"]


def test_an_open_entry_has_a_field_for_each_plural_form_with_its_numbers(
    editor: Browser, max_: Person, sqlite_ctx: Context
) -> None:
    msgid = "Translated from English with machine translation, edited by {names}."
    path = f"/catalogue/ru?entry={ref(sqlite_ctx, max_, msgid)}"
    page = editor.get(path)
    assert page.words(f"{OPEN}//label")[:3] == ["For 1, 21, 31 …", "For 2, 3, 4 …", "For 5, 6, 7 …"]
    assert "Ada Lind" in page.words("//span[@data-preview]")[0]
    german = editor.get(path.replace("/ru", "/de"))
    assert german.words(f"{OPEN}//label")[:2] == ["For 1", "For 2, 3, 4 …"]


def test_a_saved_text_is_in_use_and_says_so(editor: Browser, max_: Person, sqlite_ctx: Context) -> None:
    search = ref(sqlite_ctx, max_, "Search")
    sent = editor.post(f"/catalogue/ru/entries/{search}", {"text-0": "Искать", "revision": "0", "q": "search"})
    assert sent.status == 303
    assert sent.location == f"/catalogue/ru?q=search&entry={search}&saved=yes#e-{search}"
    page = editor.get(sent.location.partition("#")[0])
    assert page.words(f"{OPEN}//*[@role='status' and @class='done']")[0].startswith("Saved 12:00")
    assert catalogue.load(sqlite_ctx, "ru").text("Search") == "Искать"


def test_a_refused_text_comes_back_with_the_reason(editor: Browser, max_: Person, sqlite_ctx: Context) -> None:
    today = ref(sqlite_ctx, max_, "Today: {date}")
    page = editor.post(f"/catalogue/ru/entries/{today}", {"text-0": "Сегодня <b>", "comment": "kept", "revision": "0"})
    assert page.status == 422
    assert page.words(f"{OPEN}//*[@role='alert']") == [
        "Nothing was saved. {date} is missing: keep it as the source text has it."
    ]
    assert page.tree.xpath(f"{OPEN}//textarea")[0].text.strip() == "Сегодня <b>"
    assert page.tree.xpath(f"{OPEN}//input[@name='comment']/@value") == ["kept"]


def test_a_late_save_shows_both_texts(editor: Browser, translator: Browser, max_: Person, sqlite_ctx: Context) -> None:
    search = ref(sqlite_ctx, max_, "Search")
    editor.post(f"/catalogue/ru/entries/{search}", {"text-0": "Искать", "revision": "0"})
    page = translator.post(f"/catalogue/ru/entries/{search}", {"text-0": "Найти", "revision": "0"})
    assert page.status == 409
    assert page.words(f"{OPEN}//*[@class='conflict']/h4") == [
        "Max saved this entry while you were writing. Both texts are kept."
    ]
    assert page.words(f"{OPEN}//*[@class='conflict']/p[1]") == ["Искать"]
    assert page.tree.xpath(f"{OPEN}//textarea")[0].text.strip() == "Найти"
    revision = page.tree.xpath(f"{OPEN}//input[@name='revision']/@value")[0]
    assert translator.post(f"/catalogue/ru/entries/{search}", {"text-0": "Найти", "revision": revision}).status == 303
    shown = translator.get(f"/catalogue/ru?entry={search}")
    assert "Not in use yet. Until then this text is:" in shown.text
    assert shown.words(f"{OPEN}//ol[@class='past']/li")[0].startswith("Vera proposed 12:00, fuzzy")


def test_a_notice_is_added_with_its_translations(editor: Browser) -> None:
    page = editor.get("/catalogue/new?text=Sponsored+by+Fjord+Bank.&locale=de")
    assert page.tree.xpath("//textarea[@id='msgid']")[0].text.strip() == "Sponsored by Fjord Bank."
    fields = {"section": "notice", "msgid": "Sponsored by {source}.", "text-de": "Hilfe von {source}."}
    wrong = editor.post("/catalogue/new?locale=de", fields | {"text-ru": "Помощь."})
    assert wrong.status == 422
    assert wrong.tree.xpath("//textarea[@id='text-ru']/@aria-invalid") == ["true"]
    assert wrong.tree.xpath("//textarea[@id='text-de']")[0].text.strip() == "Hilfe von {source}."
    sent = editor.post("/catalogue/new?locale=de", fields)
    assert sent.status == 303
    assert editor.get(sent.location.partition("#")[0]).words(f"{OPEN}//h3") == ["Notice: Sponsored by {source}."]
    assert editor.get("/catalogue/ru?show=missing").words("//li[@class='cat-row']/div[@class='src']") == [
        "Sponsored by {source}."
    ]
    again = editor.post("/catalogue/new?locale=de", fields)
    assert "knows this already" in again.words("//*[@role='alert']")[0]


def test_a_source_text_is_retired_reworded_and_revived(editor: Browser, max_: Person, sqlite_ctx: Context) -> None:
    rights = ref(sqlite_ctx, max_, "All rights reserved.")
    editor.post(f"/catalogue/ru/entries/{rights}/retire")
    assert sources(editor.get("/catalogue/de?show=obsolete")) == ["All rights reserved."]
    editor.post(f"/catalogue/ru/entries/{rights}/revive")
    assert sources(editor.get("/catalogue/de?show=obsolete")) == []
    page = editor.post(f"/catalogue/ru/entries/{rights}/source", {"msgid": "All rights are ours."})
    assert page.status == 422
    assert "came with Localize" in page.words(f"{OPEN}//*[@role='alert']")[0]
    assert editor.post("/catalogue/ru/entries/none/retire").status == 404


def test_an_earlier_text_is_put_back(editor: Browser, max_: Person, sqlite_ctx: Context) -> None:
    search = ref(sqlite_ctx, max_, "Search")
    for revision, text in enumerate(("Искать", "Найти")):
        editor.post(f"/catalogue/ru/entries/{search}", {"text-0": text, "revision": str(revision)})
    page = editor.get(f"/catalogue/ru?entry={search}")
    (change,) = page.tree.xpath(f"{OPEN}//button[@name='change']/@value")
    assert editor.post(f"/catalogue/ru/entries/{search}/revert", {"change": change, "revision": "2"}).status == 303
    assert catalogue.load(sqlite_ctx, "ru").text("Search") == "Искать"
    assert editor.post(f"/catalogue/ru/entries/{search}/revert", {"change": "x", "revision": "3"}).status == 404


def test_the_files_come_with_their_names(editor: Browser, translator: Browser) -> None:
    sent = translator.client.get("/catalogue/ru.po")
    assert sent.headers["Content-Type"] == "text/x-gettext-translation; charset=utf-8"
    assert sent.headers["Content-Disposition"] == 'attachment; filename="ru.po"'
    assert 'msgstr "Поиск"' in sent.text
    assert 'msgstr "Поиск"' not in editor.client.get("/catalogue/catalogue.pot").text


def sending(editor: Browser, data: bytes, **fields: str) -> Page:
    """Send a file to the Russian catalogue."""
    return editor.post("/catalogue/ru/import", {"file": (io.BytesIO(data), "ru.po"), **fields})


def test_a_file_is_looked_at_before_it_is_stored(editor: Browser, sqlite_ctx: Context) -> None:
    text = editor.client.get("/catalogue/ru.po").text
    data = text.replace('"Поиск"', '"Искать"').replace('"Видео: {names}"', '"Видео"').encode()
    page = sending(editor, data)
    assert page.words("//form/h2") == ["1 entry would be stored"]
    titles = page.words("//section/header/h2")
    assert titles == ["1 entry refused", "1 translation changed"]
    assert "{names} is missing" in page.text
    assert catalogue.load(sqlite_ctx, "ru").text("Search") == "Поиск"
    hidden = {name: page.tree.xpath(f"//input[@name='{name}']/@value")[0] for name in ("data", "seen")}
    assert base64.b64decode(hidden["data"]) == data
    editor.post("/catalogue/ru/import", hidden)
    assert catalogue.load(sqlite_ctx, "ru").text("Search") == "Искать"
    again = editor.post("/catalogue/ru/import", hidden)
    assert again.status == 409
    assert again.words("//form/h2") == ["This file changes nothing"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"/etc/hostname", "not a PO file"),
        (b"", "empty"),
        (b'msgid ""\nmsgstr ""\n"Language: de\\n"\n\nmsgid "a"\nmsgstr "b"\n', "it is for de"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_on_the_form(editor: Browser, data: bytes, said: str) -> None:
    page = sending(editor, data)
    assert page.status == 422
    assert said in page.words("//*[@role='alert']")[0]


def test_a_file_over_the_limit_is_refused_with_the_limit(editor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("web.views.catalogue_files", "localize.exchange.po_bytes"):
        monkeypatch.setattr(f"{module}.MAX_BYTES", 1_000)
    said = sending(editor, b"#" * 5_000).words("//*[@role='alert']")
    assert said == ["Nothing was stored. The file has more than 1,000 bytes; that much is not read."]


def test_a_tampered_form_is_refused(editor: Browser) -> None:
    assert editor.post("/catalogue/ru/import", {"data": "%%%", "seen": "x"}).status == 422
    assert editor.post("/catalogue/ru/import").status == 422


def test_the_pages_speak_russian_and_german(editor: Browser, max_: Person, sqlite_ctx: Context) -> None:
    for language in ("ru", "de"):
        page = editor.get(
            f"/catalogue/de?entry={ref(sqlite_ctx, max_, 'Search')}", headers={"Accept-Language": language}
        )
        assert (page.status, page.tree.get("lang")) == (200, language)


def test_the_editor_s_side_has_the_catalogue_s_word_on_a_notice(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    browser = room.browser(room.max)
    path = f"/editions/{room.ru}/segments/1/notice"
    assert browser.client.get(path).json == {"html": "", "text": None}
    assert browser.client.get(f"/editions/{room.ru}/segments/999/notice").status_code == 404
    assert room.browser(room.jana).client.get(path).status_code == 403
