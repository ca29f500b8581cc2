"""The addresses that arrange an edition: what they answer, what they refuse, and what the pages show afterwards."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from localize.services import people
from localize.services.context import Actor, Context
from localize.workflow import UserRole
from tests.services.helpers import file, run_sent
from tests.web.test_editor import PARAGRAPHS, Desk
from web.wiring import create_app


@pytest.fixture
def desk(sqlite_ctx: Context) -> Desk:
    """A drafted article; requests need no token."""
    filed = file(sqlite_ctx, *PARAGRAPHS)
    run_sent(sqlite_ctx)
    app = create_app(sqlite_ctx)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    ids = {edition.locale: edition.id for edition in filed.editions}
    return Desk(app, sqlite_ctx, ids["ru"], ids["de"])


def person(desk: Desk, *locales: str, role: UserRole = UserRole.TRANSLATOR) -> Actor:
    return people.add_person(
        desk.ctx, email="elena@example.org", role=role, password=None, name="Elena", locales=locales
    ).actor


@pytest.fixture
def elena(desk: Desk) -> FlaskClient:
    """Elena's browser."""
    return desk.client(person(desk, "ru"))


def test_a_join_answers_with_the_way_back(desk: Desk, elena: FlaskClient) -> None:
    one, two = desk.page(elena)["segments"][1:3]
    body = {"revision": one["revision"], "next": two["id"], "next_revision": two["revision"]}
    joined = elena.post(f"/editions/{desk.edition}/segments/{one['id']}/join", json=body)
    assert joined.status_code == 200
    answer = joined.get_json()
    assert answer["position"] == 2
    (whole,) = answer["segments"]
    segment = desk.page(elena)["segments"][1]
    assert (segment["id"], segment["block"]) == (whole, "b2")
    body = {"revision": segment["revision"], "source_at": answer["source_at"], "target_at": answer["target_at"]}
    back = elena.post(f"/editions/{desk.edition}/segments/{whole}/split", json=body)
    assert back.get_json()["segments"] == [one["id"], two["id"]]
    again = elena.post(f"/editions/{desk.edition}/segments/{whole}/split", json=body)
    assert (again.status_code, again.get_json()["code"]) == (409, "revision-conflict")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("segments/{id}/split", {"revision": 1}),
        ("segments/{id}/split", {"revision": 1, "source_at": True}),
        ("segments/{id}/split", {"revision": 1, "source_at": 1}),
        ("segments/{id}/join", {"revision": 1, "next": "x"}),
        ("segments/{id}/join", []),
        ("blocks", {"after": "b2", "role": "headline"}),
        ("blocks", {"after": "b2", "role": 3}),
        ("blocks/b2/drop", {"reason": " "}),
        ("blocks/b1/drop", {"reason": "Why not."}),
        ("blocks/b2/put-back", {}),
        ("blocks/b2/move", {"step": 2}),
        ("blocks/b2/move", {"step": 1}),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(desk: Desk, elena: FlaskClient, path: str, body: Any) -> None:
    before = desk.page(elena)["segments"]
    address = path.format(id=before[1]["id"])
    answer = elena.post(f"/editions/{desk.edition}/{address}", json=body)
    assert 400 <= answer.status_code < 500
    assert answer.get_json()["detail"]
    assert desk.page(elena)["segments"] == before


def test_another_language_is_not_theirs(desk: Desk, elena: FlaskClient) -> None:
    answer = elena.post(f"/editions/{desk.german}/blocks/b2/drop", json={"reason": "Because."})
    assert answer.status_code == 403
    assert elena.post(f"/editions/{desk.edition}/blocks/b99/drop", json={"reason": "Because."}).status_code == 404


def test_pages_show_what_was_left_out_and_added(desk: Desk) -> None:
    editor = desk.client(person(desk, role=UserRole.EDITOR))
    base = f"/editions/{desk.edition}"
    assert editor.post(f"{base}/blocks", json={"after": "b2", "role": "quotation"}).get_json() == {"position": 4}
    assert editor.post(f"{base}/blocks/b3/drop", json={"reason": "<b>Old</b>"}).status_code == 200
    html = editor.get(f"{base}/edit").get_data(as_text=True)
    assert "Added here by Elena" in html
    assert "&lt;b&gt;Old&lt;/b&gt;" in html
    assert '<del lang="en" dir="ltr">Tickets cost 2.80 crowns' in html
    review = editor.get(f"{base}/review")
    assert review.status_code == 200
    assert "Block left out by Elena" in review.get_data(as_text=True)
    for page in (f"{base}/preview", "/", "/articles/1"):
        assert editor.get(page).status_code == 200
    segment = desk.page(editor)["segments"][3]
    for more in ("history", "matches", "terms", "names", "notice"):
        assert editor.get(f"{base}/segments/{segment['id']}/{more}").status_code in {200, 404}
