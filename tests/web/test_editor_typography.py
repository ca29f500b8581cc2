"""The editor shows what typography changed, takes it back on demand, and offers to set what a person wrote."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from localize.services import people
from localize.services.context import Actor, Context
from localize.workflow import UserRole
from tests.engines import FakeEngine
from tests.services.helpers import file, person, run_sent
from web.wiring import create_app

DRAFT = 'В США "Берег" - 61,000 мест, и <1>"всё"</1>.'
SOURCE = "In the U.S. “The Shore” - 61,000 seats, and <1>“all”</1>."


@dataclass
class Page:
    """An edition opened in a browser."""

    client: FlaskClient
    edition: int

    def data(self) -> dict[str, Any]:
        """What the page hands to its scripts."""
        found = re.search(r'<script type="application/json" id="page">(.*?)</script>', self.html(), re.DOTALL)
        assert found is not None
        data: dict[str, Any] = json.loads(found[1])
        return data

    def html(self) -> str:
        return self.client.get(f"/editions/{self.edition}/edit").get_data(as_text=True)

    def segment(self) -> dict[str, Any]:
        """The second segment: the first is the headline."""
        found: dict[str, Any] = self.data()["segments"][1]
        return found

    def save(self, text: str, revision: int, *, confirm: bool = False) -> dict[str, Any]:
        body = {"text": text, "base_revision": revision, "confirm": confirm}
        answer = self.client.put(f"/editions/{self.edition}/segments/{self.segment()['id']}", json=body)
        assert answer.status_code == 200
        saved: dict[str, Any] = answer.get_json()["segment"]
        return saved


@pytest.fixture
def ctx(sqlite_ctx: Context) -> Context:
    """An engine that writes straight quotation marks and copies numbers."""
    return replace(sqlite_ctx, engines=(FakeEngine(_answer),))


def _answer(text: str, target: str) -> str:
    return (
        text.replace("In the U.S.", "В США")
        .replace("The Shore", "Берег")
        .replace("“", '"')
        .replace("”", '"')
        .replace("seats, and", "мест, и")
        .replace("all", "всё")
        if target == "ru"
        else "Text"
    )


def opened(ctx: Context, actor: Actor) -> Page:
    filed = file(ctx, SOURCE)
    run_sent(ctx)
    app = create_app(ctx)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    client = app.test_client()
    assert actor.id is not None
    known = people.get_person(ctx, actor.id)
    assert known is not None
    with client.session_transaction() as session:
        session["_user_id"] = f"{known.id}:{known.session_key}"
        session["_fresh"] = True
    return Page(client, next(e.id for e in filed.editions if e.locale == "ru"))


@pytest.fixture
def page(ctx: Context) -> Page:
    """The Russian edition, opened by its translator."""
    return opened(ctx, person(ctx, UserRole.TRANSLATOR, "Elena", "ru"))


def test_the_origin_says_how_many_changes_there_are_and_names_each(page: Page) -> None:
    segment = page.segment()
    assert segment["text"] == "В США «Берег»\u00a0— 61\u00a0000 мест, и <1>«всё»</1>."
    assert [(c["rule"], c["before"], c["after"]) for c in segment["typography"]["changes"]] == [
        ("Quotation marks", '"Берег"', "«Берег»"),
        ("Dash", "«Берег» - 61\u00a0000", "«Берег»\u00a0— 61\u00a0000"),
        ("Number", "61,000", "61\u00a0000"),
        ("Quotation marks", '"всё"', "«всё»"),
    ]
    assert segment["typography"]["label"] == "Typography: 4"
    assert re.search(
        r'<button class="typo" type="button" aria-expanded="false"[^>]*>Typography: 4</button>', page.html()
    )


def test_a_segment_that_needed_nothing_says_nothing(page: Page) -> None:
    assert page.data()["segments"][0]["typography"] is None
    assert page.html().count('class="typo"') == 1


def test_one_change_is_taken_back_by_an_ordinary_save(page: Page) -> None:
    segment = page.segment()
    number = segment["typography"]["changes"][2]
    saved = page.save(number["undo"], segment["revision"])
    assert saved["text"] == "В США «Берег»\u00a0— 61,000 мест, и <1>«всё»</1>."
    assert saved["typography"]["label"] == "Typography: 3"
    assert [c["key"] for c in saved["typography"]["changes"]] == [
        c["key"] for c in segment["typography"]["changes"] if c["key"] != number["key"]
    ]
    assert saved["revision"] == segment["revision"] + 1
    assert saved["author"] == "Elena"


def test_all_changes_taken_back_give_the_engines_text(page: Page) -> None:
    segment = page.segment()
    saved = page.save(segment["typography"]["undo"], segment["revision"])
    assert saved["text"] == DRAFT
    assert saved["typography"] is None


def test_a_stale_undo_is_refused_like_any_stale_save(page: Page) -> None:
    segment = page.segment()
    page.save("Другое.", segment["revision"])
    body = {"text": segment["typography"]["undo"], "base_revision": segment["revision"], "confirm": False}
    answer = page.client.put(f"/editions/{page.edition}/segments/{segment['id']}", json=body)
    assert answer.status_code == 409


def test_a_text_of_a_person_is_set_on_demand_and_not_stored(page: Page) -> None:
    segment = page.segment()
    address = f"/editions/{page.edition}/segments/{segment['id']}/typography"
    answer = page.client.post(address, json={"text": '"Да" - <1>сказал</1> он...'})
    assert answer.get_json() == {
        "text": "«Да»\u00a0— <1>сказал</1> он…",
        "said": "Typography put right in 3 places; Ctrl Z takes it back.",
    }
    again = page.client.post(address, json={"text": answer.get_json()["text"]}).get_json()
    assert again["said"] == "The typography is right already."
    assert page.segment()["text"] == segment["text"]


@pytest.mark.parametrize("body", [None, [], {}, {"text": 1}])
def test_what_is_no_text_is_refused(page: Page, body: Any) -> None:
    answer = page.client.post(f"/editions/{page.edition}/segments/{page.segment()['id']}/typography", json=body)
    assert answer.status_code == 422


def test_countries_of_the_source_are_offered_by_segment(page: Page) -> None:
    segment = page.segment()
    assert page.data()["countries"] == {str(segment["id"]): [["U.S.", "США"]]}


def test_a_long_quotation_is_shown_by_its_first_words(ctx: Context) -> None:
    words = "слово " * 10
    engine = FakeEngine(lambda text, target: f'"{words.strip()}" и всё.' if target == "ru" and "U.S." in text else "x")
    page = opened(replace(ctx, engines=(engine,)), person(ctx, UserRole.TRANSLATOR, "Vera", "ru"))
    change = page.segment()["typography"]["changes"][0]
    assert change["after"] == "«слово слово слово…»"
