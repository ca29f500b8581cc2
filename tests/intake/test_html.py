"""Elements become blocks: roles, containers, codes, pictures."""

import pytest

from localize.article import Block, CodeKind
from localize.intake.html import parse_body


def shown(html: str) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(b.role.value, b.text.dumps(), b.tag, b.wrap) for b in parse_body(html)]


def only(html: str) -> Block:
    (block,) = parse_body(html)
    return block


def test_lists_nest_and_bare_text_stands_in_its_item():
    assert shown("<ul><li>One<ol start=3><li>Two</li></ol>Three<li><p>Four</p></ul>") == [
        ("list_item", "One", "", ("ul#1", "li#2")),
        ("list_item", "Two", "", ("ul#1", "li#2", "ol#3[start=3]", "li#4")),
        ("list_item", "Three", "", ("ul#1", "li#2")),
        ("list_item", "Four", "p", ("ul#1", "li#5")),
    ]


def test_tables_keep_their_cells_even_empty_ones():
    html = "<table><caption>Votes</caption><tr><th>Yes<th>No<tr><td colspan=2>9<td></td></table>"
    table = ("table#1", "tbody#3")
    assert shown(html) == [
        ("caption", "Votes", "", ("table#1", "caption#2")),
        ("table_cell", "Yes", "", (*table, "tr#4", "th#5")),
        ("table_cell", "No", "", (*table, "tr#4", "th#6")),
        ("table_cell", "9", "", (*table, "tr#7", "td#8[colspan=2]")),
        ("table_cell", "", "", (*table, "tr#7", "td#9")),
    ]


def test_quotations_headings_rules_and_preformatted_text():
    html = "<blockquote>Bare<p>Para</p></blockquote><h3>Head</h3><hr><pre>a\n  b</pre><dl><dt>T<dd>D</dl>"
    assert [(role, text, tag) for role, text, tag, _ in shown(html)] == [
        ("quotation", "Bare", ""),
        ("quotation", "Para", "p"),
        ("subhead", "Head", "h3"),
        ("embed", "", "hr"),
        ("preformatted", "a\n  b", "pre"),
        ("list_item", "T", ""),
        ("list_item", "D", ""),
    ]


def test_text_in_containers_that_only_lay_out_becomes_paragraphs():
    assert [(text, tag, wrap) for _, text, tag, wrap in shown("<div>One<section>Two</section></div>three")] == [
        ("One", "p", ()),
        ("Two", "p", ()),
        ("three", "p", ()),
    ]


def test_codes_are_numbered_from_one_in_every_block():
    first, second = parse_body("<p><b>a</b> <a href=/x>b <i>c</i></a><br>d</p><p><em>e</em></p>")
    assert first.text.dumps() == "<1>a</1> <2>b <3>c</3></2><4/>d"
    assert [code.kind for code in first.codes] == [
        CodeKind.STRONG,
        CodeKind.LINK,
        CodeKind.EMPHASIS,
        CodeKind.BREAK,
    ]
    assert second.text.dumps() == "<1>e</1>"


def test_an_inline_element_around_blocks_is_a_code_in_each():
    one, two = parse_body("<a href=/x><p>One</p><p>Two</p></a>")
    assert one.text.dumps() == "<1>One</1>"
    assert one.codes == two.codes
    assert two.text.dumps() == "<1>Two</1>"


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>  a \n b  </p>", "a b"),
        ("<p>a <b> b</b> c</p>", "a <1>b</1> c"),
        ("<p><b>a </b> b</p>", "<1>a </1>b"),
        ("<p>a<b> </b>b</p>", "a b"),
        ("<p>a<b></b>b<span></span></p>", "ab"),
        ("<p>a <br> b<br></p>", "a<1/>b"),
        ("<p>a&nbsp; b</p>", "a b"),
        ("<p>a&nbsp;b</p>", "a\u00a0b"),
        ("<p>a <span>b</span> <span lang=ru>в</span></p>", "a b <1>в</1>"),
        ("<p><a>no link</a></p>", "no link"),
        ("<p>x <img src=/i.png alt=i> y</p>", "x <1/> y"),
        ("<p><font color=red>a</font>&lt;1&gt;</p>", "a&lt;1&gt;"),
    ],
)
def test_running_text(html: str, written: str):
    assert only(html).text.dumps() == written


def test_a_picture_by_itself_stands_in_a_figure():
    picture, alt = parse_body('<p><a href="/big"><img src="/i.png" alt=" A  view " width=30 height=x></a></p>')
    assert picture.role.value == "picture"
    assert dict(picture.data) == {"src": "/i.png", "width": "30", "href": "/big"}
    assert (alt.role.value, alt.text.plain) == ("alt_text", "A view")
    assert picture.wrap == alt.wrap == ("figure#1",)


def test_a_figure_has_picture_alternative_text_and_caption():
    html = "<figure><picture><source srcset=x><img src=/i.png alt=View></picture><figcaption>On <b>Monday</b></figcaption></figure>"
    assert shown(html) == [
        ("picture", "", "img", ("figure#1",)),
        ("alt_text", "View", "", ("figure#1",)),
        ("caption", "On <1>Monday</1>", "", ("figure#1", "figcaption#2")),
    ]


def test_pictures_without_address_or_alternative_text_are_nothing():
    assert parse_body("<p><img></p><figure><img src='data:image/png;base64,x'></figure>") == ()


def test_attributes_are_kept_in_order_and_checked():
    block = only('<a title="A  t" href=" https://news.example/?a=1&amp;b=2 " onclick=x target=_blank>x</a>')
    assert block.codes[0].attrs == (("title", "A t"), ("href", "https://news.example/?a=1&b=2"))
