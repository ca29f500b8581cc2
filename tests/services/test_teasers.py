"""Where a teaser leads: looked up each time a release is read, by the sender's id or by address."""

from dataclasses import replace

import pytest

from localize.article import Article, Block, Role, renumber
from localize.errors import NotFoundError
from localize.markup import CodedText
from localize.services import postedit, publish, review, withdraw, workbench
from localize.services.context import Actor, Context
from localize.services.intake import Filed, Filing, file_article
from localize.services.teasers import address_hash
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.services.helpers import SENDER, article, person, run_sent


def teasing(*teasers: dict[str, str]) -> Article:
    """An article that ends with teasers."""
    blocks = list(article("The line starts on 3 May.").blocks)
    for number, data in enumerate(teasers, start=1):
        title = CodedText.plain_text(f"Another story, number {number}")
        blocks.append(Block("", Role.TEASER_TITLE, title, tag="h3", data={**data, "group": str(number)}))
    return Article(blocks=renumber(blocks))


def filed(ctx: Context, made: Article, external_id: str | None = None) -> Filed:
    """File for Russian and draft."""
    done = file_article(ctx, made, Filing(external_id=external_id, to=("ru",)), SENDER)
    run_sent(ctx)
    return done


@pytest.fixture
def people(sqlite_ctx: Context) -> tuple[Actor, Actor]:
    """A translator and an editor."""
    return person(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru"), person(sqlite_ctx, UserRole.EDITOR, "Max")


def release(ctx: Context, done: Filed, people: tuple[Actor, Actor]) -> publish.Snapshot:
    """The edition's whole way."""
    vera, max_ = people
    edition = done.editions[0].id
    for piece in workbench.open_edition(ctx, vera, edition).blocks:
        for segment in piece.segments:
            postedit.save_segment(
                ctx, vera, edition, segment.id, text=segment.target, base_revision=segment.revision, confirm=True
            )
    postedit.submit(ctx, vera, edition)
    review.approve(ctx, max_, edition)
    return publish.publish(ctx, max_, edition)


def test_a_teaser_follows_what_is_published(sqlite_ctx: Context, clock: FakeClock, people: tuple[Actor, Actor]) -> None:
    story = filed(sqlite_ctx, teasing({"external_id": "ferry", "url": "https://courier.example/ferry"}), "tunnel")
    assert release(sqlite_ctx, story, people).teasers == {}, "nobody has filed that article"

    ferry = filed(
        sqlite_ctx, replace(article("The ferry is a library now."), url="https://elsewhere.example/x"), "ferry"
    )
    (target,) = publish.released(sqlite_ctx, "external:tunnel", "ru").teasers.values()
    assert (target.article_id, target.published) == (ferry.article_id, False)

    clock.tick(minutes=5)
    release(sqlite_ctx, ferry, people)
    (target,) = publish.released(sqlite_ctx, "external:tunnel", "ru").teasers.values()
    assert (target.published, target.changed_at) == (True, clock.time)
    assert target.url == "https://elsewhere.example/x"

    clock.tick(minutes=5)
    withdraw.withdraw_edition(sqlite_ctx, people[1], ferry.editions[0].id, "A name is wrong.")
    (target,) = publish.released(sqlite_ctx, "external:tunnel", "ru").teasers.values()
    assert (target.published, target.changed_at) == (False, clock.time)


def test_an_address_finds_its_article_however_it_is_written(sqlite_ctx: Context, people: tuple[Actor, Actor]) -> None:
    ferry = filed(sqlite_ctx, replace(article("The ferry is a library now."), url="https://courier.example/ferry"))
    release(sqlite_ctx, ferry, people)
    story = filed(
        sqlite_ctx,
        teasing(
            {"url": "http://www.Courier.example/ferry/?utm_source=teaser#top"},
            {"url": "https://courier.example/ferry?page=2"},
            {"external_id": "nobody's"},
            {},
        ),
    )
    found = publish.preview(sqlite_ctx, people[1], story.editions[0].id).teasers
    assert {group: target.article_id for group, target in found.items()} == {"1": ferry.article_id}
    assert publish.preview(sqlite_ctx, people[1], story.editions[0].id).teasers["1"].published


def test_an_article_that_moves_is_found_at_its_new_address(sqlite_ctx: Context, people: tuple[Actor, Actor]) -> None:
    ferry = replace(article("The ferry is a library now."), url="https://courier.example/old")
    filed(sqlite_ctx, ferry, "ferry")
    filed(sqlite_ctx, replace(ferry, url="https://courier.example/new"), "ferry")
    story = filed(
        sqlite_ctx, teasing({"url": "https://courier.example/old"}, {"url": "https://courier.example/new"}), "tunnel"
    )
    assert list(publish.preview(sqlite_ctx, people[1], story.editions[0].id).teasers) == ["2"]


def test_the_original_is_read_as_it_arrived(sqlite_ctx: Context) -> None:
    made = replace(teasing({"external_id": "ferry"}), url="https://courier.example/tunnel")
    story = filed(sqlite_ctx, made, "tunnel")
    snapshot = publish.original(sqlite_ctx, str(story.article_id))
    assert (snapshot.locale, snapshot.source_locale, snapshot.edition_id, snapshot.number) == ("en", "en", None, None)
    assert snapshot.blocks[0].text.plain == "Council opens a new night bus line"
    assert (snapshot.texts, snapshot.teasers, snapshot.alternates) == ({}, {}, ())
    with pytest.raises(NotFoundError):
        publish.original(sqlite_ctx, "999")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x", "http://www.A.example/x/", True),
        ("https://a.example/x?fbclid=1&b=2", "https://a.example/x?b=2#c", True),
        ("https://a.example/x", "https://a.example/X", False),
        ("https://a.example:8000/x", "https://a.example/x", False),
    ],
)
def test_addresses_that_name_one_page_are_one(one: str, other: str, same: bool) -> None:
    assert (address_hash(one) == address_hash(other)) is same


@pytest.mark.parametrize("address", [None, "", "/own/path", "javascript:alert(1)", "https://[broken", "https://a:b/"])
def test_what_is_no_address_finds_nothing(address: str | None) -> None:
    assert address_hash(address) is None
