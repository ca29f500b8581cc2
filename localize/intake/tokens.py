"""Tags and text of an HTML source, in one pass whose time is linear in its length.

Only the lexical layer of the HTML standard: comments, declarations and tags, with attributes. What the tags mean for
the tree is left to the HTML 5 parser inside nh3 (``localize.intake.tree``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = re.compile(r"[a-zA-Z][^\s/>]*", re.ASCII)
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?:(?P<end>>)|(?P<name>[^\s/>][^\s/>=]*)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"'][^\s>]*))?)?)""",
    re.ASCII,  # only these are white space between attributes, as for browsers
)
_COMMENT_END = re.compile(r"--!?>")


@dataclass(frozen=True, slots=True)
class StartTag:
    """``<name …>``. ``attrs`` as written, character references not yet resolved; the first of a name counts."""

    name: str
    attrs: dict[str, str]


@dataclass(frozen=True, slots=True)
class EndTag:
    """``</name>``."""

    name: str


Token = str | StartTag | EndTag


class Tokens:
    """Iterates over the tokens of ``html``; text keeps its character references.

    ``skip_to_end(name)`` jumps over the content of an element that is not wanted. A source that ends inside a tag or a
    comment ends there, as in a browser.
    """

    def __init__(self, html: str) -> None:
        self._html = html
        self._position = 0
        self._never_closed: set[str] = set()

    def __iter__(self) -> Iterator[Token]:
        html = self._html
        while self._position < len(html):
            start = html.find("<", self._position)
            if start < 0:
                yield html[self._position :]
                return
            if start > self._position:
                yield html[self._position : start]
            self._position = start
            token = self._markup(start)
            if token is not None:
                yield token

    def skip_to_end(self, name: str, *, else_all: bool) -> str:
        """Go on at the next ``</name>``; without one, go to the end (``else_all``) or stay. What was passed over."""
        start = self._position
        if name not in self._never_closed:
            found = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE | re.ASCII).search(
                self._html, self._position
            )
            if found:
                self._position = found.start()
                return self._html[start : self._position]
            self._never_closed.add(name)
        if else_all:
            self._position = len(self._html)
        return self._html[start : self._position]

    def _markup(self, start: int) -> Token | None:
        """The token at ``<``; None for a comment or a declaration. Moves on behind it."""
        html = self._html
        closing = html.startswith("</", start)
        name = _NAME.match(html, start + 1 + closing)
        if name:
            return self._tag(name, closing=closing)
        if html.startswith("<!--", start):
            end = _COMMENT_END.search(html, start + 2)
            self._position = end.end() if end else len(html)
            return None
        if closing or html.startswith(("<!", "<?"), start):
            found = html.find(">", start)
            self._position = found + 1 if found >= 0 else len(html)
            return None
        self._position = start + 1
        return "<"

    def _tag(self, name: re.Match[str], *, closing: bool) -> Token | None:
        attrs: dict[str, str] = {}
        position = name.end()
        while found := _ATTRIBUTE.match(self._html, position):
            position = found.end()
            if found["end"]:
                self._position = position
                lowered = name.group().lower()
                return EndTag(lowered) if closing else StartTag(lowered, attrs)
            value = next((v for v in found.group("double", "single", "bare") if v is not None), "")
            attrs.setdefault(found["name"].lower(), value)
        self._position = len(self._html)
        return None
