"""Coded text: the text of a block or segment with its inline codes as numbered placeholders.

A code's markup (tag, attributes) stays in the source tree (``localize.article.Code``) and never travels with the text.
The written form is a small dialect of XLIFF 2's inline elements: ``<1>…</1>`` for a spanning code (``pc``),
``<2/>`` for a standalone one (``ph``); ``&``, ``<`` and ``>`` in text are escaped. The same form is stored in the
database, sent to the browser and kept in history.

Does not belong here: HTML (``localize.intake`` reads it, ``localize.release`` writes it) and engines' tag modes
(``localize.mt``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Self


class Edge(Enum):
    """Which end of a code a mark stands for."""

    OPEN = "open"  # XLIFF 2 sc, or the start of pc
    CLOSE = "close"  # XLIFF 2 ec, or the end of pc
    ALONE = "alone"  # XLIFF 2 ph


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of inline code ``id`` (1, 2, …, unique within a block) in a coded text."""

    id: int
    edge: Edge

    def __str__(self) -> str:
        match self.edge:
            case Edge.OPEN:
                return f"<{self.id}>"
            case Edge.CLOSE:
                return f"</{self.id}>"
            case Edge.ALONE:
                return f"<{self.id}/>"


Part = str | Mark

_TOKEN = re.compile(r"<(/?)([1-9][0-9]{0,5})(/?)>")
_ESCAPES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


def escape(text: str) -> str:
    """Plain text in the written form of coded text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _unescape(text: str) -> str:
    return re.sub(r"&(?:amp|lt|gt);", lambda m: _ESCAPES[m.group()], text)


@dataclass(frozen=True, slots=True)
class CodedText:
    """Text and marks in order. Adjacent strings are merged and empty ones dropped, so equal texts compare equal."""

    parts: tuple[Part, ...] = ()

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Self:
        """Build from parts, merging neighbouring strings."""
        merged: list[Part] = []
        for part in parts:
            if isinstance(part, str):
                if not part:
                    continue
                if merged and isinstance(merged[-1], str):
                    merged[-1] += part
                    continue
            merged.append(part)
        return cls(tuple(merged))

    @classmethod
    def plain_text(cls, text: str) -> Self:
        """A coded text without codes."""
        return cls.of([text])

    @classmethod
    def loads(cls, written: str) -> Self:
        """Read the written form. Anything that is not a well-formed mark is text; nothing raises, nothing is dropped."""
        if "<" not in written and "&" not in written:
            return cls((written,) if written else ())
        parts: list[Part] = []
        end = 0
        for token in _TOKEN.finditer(written):
            slash, number, alone = token.groups()
            if slash and alone:
                continue
            parts.append(_unescape(written[end : token.start()]))
            edge = Edge.CLOSE if slash else Edge.ALONE if alone else Edge.OPEN
            parts.append(Mark(int(number), edge))
            end = token.end()
        parts.append(_unescape(written[end:]))
        return cls.of(parts)

    def dumps(self) -> str:
        """The written form; ``loads`` is its inverse."""
        return "".join(escape(part) if isinstance(part, str) else str(part) for part in self.parts)

    @property
    def plain(self) -> str:
        """The text without marks."""
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return self.parts[0]
        return "".join(part for part in self.parts if isinstance(part, str))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks in order."""
        return tuple(part for part in self.parts if isinstance(part, Mark))

    @property
    def code_ids(self) -> tuple[int, ...]:
        """Ids of the codes, each once, in order of first appearance."""
        return tuple(dict.fromkeys(mark.id for mark in self.marks))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __add__(self, other: "CodedText") -> "CodedText":
        return CodedText.of((*self.parts, *other.parts))

    def slice(self, start: int, end: int) -> "CodedText":
        """The part between two offsets of ``plain`` (code points), see ``split``."""
        return self.split([start, end])[1]

    def split(self, offsets: Iterable[int]) -> list["CodedText"]:
        """Cut at offsets of ``plain`` (code points, ascending). The pieces add up to the whole, marks included.

        A closing mark that stands at a cut stays with the piece before, any other mark goes with the piece after.
        """
        cuts = list(offsets)
        pieces: list[list[Part]] = [[]]
        position = 0
        for part in self.parts:
            if isinstance(part, Mark):
                # Openings at a cut belong to what follows them.
                while part.edge is not Edge.CLOSE and len(pieces) <= len(cuts) and cuts[len(pieces) - 1] <= position:
                    pieces.append([])
                pieces[-1].append(part)
                continue
            start = 0
            while len(pieces) <= len(cuts) and cuts[len(pieces) - 1] < position + len(part):
                cut = max(cuts[len(pieces) - 1] - position, 0)
                pieces[-1].append(part[start:cut])
                pieces.append([])
                start = cut
            pieces[-1].append(part[start:])
            position += len(part)
        while len(pieces) <= len(cuts):
            pieces.append([])
        return [CodedText.of(piece) for piece in pieces]

    def repaired(self, allowed: Iterable[int]) -> "CodedText":
        """Keep each allowed mark once and drop strays, so that the text can be put back into its tree."""
        ids = set(allowed)
        seen: set[tuple[int, Edge]] = set()
        kept: list[Part] = []
        for part in self.parts:
            if isinstance(part, Mark):
                key = (part.id, part.edge)
                if part.id not in ids or key in seen:
                    continue
                seen.add(key)
            kept.append(part)
        return CodedText.of(kept)

    def walk(self) -> Iterator[tuple[int, Part]]:
        """Parts with their offset in ``plain``."""
        position = 0
        for part in self.parts:
            yield position, part
            if isinstance(part, str):
                position += len(part)


EMPTY = CodedText()


def join(pieces: Iterable[CodedText]) -> CodedText:
    """Concatenate coded texts."""
    return CodedText.of(part for piece in pieces for part in piece.parts)
