"""The first step of reading HTML: the source written anew with known tags and attributes and bounded nesting.

What follows (``localize.intake.tree``) never meets scripts, comments, foreign content or nesting without bounds. Of a
whole page (``page``) more words about each element are kept, for telling its parts apart, and embedded media leave a mark
where they stood.
"""

import html as html_module
import re
from collections.abc import Mapping
from typing import Final

from localize.elements import CONTAINERS, INLINE, TEXT_BLOCKS, VOID
from localize.errors import InputTooLargeError
from localize.intake.tokens import EndTag, StartTag, Token, Tokens
from localize.intake.words import refusal

MAX_DEPTH: Final = 100
MAX_TAGS: Final = 80_000  # long pages have some ten thousand
# A formatting element that is never closed is opened again by the parser in every later block. Beyond this many such
# copies in one source, further formatting is left out.
MAX_REOPENED: Final = 100_000

REGIONS: Final = frozenset({"nav", "aside", "header", "footer"})
_GENERIC: Final = frozenset(
    "div section article main hgroup address details summary center fieldset legend form button label".split()  # noqa: SIM905
)
KEPT: Final = frozenset({*INLINE, *CONTAINERS, *TEXT_BLOCKS, *REGIONS, *_GENERIC, "hr", "title"})
# Class names and the like are never kept in the article; they are read as hints and then forgotten.
HINTS: Final = frozenset({"class", "itemprop", "rel"})
PAGE_HINTS: Final = HINTS | {"id", "role", "data-component", "data-testid", "data-type", "aria-label"}
HIDDEN: Final = "is-not-shown"  # as a hint: the page says that nobody sees this element
EMBEDDED: Final = "embedded:"  # before the address of an embed, as the ``id`` of its mark


def _attrs(hints: frozenset[str]) -> Mapping[str, frozenset[str]]:
    return {tag: INLINE.get(tag, frozenset()) | CONTAINERS.get(tag, frozenset()) | hints for tag in KEPT}


ATTRS: Final = _attrs(HINTS)
PAGE_ATTRS: Final = _attrs(PAGE_HINTS)

_RAW: Final = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "textarea"})
_DROPPED: Final = frozenset(
    "svg math template object video audio canvas select option optgroup datalist applet frameset rt rp".split()  # noqa: SIM905
)
_EMBEDS: Final = frozenset({"iframe", "video", "audio", "object", "embed"})
_FORMATTING: Final = frozenset("a b code em i s small strike strong u".split())  # noqa: SIM905
# These end by themselves when the next one of their kind begins, so an open one does not mean depth.
_IMPLIED: Final = frozenset("p li dt dd tr td th thead tbody tfoot caption".split()) | VOID  # noqa: SIM905
_ALIASES: Final = {"tt": "code", "big": "span", "acronym": "abbr", "dir": "ul", "menu": "ul", "listing": "pre"}
# Where pages put the address of a picture that is loaded late.
_LATE: Final = ("data-src", "data-original", "data-lazy-src", "data-url", "data-srcset", "srcset")
_PICTURE_FILE: Final = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)\b", re.IGNORECASE)
_STAND_INS: Final = frozenset({"div", "span"})
# What says something about a page: its head, and the dates in it.
_ABOUT: Final = frozenset({"meta", "link", "html", "time"})
_MAX_ABOUT: Final = 500
_MAX_SCRIPTS: Final = 20
_MAX_DATA: Final = 500_000  # characters of one script: those that hold a whole article have some ten thousand
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Prefilter:
    """Writes the source anew: known tags and attributes, bounded nesting, nothing that could run."""

    def __init__(self, *, page: bool = False) -> None:
        self.out: list[str] = []
        self._page = page
        self._attrs = PAGE_ATTRS if page else ATTRS
        self._offered = ""  # the address of a ``source`` in front of its picture
        self.about: list[StartTag] = []  # elements that say something about the page, as written
        self.data: list[str] = []  # the JSON-LD of the page
        self.embeds: list[str] = []
        self.flattened = False
        self._open: dict[str, int] = {}
        self._unwritten: dict[str, int] = {}
        self._depth = 0
        self._formatting = 0
        self._reopened = 0

    def run(self, source: str) -> str:
        """The source written anew. Raises ``InputTooLargeError`` over ``MAX_TAGS`` tags."""
        tokens = Tokens(source)
        tags = 0
        for token in tokens:
            tags += not isinstance(token, str)
            if tags > MAX_TAGS:
                raise refusal("too-many-tags", InputTooLargeError, limit=MAX_TAGS)
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
        if self._page and name in _ABOUT and len(self.about) < _MAX_ABOUT:
            self.about.append(token)
        if name in _EMBEDS:
            self._embed(token)
        if name in _RAW or name in _DROPPED:
            self._skip(name, token, tokens)
        elif name == "plaintext":
            tokens.skip_to_end(name, else_all=False)
        elif name == "source":
            self._offered = self._offered or _first_of(token.attrs.get("srcset", ""))
        elif name in KEPT or name == "image":
            self._kept(name, token)

    def _skip(self, name: str, token: StartTag, tokens: Tokens) -> None:
        content = tokens.skip_to_end(token.name, else_all=name in _RAW)
        if (
            self._page
            and name == "script"
            and "ld+json" in token.attrs.get("type", "")
            and len(self.data) < _MAX_SCRIPTS
        ):
            self.data.append(content[:_MAX_DATA])

    def _kept(self, name: str, token: StartTag) -> None:
        if name in {"img", "image"}:
            self._start(StartTag("img", self._picture(token.attrs)))
            return
        self._start(StartTag(name, token.attrs))
        if self._page and name in _STAND_INS and "data-src" in token.attrs:
            self._stand_in(token.attrs)

    def _stand_in(self, attrs: dict[str, str]) -> None:
        """A picture that a script would put into this element."""
        address = attrs["data-src"]
        if "data-alt" in attrs or _PICTURE_FILE.search(address[-200:]):
            self._write(StartTag("img", {"src": address, "alt": attrs.get("data-alt", "")}))

    def _embed(self, token: StartTag) -> None:
        address = token.attrs.get("src", token.attrs.get("data", token.attrs.get("data-src", ""))).strip()
        self.embeds.append(address)
        if self._page:
            self._write(StartTag("wbr", {"id": EMBEDDED + address}))

    def _picture(self, attrs: dict[str, str]) -> dict[str, str]:
        """A picture with its real address, where the page gives a place holder and loads the picture late."""
        offered, self._offered = self._offered, ""
        src = attrs.get("src", "").strip()
        if src and not src.startswith("data:"):
            late = next((attrs[name] for name in _LATE[:3] if attrs.get(name)), "")
        else:
            late = next((_first_of(attrs[name]) for name in _LATE if attrs.get(name)), offered)
        return {**attrs, "src": late} if late and not late.startswith("data:") else attrs

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
        kept = self._attrs[token.name]
        attrs = token.attrs
        if self._page and ("hidden" in attrs or _UNSEEN.search(attrs.get("style", "")[:500])):
            attrs = {**attrs, "class": f"{attrs.get('class', '')} {HIDDEN}"}
        written = "".join(
            f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in attrs.items() if name in kept
        )
        self.out.append(f"<{token.name}{written}>")

    def _end(self, name: str) -> None:
        if name in VOID or name not in KEPT:
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


def _first_of(srcset: str) -> str:
    """The first address of a ``srcset``."""
    return html_module.unescape(srcset).strip().partition(" ")[0].rstrip(",")
