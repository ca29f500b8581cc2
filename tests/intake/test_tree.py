"""The tree of a source is safe, small and bounded, whatever the source."""

import pytest
from hypothesis import given

from localize.elements import SCHEMES
from localize.errors import InputTooLargeError
from localize.intake.html import parse_body
from localize.intake.prefilter import MAX_TAGS
from localize.intake.tree import MAX_CHARS, Node, clean_characters, parse_tree
from localize.release.body import render_blocks
from tests.strategies import html_bodies


def depth(root: Node) -> int:
    deepest, level = 0, [root]
    while level:
        deepest += 1
        level = [child for node in level for child in node.children if isinstance(child, Node)]
    return deepest


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>ok",
        "<img src=x onerror=alert(1)>ok",
        "<a href='javascript:alert(1)'>ok</a>",
        "<a href=' java\tscript:alert(1)'>ok</a>",
        "<a href='data:text/html,x'>ok</a>",
        "<svg><script>alert(1)</script></svg>ok",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>ok",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>ok</noscript>ok",
        "<style><p title='</style><img src=x onerror=alert(1)>'>ok",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>ok",
        "<p style='background:url(javascript:x)' onclick=alert(1)>ok</p>",
        "<!--><script>alert(1)</script>-->ok",
        "<template><script>alert(1)</script></template>ok",
        "<textarea></textarea><script>alert(1)</script>ok",
    ],
)
def test_nothing_that_runs_gets_through(html: str):
    out = render_blocks(parse_body(html)).lower()
    assert "ok" in out
    for word in ("<script", "onerror=", "onclick=", "javascript:", "data:", "<style", "<iframe", "<svg"):
        assert word not in out


@given(html_bodies)
def test_links_of_any_source_are_harmless(html: str):
    for block in parse_body(html):
        for code in block.codes:
            for name, value in code.attrs:
                assert not name.startswith("on")
                if name in {"href", "src", "cite"} and ":" in value.split("/")[0]:
                    assert value.split(":")[0] in SCHEMES


@pytest.mark.parametrize(
    "opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<blockquote>", "<a href=/x><p>", "<x>"]
)
def test_deep_nesting_is_flattened_and_noted(opening: str):
    tree = parse_tree(opening * 5_000 + "the text")
    assert depth(tree.root) < 1_000
    assert tree.root.text().strip() == "the text"
    assert [note.code for note in tree.notes] == ([] if opening == "<x>" else ["flattened"])


def test_formatting_that_is_never_closed_cannot_multiply():
    tree = parse_tree("".join(f"<b class=c{n}>" for n in range(90)) + "<p>x" * 20_000)
    assert len(tree.root.text()) == 20_000


def test_too_much_is_refused():
    with pytest.raises(InputTooLargeError, match="2,000,001 characters"):
        parse_tree("x" * (MAX_CHARS + 1))
    with pytest.raises(InputTooLargeError, match="tags"):
        parse_tree("<p>" * (MAX_TAGS + 1))
    with pytest.raises(InputTooLargeError, match="paragraphs"):
        parse_body("<p>x" * 10_001)


def test_embedded_media_is_left_out_with_a_note():
    tree = parse_tree("a<iframe src='https://video.example/1'></iframe><video><source src=x></video>b")
    assert tree.root.text() == "ab"
    assert tree.notes[0].code == "embed-left-out"
    assert "2 embedded" in tree.notes[0].message
    assert "https://video.example/1" in tree.notes[0].message


def test_the_title_is_taken_from_the_page():
    tree = parse_tree("<head><title>A &amp; B</title></head><body>x<svg><title>no</title></svg></body>")
    assert (tree.title, tree.root.text()) == ("A & B", "x")


def test_characters_that_cannot_be_written_are_removed():
    assert clean_characters("a\0b\x0bc\x7fd\ud800e\ufffef\r\ng\rh\fi") == "abcdef\ng\nh i"
    assert parse_tree("a&#1;b&#xD800;c&#xFFFE;d").root.text() == "ab\ufffdcd"


def test_no_break_spaces_and_references_are_kept():
    root = parse_tree("a&nbsp;b\u00a0c &lt;p&gt; &amp;amp; &eacute;<a href='/?a=1&amp;b=2'>x</a>").root
    assert root.text() == "a\u00a0b\u00a0c <p> &amp; éx"
    link = root.children[-1]
    assert isinstance(link, Node)
    assert link.attrs == {"href": "/?a=1&b=2"}


def test_broken_markup_is_mended_as_browsers_do():
    assert parse_tree("1 < 2 <b>x").root.text() == "1 < 2 x"
    assert parse_tree("x<a href='").root.text() == "x"
    assert parse_tree("x<!-- never closed <p>y").root.text() == "x"
    assert parse_tree("</p></div>x</b>").root.text() == "x"
