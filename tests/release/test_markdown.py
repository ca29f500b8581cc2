"""An edition as Markdown: what CommonMark reads back is what stood there."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from localize.article import Block, Code, CodeKind, Role, renumber
from localize.exchange.catalogue import Catalogue
from localize.intake.html import parse_body
from localize.intake.markdown import read_markdown
from localize.intake.received import Source
from localize.markup import CodedText
from localize.release.body import render_blocks
from localize.release.dress import dressed
from localize.release.markdown import to_markdown, write_markdown
from localize.release.markdown_inline import write_inline
from localize.release.parts import take_apart
from localize.release.values import TeaserLink, TeaserState
from tests.release.rich import LOCALES, rich
from tests.release.samples import edition

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def markdown(source: str) -> str:
    """HTML of our subset, through blocks, as Markdown."""
    blocks = parse_body(source)
    return write_markdown(blocks, {block.key: block.text for block in blocks})


def read(written: str) -> str:
    """Markdown read by CommonMark, as HTML with its spaces evened out."""
    return re.sub(r"\s*\n\s*", "", READER.render(written))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "<h2>The Cost</h2><p>It was <em>very</em> <strong>high</strong>.</p>",
            "## The Cost\n\nIt was *very* **high**.",
        ),
        ('<p>See <a href="https://a.example/x(1)">the report</a>.</p>', r"See [the report](https://a.example/x\(1\))."),
        ("<ul><li>One</li><li>Two<ul><li>Deeper</li></ul></li></ul>", "- One\n- Two\n  - Deeper"),
        ('<ol start="3"><li>Three</li><li>Four</li></ol>', "3. Three\n4. Four"),
        ("<ul><li>A</li></ul><ul><li>B</li></ul>", "- A\n\n* B"),
        ("<ol><li><p>A</p><p>B</p></li><li>C</li></ol>", "1. A\n\n   B\n\n2. C"),
        ("<blockquote><p>One.</p><p>Two.</p></blockquote><p>Three.</p>", "> One.\n>\n> Two.\n\nThree."),
        ("<p>one<br>two</p>", "one\\\ntwo"),
        ("<pre>a\n  b `c`</pre>", "```\na\n  b `c`\n```"),
        ("<p><code>a`b</code></p>", "``a`b``"),
        ("<hr><p>x</p>", "---\n\nx"),
        (
            "<table><tr><th>City</th><th>Trains</th></tr><tr><td>Lindsund</td><td>4 | 5</td></tr></table>",
            "| City | Trains |\n| --- | --- |\n| Lindsund | 4 \\| 5 |",
        ),
        (
            "<table><tr><td>a</td><td colspan=2><code>b|c</code></td></tr></table>",
            "|  |  |  |\n| --- | --- | --- |\n| a | `b\\|c` |  |",
        ),
        (
            '<figure><img src="https://a.example/1.jpg" alt="A [train]"><figcaption>It leaves.</figcaption></figure>',
            "![A \\[train\\]](https://a.example/1.jpg)\n\nIt leaves.",
        ),
        ("<p>1. not a list</p><p># no heading</p><p>- no list</p>", "1\\. not a list\n\n\\# no heading\n\n\\- no list"),
        ("<p>*stars* _lines_ snake_case [x] &amp;amp; &lt;b&gt;</p>", None),
        ("<h3>C#</h3>", "### C\\#"),
        ("<p>Look!<a href='https://a.example/'>here</a></p>", "Look\\![here](https://a.example/)"),
        ("<dl><dt>Term</dt><dd>What it is</dd></dl>", "Term\n\nWhat it is"),
    ],
)
def test_blocks_are_written_as_people_write_them(source: str, expected: str | None):
    written = markdown(source)
    if expected is not None:
        assert written == expected
    plain = " ".join(html.fromstring(f"<div>{source}</div>").text_content().split())
    shown = html.fromstring(f"<div>{READER.render(written)}</div>").text_content()
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", plain)


def test_marks_that_would_not_be_read_as_such_are_left_out():
    strong = (Code(1, CodeKind.STRONG, "strong"),)
    assert write_inline(CodedText.loads("<1>«Да»</1>нет"), strong) == "«Да»нет"
    assert write_inline(CodedText.loads("слово<1>слово</1>"), strong) == "слово**слово**"
    assert write_inline(CodedText.loads("a <1> b </1>c"), strong) == "a  **b** c"
    two = (*strong, Code(2, CodeKind.EMPHASIS, "em"))
    assert write_inline(CodedText.loads("<1><2>a</2> b</1>"), two) == "***a* b**"


def test_the_edition_reads_from_headline_to_teasers():
    links = {"1": TeaserLink(TeaserState.PUBLISHED, "https://news.example/ru/x1")}
    written = to_markdown(edition(teaser_links=links), Catalogue.load("ru")).replace("\u00a0", " ")
    assert written.startswith(
        "# Открыт железнодорожный тоннель\n\nНа это ушло девять лет.\n\n"
        "Paul Ames\n\n23 ноября 2026 г., 14:10\n\nВремя чтения: 2 минуты\n\n"
    )
    assert (
        "Первый поезд. Фото: Ida Moen/Fjord Pictures\n\n## Цена\n\nСогласно [отчёту](https://rail.example/report),"
        in written
    )
    assert "2,8 млрд \\<крон\\>." in written
    assert written.endswith("## Не пропустите\n\n### [Паром](https://news.example/ru/x1)\n\nНа борту 8000 книг.\n")


def test_an_embed_is_a_link_to_it():
    made = Block("b1", Role.EMBED, tag="", data={"kind": "media", "src": "https://www.films.example/e/1?x=2"})
    written = write_markdown([made], {"b1": CodedText()})
    assert written == "[films.example/e/1](https://www.films.example/e/1?x=2)"


_TEXT = st.text(alphabet="ab .,*_`[]()<>&;#-+=~|!\\\"'\n1«»ё—\u00a0", max_size=12)
_TAGS = ("em", "strong", "a", "code", "del", "u", "i", "b")


@st.composite
def _coded(draw: st.DrawFn) -> tuple[CodedText, tuple[Code, ...]]:
    """Text with codes, nested or side by side."""
    codes: list[Code] = []

    def inside(depth: int) -> str:
        written = CodedText.plain_text(draw(_TEXT)).dumps()
        for _ in range(draw(st.integers(0, 2)) if depth < 3 else 0):
            number = len(codes) + 1
            tag = draw(st.sampled_from(_TAGS))
            attrs = (("href", "https://a.example/?a=1&copy=2"),) if tag == "a" else ()
            codes.append(Code(number, CodeKind.OTHER, tag, attrs))
            written += f"<{number}>{inside(depth + 1)}</{number}>" + CodedText.plain_text(draw(_TEXT)).dumps()
        return written

    return CodedText.loads(inside(0)), tuple(codes)


def _shown(text: str) -> str:
    """What a reader sees, without white space: where it stands is Markdown's business."""
    return re.sub(r"\s", "", html.fromstring(f"<div>{text}</div>").text_content())


