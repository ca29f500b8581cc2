"""An article sent again: the same content makes no version, a changed one keeps what still holds."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.article import Article, Block, Role, renumber
from localize.edition import TargetState
from localize.intake.payload import read_article
from localize.intake.sniff import read
from localize.markup import CodedText
from localize.services import postedit, workbench
from localize.services.context import SYSTEM, Context
from localize.services.intake import Filed, Filing, file_article
from localize.services.versions import compare_versions
from localize.workflow import UserRole
from tests.services.helpers import SENDER, person, run_sent
from tests.strategies import blocks

PAYLOAD = {
    "external_id": "news/1",
    "url": "https://news.example/bus?id=7",
    "headline": "Council opens a new night bus line",
    "byline": "By Ida Moen",
    "published_at": "2026-11-23T12:00:00+00:00",
    "body_html": (
        '<p>The line starts on 3 May.\nIt runs every 20 minutes “until dawn”.</p>\n'
        '<p>Tickets cost 2.80 crowns, says the <a href="https://fjord.example/a?x=1" title="Council">city council</a>.</p>'
        '<ul><li>Adults: 2.80</li><li>Children: café prices</li></ul>'
    ),
}  # fmt: skip


def html(change: Callable[[str], str]) -> dict[str, object]:
    return PAYLOAD | {"body_html": change(str(PAYLOAD["body_html"]))}


SAME = {
    "line ends of another system": html(lambda body: body.replace("\n", "\r\n")),
    "members in another order": dict(reversed(PAYLOAD.items())),
    "attributes in another order": html(
        lambda body: body.replace(
            'href="https://fjord.example/a?x=1" title="Council"', "title='Council'  href='https://fjord.example/a?x=1'"
        )
    ),
    "indented anew": html(lambda body: body.replace("<p>", "\n    <p>\n  ").replace("</li>", " </li>\n\n")),
    "decomposed letters": html(lambda body: body.replace("é", "e\u0301")),
    "entities for letters": html(lambda body: body.replace("é", "&eacute;").replace("“", "&ldquo;")),
    "trackers on its address": PAYLOAD | {"url": "https://news.example/bus?id=7&utm_source=feed&fbclid=x1"},
    "trackers on a link": html(lambda body: body.replace("?x=1", "?x=1&amp;utm_campaign=a")),
    "the same moment in another zone": PAYLOAD | {"published_at": "2026-11-23T15:00:00+03:00"},
    "orders that are no content": PAYLOAD | {"lane": "breaking", "to": ["ru"]},
}
OTHER = {
    "a word": html(lambda body: body.replace("3 May", "4 May")),
    "quotation marks": html(lambda body: body.replace("“", '"').replace("”", '"')),
    "a no-break space": html(lambda body: body.replace("2.80 crowns", "2.80\u00a0crowns")),
    "a link’s target": html(lambda body: body.replace("?x=1", "?x=2")),
    "the byline": PAYLOAD | {"byline": "By Lars Vik"},
    "the time of publication": PAYLOAD | {"published_at": "2026-11-23T12:01:00+00:00"},
    "a paragraph that became a list item": html(lambda body: body.replace("<ul><li>Adults: 2.80</li>", "<p>Adults: 2.80</p><ul>")),
}  # fmt: skip


@pytest.mark.parametrize("sent", SAME.values(), ids=SAME)
def test_the_same_content_makes_no_version(sqlite_ctx: Context, sent: dict[str, object]) -> None:
    assert _file(sqlite_ctx, read_article(PAYLOAD)).created
    again = _file(sqlite_ctx, read_article(json.loads(json.dumps(sent))))
    assert (again.changed, again.version) == (False, 1)


@pytest.mark.parametrize("sent", OTHER.values(), ids=OTHER)
def test_other_content_makes_one(sqlite_ctx: Context, sent: dict[str, object]) -> None:
    _file(sqlite_ctx, read_article(PAYLOAD))
    assert _file(sqlite_ctx, read_article(sent)).version == 2


def test_furniture_of_the_senders_page_is_no_content(sqlite_ctx: Context) -> None:
    """A page that is read again tomorrow has another date line."""
    article = read_article(PAYLOAD)
    for day in ("Today: November 23, 2026", "Today: November 24, 2026"):
        line = Block("", Role.EDITION_DATE, CodedText.plain_text(day))
        filed = _file(sqlite_ctx, replace(article, blocks=renumber([line, *article.blocks])))
    assert filed.version == 1


@pytest.mark.parametrize(
    "noise",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace(" ", "  ").encode(),
        lambda text: (text + "\n\n\n").encode(),
    ],
    ids=["CRLF", "CR", "BOM", "UTF-16", "double spaces", "blank lines at the end"],
)
def test_a_text_file_is_the_same_whatever_its_encoding(sqlite_ctx: Context, noise: Callable[[str], bytes]) -> None:
    text = "Council opens a new night bus line\n\nThe line – “N1” – starts on 3 May.\n\nTickets cost 2.80 crowns.\n"
    first, again = (read(data, format="text", content_type=None) for data in (text.encode(), noise(text)))
    _file(sqlite_ctx, first)
    assert _file(sqlite_ctx, again).changed is False


def test_a_version_that_was_stored_with_another_fingerprint_is_known_again(sqlite_ctx: Context) -> None:
    _file(sqlite_ctx, read_article(PAYLOAD))
    with sqlite_ctx.store.write() as unit:
        version = unit.articles.version(1, 1)
        assert version is not None
        version.content_hash = "0" * 64
    assert _file(sqlite_ctx, read_article(PAYLOAD)).changed is False


@given(st.lists(blocks(), max_size=4))
@settings(max_examples=60)
def test_a_fingerprint_survives_storing(listed: list[Block]) -> None:
    article = Article(renumber(listed), url="https://a.example/?utm_x=1")
    stored = Article(
        tuple(Block.from_json(json.loads(json.dumps(b.to_json()))) for b in article.blocks), url=article.url
    )
    assert stored.content_hash == article.content_hash


def _file(ctx: Context, article: Article) -> Filed:
    return file_article(ctx, article, Filing(external_id="news/1", to=("ru",)), SENDER)


ONE = (
    (Role.HEADLINE, "Harbour freezes over"),
    (Role.PARAGRAPH, "Ferries stay in port. Two icebreakers are on their way."),
    (Role.PARAGRAPH, "“We wait,” said the harbour master."),
    (Role.PARAGRAPH, "Schools teach by telephone."),
)
TWO = (
    (Role.HEADLINE, "Harbour freezes over"),
    (Role.SUBHEAD, "Schools teach by telephone."),
    (Role.PARAGRAPH, '"We wait," said the harbour master.'),
    (Role.PARAGRAPH, "Three icebreakers are on their way. Ferries stay in port."),
)


def _article(listed: tuple[tuple[Role, str], ...]) -> Article:
    return Article(renumber([Block("", role, CodedText.plain_text(text)) for role, text in listed]))


def _segments(ctx: Context, edition_id: int) -> dict[str, workbench.WorkSegment]:
    bench = workbench.open_edition(ctx, SYSTEM, edition_id)
    return {segment.source: segment for piece in bench.blocks for segment in piece.segments}


def _twice(ctx: Context) -> tuple[int, dict[str, workbench.WorkSegment]]:
    """An edition whose source was sent again after a person had confirmed all of it."""
    edition_id = _file(ctx, _article(ONE)).editions[0].id
    run_sent(ctx)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    for number, segment in enumerate(_segments(ctx, edition_id).values()):
        text = f"Текст {number}."
        postedit.save_segment(
            ctx, vera, edition_id, segment.id, text=text, base_revision=segment.revision, confirm=True
        )
    _file(ctx, _article(TWO))
    return edition_id, _segments(ctx, edition_id)


def test_what_says_the_same_keeps_its_target_wherever_it_moved(ctx: Context) -> None:
    _, found = _twice(ctx)
    kept = {source: (segment.target, segment.state) for source, segment in found.items()}
    assert kept == {
        "Harbour freezes over": ("Текст 0.", TargetState.REVIEWED),
        "Schools teach by telephone.": ("Текст 4.", TargetState.TRANSLATED),  # a subhead now: to be looked at
        '"We wait," said the harbour master.': ("Текст 3.", TargetState.REVIEWED),  # other quotation marks only
        "Three icebreakers are on their way.": ("", TargetState.INITIAL),
        "Ferries stay in port.": ("Текст 1.", TargetState.REVIEWED),
    }


def test_a_changed_sentence_still_leads_to_its_old_text(ctx: Context) -> None:
    edition_id, found = _twice(ctx)
    changed = found["Three icebreakers are on their way."]
    before = workbench.previous_text(ctx, SYSTEM, edition_id, changed.id)
    assert before is not None
    assert (before.version, before.source, before.text, before.author) == (
        1,
        "Two icebreakers are on their way.",
        "Текст 2.",
        "Vera",
    )
    run_sent(ctx)
    history = workbench.segment_history(ctx, SYSTEM, edition_id, changed.id)
    assert [(entry.version, entry.text) for entry in history][1:] == [
        (1, "Текст 2."),
        (1, "Тшо ицебреакерс аре он тхеир шаж."),
    ]


def test_a_kept_sentence_keeps_its_whole_history(ctx: Context) -> None:
    edition_id, found = _twice(ctx)
    history = workbench.segment_history(ctx, SYSTEM, edition_id, found["Ferries stay in port."].id)
    assert [entry.text for entry in history] == ["Текст 1.", "Текст 1.", "Ферриес стаж ин порт."]


def test_an_old_text_is_found_across_a_version_that_nobody_translated(ctx: Context) -> None:
    edition_id, _ = _twice(ctx)
    third = [(role, text.replace("Three", "Four")) for role, text in TWO]
    _file(ctx, _article(tuple(third)))
    changed = _segments(ctx, edition_id)["Four icebreakers are on their way."]
    before = workbench.previous_text(ctx, SYSTEM, edition_id, changed.id)
    assert before is not None
    assert (before.version, before.text) == (1, "Текст 2.")


def test_the_difference_names_the_changed_sentences(ctx: Context) -> None:
    _twice(ctx)
    found = compare_versions(ctx, "external:news/1")
    kinds = {
        (found.new_sentences[change.new[0]].piece.text.plain, change.kind.value)
        for change in found.changes
        if change.kind.value not in {"unchanged", "moved"}
    }
    assert kinds == {
        ("Schools teach by telephone.", "role"),
        ('"We wait," said the harbour master.', "typographic"),
        ("Three icebreakers are on their way.", "changed"),
    }
    assert any(change.moved for change in found.changes)
