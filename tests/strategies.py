"""Shared Hypothesis strategies: coded texts, blocks, HTML bodies."""

from hypothesis import strategies as st

from localize.article import Block, Code, CodeKind, Role
from localize.markup import CodedText, Edge, Mark, Part

# Letters of several scripts, white space of every kind, punctuation that ends sentences, and what markup is made of.
AWKWARD = list(
    "aZ9 .,!?\n\t\r\u00a0\u2028\u2029\u200f\u200b\u0301\u00ad“”«»„‘’'\"()<>&;/#=-—…。שلЖé\U0001f600\U0001f1fa\x85\x0b\x1c\ufeff"
)
characters = st.one_of(st.sampled_from(AWKWARD), st.characters(exclude_categories=["Cs"]))
texts = st.text(characters, max_size=40)
prose = st.lists(
    st.sampled_from(
        [
            "Talks went on. ",
            "“We hope so,” he said. ",
            "Mr. Orban left. ",
            "No. 5 won 3.5 million! ",
            "Да. ",
            " ",
            "a",
            "U.S. ",
        ]
    ),
    max_size=8,
).map("".join)


@st.composite
def coded_texts(draw: st.DrawFn, *, text: st.SearchStrategy[str] = texts | prose) -> CodedText:
    """Well-formed coded texts: codes nest, each number occurs once."""
    parts: list[Part] = []
    opened: list[int] = []
    number = 0
    for _ in range(draw(st.integers(0, 8))):
        match draw(st.sampled_from(["text", "text", "open", "close", "alone"])):
            case "text":
                parts.append(draw(text))
            case "open":
                number += 1
                opened.append(number)
                parts.append(Mark(number, Edge.OPEN))
            case "close" if opened:
                parts.append(Mark(opened.pop(), Edge.CLOSE))
            case "alone":
                number += 1
                parts.append(Mark(number, Edge.ALONE))
    parts += [Mark(opened.pop(), Edge.CLOSE) for _ in range(len(opened))]
    return CodedText.of(parts)


@st.composite
def wild_texts(draw: st.DrawFn) -> CodedText:
    """Coded texts as a damaged translation might be: marks repeat, cross, miss their partners."""
    marks = st.builds(Mark, st.integers(1, 5), st.sampled_from(Edge))
    return CodedText.of(draw(st.lists(st.one_of(texts, prose, marks), max_size=10)))


@st.composite
def blocks(draw: st.DrawFn, *, text: st.SearchStrategy[CodedText] | None = None) -> Block:
    """Blocks of every role, each code of the text with its data."""
    coded = draw(coded_texts() if text is None else text)
    alone = {mark.id for mark in coded.marks if mark.edge is Edge.ALONE}
    codes = tuple(
        Code(number, CodeKind.BREAK, "br", (), alone=True)
        if number in alone
        else draw(
            st.sampled_from(
                [
                    Code(number, CodeKind.LINK, "a", (("href", "https://news.example/?a=1&b=2"),)),
                    Code(number, CodeKind.EMPHASIS, "em"),
                    Code(number, CodeKind.OTHER, "span", (("lang", "ru"), ("dir", "ltr"))),
                ]
            )
        )
        for number in coded.code_ids
    )
    tag = draw(st.sampled_from(["p", "h2", "pre", ""]))
    wrap = draw(st.sampled_from([(), ("ul#1", "li#2"), ("table#1", "tbody#2", "tr#3", "td#4[colspan=2]")]))
    data = draw(st.dictionaries(st.sampled_from(["level", "group", "url"]), texts, max_size=2))
    return Block("b1", draw(st.sampled_from(Role)), coded, codes, tag, wrap, data)


_INLINE = [
    "a",
    "em",
    "i",
    "strong",
    "b",
    "u",
    "s",
    "sub",
    "sup",
    "code",
    "span",
    "q",
    "abbr",
    "small",
    "time",
    "font",
    "nobr",
]
_BLOCK = [
    "p",
    "div",
    "section",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h4",
    "figure",
    "figcaption",
    "aside",
    "center",
    "address",
]
_NESTED = ["ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tr", "td", "th"]
_ALONE = [
    "<br>",
    "<hr>",
    "<wbr>",
    "<img src=/i.png alt='A view'>",
    "<img src='x' width=3>",
    "<img alt=no>",
    "<!-- c -->",
]
_STRAY = [
    "</p>",
    "</div>",
    "</b>",
    "</a>",
    "<p",
    "<",
    "</",
    "<![CDATA[x]]>",
    "<?pi?>",
    "<!doctype html>",
    "<table>",
    "<a href=/b>",
]
_ENTITIES = ["&amp;", "&lt;b&gt;", "&nbsp;", "&#8212;", "&eacute;", "&amp;lt;", "&#1;", "&#xD800;", "&", "&copy"]
_ATTRIBUTES = [
    "",
    "",
    ' href="https://news.example/?a=1&amp;b=2" title="A &quot;t&quot;"',
    " href=/x",
    ' lang="ru" dir=rtl',
    " colspan=2 class=x",
    ' onclick="x()" style="a:b"',
]
_words = st.one_of(prose, texts, st.sampled_from(_ENTITIES), st.sampled_from(["word ", " word", "שלום ", "日本"]))


def _element(tags: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attributes, content: f"<{tag}{attributes}>{content}</{tag}>",
        st.sampled_from(tags),
        st.sampled_from(_ATTRIBUTES),
        inner,
    )


def _grow(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, max_size=4).map("".join)
    return st.one_of(_element(_INLINE, content), _element(_BLOCK, content), _element(_NESTED, content))


_leaves = st.one_of(_words, _words, st.sampled_from(_ALONE), st.sampled_from(_STRAY))
_tables = st.lists(st.lists(_words, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in rows) + "</table>"
)
html_bodies = st.lists(st.recursive(st.one_of(_leaves, _tables), _grow, max_leaves=12), max_size=5).map("".join)
