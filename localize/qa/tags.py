"""Strings with tags in them, as inline codes and back: for checking texts that come from no article.

``<b>``, ``<a href="…">``, ``<br/>`` and ``<1>`` are read alike. Source and target share the codes: the same tag with
the same attributes is the same code, so a changed address in an attribute shows as one missing and one added.
"""

import re
from dataclasses import dataclass, replace

from localize.article import Code, CodeKind
from localize.markup import CodedText, Edge, Mark, Part
from localize.qa.check import Span
from localize.qa.finding import Finding

_TAG = re.compile(
    r"<(?P<close>/)?(?P<name>[A-Za-z1-9][\w:.-]{0,60})(?P<attrs>(?:\s+[^\s<>=/]+(?:\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s<>\"']+))?)*)"
    r"\s*(?P<alone>/)?>"
)
_VOID = frozenset({"br", "hr", "img", "wbr", "input"})
_KINDS = {
    "a": CodeKind.LINK,
    "em": CodeKind.EMPHASIS,
    "i": CodeKind.EMPHASIS,
    "b": CodeKind.STRONG,
    "strong": CodeKind.STRONG,
    "br": CodeKind.BREAK,
    "img": CodeKind.IMAGE,
}


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A string, its coded text, and for each offset of the plain text the offset in the string."""

    coded: CodedText
    offsets: tuple[int, ...]  # one more than the plain text is long

    def as_given(self, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Spans of the plain text as spans of the string. An end stays before the tag that follows it."""
        return tuple((self.offsets[a], self.offsets[b - 1] + 1 if b > a else self.offsets[a]) for a, b in spans)


@dataclass(frozen=True, slots=True)
class TaggedPair:
    """Source and target with the codes they share, and how each mark was written."""

    source: TaggedText
    target: TaggedText
    codes: tuple[Code, ...]
    written: dict[Mark, str]

    def as_given(self, finding: Finding) -> Finding:
        """The finding with spans and fix in terms of the strings."""
        return replace(
            finding,
            source_spans=self.source.as_given(finding.source_spans),
            target_spans=self.target.as_given(finding.target_spans),
            fix=None if finding.fix is None else self._with_tags(CodedText.loads(finding.fix)),
        )

    def _with_tags(self, text: CodedText) -> str:
        return "".join(part if isinstance(part, str) else self.written.get(part, "") for part in text.parts)


class _Reader:
    """Gives tags their numbers. Ids are handed out by the source and found again by the target."""

    def __init__(self) -> None:
        self.codes: dict[int, Code] = {}
        self.written: dict[Mark, str] = {}
        self._known: dict[str, list[int]] = {}  # opening as written -> ids
        self._ended: set[int] = set()  # closed in this text before they were opened

    def read(self, text: str) -> TaggedText:
        """Read one string. Closing tags without an opening are codes of their own."""
        parts: list[Part] = []
        offsets: list[int] = []
        used: set[int] = set()
        self._ended.clear()
        still_open: list[tuple[str, int]] = []
        end = 0
        for tag in _TAG.finditer(text):
            parts.append(text[end : tag.start()])
            offsets += range(end, tag.start())
            end = tag.end()
            parts.append(self._mark(tag, used, still_open))
        parts.append(text[end:])
        offsets += range(end, len(text) + 1)
        return TaggedText(CodedText.of(parts), tuple(offsets))

    def _mark(self, tag: re.Match[str], used: set[int], still_open: list[tuple[str, int]]) -> Mark:
        name = tag["name"].lower()
        if tag["close"]:
            for n in range(len(still_open) - 1, -1, -1):
                if still_open[n][0] == name:
                    return self._note(Mark(still_open.pop(n)[1], Edge.CLOSE), tag.group())
            return self._note(Mark(self._early(name, tag, used), Edge.CLOSE), tag.group())
        alone = bool(tag["alone"]) or name in _VOID
        key = name + " ".join(tag["attrs"].split())
        code_id = next((i for i in self._known.get(key, ()) if i in self._ended), 0) or self._id(key, tag, used)
        self._ended.discard(code_id)
        if not alone:
            still_open.append((name, code_id))
        return self._note(Mark(code_id, Edge.ALONE if alone else Edge.OPEN), tag.group())

    def _early(self, name: str, tag: re.Match[str], used: set[int]) -> int:
        """A closing tag before its opening: the end of a known code that this text has not used, else its own code."""
        for code_id, code in self.codes.items():
            if code.tag == name and code_id not in used and Mark(code_id, Edge.OPEN) in self.written:
                used.add(code_id)
                self._ended.add(code_id)
                return code_id
        return self._id(f"/{name}", tag, used)

    def _note(self, mark: Mark, written: str) -> Mark:
        self.written.setdefault(mark, written)
        return mark

    def _id(self, key: str, tag: re.Match[str], used: set[int]) -> int:
        """The next code with this key that the text has not used yet, else a new one."""
        ids = self._known.setdefault(key, [])
        code_id = next((i for i in ids if i not in used), None)
        if code_id is None:
            code_id = len(self.codes) + 1
            ids.append(code_id)
            kind = _KINDS.get(tag["name"].lower(), CodeKind.OTHER)
            self.codes[code_id] = Code(code_id, kind, tag["name"].lower(), alone=bool(tag["alone"]))
        used.add(code_id)
        return code_id


def read_tags(src: str, tgt: str) -> TaggedPair:
    """Read a source and its target. Nothing raises: what is no tag is text."""
    reader = _Reader()
    source = reader.read(src)
    target = reader.read(tgt)
    return TaggedPair(source, target, tuple(reader.codes.values()), reader.written)
