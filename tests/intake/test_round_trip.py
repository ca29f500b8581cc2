"""HTML to blocks and back: nothing is lost, and what we write we read again as it was."""

import re

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from localize.article import Block, Code, CodeKind, Role
from localize.elements import INLINE
from localize.intake.html import parse_body
from localize.intake.tree import Node, parse_tree
from localize.markup import CodedText
from localize.release.body import render_blocks, render_inline
from localize.segment import segment_article
from tests.strategies import blocks, html_bodies, wild_texts

_VOID = re.compile(r"<(br|hr|img|wbr)((?: [a-z]+=\"[^\"]*\")*)>")


def visible(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def shown(node: Node) -> str:
    """What a reader sees of a tree: texts, and alternative texts of pictures that stand in it."""
    return visible(node.text())


def is_well_formed(html: str) -> bool:
    """Whether every element is closed in order, by the strictest reader there is."""
    closed = _VOID.sub(r"<\1\2/>", html)
    etree.fromstring(f"<body>{closed}</body>")
    return True


@given(html_bodies)
@example("<li>one<div>two</div><img src=/i.png>three")
@example("<p>x\u00a0<b></b> y</p>")
@example("<a href=/1><table><tr><td><a href=/2>x</a></table>y</a>")
@example("<figure><img src=/i.png alt=a>Text<figcaption>c</figcaption></figure>")
@example("<pre>\n\n x\n</pre>")
@example("<table><tr><td><td>x</table>")
@example("<li><table></li><li>0</li>")
@example("<h2><img src=/i.png></h2><ul><p>x</ul>")
def test_what_is_written_is_read_again_as_it_was(html: str):
    parsed = parse_body(html)
    written = render_blocks(parsed)
    assert parse_body(written) == parsed
    assert is_well_formed(written)


@given(html_bodies)
def test_no_visible_text_is_lost_or_made_up(html: str):
    parsed = parse_body(html)
    texts = visible("".join(block.text.plain for block in parsed if block.role is not Role.ALT_TEXT))
    assert texts == shown(parse_tree(html).root)


@given(html_bodies)
def test_segmenting_and_recombining_gives_back_the_source(html: str):
    parsed = parse_body(html)
    cut = segment_article(parsed)
    for piece in cut:
        assert piece.recombine() == piece.block.text
    texts = {piece.block.key: piece.recombine() for piece in cut}
    assert render_blocks(parsed, texts) == render_blocks(parsed)


@given(html_bodies)
def test_blocks_of_a_body_are_tidy(html: str):
    parsed = parse_body(html)
    assert [block.key for block in parsed] == [f"b{n}" for n in range(1, len(parsed) + 1)]
    for block in parsed:
        assert [code.id for code in block.codes] == list(range(1, len(block.codes) + 1))
        assert set(block.text.code_ids) == {code.id for code in block.codes}
        assert all(code.tag in INLINE for code in block.codes)
        assert Block.from_json(block.to_json()) == block
        if block.role is not Role.PREFORMATTED and not any(code.alone for code in block.codes):
            assert not block.text.plain.startswith(" ")
            assert not block.text.plain.endswith(" ")


@given(wild_texts(), st.lists(blocks(), max_size=3))
def test_damaged_texts_are_mended_into_well_formed_html(text: CodedText, several: list[Block]):
    codes = [
        Code(1, CodeKind.LINK, "a", (("href", "/x"),)),
        Code(2, CodeKind.EMPHASIS, "em"),
        Code(3, CodeKind.BREAK, "br", alone=True),
        Code(4, CodeKind.LINK, "a", (("href", "/y"),)),
    ]
    legal = CodedText.of(
        re.sub(r"[^\t\n\x20-\x7e\u00a0-\ud7ff]", "", p) if isinstance(p, str) else p for p in text.parts
    )
    html = render_inline(legal, codes)
    assert is_well_formed(html)
    assert visible(parse_tree(html).root.text()) == visible(legal.plain)
    render_blocks(several)


def test_crossing_codes_are_closed_and_begun_again():
    codes = [Code(1, CodeKind.STRONG, "b"), Code(2, CodeKind.EMPHASIS, "i")]
    assert render_inline(CodedText.loads("<1>a<2>b</1>c</2>"), codes) == "<b>a<i>b</i></b><i>c</i>"
    assert render_inline(CodedText.loads("<1>a<2>b"), codes) == "<b>a<i>b</i></b>"
    assert render_inline(CodedText.loads("</1>a<9>b</9>"), codes) == "ab"


def test_addresses_that_run_something_never_leave():
    codes = [Code(1, CodeKind.LINK, "a", (("href", "javascript:alert(1)"), ("onclick", "x()")))]
    assert render_inline(CodedText.loads("<1>x</1>"), codes) == "<a>x</a>"
    picture = Block(
        "b1", Role.PICTURE, tag="img", wrap=("figure#1",), data={"src": "data:text/html,x", "href": "vbscript:x"}
    )
    alt = Block("b2", Role.ALT_TEXT, CodedText.plain_text('"><script>'), tag="", wrap=("figure#1",))
    assert render_blocks([picture, alt]) == '<figure><img alt="&quot;&gt;&lt;script&gt;"></figure>'


def test_a_container_that_is_none_is_not_written():
    block = Block("b1", Role.PARAGRAPH, CodedText.plain_text("x"), tag="script", wrap=("script#1", "td#2[onclick=x]"))
    assert "script" not in render_blocks([block])
    assert "onclick" not in render_blocks([block])


def test_a_block_without_a_given_text_is_left_out_unless_protected():
    parsed = parse_body("<p>One.</p><pre>code</pre><p>Two.</p>")
    assert render_blocks(parsed, {"b3": CodedText.plain_text("Zwei.")}) == "<pre>code</pre>\n<p>Zwei.</p>"


def test_the_canonical_form_of_a_body():
    html = "<div>Bare <B>text</B><ul><li>One<li>Two <a href='/x' target=_blank>link</a></ul><script>x</script></div>"
    assert render_blocks(parse_body(html)) == (
        '<p>Bare <b>text</b></p>\n<ul><li>One</li><li>Two <a href="/x">link</a></li></ul>'
    )