@settings(max_examples=120, deadline=None)
@given(st.lists(_coded(), min_size=1, max_size=3), st.sampled_from(["p", "h2", "li", "td", "blockquote"]))
@example([(CodedText.plain_text("a\n---"), ())], "p")
@example([(CodedText.plain_text("[x]: /y"), ())], "p")
def test_what_is_written_reads_as_it_was(texts: Sequence[tuple[CodedText, tuple[Code, ...]]], place: str):
    wraps = {"li": ("ul#1", "li#{}"), "td": ("table#1", "tr#{}", "td#9{}"), "blockquote": ("blockquote#1",)}
    blocks = renumber(
        [
            Block(
                "",
                Role.PARAGRAPH,
                text,
                codes,
                place if place in {"p", "h2"} else "p",
                tuple(w.format(n + 2) for w in wraps.get(place, ())),
            )
            for n, (text, codes) in enumerate(texts)
        ]
    )
    given_texts = {block.key: block.text for block in blocks}
    written = write_markdown(blocks, given_texts)
    assert _shown(READER.render(written)) == _shown(render_blocks(blocks, given_texts))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab \n`~#*-", max_size=30))
def test_preformatted_text_keeps_every_character(text: str):
    made = Block("b1", Role.PREFORMATTED, CodedText.plain_text(text), tag="pre")
    shown = html.fromstring(f"<div>{READER.render(write_markdown([made], {'b1': made.text}))}</div>").text_content()
    assert shown.strip("\n") == text.strip("\n")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_rich_article_comes_back_word_for_word(locale: str):
    parts = take_apart(rich(locale))
    written = write_markdown(dressed(parts.body), parts.texts)
    back = [" ".join(block.text.plain.split()) for block in parse_body(READER.render(written)) if block.text.plain]
    bare = {Role.PICTURE, Role.EMBED, Role.ALT_TEXT}
    sent = [" ".join(parts.texts[b.key].plain.split()) for b in parts.body if b.role not in bare]
    assert [text for text in sent if text not in back] == []
    assert "films.example/embed/tunnel" in back


def test_our_own_intake_finds_the_parts_again():
    written = to_markdown(rich("en"), Catalogue.load("en"))
    (received,) = read_markdown(Source(written.encode(), written, content_type="text/markdown"))
    found: dict[Role, list[str]] = {role: [] for role in Role}
    for made in received.article.blocks:
        found[made.role].append(made.text.plain)
    parts = take_apart(rich("en"))
    assert found[Role.HEADLINE] == [parts.headline]
    assert found[Role.SUBHEAD] == ["Half the Time, Twice the Trains", "What Has Changed", "Nine Years Underground"]
    assert len(found[Role.LIST_ITEM]) == 7
    assert len(found[Role.TABLE_CELL]) == 12
    assert "Photograph: Ida Moen" in found[Role.CREDIT]
    assert found[Role.TEASER_TITLE] == [teaser.title for teaser in parts.followed]
    assert found[Role.TEASER_SUMMARY] == [teaser.summary for teaser in parts.followed]
