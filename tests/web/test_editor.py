"""The editor's addresses: the page, the poll, saving with its conflicts, history, findings set aside."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from localize.edition import EditionState
from localize.errors import EngineError
from localize.services import people, postedit, review
from localize.services.context import Actor, Context
from localize.store.editions import EditionRow
from localize.store.releases import ReleaseRow
from localize.workflow import UserRole
from tests.engines import FakeEngine
from tests.services.helpers import file, run_sent
from web.wiring import create_app

PARAGRAPHS = (
    "The line starts on 3 May. It runs every 20 minutes until dawn.",
    "Tickets cost 2.80 crowns, says the <1>city council</1>.",
    "It is free & safe.",
)


@dataclass
class Desk:
    """The application over a filed article, and the people at it."""

    app: Flask
    ctx: Context
    edition: int
    german: int

    def client(self, actor: Actor) -> FlaskClient:
        """A browser with somebody signed in."""
        client = self.app.test_client()
        assert actor.id is not None
        person = people.get_person(self.ctx, actor.id)
        assert person is not None
        with client.session_transaction() as session:
            session["_user_id"] = f"{person.id}:{person.session_key}"
            session["_fresh"] = True
        return client

    def page(self, client: FlaskClient) -> dict[str, Any]:
        """What the page hands to its scripts."""
        html = client.get(f"/editions/{self.edition}/edit").get_data(as_text=True)
        found = re.search(r'<script type="application/json" id="page">(.*?)</script>', html, re.DOTALL)
        assert found is not None
        data: dict[str, Any] = json.loads(found[1])
        return data

    def save(self, client: FlaskClient, segment: dict[str, Any], text: Any, **more: Any) -> TestResponse:
        """Save a segment over the revision that the page has."""
        body = {"text": text, "base_revision": segment["revision"], "confirm": False} | more
        return client.put(f"/editions/{self.edition}/segments/{segment['id']}", json=body)


@pytest.fixture
def desk(sqlite_ctx: Context) -> Desk:
    """An article drafted into Russian and German."""
    filed = file(sqlite_ctx, *PARAGRAPHS)
    run_sent(sqlite_ctx)
    app = create_app(sqlite_ctx)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    by_locale = {edition.locale: edition.id for edition in filed.editions}
    return Desk(app, sqlite_ctx, by_locale["ru"], by_locale["de"])


@pytest.fixture
def elena(desk: Desk) -> Actor:
    """A translator into Russian."""
    return _person(desk.ctx, UserRole.TRANSLATOR, "Elena Kravets", "ru")


@pytest.fixture
def timur(desk: Desk) -> Actor:
    """Another one."""
    return _person(desk.ctx, UserRole.TRANSLATOR, "Timur Asanov", "ru")


@pytest.fixture
def olga(desk: Desk) -> Actor:
    """An editor."""
    return _person(desk.ctx, UserRole.EDITOR, "Olga Reznik")


def _person(ctx: Context, role: UserRole, name: str, *locales: str) -> Actor:
    email = f"{name.partition(' ')[0].lower()}@example.org"
    return people.add_person(ctx, email=email, role=role, password=None, name=name, locales=locales).actor


def test_the_page_holds_every_segment_with_its_source_and_target(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    html = client.get(f"/editions/{desk.edition}/edit").get_data(as_text=True)
    page = desk.page(client)
    assert len(page["segments"]) == 5
    assert [s["position"] for s in page["segments"]] == [1, 2, 3, 4, 5]
    assert html.count('class="seg"') == 5
    assert 'lang="en"' in html
    assert 'class="tgt" lang="ru"' in html
    assert "It is free &amp; safe." in html
    assert page["segments"][4]["source"] == "It is free &amp; safe."


def test_nothing_on_the_page_is_inline(desk: Desk, elena: Actor) -> None:
    """The content security policy lets no script or style in the markup run."""
    html = desk.client(elena).get(f"/editions/{desk.edition}/edit").get_data(as_text=True)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", html)
    assert all('type="application/json"' in tag or " src=" in tag for tag in re.findall(r"<script[^>]*>", html))


def test_an_inline_code_is_a_chip_that_says_what_it_is(desk: Desk, elena: Actor) -> None:
    html = desk.client(elena).get(f"/editions/{desk.edition}/edit").get_data(as_text=True)
    assert 'class="code open" title="1: link begins"' in html
    assert 'class="code close" title="1: link ends"' in html


def test_a_saved_text_comes_back_as_it_was_stored(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    answer = desk.save(client, segment, "Линия открывается\n3 мая.")
    assert answer.status_code == 200
    saved = answer.get_json()
    assert saved["segment_id"] == segment["id"]
    assert saved["revision"] == segment["revision"] + 1
    assert saved["text"] == "Линия открывается 3 мая."
    assert saved["state"] == "translated"
    assert saved["origin"] == "human"
    assert saved["edition_state"] == "in_review"
    assert saved["segment"]["text"] == saved["text"]
    assert saved["cells"] == saved["progress"]["cells"]
    assert len(saved["cells"]) == 5
    assert saved["saved_at"].startswith("2026-11-23T12:00:00")
    assert set(saved["parts"]) == {"acts", "notices", "progress", "state"}


def test_a_confirmed_text_is_reviewed_and_the_progress_says_so(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    saved = desk.save(client, segment, segment["text"], confirm=True).get_json()
    assert saved["state"] == "reviewed"
    assert saved["progress"]["confirmed"] == 1
    assert "1 confirmed" in saved["progress"]["strip_label"]


def test_a_stale_save_is_a_conflict_that_carries_both_texts(desk: Desk, elena: Actor, timur: Actor) -> None:
    segment = desk.page(desk.client(elena))["segments"][1]
    desk.save(desk.client(elena), segment, "Текст Елены, 3.")
    answer = desk.save(desk.client(timur), segment, "Текст Тимура, 3.")
    assert answer.status_code == 409
    assert answer.content_type == "application/problem+json"
    problem = answer.get_json()
    assert problem["code"] == "revision-conflict"
    assert problem["kind"] == "revision"
    assert problem["mine"] == "Текст Тимура, 3."
    assert problem["theirs"] == "Текст Елены, 3."
    assert problem["base"] == segment["text"]
    assert problem["author"] == "Elena Kravets"
    assert problem["revision"] == segment["revision"] + 1
    history = desk.client(timur).get(f"/editions/{desk.edition}/segments/{segment['id']}/history").get_json()
    assert [(r["late"], r["text"]) for r in history["revisions"]] == [
        (True, "Текст Тимура, 3."),
        (False, "Текст Елены, 3."),
        (False, segment["text"]),
    ]


def test_a_text_over_the_newest_revision_ends_the_conflict(desk: Desk, elena: Actor, timur: Actor) -> None:
    segment = desk.page(desk.client(elena))["segments"][1]
    desk.save(desk.client(elena), segment, "Текст Елены, 3.")
    problem = desk.save(desk.client(timur), segment, "Текст Тимура, 3.").get_json()
    answer = desk.save(desk.client(timur), segment, "Текст Тимура, 3.", base_revision=problem["revision"])
    assert answer.status_code == 200
    assert answer.get_json()["text"] == "Текст Тимура, 3."


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {},
        {"text": 3, "base_revision": 1},
        {"text": "x"},
        {"text": "x", "base_revision": "1"},
        {"text": "x", "base_revision": True},
        {"text": "x", "base_revision": -1},
        {"text": "x", "base_revision": 1, "confirm": "yes"},
    ],
)
def test_a_save_that_cannot_be_read_is_refused_in_words(desk: Desk, elena: Actor, body: object) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    answer = client.put(f"/editions/{desk.edition}/segments/{segment['id']}", json=body)
    assert answer.status_code == 422
    assert answer.get_json()["detail"]
    assert desk.page(client)["segments"][1]["text"] == segment["text"]


def test_a_body_that_is_no_json_is_refused(desk: Desk, elena: Actor) -> None:
    answer = desk.client(elena).put(f"/editions/{desk.edition}/segments/2", data="{", content_type="application/json")
    assert answer.status_code == 422


def test_a_text_that_is_too_long_is_refused_and_nothing_changes(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    assert desk.save(client, segment, "я" * (postedit.MAX_TEXT + 1)).status_code == 413
    assert desk.page(client)["segments"][1] == segment


def test_a_submitted_edition_takes_no_text(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    desk.save(client, segment, segment["text"], confirm=True)
    postedit.submit(desk.ctx, elena, desk.edition)
    answer = desk.save(client, desk.page(client)["segments"][1], "Поздно, 3.")
    assert answer.status_code == 409
    assert answer.get_json()["code"] == "wrong-state"


def test_the_page_of_a_submitted_edition_says_why_it_stands_still_and_what_can_be_done(
    desk: Desk, elena: Actor, timur: Actor, olga: Actor
) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    desk.save(client, segment, segment["text"], confirm=True)
    postedit.submit(desk.ctx, elena, desk.edition)
    own, other, editor = (
        desk.client(who).get(f"/editions/{desk.edition}/edit").get_data(as_text=True) for who in (elena, timur, olga)
    )
    assert all("This edition waits for approval" in html for html in (own, other, editor))
    assert "Call back" in own
    assert "Call back" not in other
    assert "/actions/approve" not in own
    assert "/actions/approve" in editor
    assert "/actions/return" in editor
    assert desk.page(client)["writable"] is False


@pytest.mark.parametrize(
    ("state", "role", "actions"),
    [
        (EditionState.DRAFTED, UserRole.TRANSLATOR, {"take"}),
        (EditionState.IN_REVIEW, UserRole.TRANSLATOR, {"submit"}),
        (EditionState.SUBMITTED, UserRole.TRANSLATOR, set()),
        (EditionState.SUBMITTED, UserRole.EDITOR, {"approve", "return", "reopen"}),
        (EditionState.APPROVED, UserRole.TRANSLATOR, set()),
        (EditionState.APPROVED, UserRole.EDITOR, {"publish", "reopen"}),
        (EditionState.PUBLISHED, UserRole.EDITOR, {"withdraw", "reopen"}),
        (EditionState.WITHDRAWN, UserRole.EDITOR, {"reopen"}),
        (EditionState.BLOCKED, UserRole.TRANSLATOR, {"retry", "take"}),
    ],
)
def test_only_what_role_and_state_allow_is_offered(
    desk: Desk, state: EditionState, role: UserRole, actions: set[str]
) -> None:
    with desk.ctx.store.write() as unit:
        edition = unit.editions.lock(desk.edition)
        assert edition is not None
        edition.state = state.value
        if state is EditionState.BLOCKED:
            edition.blocked = {"code": "no-engine", "sentence": "No engine is set up.", "failures": []}
        if state is EditionState.PUBLISHED:
            unit.releases.add(_release(edition, unit.releases.next_seq()))
    who = _person(desk.ctx, role, "Somebody Else")
    html = desk.client(who).get(f"/editions/{desk.edition}/edit").get_data(as_text=True)
    assert set(re.findall(r"/actions/([a-z]+)", html)) == actions


def _release(edition: EditionRow, seq: int) -> ReleaseRow:
    return ReleaseRow(
        article_id=edition.article_id,
        edition_id=edition.id,
        locale=edition.locale,
        number=1,
        seq=seq,
        kind="publication",
        version_number=1,
        published_at=edition.updated_at,
        published_by="Olga",
        content={},
        content_hash="",
    )


def test_submit_waits_for_the_empty_segments_and_names_them(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][2]
    answer = desk.save(client, segment, "")
    assert answer.get_json()["state"] == "initial"
    html = client.get(f"/editions/{desk.edition}/edit").get_data(as_text=True)
    assert 'aria-disabled="true" aria-describedby="why-submit"' in html
    assert re.search(r'id="why-submit">.*?href="#s3"', html, re.DOTALL)


def test_a_blocked_edition_says_why_and_when_it_is_tried_again(sqlite_ctx: Context) -> None:
    engine = sqlite_ctx.engines[0]
    assert isinstance(engine, FakeEngine)
    engine.error = EngineError("down", engine="google", reason="unreachable", retryable=True)
    filed = file(sqlite_ctx, *PARAGRAPHS)
    run_sent(sqlite_ctx)
    app = create_app(sqlite_ctx)
    app.config.update(TESTING=True)
    desk = Desk(app, sqlite_ctx, filed.editions[0].id, 0)
    elena = _person(sqlite_ctx, UserRole.TRANSLATOR, "Elena Kravets")
    html = desk.client(elena).get(f"/editions/{desk.edition}/edit").get_data(as_text=True)
    assert "The draft did not arrive." in html
    assert "Next try 12:00" in html
    assert "Translate by hand" in html
    assert "Try now" in html
    assert "No engine gave an answer" in html


def test_the_poll_answers_304_until_something_changes(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    address = f"/editions/{desk.edition}/live"
    first = client.get(address)
    tag = first.headers["ETag"]
    assert first.status_code == 200
    assert not tag.startswith("W/")
    assert tag == f'"{desk.page(client)["etag"]}"'
    unchanged = client.get(address, headers={"If-None-Match": tag})
    assert unchanged.status_code == 304
    assert unchanged.get_data() == b""
    desk.save(client, first.get_json()["segments"][1], "Новое, 3.")
    changed = client.get(address, headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.get_json()["segments"][1]["text"] == "Новое, 3."
    assert changed.get_json()["csrf"]


def test_a_returned_edition_shows_who_returned_it_and_why(desk: Desk, elena: Actor, olga: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    desk.save(client, segment, segment["text"], confirm=True)
    postedit.submit(desk.ctx, elena, desk.edition)
    review.send_back(desk.ctx, olga, desk.edition, "Check <b>the date</b>.")
    notices = client.get(f"/editions/{desk.edition}/live").get_json()["parts"]["notices"]
    assert "Olga Reznik returned this edition." in notices
    assert "Check &lt;b&gt;the date&lt;/b&gt;." in notices


def test_a_finding_is_a_card_with_both_values_and_can_be_set_aside(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][2]
    card = desk.save(client, segment, "Каждые 30 минут до рассвета.").get_json()["findings"][0]
    assert card["severity"] == "error"
    assert card["source_quote"][1] == "20"
    assert card["target_quote"][1] == "30"
    address = f"/editions/{desk.edition}/findings/{card['id']}/dismiss"
    assert client.post(address, json={"reason": " "}).status_code == 409
    assert client.post(address, json={}).status_code == 422
    answer = client.post(address, json={"reason": "Так в расписании."})
    assert answer.status_code == 200
    assert answer.get_json()["segment"]["findings"][0]["dismissed"] == {
        "by": "Elena Kravets",
        "reason": "Так в расписании.",
    }
    assert answer.get_json()["progress"]["errors"] == 0
    assert client.post(f"/editions/{desk.edition}/findings/99999/dismiss", json={"reason": "x"}).status_code == 404


@pytest.mark.parametrize("path", ["edit", "live", "segments/1/history"])
def test_a_language_that_is_not_theirs_is_closed(desk: Desk, elena: Actor, path: str) -> None:
    client = desk.client(elena)
    assert client.get(f"/editions/{desk.german}/{path}").status_code == 403
    assert client.get(f"/editions/99999/{path}").status_code == 404


def test_a_save_into_a_language_that_is_not_theirs_is_refused(desk: Desk, elena: Actor) -> None:
    answer = desk.client(elena).put(
        f"/editions/{desk.german}/segments/1", json={"text": "x", "base_revision": 1, "confirm": False}
    )
    assert answer.status_code == 403


def test_who_is_not_signed_in_gets_a_problem_or_the_way_to_sign_in(desk: Desk) -> None:
    client = desk.app.test_client()
    page = client.get(f"/editions/{desk.edition}/edit")
    assert page.status_code == 302
    assert "/login" in page.headers["Location"]
    poll = client.get(f"/editions/{desk.edition}/live", headers={"Accept": "application/json"})
    assert poll.status_code == 401
    assert poll.get_json()["code"] == "not-signed-in"


def test_a_save_without_the_token_of_the_session_is_refused(desk: Desk, elena: Actor) -> None:
    desk.app.config["WTF_CSRF_ENABLED"] = True
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    answer = desk.save(client, segment, "Чужое, 3.")
    assert answer.status_code == 400
    assert answer.get_json()["code"] == "csrf"
    token = client.get(f"/editions/{desk.edition}/live").get_json()["csrf"]
    body = {"text": "Своё, 3.", "base_revision": segment["revision"], "confirm": False}
    address = f"/editions/{desk.edition}/segments/{segment['id']}"
    assert client.put(address, json=body, headers={"X-CSRFToken": token}).status_code == 200


def test_markup_in_source_and_target_stays_text(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][1]
    hostile = "&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt; 3"
    assert desk.save(client, segment, hostile).get_json()["text"] == hostile
    html = client.get(f"/editions/{desk.edition}/edit").get_data(as_text=True)
    assert "<img src=x" not in html
    assert "</script> 3" not in html
    assert desk.page(client)["segments"][1]["text"] == hostile


def test_a_text_is_checked_without_being_saved(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][2]
    address = f"/editions/{desk.edition}/segments/{segment['id']}/check"
    answer = client.post(address, json={"text": "Каждые 30\nминут до рассвета."}).get_json()
    assert answer["text"] == "Каждые 30 минут до рассвета.", "as it would be stored"
    [card] = [card for card in answer["findings"] if card["severity"] == "error"]
    assert (card["source_quote"][1], card["target_quote"][1]) == ("20", "30")
    assert card["id"] < 0, "no stored finding has such a number"
    assert desk.page(client)["segments"][2] == segment
    saved = desk.save(client, segment, "Каждые 30 минут до рассвета.").get_json()
    assert [c["title"] for c in saved["findings"]] == [c["title"] for c in answer["findings"]]


def test_what_cannot_be_checked_is_refused(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    segment = desk.page(client)["segments"][2]
    address = f"/editions/{desk.edition}/segments/{segment['id']}/check"
    assert client.post(address, json={"text": "  "}).get_json()["findings"] == []
    assert client.post(address, json={"text": 7}).status_code == 422
    assert client.post(address, json={"text": "a" * 20_001}).status_code == 413
    assert client.post(f"/editions/{desk.edition}/segments/99999/check", json={"text": "a"}).status_code == 404


def test_an_answer_to_a_save_says_which_news_it_is(desk: Desk, elena: Actor) -> None:
    client = desk.client(elena)
    page = desk.page(client)
    saved = desk.save(client, page["segments"][2], "Каждые 20 минут.").get_json()
    assert saved["change"] == page["change"] + 1
    live = f"/editions/{desk.edition}/live"
    assert client.get(live, headers={"If-None-Match": f'"{saved["etag"]}"'}).status_code == 304
    assert client.get(live, headers={"If-None-Match": saved["etag"]}).status_code == 304, "as the page sends it"


def test_history_tells_whose_words_a_person_confirmed(desk: Desk) -> None:
    vera = people.add_person(
        desk.ctx, email="v2@example.org", role=UserRole.TRANSLATOR, password=None, name="Vera Two", locales=("ru",)
    ).actor
    client = desk.client(vera)
    segment = desk.page(client)["segments"][1]
    desk.save(client, segment, segment["text"], confirm=True)
    (newest, *_) = client.get(f"/editions/{desk.edition}/segments/{segment['id']}/history").get_json()["revisions"]
    assert newest["who"] == "Vera Two"
    assert newest["at"].endswith(", MT")
