"""What the editor's side says about notices that the catalogue has not filled."""

import pytest
from lxml import html

from localize.article import Article, Block, Role, renumber
from localize.markup import CodedText
from localize.services import workbench
from localize.services.catalogue_sources import NewSource, add_source
from localize.services.context import Context
from localize.services.intake import Filing, file_article
from localize.services.people import Person
from localize.workflow import UserRole
from tests.services.helpers import SENDER, run_sent
from tests.web.pages import account, make_app, visit


@pytest.fixture
def max_(sqlite_ctx: Context) -> Person:
    """An editor."""
    return account(sqlite_ctx, UserRole.EDITOR, "Max")


def card(
    ctx: Context, person: Person, notice: str, role: Role = Role.NOTICE
) -> tuple[list[str], list[str], str | None]:
    """Of a filed article's notice: the card's paragraphs, its buttons and links, the text on offer."""
    blocks = renumber(
        [Block("", Role.HEADLINE, CodedText.plain_text("Night bus")), Block("", role, CodedText.plain_text(notice))]
    )
    filed = file_article(ctx, Article(blocks), Filing(external_id=notice[:50]), SENDER)
    run_sent(ctx)
    ru = next(edition.id for edition in filed.editions if edition.locale == "ru")
    segment = workbench.open_edition(ctx, person.actor, ru).blocks[1].segments[0].id
    answer = visit(make_app(ctx), person).client.get(f"/editions/{ru}/segments/{segment}/notice").json
    if not answer["html"]:
        return [], [], answer["text"]
    tree = html.fromstring(answer["html"])
    says = [" ".join(p.text_content().split()) for p in tree.xpath("//p")]
    acts = [a.get("href") or a.text_content() for a in tree.xpath("//div[@class='acts']/*")]
    return says, acts, answer["text"]


def test_a_near_notice_shows_its_difference_and_offers_its_translation(sqlite_ctx: Context, max_: Person) -> None:
    says, acts, text = card(sqlite_ctx, max_, "All rights are reserved.")
    assert says[0] == "Nearly a known notice90 %"
    assert says[2] == "All rights are reserved."
    assert says[4] == "Все права защищены."
    assert text == "Все права защищены."
    assert acts == [
        "Insert its translation",
        "/catalogue/new?text=All+rights+are+reserved.&section=notice&locale=ru",
    ]


def test_a_translator_may_insert_and_not_add(sqlite_ctx: Context) -> None:
    vera = account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru")
    assert card(sqlite_ctx, vera, "All rights are reserved.")[1] == ["Insert its translation"]
    assert card(sqlite_ctx, vera, "Buses run all night.")[0] == []


def test_an_unknown_notice_can_be_added(sqlite_ctx: Context, max_: Person) -> None:
    says, acts, text = card(sqlite_ctx, max_, "Buses run all night.")
    assert says[0] == "Not in the catalogue"
    assert acts == ["/catalogue/new?text=Buses+run+all+night.&section=notice&locale=ru"]
    assert text is None
    assert card(sqlite_ctx, max_, "Seen elsewhere", Role.TEASER_HEADING)[1][0].endswith("section=heading&locale=ru")


def test_a_notice_that_only_this_language_lacks_leads_to_the_catalogue(sqlite_ctx: Context, max_: Person) -> None:
    add_source(sqlite_ctx, max_.actor, NewSource("notice", "Buses run all night.", "", {}))
    says, acts, _ = card(sqlite_ctx, max_, "Buses run all night.")
    assert says[0] == "Known, not translated yet"
    assert acts == ["/catalogue/ru?show=missing"]


def test_a_filled_notice_needs_no_card(sqlite_ctx: Context, max_: Person) -> None:
    assert card(sqlite_ctx, max_, "All rights reserved.") == ([], [], None)
    assert card(sqlite_ctx, max_, "Buses run all night.", Role.PARAGRAPH) == ([], [], None)


def test_the_article_s_page_names_notices_that_the_catalogue_does_not_know(sqlite_ctx: Context, max_: Person) -> None:
    texts = ("Buses run all night. All rights reserved.", "Buses run all night.")
    blocks = renumber([Block("", Role.NOTICE, CodedText.plain_text(text)) for text in texts])
    filed = file_article(sqlite_ctx, Article(blocks), Filing(), SENDER)
    app = make_app(sqlite_ctx)
    page = visit(app, max_).get(f"/articles/{filed.article_id}")
    assert page.tree.xpath("//section[@aria-labelledby='h-unknown']//a/@href") == [
        "/catalogue/new?text=Buses+run+all+night.&section=notice"
    ]
    translator = account(sqlite_ctx, UserRole.TRANSLATOR, "Vera", "ru")
    shown = visit(app, translator).get(f"/articles/{filed.article_id}")
    assert shown.words("//section[@aria-labelledby='h-unknown']//li") == ["Buses run all night."]
