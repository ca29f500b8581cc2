"""The page that shows an edition against what it was."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from localize.services.context import Actor, Context
from localize.workflow import UserRole
from tests.services.helpers import person
from tests.services.test_comparing import russian, write
from tests.web.test_editor import Desk
from web.wiring import create_app


def tree(client: FlaskClient, path: str) -> Any:
    return html.fromstring(client.get(path).get_data(as_text=True))


@pytest.fixture
def vera(sqlite_ctx: Context) -> tuple[FlaskClient, Actor, int]:
    """Vera at the Russian edition."""
    edition = russian(sqlite_ctx)
    app = create_app(sqlite_ctx)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    who = person(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru")
    return Desk(app, sqlite_ctx, edition, edition).client(who), who, edition


def test_the_page_marks_words_counts_and_links_to_the_segment(
    sqlite_ctx: Context, vera: tuple[FlaskClient, Actor, int]
) -> None:
    client, who, edition = vera
    empty = tree(client, f"/editions/{edition}/compare")
    assert "Nothing has changed" in empty.text_content()
    write(sqlite_ctx, who, edition, 1, "Совсем другой <b>заголовок")
    page = tree(client, f"/editions/{edition}/compare")
    assert page.xpath("//*[@data-change]//ins")[0].text_content() == "Совсем другой <b>заголовок"
    assert "Vera" in page.xpath("//*[@data-change]//small")[0].text_content()
    assert page.xpath(f"//a[@href='/editions/{edition}/edit#s1']")
    assert page.xpath("//details[contains(@class, 'same')]")
    assert "1 of 4 segments changed" in page.xpath("//*[@class='tally']")[0].text_content()
    whole = tree(client, f"/editions/{edition}/compare?text=all")
    assert not whole.xpath("//details[contains(@class, 'same')]")
    assert client.get(f"/editions/{edition}/compare?with=nothing").status_code == 404
    for place in ("edit", "review"):
        assert f"/editions/{edition}/compare" in client.get(f"/editions/{edition}/{place}").get_data(as_text=True)
