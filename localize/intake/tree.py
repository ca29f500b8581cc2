"""HTML source -> a small, safe tree: prefiltered to bounded depth, sanitised by nh3, read into ``Node``.

Three steps. The prefilter writes the source anew with known tags and attributes only, so that the parser never meets
scripts, comments, foreign content or nesting without bounds. nh3 (html5ever) builds the tree as browsers do and strips
what could run. Its output is well-formed, so the last step only has to follow the tags.

Why not libxml2's HTML parser: it builds other trees than browsers do, and reading our own output would not give back
what was written.
"""

import html as html_module
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import nh3

from localize.article import IntakeNote
from localize.elements import CONTAINERS, INLINE, SCHEMES, TEXT_BLOCKS, VOID
from localize.errors import InputTooLargeError
from localize.intake.tokens import EndTag, StartTag, Token, Tokens

MAX_CHARS: Final = 2_000_000
MAX_DEPTH: Final = 100
MAX_TAGS: Final = 200_000  # long pages have some ten thousand
# A formatting element that is never closed is opened again by the parser in every later block. Beyond this many such
# copies in one source, further formatting is left out.
MAX_REOPENED: Final = 100_000

REGIONS: Final = frozenset({"nav", "aside", "header", "footer"})
_GENERIC: Final = frozenset(
    "div section article main hgroup address details summary center fieldset legend form button label".split()  # noqa: SIM905
)
_KEPT: Final = frozenset({*INLINE, *CONTAINERS, *TEXT_BLOCKS, *REGIONS, *_GENERIC, "hr", "title"})
# Class names and the like are never kept in the article; they are read as hints and then forgotten.
HINTS: Final = frozenset({"class", "itemprop", "rel"})
_ATTRS: Final[Mapping[str, frozenset[str]]] = {
    tag: INLINE.get(tag, frozenset()) | CONTAINERS.get(tag, frozenset()) | HINTS for tag in _KEPT
}

_RAW: Final = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea"})
_DROPPED: Final = frozenset(
    "svg math template object video audio canvas select option optgroup datalist applet frameset rt rp".split()  # noqa: SIM905
)
_EMBEDS: Final = frozenset({"iframe", "video", "audio", "object", "embed"})
_FORMATTING: Final = frozenset("a b code em i s small strike strong u".split())  # noqa: SIM905
# These end by themselves when the next one of their kind begins, so an open one does not mean depth.
_IMPLIED: Final = frozenset("p li dt dd tr td th thead tbody tfoot caption".split()) | VOID  # noqa: SIM905
_ALIASES: Final = {"tt": "code", "big": "span", "acronym": "abbr", "dir": "ul", "menu": "ul", "listing": "pre"}

# nh3 writes out each no-break space at a cost that grows with the text. They travel as a character that cannot occur.
_HELD: Final = "\ufdd0"
# What neither HTML nor XML can carry: control characters other than white space, lone surrogates, non-characters.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(slots=True)
class Node:
    """An element: ``tag``, sanitised ``attrs``, children in order (text is ``str``)."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def hints(self) -> frozenset[str]:
        """Words of ``class``, ``itemprop`` and ``rel``, in lower case."""
        return frozenset(word.lower() for name in HINTS for word in self.attrs.get(name, "").split())

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
    """A parsed source: ``root`` (tag empty), the page's ``<title>`` if it has one, what was left out."""

    root: Node
    title: str = ""
    notes: tuple[IntakeNote, ...] = ()


def clean_characters(text: str) -> str:
    """Remove characters that cannot be written in HTML or XML; line ends become line feeds."""
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " "))


