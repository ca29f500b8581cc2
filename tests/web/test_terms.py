"""The termbase's pages: what is listed, saved, proposed, refused with everything typed kept; files; the editor's side."""

import base64
import io
import json

import pytest

from localize.services import terms, terms_edit, workbench
from localize.services.context import Context
from localize.services.people import Person
from localize.terms.concept import Concept, LocaleTerm
from localize.terms.term import CaseRule, TermStatus
from localize.workflow import UserRole
from tests.services.helpers import SENDER, file
from tests.web.pages import Browser, Page, account, make_app, visit
from web.views import terms_files

CEASEFIRE = Concept(
    "ceasefire",
    (
        LocaleTerm("ru", "прекращение огня"),
        LocaleTerm("ru", "перемирие", TermStatus.FORBIDDEN),
        LocaleTerm("de", "Waffenruhe"),
    ),
    definition="Both sides stop shooting.",
    domains=("war",),
)


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


@pytest.fixture
def term(sqlite_ctx: Context, max_: Person) -> int:
    """A term in the termbase."""
    return terms_edit.add(sqlite_ctx, max_.actor, CEASEFIRE).id


def fields(page: Page) -> dict[str, str]:
    """What a form holds that would be sent."""
    form = page.tree.xpath("//form[contains(@class,'term-form')]")[0]
    return {name: value or "" for name, value in form.fields.items() if value is not None}


def sources(page: Page) -> list[str]:
    """Source terms of the list."""
    return page.words("//li[contains(@class,'term-row')]//span[@class='term']")


def test_a_term_is_listed_with_its_targets_and_their_signs(editor: Browser, term: int) -> None:
    page = editor.get("/terms?locale=ru")
    assert sources(page) == ["ceasefire"]
    assert page.words("//ul[@class='term-targets']/li") == ["прекращение огня preferred", "перемирие forbidden"]
    assert page.words("//ul[@class='term-targets']//del") == ["перемирие"]
    assert page.words("//p[@class='meta']") == ["noun, war"]
    assert page.words("//nav[@class='switch']//a")[:4] == ["All 1", "Preferred 1", "Admitted 0", "Forbidden 1"]
    assert sources(editor.get("/terms?locale=ru&q=ОГНЯ&domain=war&show=preferred")) == ["ceasefire"]
    assert editor.get("/terms?q=nothing").words("//*[@class='blank']/h2") == ["Nothing found"]
    assert [editor.get(path).status for path in ("/terms?locale=qq&page=x&show=y", f"/terms/{term + 9}")] == [200, 404]


def test_an_empty_termbase_says_what_to_do(translator: Browser) -> None:
    page = translator.get("/terms")
    assert page.words("//*[@class='blank']/h2") == ["No terms yet"]
    assert page.tree.xpath("//nav[@class='views']//a/span/@lang") == ["ru"]
    assert translator.get("/terms/import").status == 403


def test_an_editor_adds_and_saves_and_nothing_of_the_form_is_lost(
    editor: Browser, sqlite_ctx: Context, max_: Person
) -> None:
    form = fields(editor.get("/terms/new?source=heat+pumps"))
    assert form["source"] == "heat pumps"
    assert [form[f"t-{n}-locale"] for n in range(2)] == ["ru", "de"]
    form |= {
        "source": "heat pump",
        "domains": "energy, climate",
        "t-0-text": "тепловой насос",
        "t-0-forms": "тепловых насоса; насосов",
        "exact": "yes",
        "definition": "A machine.",
    }
    page = editor.post("/terms/new", form)
    assert page.status == 303
    saved = editor.get(page.location)
    assert "Saved" in saved.words("//span[@class='done']")[0]
    stored = terms.list_terms(sqlite_ctx, max_.actor, terms.Wanted("ru")).entries[0].concept
    assert stored == Concept(
        "heat pump",
        (LocaleTerm("ru", "тепловой насос", forms=("тепловых насоса", "насосов")),),
        definition="A machine.",
        domains=("energy", "climate"),
        case_rule=CaseRule.EXACT,
    )
    again = fields(saved)
    assert editor.post(page.location.partition("?")[0], again).status == 303
    unchanged = terms.list_terms(sqlite_ctx, max_.actor, terms.Wanted("ru")).entries[0]
    assert (unchanged.concept, unchanged.revision) == (stored, 1)


