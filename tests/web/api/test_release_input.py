"""A snapshot in the terms of ``localize.release``: released, and as a preview."""

from dataclasses import replace

from localize.services import publish
from tests.web.api.conftest import Caller, Desk
from web.presenters.release import release_input, release_url


def test_a_release_keeps_its_numbers_and_names_every_edition(desk: Desk, published: dict[str, int]) -> None:
    del published
    made = release_input(desk.ctx, publish.released(desk.ctx, "external:news/1", "de"), "https://desk.example.org")
    assert (made.number, made.seq, made.kind, made.source_version) == (1, 2, "publication", 1)
    assert made.own_url == release_url(int(made.article_id), "de", "https://desk.example.org")
    assert [alternate.locale for alternate in made.alternates] == ["ru", "de"]
    assert made.provenance.translators == ("Vera",)
    assert made.provenance.approved_by == "Max"


def test_a_preview_has_no_number_and_no_time(api: Caller, desk: Desk) -> None:
    edition_id = api.file(to=["ru"]).get_json()["editions"][0]["id"]
    made = release_input(desk.ctx, publish.preview(desk.ctx, desk.vera, edition_id))
    assert (made.number, made.seq, made.release_id, made.published_at) == (None, None, None, None)
    assert made.alternates == ()


def test_without_a_base_addresses_stand_under_the_public_address(desk: Desk, published: dict[str, int]) -> None:
    del published
    snapshot = publish.released(desk.ctx, "external:news/1", "ru")
    assert str(release_input(desk.ctx, snapshot).own_url).startswith("/api/v1/articles/")
    public = replace(desk.ctx, settings=replace(desk.ctx.settings, public_url="https://news.example.org"))
    assert str(release_input(public, snapshot).own_url).startswith("https://news.example.org/api/v1/articles/")
