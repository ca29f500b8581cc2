"""Running text of one block: marks and strings on the way to a ``CodedText`` with codes numbered 1, 2, ….

White space is collapsed as HTML does, edges are trimmed, line breaks at the edges and codes around nothing are dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from localize.article import Code, CodeKind
from localize.markup import CodedText, Edge, Mark, Part

_KINDS = {
    "a": CodeKind.LINK,
    "em": CodeKind.EMPHASIS,
    "i": CodeKind.EMPHASIS,
    "strong": CodeKind.STRONG,
    "b": CodeKind.STRONG,
    "br": CodeKind.BREAK,
    "img": CodeKind.IMAGE,
}
_BREAKS = frozenset({"br", "wbr"})
_SPACES = re.compile(r"[ \t\n\u00a0]{2,}|[\t\n]")  # all but what stays as it is: a space, a no-break space


def collapse(text: str) -> str:
    """Runs of white space as one space. No-break spaces stay, unless ordinary white space stands beside them."""
    return _SPACES.sub(lambda run: run[0] if run[0].strip("\u00a0") == "" else " ", text)


@dataclass(frozen=True, slots=True)
class Inline:
    """Text of a block with its codes."""

    text: CodedText
    codes: tuple[Code, ...] = ()

    @property
    def only_images(self) -> bool:
        """Whether there is nothing to read, only pictures."""
        return not self.text.plain.strip() and any(code.kind is CodeKind.IMAGE for code in self.codes)


class InlineBuilder:
    """Collects the running text of one block."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._codes: dict[int, Code] = {}

    def text(self, text: str) -> None:
        """Add text."""
        self._parts.append(text)

    def open(self, tag: str, attrs: tuple[tuple[str, str], ...]) -> int:
        """Begin a spanning code; the number is for ``close``."""
        return self._code(tag, attrs, Edge.OPEN)

    def close(self, number: int) -> None:
        """End a spanning code."""
        self._parts.append(Mark(number, Edge.CLOSE))

    def alone(self, tag: str, attrs: tuple[tuple[str, str], ...]) -> None:
        """Add a code without content."""
        self._code(tag, attrs, Edge.ALONE)

    def _code(self, tag: str, attrs: tuple[tuple[str, str], ...], edge: Edge) -> int:
        number = len(self._codes) + 1
        self._codes[number] = Code(number, _KINDS.get(tag, CodeKind.OTHER), tag, attrs, alone=edge is Edge.ALONE)
        self._parts.append(Mark(number, edge))
        return number

    def finish(self, *, preserve: bool = False) -> Inline:
        """The text and its codes; ``preserve`` keeps white space (``pre``). All spanning codes must be closed."""
        parts = self._without_empty(self._without_outer_breaks())
        parts = list(CodedText.of(parts).parts)
        if not preserve:
            parts = self._collapsed(parts)
        return renumbered(CodedText.of(parts), list(self._codes.values()))

    def _is_content(self, part: Part) -> bool:
        if isinstance(part, str):
            return bool(part.strip())
        return part.edge is Edge.ALONE and not self._is_break(part)

    def _is_break(self, part: Part) -> bool:
        return isinstance(part, Mark) and self._codes[part.id].tag in _BREAKS

    def _without_outer_breaks(self) -> list[Part]:
        held = [index for index, part in enumerate(self._parts) if self._is_content(part)]
        if not held:
            return []
        return [
            part for index, part in enumerate(self._parts) if held[0] < index < held[-1] or not self._is_break(part)
        ]

    def _without_empty(self, parts: list[Part]) -> list[Part]:
        """Drop codes around nothing but white space; the white space stays."""
        content = 0
        opened: list[tuple[int, int]] = []  # id, content before it
        empty: set[int] = set()
        for part in parts:
            if isinstance(part, str):
                content += bool(part.strip())
            elif part.edge is Edge.OPEN:
                opened.append((part.id, content))
            elif part.edge is Edge.CLOSE:
                number, before = opened.pop()
                if before == content:
                    empty.add(number)
            else:
                content += 1
        return [part for part in parts if isinstance(part, str) or part.id not in empty]

    def _collapsed(self, parts: list[Part]) -> list[Part]:
        out: list[Part] = []
        last = -1  # where the last text stands in ``out``, while nothing but edges of codes follows it
        after_space = True
        for part in parts:
            if isinstance(part, Mark):
                if part.edge is Edge.ALONE:
                    if self._codes[part.id].tag == "br":
                        _trim_end(out, last)
                    after_space = self._codes[part.id].tag == "br"
                    last = -1
                out.append(part)
                continue
            text = collapse(part)
            if after_space and text.startswith(" "):
                text = text[1:]
            if text:
                after_space = text.endswith(" ")
                last = len(out)
                out.append(text)
        _trim_end(out, last)
        return out


def _trim_end(parts: list[Part], index: int) -> None:
    if index >= 0:
        part = parts[index]
        parts[index] = part.removesuffix(" ") if isinstance(part, str) else part


def first_link(codes: Sequence[Code]) -> str:
    """The address of the first link that leads to a page; empty when there is none."""
    links = (dict(code.attrs).get("href", "") for code in codes if code.kind is CodeKind.LINK)
    return next((link for link in links if link.startswith(("http://", "https://", "/"))), "")


def renumbered(text: CodedText, codes: Sequence[Code]) -> Inline:
    """Number the codes of a text 1, 2, … in order of appearance and forget those that are not in it."""
    numbers = {old: new for new, old in enumerate(text.code_ids, start=1)}
    by_id = {code.id: code for code in codes}
    parts = (Mark(numbers[part.id], part.edge) if isinstance(part, Mark) else part for part in text.parts)
    return Inline(
        CodedText.of(parts),
        tuple(replace(by_id[old], id=new) for old, new in numbers.items()),
    )


def cut(text: CodedText, codes: Sequence[Code], offset: int) -> tuple[Inline, Inline]:
    """Cut at an offset of the plain text into two independent texts: a code across the cut is in both."""
    before, after = text.split([offset])
    opened: list[int] = []
    for mark in before.marks:
        if mark.edge is Edge.OPEN:
            opened.append(mark.id)
        elif mark.edge is Edge.CLOSE and mark.id in opened:
            opened.remove(mark.id)
    left = before + CodedText.of(Mark(number, Edge.CLOSE) for number in reversed(opened))
    right = CodedText.of(Mark(number, Edge.OPEN) for number in opened) + after
    return _tidied(left, codes), _tidied(right, codes)


def _tidied(text: CodedText, codes: Sequence[Code]) -> Inline:
    builder = InlineBuilder()
    by_id = {code.id: code for code in codes}
    numbers: dict[int, int] = {}
    for part in text.parts:
        if isinstance(part, str):
            builder.text(part)
        elif part.edge is Edge.CLOSE:
            builder.close(numbers[part.id])
        elif part.edge is Edge.OPEN:
            numbers[part.id] = builder.open(by_id[part.id].tag, by_id[part.id].attrs)
        else:
            builder.alone(by_id[part.id].tag, by_id[part.id].attrs)
    return builder.finish()
