"""HTML source -> a small, safe tree: prefiltered to bounded depth, sanitised by nh3, read into ``Node``.

Three steps. The prefilter (``localize.intake.prefilter``) writes the source anew with known tags and attributes only, so
that the parser never meets scripts, comments, foreign content or nesting without bounds. nh3 (html5ever) builds the tree as browsers do and strips
what could run. Its output is well-formed, so the last step only has to follow the tags.

Why not libxml2's HTML parser: it builds other trees than browsers do, and reading our own output would not give back
what was written.
"""

import html as html_module
import re
from dataclasses import dataclass, field
from typing import Final

import nh3

from localize.article import IntakeNote
from localize.elements import SCHEMES, VOID
from localize.errors import InputTooLargeError
from localize.intake.prefilter import ATTRS, KEPT, MAX_DEPTH, PAGE_ATTRS, PAGE_HINTS, Prefilter
from localize.intake.tokens import StartTag, Tokens
from localize.intake.words import note, refusal

MAX_CHARS: Final = 2_000_000
MAX_AMPERSANDS: Final = 100_000  # each costs the sanitiser as much as a tag
MAX_PAGE_CHARS: Final = 6_000_000  # scripts and styles of a page are often longer than all that is read of it

_MAX_HINTS: Final = 1_000  # characters of class names that are read of one element
_MAX_HINT: Final = 80

# nh3 writes out each no-break space at a cost that grows with the text. They travel as a character that cannot occur.
_HELD: Final = "\ufdd0"
# What neither HTML nor XML can carry: control characters other than white space, lone surrogates, non-characters.
# And overrides of writing direction, which make a text read otherwise than it stands. Marks, embeddings and isolates stay.
_FORBIDDEN = re.compile(r"[\u202d\u202e\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(slots=True)
class Node:
    """An element: ``tag``, sanitised ``attrs``, children in order (text is ``str``)."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def hints(self) -> frozenset[str]:
        """Words of ``class``, ``itemprop``, ``rel`` and, in a page, ``id`` and the like, in lower case."""
        named = (self.attrs[name][:_MAX_HINTS].split() for name in PAGE_HINTS if name in self.attrs)
        return frozenset(word.lower() for words in named for word in words if len(word) <= _MAX_HINT)

    def text(self) -> str:
        """All text below, as it stands."""
        pieces: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                pieces.append(item)
            else:
                stack.extend(reversed(item.children))
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed source: ``root`` (tag empty), the page's ``<title>`` if it has one, what was left out.

    ``sanitised``: the HTML that the tree was made of. Of a page: ``about``, elements of its head and its dates, and
    ``data``, its JSON-LD, both as written.
    """

    root: Node
    title: str = ""
    notes: tuple[IntakeNote, ...] = ()
    sanitised: str = ""
    about: tuple[StartTag, ...] = ()
    data: tuple[str, ...] = ()


def clean_characters(text: str) -> str:
    """Remove characters that cannot be written in HTML or XML; line ends become line feeds."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " "))


def _resolved(written: str) -> str:
    """Text or a value with its character references resolved."""
    return clean_characters(html_module.unescape(written).replace(_HELD, "\u00a0"))


def _grow(sanitised: str) -> Node:
    """Follow the tags of nh3's output, which is well-formed: every element is closed in order."""
    root = Node("")
    stack = [root]
    for token in Tokens(sanitised):
        if isinstance(token, str):
            text = _resolved(token)
            if text:
                stack[-1].children.append(text)
        elif isinstance(token, StartTag):
            attrs = {k: _resolved(v) for k, v in token.attrs.items()}
            node = Node(token.name, attrs)
            stack[-1].children.append(node)
            if token.name not in VOID:
                stack.append(node)
        elif len(stack) > 1:
            stack.pop()
    return root


def embeds_left_out(addresses: list[str]) -> IntakeNote:
    """The note on embedded media, by their addresses; an empty one is not known."""
    named = ", ".join(dict.fromkeys(src for src in addresses if src)) or "no address given"
    return note("embed-left-out", count=len(addresses), names=named[:500])


def _notes(prefilter: Prefilter, *, page: bool) -> tuple[IntakeNote, ...]:
    notes = []
    if prefilter.embeds and not page:
        notes.append(embeds_left_out(prefilter.embeds))
    if prefilter.flattened:
        notes.append(note("flattened", depth=MAX_DEPTH))
    return tuple(notes)


def _take_title(root: Node) -> str:
    """Remove ``title`` elements; their text if there was one. They stand at the top, or wherever a page put them."""
    title = ""
    stack = [root]
    while stack:
        node = stack.pop()
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node):
                if child.tag == "title":
                    title = title or " ".join(child.text().split())
                    continue
                stack.append(child)
            kept.append(child)
        node.children = kept
    return title


def parse_tree(source: str, *, page: bool = False) -> Tree:
    """Read an HTML fragment or, with ``page``, a whole page: its embeds are marked in the tree instead of noted.

    Raises ``InputTooLargeError`` over ``MAX_CHARS`` characters (``MAX_PAGE_CHARS`` of a page) or ``MAX_TAGS`` tags.
    Elements deeper than ``MAX_DEPTH`` are flattened and noted, whatever else is wrong with the source is mended as
    browsers do.
    """
    limit = MAX_PAGE_CHARS if page else MAX_CHARS
    if len(source) > limit:
        raise refusal("too-many-chars", InputTooLargeError, size=len(source), limit=limit)
    prefilter = Prefilter(page=page)
    filtered = prefilter.run(clean_characters(source).replace("\u00a0", _HELD).replace("&nbsp;", _HELD))
    if filtered.count("&") > MAX_AMPERSANDS:
        raise refusal("too-many-ampersands", InputTooLargeError, limit=MAX_AMPERSANDS)
    if page and len(filtered) > MAX_CHARS:
        raise refusal("too-many-chars", InputTooLargeError, size=len(filtered), limit=MAX_CHARS)
    sanitised = nh3.clean(
        filtered,
        tags=set(KEPT),
        clean_content_tags=set(),
        attributes={tag: set(names) for tag, names in (PAGE_ATTRS if page else ATTRS).items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    root = _grow(sanitised)
    title, notes = _take_title(root), _notes(prefilter, page=page)
    return Tree(root, title, notes, sanitised, tuple(prefilter.about), tuple(prefilter.data))
