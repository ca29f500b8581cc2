"""The register's pages without scripts: listed, found, written, proposed, decided, merged, put back, in and out."""

import io
import json

import pytest

from localize.exchange.name_words import NAME_SENTENCES
from localize.services import name_consistency, names
from localize.services.context import Context
from localize.services.name_record import Registered
from localize.terms.consistency import Inconsistency, Rendering
from localize.terms.name import Gender, NameForm
from tests.services.helpers import file, run_sent
from tests.services.names import ELVIN, ZELENSKIY, detection
from tests.web.pages import Browser, Newsroom, Page, newsroom
from web.presenters.name_words import refusals

__all__ = ["detection"]
pytestmark = pytest.mark.usefixtures("detection")

FORM = {"source": "Marta Elvin", "kind": "person", "gender": "feminine", "aliases": "Martha Elvin\nM. Elvin"}


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom with a drafted article that names people."""
    return newsroom(sqlite_ctx)


@pytest.fixture
def editor(room: Newsroom) -> Browser:
    """The editor's browser."""
    return room.browser(room.max)


@pytest.fixture
def translator(room: Newsroom) -> Browser:
    """The translator's browser."""
    return room.browser(room.vera)


def rows(page: Page) -> list[str]:
    """Names of the list."""
    return page.words("//li[contains(@class,'name-row')]/div[@class='src']/b")


def add(room: Newsroom, entry: object = ZELENSKIY) -> Registered:
    """A name of the register."""
    return names.add_name(room.ctx, room.max.actor, entry)  # type: ignore[arg-type]


def named_story(room: Newsroom) -> dict[str, int]:
    """An article that names a person and a place, drafted: its id and its editions'."""
    filed = file(room.ctx, "Marta Elvin came to Norrhaven.", external_id="named")
    run_sent(room.ctx)
    return {"article": filed.article_id, **{edition.locale: edition.id for edition in filed.editions}}


def test_the_sentences_of_refusals_are_those_of_the_table(room: Newsroom) -> None:
    with room.app.test_request_context():
        assert refusals() == NAME_SENTENCES


def test_an_empty_register_says_so_and_a_name_is_added_without_scripts(room: Newsroom, editor: Browser) -> None:
    assert editor.get("/names").words("//*[@class='blank']/h2") == ["The register is empty"]
    form = FORM | {"text-ru": "Марта Элвин", "first-ru": "мэр Марта Элвин", "forms-ru": "Мартой Элвин\n", "text-de": ""}
    done = editor.post("/names/new", form)
    assert done.status == 303
    (there,) = names.all_names(room.ctx)
    assert there.entry.aliases == ("Martha Elvin", "M. Elvin")
    assert there.entry.gender is Gender.FEMININE
    assert dict(there.entry.accepted) == {
        "ru": NameForm("Марта Элвин", "мэр Марта Элвин", ("Мартой Элвин",), declined=False)
    }
    page = editor.get(done.location)
    assert page.tree.xpath("//*[@id='text-ru']/@value") == ["Марта Элвин"]
    assert page.words("//ol[@class='past']/li")[0].startswith("Max added the name")
    listed = editor.get("/names?locale=ru")
    assert rows(listed) == ["Marta Elvin"]
    assert "мэр Марта Элвин" in listed.text
    assert editor.get("/names?locale=ru&q=Элвин&kind=person").words("//h2[@id='g-names']") == ["1 name"]
    assert editor.get("/names?q=nobody").words("//*[@class='blank']/h2") == ["Nothing found"]
    assert rows(editor.get("/names?locale=de&state=undecided")) == ["Marta Elvin"]
    assert editor.get("/names?state=proposed").words("//*[@class='blank']/h2") == ["No proposal waits"]
    assert editor.get("/names?state=undecided").words("//*[@class='blank']/h2") == ["Every name is decided"]


def test_what_cannot_be_kept_comes_back_with_the_reason_and_everything_typed(room: Newsroom, editor: Browser) -> None:
    there = add(room, ELVIN)
    page = editor.post("/names/new", FORM | {"text-ru": "Элвин", "note": "The mayor"})
    assert page.status == 422
    assert "The register has this name already: Marta Elvin." in page.words("//*[@id='wrong']")[0]
    assert page.tree.xpath("//*[@id='wrong']//a/@href") == [f"/names/{there.id}"]
    assert page.tree.xpath("//*[@id='text-ru']/@value") == ["Элвин"]
    assert page.words("//textarea[@id='note']") == ["The mayor"]
    late = editor.post(f"/names/{there.id}", FORM | {"revision": "7", "note": "Mine"})
    assert late.status == 409
    assert "Max changed this name while you were writing" in late.words("//*[@id='wrong']")[0]
    assert late.words("//textarea[@id='note']") == ["Mine"]
    assert editor.post("/names/new", {"source": " … "}).status == 422