def test_texts_with_commas_that_nobody_touched_stay_whole(
    editor: Browser, term: int, sqlite_ctx: Context, max_: Person
) -> None:
    comma = Concept(
        "ceasefire", (LocaleTerm("ru", "мир", forms=("мир, дружба", "мира")),), domains=("war, peace", "law")
    )
    terms_edit.save(sqlite_ctx, max_.actor, term, comma, base_revision=1)
    form = fields(editor.get(f"/terms/{term}"))
    assert editor.post(f"/terms/{term}", form | {"note": "New."}).status == 303
    stored = terms.open_term(sqlite_ctx, term).concept
    assert (stored.domains, stored.targets, stored.note) == (comma.domains, comma.targets, "New.")
    assert editor.post(f"/terms/{term}", form | {"domains": "law", "revision": "3"}).status == 303
    assert terms.open_term(sqlite_ctx, term).concept.domains == ("law",)


def test_what_cannot_be_saved_comes_back_with_the_reason_and_everything_typed(editor: Browser, term: int) -> None:
    form = fields(editor.get("/terms/new")) | {"source": "Ceasefire", "t-0-text": "огонь", "note": "Mine."}
    page = editor.post("/terms/new", form)
    assert page.status == 422
    assert "“ceasefire” is in the termbase already" in page.words("//p[@id='wrong']")[0]
    assert page.tree.xpath("//p[@id='wrong']/span/a/@href")[0].startswith(f"/terms/{term}")
    assert fields(page)["note"].strip() == "Mine."
    assert fields(page)["t-0-text"] == "огонь"
    kept = fields(editor.get(f"/terms/{term}")) | {"keep": "yes"}
    page = editor.post(f"/terms/{term}", kept)
    assert page.status == 422
    assert "has no terms in other languages" in page.words("//p[@id='wrong']")[0]
    assert fields(page)["t-0-text"] == "прекращение огня"


def test_who_comes_late_is_told_and_both_are_kept(editor: Browser, term: int, sqlite_ctx: Context) -> None:
    form = fields(editor.get(f"/terms/{term}")) | {"note": "Late."}
    olga = account(sqlite_ctx, UserRole.EDITOR, "Olga")
    terms_edit.save(sqlite_ctx, olga.actor, term, Concept("ceasefire", note="Early."), base_revision=1)
    page = editor.post(f"/terms/{term}", form)
    assert page.status == 409
    assert "Olga saved this entry while you were writing" in page.words("//div[@role='alert']")[0]
    assert fields(page)["note"].strip() == "Late."
    assert terms.open_term(sqlite_ctx, term).concept.note == "Early."
    again = editor.post(f"/terms/{term}", fields(page))
    assert again.status == 303
    assert terms.open_term(sqlite_ctx, term).concept.note == "Late."


def test_a_translator_proposes_and_an_editor_accepts(
    editor: Browser, translator: Browser, term: int, sqlite_ctx: Context
) -> None:
    page = translator.get(f"/terms/{term}")
    assert "Waffenruhe" not in page.text
    assert translator.post(f"/terms/{term}", {"source": "x"}).status == 403
    sent = translator.post(f"/terms/{term}/propose", {"text": "замирение", "target_locale": "ru", "status": "admitted"})
    assert sent.status == 303
    assert translator.post(f"/terms/{term}/propose", {"text": "Ruhe", "target_locale": "de"}).status == 403
    twice = translator.post(f"/terms/{term}/propose", {"text": "замирение", "target_locale": "ru", "forms": "a, b"})
    assert twice.status == 422
    assert twice.tree.xpath("//input[@name='forms']/@value") == ["a, b"]
    assert editor.get("/terms?show=proposed&locale=ru").words("//ul[@class='term-targets']/li")[-1] == (
        "замирение proposed: admitted"
    )
    shown = editor.get(f"/terms/{term}")
    assert shown.words("//*[@class='term-proposal']/p") == ["замирение Русский proposed: admitted"]
    answer = {"text": "замирение", "target_locale": "ru", "decision": "accept"}
    assert editor.post(f"/terms/{term}/decide", answer).status == 303
    assert LocaleTerm("ru", "замирение", TermStatus.ADMITTED) in terms.open_term(sqlite_ctx, term).concept.targets
    assert editor.post(f"/terms/{term}/decide", answer).status == 404
    saved = editor.get(f"/terms/{term}")
    assert "Vera proposed" in saved.text
    assert "Max accepted a proposal" in saved.text


def test_a_whole_term_is_proposed_and_declined(editor: Browser, translator: Browser, sqlite_ctx: Context) -> None:
    form = fields(translator.get("/terms/new"))
    assert [value for name, value in form.items() if name.endswith("-locale")] == ["ru"]
    page = translator.post("/terms/new", form | {"source": "truce", "t-0-text": "перемирие"})
    number = int(page.location.partition("?")[0].rpartition("/")[2])
    assert "proposed by Vera" in editor.get(f"/terms/{number}").text
    assert editor.post(f"/terms/{number}/decide", {"decision": "decline"}).location.endswith("/terms")
    assert not terms.open_term(sqlite_ctx, number).active


