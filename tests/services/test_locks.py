"""Protected parts on the way of an article: kept to the letter, their words from the catalogue, losses told."""

from itertools import pairwise

import pytest

from localize.article import Article, Block, Role, renumber
from localize.exchange.catalogue import Catalogue
from localize.markup import CodedText
from localize.release.bylines import byline
from localize.services import workbench
from localize.services.context import SYSTEM, Context
from localize.services.intake import Filing, file_article
from localize.services.locks import locks_of
from tests.conftest import FakeDispatcher
from tests.engines import FakeEngine
from tests.services.helpers import SENDER, run_sent


def drafts(ctx: Context, *blocks: tuple[Role, str], locale: str = "ru") -> list[workbench.WorkSegment]:
    """What drafting makes of an article of these blocks."""
    made = [Block("", role, CodedText.loads(text)) for role, text in blocks]
    article = Article(renumber([Block("", Role.HEADLINE, CodedText.plain_text("The wall held"), tag="h1"), *made]))
    assert isinstance(ctx.dispatcher, FakeDispatcher)
    filed = file_article(ctx, article, Filing(to=(locale,)), SENDER)
    run_sent(ctx)
    bench = workbench.open_edition(ctx, SYSTEM, filed.editions[0].id)
    return [segment for piece in bench.blocks for segment in piece.segments][1:]


def test_names_stay_and_the_words_around_them_come_from_the_catalogue(sqlite_ctx: Context, engine: FakeEngine) -> None:
    by, caption, credit = drafts(
        sqlite_ctx,
        (Role.BYLINE, "By Ida Moen and Lars Vik in Berlin"),
        (Role.CAPTION, "Boats in the harbour. Photograph: Ida Moen/AFP via Getty Images"),
    )
    assert (by.target, str(by.origin)) == ("Ida Moen и Lars Vik, Берлин", "rule")
    assert caption.target == "Боатс ин тхе харбоур."
    assert (credit.target, str(credit.origin)) == ("Фото: Ida Moen/AFP/Getty Images", "rule")
    assert [finding.finding.code for finding in (*by.findings, *credit.findings)] == []
    assert not any("Ida" in text or "Photograph" in text for call in engine.calls for text in call)


def test_a_credit_within_a_sentence_is_put_by_rule_too(sqlite_ctx: Context, engine: FakeEngine) -> None:
    (caption,) = drafts(sqlite_ctx, (Role.CAPTION, "Boats in the harbour (Photograph: Ida Moen/AFP)"), locale="de")
    assert caption.target == "Boatsen inen theen harbouren (Foto: Ida Moen/AFP)"
    assert ("Boats in the harbour (XPH1X)") in engine.calls[0]


def test_what_an_engine_lost_is_told_until_somebody_saves(sqlite_ctx: Context, engine: FakeEngine) -> None:
    engine.rule = lambda text, _target: text.replace("XPH1X ", "").replace("Ask", "Спросите").replace("now", "сейчас")
    (segment,) = drafts(sqlite_ctx, (Role.PARAGRAPH, "Ask @tidewatch now."))
    assert segment.target == "Спросите сейчас @tidewatch."
    (found,) = segment.findings
    assert found.finding.code == "locked_displaced"
    ((start, end),) = found.finding.target_spans
    assert segment.target[start:end] == "@tidewatch"


@pytest.mark.parametrize(
    ("locale", "written", "expected"),
    [
        ("de", "By Ida Moen", "Von Ida Moen"),
        ("de", "By Ida Moen, Lars Vik and Per Holm", "Von Ida Moen, Lars Vik und Per Holm"),
        ("de", "By Ida Moen in Moscow", "Von Ida Moen in Moskau"),
        ("ru", "By Ida Moen in Moscow", "Ida Moen, Москва"),
        ("ru", "By Ida Moen in Norrhaven", "Ida Moen, Norrhaven"),
        ("de", "By Ida Moen and Lars Vik, Reuters", "Von Ida Moen und Lars Vik, Reuters"),
        ("de", "By <1>Ida Moen</1> and <2>Lars Vik</2>", "Von <1>Ida Moen</1> und <2>Lars Vik</2>"),
        ("fr", "By Ida Moen and Lars Vik", "Ida Moen et Lars Vik"),
        ("en", "By Ida Moen and Lars Vik in Oslo", "By Ida Moen and Lars Vik in Oslo"),
        ("de", "Ida Moen is our correspondent", None),
        ("de", "<1>By Ida</1> Moen", None),
    ],
)
def test_a_byline_is_written_by_rule(locale: str, written: str, expected: str | None) -> None:
    made = byline(CodedText.loads(written), locale, Catalogue.load(locale))
    assert (made.dumps() if made else None) == expected


def test_locks_are_apart_and_in_order() -> None:
    text = CodedText.plain_text(
        "See https://a.example/b, @tidewatch (Reuters). Photograph: Ida Moen/AFP via Getty Images"
    )
    found = locks_of(text, Block("b1", Role.CAPTION, text), "de", Catalogue.load("de"))
    assert [lock.text for lock in found] == [
        "https://a.example/b",
        "@tidewatch",
        "Reuters",
        "Foto: Ida Moen/AFP via Getty Images",
    ]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_credit_with_links_keeps_its_names_only() -> None:
    text = CodedText.loads("Boats. Photograph: <1>Ida Moen</1>/AFP")
    found = locks_of(text, Block("b1", Role.CAPTION, text), "de", Catalogue.load("de"))
    assert [lock.text for lock in found] == ["Ida Moen/AFP"]