class _Prefilter:
    """Writes the source anew: known tags and attributes, bounded nesting, nothing that could run."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.embeds: list[str] = []
        self.flattened = False
        self._open: dict[str, int] = {}
        self._unwritten: dict[str, int] = {}
        self._depth = 0
        self._formatting = 0
        self._reopened = 0

    def run(self, source: str) -> str:
        tokens = Tokens(source)
        tags = 0
        for token in tokens:
            tags += not isinstance(token, str)
            if tags > MAX_TAGS:
                raise InputTooLargeError(f"The HTML has more than {MAX_TAGS:,} tags.", limit=MAX_TAGS)
            self._take(token, tokens)
        return "".join(self.out)

    def _take(self, token: Token, tokens: Tokens) -> None:
        if isinstance(token, str):
            self.out.append(token.replace("<", "&lt;"))
            return
        name = _ALIASES.get(token.name, token.name)
        if isinstance(token, EndTag):
            self._end(name)
            return
        if name in _EMBEDS:
            self.embeds.append(token.attrs.get("src", token.attrs.get("data", "")).strip())
        if name in _RAW or name in _DROPPED:
            tokens.skip_to_end(token.name, else_all=name in _RAW)
        elif name == "plaintext":
            tokens.skip_to_end(name, else_all=False)
        elif name == "image":
            self._start(StartTag("img", token.attrs))
        elif name in _KEPT:
            self._start(StartTag(name, token.attrs))

    def _start(self, token: StartTag) -> None:
        name = token.name
        if name not in _IMPLIED:
            if self._depth >= MAX_DEPTH or (name in _FORMATTING and self._reopened > MAX_REOPENED):
                self.flattened = True
                self._unwritten[name] = self._unwritten.get(name, 0) + 1
                return
            self._open[name] = self._open.get(name, 0) + 1
            self._depth += 1
        if name in _FORMATTING:
            self._formatting += 1
        else:
            self._count_reopened()
        self._write(token)

    def _count_reopened(self) -> None:
        """Formatting that is open now is begun anew in the next block. Too much of that is closed for good."""
        self._reopened += self._formatting
        if self._reopened <= MAX_REOPENED or not self._formatting:
            return
        self.flattened = True
        for name in _FORMATTING:
            count = self._open.pop(name, 0)
            self._depth -= count
            self.out.append(f"</{name}>" * count)
        self._formatting = 0

    def _write(self, token: StartTag) -> None:
        kept = _ATTRS[token.name]
        written = "".join(
            f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in token.attrs.items() if name in kept
        )
        self.out.append(f"<{token.name}{written}>")

    def _end(self, name: str) -> None:
        if name in VOID or name not in _KEPT:
            if name == "br":
                self.out.append("<br>")
            return
        if name not in _IMPLIED:
            if self._unwritten.get(name):
                self._unwritten[name] -= 1
                return
            if not self._open.get(name):
                return
            self._open[name] -= 1
            self._depth -= 1
        if name in _FORMATTING:
            self._formatting -= 1
        else:
            self._count_reopened()
        self.out.append(f"</{name}>")


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


def _notes(prefilter: _Prefilter) -> tuple[IntakeNote, ...]:
    notes = []
    if prefilter.embeds:
        named = ", ".join(dict.fromkeys(src for src in prefilter.embeds if src)) or "no address given"
        notes.append(
            IntakeNote(
                "embed-left-out", f"{len(prefilter.embeds)} embedded video, sound or frame left out: {named[:500]}"
            )
        )
    if prefilter.flattened:
        notes.append(IntakeNote("flattened", f"Elements nested more than {MAX_DEPTH} deep were flattened."))
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


def parse_tree(source: str) -> Tree:
    """Read an HTML fragment or page.

    Raises ``InputTooLargeError`` over ``MAX_CHARS`` characters or ``MAX_TAGS`` tags. Elements deeper than ``MAX_DEPTH`` are flattened and
    noted, whatever else is wrong with the source is mended as browsers do.
    """
    if len(source) > MAX_CHARS:
        raise InputTooLargeError(
            f"The HTML has {len(source):,} characters; at most {MAX_CHARS:,} are read.",
            limit=MAX_CHARS,
            size=len(source),
        )
    prefilter = _Prefilter()
    filtered = prefilter.run(clean_characters(source).replace("\u00a0", _HELD).replace("&nbsp;", _HELD))
    sanitised = nh3.clean(
        filtered,
        tags=set(_KEPT),
        clean_content_tags=set(),
        attributes={tag: set(names) for tag, names in _ATTRS.items()},
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )
    root = _grow(sanitised)
    return Tree(root, _take_title(root), _notes(prefilter))