def test_a_term_is_deleted_and_put_back_from_its_history(editor: Browser, term: int, sqlite_ctx: Context) -> None:
    assert editor.post(f"/terms/{term}/delete", {"revision": "7"}).status == 409
    assert editor.post(f"/terms/{term}/delete", {"revision": "1"}).status == 303
    page = editor.get(f"/terms/{term}")
    assert "deleted" in page.words("//header//span[@class='tag']")
    assert not page.tree.xpath("//form[contains(@class,'term-form')]")
    change, revision = (
        page.tree.xpath("//button[@name='change']/@value")[0],
        page.tree.xpath("//input[@name='revision']/@value")[0],
    )
    assert editor.post(f"/terms/{term}/revert", {"change": change, "revision": revision}).status == 303
    assert terms.open_term(sqlite_ctx, term).concept == CEASEFIRE


def test_a_file_is_looked_at_and_then_stored(
    editor: Browser, term: int, sqlite_ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = "source,ru\nceasefire,замирение\nheat pump,тепловой насос\n,пусто\n".encode()
    page = editor.post("/terms/import", {"file": (io.BytesIO(data), "terms.csv")})
    assert page.status == 200
    assert page.words("//h2")[0] == "2 terms would be stored"
    assert page.words("//ul[contains(@class,'term-problems')]/li") == ["line 4There is no source term. Left out."]
    assert terms.open_term(sqlite_ctx, term).concept == CEASEFIRE
    seen = {name: page.tree.xpath(f"//input[@name='{name}']/@value")[0] for name in ("data", "seen")}
    assert base64.b64decode(seen["data"]) == data
    assert editor.post("/terms/import", seen).status == 303
    assert len(terms.open_term(sqlite_ctx, term).concept.targets) == 4
    again = editor.post("/terms/import", seen)
    assert again.status == 409
    assert "This file changes nothing" in again.text
    monkeypatch.setattr(terms_files, "MAX_SENT", 100)
    for wrong in ({}, {"file": (io.BytesIO(b"x" * 101), "a.csv")}, {"file": (io.BytesIO(b"<a/>"), "a.tbx")}):
        assert editor.post("/terms/import", wrong).status == 422


@pytest.mark.usefixtures("term")
def test_the_termbase_is_sent_as_a_file(editor: Browser, translator: Browser) -> None:
    tbx = editor.get("/terms/export.tbx").response
    assert tbx.headers["Content-Disposition"] == 'attachment; filename="terms.tbx"'
    assert "Waffenruhe" in tbx.text
    csv = translator.get("/terms/export.csv?locale=ru").response
    assert csv.headers["Content-Disposition"] == 'attachment; filename="terms-ru.csv"'
    assert "прекращение огня" in csv.text
    assert "Waffenruhe" not in translator.get("/terms/export.tbx").response.text
    assert [translator.get(f"/terms/export.{name}").status for name in ("csv?locale=de", "xls")] == [403, 404]


def test_the_editor_marks_terms_and_offers_them(
    editor: Browser, translator: Browser, sqlite_ctx: Context, max_: Person
) -> None:
    terms_edit.add(
        sqlite_ctx,
        max_.actor,
        Concept(
            "city council",
            (LocaleTerm("ru", "городской совет"), LocaleTerm("ru", "горсовет", TermStatus.FORBIDDEN)),
            definition="It governs the city.",
        ),
    )
    filed = file(sqlite_ctx)
    ru = next(edition.id for edition in filed.editions if edition.locale == "ru")
    bench = workbench.open_edition(sqlite_ctx, SENDER, ru)
    segment = next(s for piece in bench.blocks for s in piece.segments if "city council" in s.source)
    page = editor.get(f"/editions/{ru}/edit")
    data = json.loads(page.tree.xpath("//script[@id='page']")[0].text)
    plain = "Tickets cost 2.80 crowns, says the city council."
    at = plain.index("city")
    assert data["terms"] == {str(segment.id): [[at, at + len("city council")]]}
    answer = translator.client.get(f"/editions/{ru}/segments/{segment.id}/terms").json
    assert answer["count"] == 1
    assert 'data-put="городской совет"' in answer["html"]
    assert '<del lang="ru"' in answer["html"]
    assert 'data-put="горсовет"' not in answer["html"]
    assert "It governs the city." in answer["html"]
    assert "Propose a term…" in answer["html"]
    assert "Add a term…" in editor.client.get(f"/editions/{ru}/segments/{segment.id}/terms").json["html"]
    other = next(s for piece in bench.blocks for s in piece.segments if s.id != segment.id)
    assert translator.client.get(f"/editions/{ru}/segments/{other.id}/terms").json["count"] == 0
    assert translator.get(f"/editions/{ru}/segments/999999/terms").status == 404