def test_a_translator_proposes_and_an_editor_decides_on_the_list(
    room: Newsroom, editor: Browser, translator: Browser
) -> None:
    there = add(room, ELVIN)
    page = translator.get(f"/names/{there.id}")
    assert page.tree.xpath("//*[@id='source']/@readonly")
    assert page.tree.xpath("//fieldset//input[@type='checkbox']/@name") == ["declined-ru"], "only their language"
    assert not page.tree.xpath("//*[@id='other']")
    done = translator.post(f"/names/{there.id}", {"text-ru": "Марта Эльвин", "declined-ru": "yes", "source": "Hacked"})
    assert done.status == 303
    assert names.get_name(room.ctx, there.id).entry.source == "Marta Elvin"
    assert names.get_name(room.ctx, there.id).entry.proposed["ru"] == NameForm("Марта Эльвин")
    assert not translator.get("/names?state=proposed").tree.xpath("//button[starts-with(text(),'Accept')]")
    assert translator.post(f"/names/{there.id}/accept", {"locale": "ru"}).status == 403
    listed = editor.get("/names?locale=ru&state=proposed")
    assert rows(listed) == ["Marta Elvin"]
    fields = {"locale": "ru", "back": "list", "state": "proposed"}
    back = editor.post(f"/names/{there.id}/accept", fields)
    assert (back.status, back.location) == (303, "/names?locale=ru&state=proposed")
    assert names.get_name(room.ctx, there.id).entry.accepted["ru"] == NameForm("Марта Эльвин")
    assert editor.post(f"/names/{there.id}/reject", {"locale": "ru"}).status == 422, "there is none any more"


def test_a_name_is_merged_deleted_restored_and_put_back(room: Newsroom, editor: Browser) -> None:
    keep, gone = add(room), add(room, ELVIN)
    page = editor.post(f"/names/{keep.id}/merge", {"other": "Nobody"})
    assert page.status == 422
    assert "no other name “Nobody”" in page.text
    assert editor.post(f"/names/{keep.id}/merge", {"other": "Marta Elvin"}).status == 303
    assert "Marta Elvin" in names.get_name(room.ctx, keep.id).entry.aliases
    assert not names.get_name(room.ctx, gone.id).active
    first = names.history(room.ctx, keep.id)[-1].id
    assert editor.post(f"/names/{keep.id}/revert", {"change": str(first)}).status == 303
    assert names.get_name(room.ctx, keep.id).entry == names.history(room.ctx, keep.id)[0].after
    assert "Marta Elvin" not in names.get_name(room.ctx, keep.id).entry.aliases
    assert editor.post(f"/names/{gone.id}/restore").status == 303
    assert editor.post(f"/names/{gone.id}/delete").status == 303
    deleted = editor.get(f"/names/{gone.id}")
    assert "The name was deleted" in deleted.text
    assert deleted.tree.xpath("//form[@action=$act]", act=f"/names/{gone.id}/restore")
    assert editor.post(f"/names/{gone.id}/nonsense").status == 404
    assert editor.get("/names/999").status == 404


def test_a_file_is_shown_before_it_is_stored(room: Newsroom, editor: Browser, translator: Browser) -> None:
    data = "source,kind,ru,colour\nNorrhaven,place,Норрхавен,\n!,,,\n".encode("utf-8-sig")
    page = editor.post("/names/import", {"file": (io.BytesIO(data), "names.csv")})
    assert page.status == 200
    assert page.words("//form//h2") == ["1 name would be stored"]
    assert "The column “colour” is not known and was left out." in page.text
    assert "The line is left out." in page.text
    assert names.all_names(room.ctx) == []
    (carried,) = page.tree.xpath("//input[@name='data']/@value")
    done = editor.post("/names/import", {"data": carried, "seen": "yes"})
    assert (done.status, done.location) == (303, "/names")
    assert [r.entry.source for r in names.all_names(room.ctx)] == ["Norrhaven"]
    sent = editor.get("/names/names.csv")
    assert sent.response.data.startswith(b"\xef\xbb\xbfkind,source")
    assert "attachment" in sent.response.headers["Content-Disposition"]
    assert editor.post("/names/import", {}).status == 422
    wrong = editor.post("/names/import", {"file": (io.BytesIO(b"ru\n\xd0"), "x.csv")})
    assert (wrong.status, "not in UTF-8" in wrong.text) == (422, True)
    assert translator.get("/names/import").status == 403
    assert translator.get("/names/names.csv").status == 200


