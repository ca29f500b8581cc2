"""The address by which pages say where they are."""

from localize.services.context import Context
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent
from tests.web.test_editor import Desk
from web.wiring import create_app


def test_pages_hear_of_each_other_and_nonsense_is_refused(sqlite_ctx: Context) -> None:
    filed = file(sqlite_ctx)
    run_sent(sqlite_ctx)
    app = create_app(sqlite_ctx)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    russian = next(e.id for e in filed.editions if e.locale == "ru")
    desk = Desk(app, sqlite_ctx, russian, russian)
    vera = desk.client(person(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru"))
    timur = desk.client(person(sqlite_ctx, UserRole.TRANSLATOR, "Timur", "ru"))
    page = desk.page(vera)
    url, segment = page["urls"]["presence"], page["segments"][1]["id"]
    assert vera.put(url, json={"tab": "a", "segment": segment}).get_json() == {"people": []}
    (there,) = timur.put(url, json={"tab": "b", "segment": None}).get_json()["people"]
    assert (there["name"], there["initials"], there["segment"]) == ("Vera", "V", segment)
    assert vera.delete(url, json={"tab": "a"}).status_code == 204
    assert timur.put(url, json={"tab": "b", "segment": None}).get_json() == {"people": []}
    for wrong in (
        {},
        {"tab": 3},
        {"tab": "a", "segment": "x"},
        {"tab": "a", "segment": True},
        {"tab": "", "segment": 1},
    ):
        assert vera.put(url, json=wrong).status_code in {400, 422}