def test_an_articles_new_names_are_counted_listed_and_decided(room: Newsroom) -> None:
    story = named_story(room)
    editor = room.browser(room.max)
    assert "Decide 2 new names" in editor.get(f"/articles/{story['article']}").text
    page = editor.get(f"/articles/{story['article']}/names")
    assert page.words("//form[@class='name-card']//h2") == ["Marta Elvin", "Norrhaven"]
    assert page.tree.xpath("//*[@id='text1-ru']/@value") == ["Марта Элвин"]
    assert "transcribed from English" in page.text
    form = {"act": "accept", "written": "Marta Elvin", "kind": "person", "gender": "feminine"}
    empty = editor.post(f"/articles/{story['article']}/names", form | {"text-ru": " "})
    assert (empty.status, "Write the form first." in empty.text) == (422, True)
    taken = form | {"text-ru": "Марта Эльвин", "first-ru": "мэр Марта Эльвин", "declined-ru": "no", "text-de": ""}
    assert editor.post(f"/articles/{story['article']}/names", taken).status == 303
    (there,) = names.all_names(room.ctx)
    assert there.entry.accepted == {"ru": NameForm("Марта Эльвин", "мэр Марта Эльвин", declined=False)}
    left = editor.get(f"/articles/{story['article']}/names")
    assert left.words("//form[@class='name-card']//h2") == ["Marta Elvin", "Norrhaven"], "undecided in German"
    assert left.tree.xpath("//form[@id='n1']//input[starts-with(@name,'text-')]/@name") == ["text-de"]
    assert editor.post(f"/articles/{story['article']}/names", {"act": "certain"}).status == 303
    assert [r.entry.source for r in names.all_names(room.ctx)] == ["Marta Elvin", "Norrhaven"]
    editor.post(f"/articles/{story['article']}/names", {"act": "ignore", "written": "Marta Elvin"})
    done = editor.get(f"/articles/{story['article']}/names")
    assert done.words("//*[@class='blank']/h2") == ["No new name"]
    shown = editor.get("/names/ignored")
    assert "Marta Elvin" in shown.text
    (key,) = shown.tree.xpath("//button[@name='key']/@value")
    assert editor.post("/names/ignored", {"key": key}).status == 303
    assert editor.get("/names/ignored").words("//*[@class='blank']/h2") == ["Nothing is ignored"]
    assert editor.post(f"/articles/{story['article']}/names", {"act": "what"}).status == 404


def test_the_editor_gets_a_sentences_names_and_says_what_becomes_of_them(room: Newsroom) -> None:
    story = named_story(room)
    browser = room.browser(room.max)
    page = browser.get(f"/editions/{story['ru']}/edit")
    segments = json.loads(page.tree.xpath("//script[@id='page']")[0].text)["segments"]
    address = f"/editions/{story['ru']}/segments/{segments[1]['id']}/names"
    answer = browser.get(address).response.get_json()
    assert answer["waiting"] == 2
    assert answer["spans"] == [[0, 11, "new"], [20, 29, "new"]]
    assert "Марта Элвин" in answer["html"]
    send = {"headers": {"X-CSRFToken": browser.token()}}
    url = f"/editions/{story['ru']}/names"
    accept = {"act": "accept", "written": "Marta Elvin", "kind": "person", "gender": "feminine", "text": "Марта Элвин"}
    said = browser.client.post(url, json=accept, **send).get_json()["said"]
    assert said == "“Marta Elvin” is “Марта Элвин” from now on, in every article."
    known = browser.get(address).response.get_json()
    assert known["spans"] == [[0, 11, "known"], [20, 29, "new"]]
    assert 'data-put="Марта Элвин"' in known["html"]
    assert browser.client.post(url, json={"act": "ignore", "written": "Norrhaven"}, **send).status_code == 200
    assert browser.get(address).response.get_json()["waiting"] == 0
    for wrong in ({"act": "accept", "written": "X"}, {"act": "accept", "written": "X", "text": 3}, ["x"]):
        assert browser.client.post(url, json=wrong, **send).status_code == 422
    german = room.browser(room.jana)
    assert german.get(address).status == 403
    assert german.client.post(url, json=accept, headers={"X-CSRFToken": german.token()}).status_code == 403
    proposed = room.browser(room.vera)
    told = proposed.client.post(
        url, json=accept | {"written": "Jonas Holt", "text": "Й"}, headers={"X-CSRFToken": proposed.token()}
    )
    assert told.get_json()["said"] == "“Й” is proposed for “Jonas Holt”; an editor decides."


def test_forms_that_disagree_stand_on_the_review_page_and_beside_their_sentences(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = named_story(room)
    two = (Rendering("Эльвин", (0,), ((0, 6),)), Rendering("Элвин", (1,), ((0, 5),)))
    monkeypatch.setattr(name_consistency, "inconsistencies", lambda *_: [Inconsistency("Marta Elvin", two)])
    browser = room.browser(room.max)
    page = browser.get(f"/editions/{story['ru']}/review")
    assert page.words("//section[@id='names']//li/b") == ["Эльвин", "Элвин"]
    assert page.tree.xpath("//section[@id='names']//a/@href") == ["#s1", "#s2"]
    notes = browser.get(f"/editions/{story['ru']}/names/notes").response.get_json()["notes"]
    assert sorted(notes) == ["1", "2"]
    assert "Эльвин" in notes["1"]
    assert room.browser(room.jana).get(f"/editions/{story['ru']}/names/notes").status == 403
