"""Coded text in an engine's tag mode: ``<a i="1">…</a>`` for what spans, ``<x i="2"/>`` for what is a place.

In HTML, where ``a`` must not hold another one and ``x`` would never end, these are ``<span id="1">`` and ``<img id="2">``.
What comes back is read with tolerance and verified: each code once, opening before closing. Only text is taken from it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Final

from localize.markup import CodedText, Edge, Mark, escape
from localize.mt.place import place
from localize.mt.spans import CodeSpan, Kind, Transferred, assemble, code_spans
from localize.ports import TagMode

_TAG: Final = re.compile(
    r"<(?P<close>/)?\s*(?P<name>a|x|span|img)(?=[\s/>])(?P<attrs>[^<>]*?)(?P<alone>/)?\s*>", re.IGNORECASE
)
_KEY: Final = re.compile(r"\bid?\s*=\s*[\"'“”„]?\s*([0-9]+)")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ENTITY: Final = re.compile(r"&(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});")
_NAMED: Final = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}

_SPANNING: Final = frozenset({"a", "span"})

Seen = dict[int, list[tuple[str, int]]]  # index of span -> what was seen of it, with offset


def _nested(spans: Sequence[CodeSpan]) -> set[int]:
    """Indexes of the pairs that can be elements: none of them is cut by another one's mark."""
    pairs = [n for n, span in enumerate(spans) if span.kind is Kind.PAIR]
    ends = {n: (spans[n].marks[0][0], spans[n].marks[1][0]) for n in pairs}
    return {
        n
        for n in pairs
        if not any(
            ends[m][0] < ends[n][0] < ends[m][1] < ends[n][1] or ends[n][0] < ends[m][0] < ends[n][1] < ends[m][1]
            for m in pairs
        )
    }


def encode(text: CodedText, mode: TagMode = TagMode.XML) -> str:
    """Well-formed XML or HTML with a number for each code: its position among the text's codes, from 1."""
    open_pair, close_pair, place_tag, kept = _WRITTEN[mode]
    spans = code_spans(text)
    elements = _nested(spans)
    written: dict[int, str] = {}
    for index, span in enumerate(spans):
        key = index + 1
        if index in elements:
            written[span.marks[0][0]] = open_pair.format(key=key, kept=kept if span.is_lock else "")
            written[span.marks[1][0]] = close_pair
        elif span.kind is not Kind.PAIR:
            written[span.first] = place_tag.format(key=key)
        # Pairs that cross another are not sent: no XML could hold them; they are located afterwards.
    pieces: list[str] = []
    position = 0
    for part in text.parts:
        if isinstance(part, Mark):
            pieces.append(written.get(position, ""))
            position += 1
        else:
            pieces.append(escape(_NO_XML.sub(" ", part)))
    return "".join(pieces)


def decode(source: CodedText, answer: str, mode: TagMode = TagMode.XML) -> Transferred:
    """The answer's text with the source's marks. Codes that came back broken are looked for by their text."""
    spans = code_spans(source)
    text, seen = _read(_once(answer, spans), source, spans, _READ[mode])
    settled = {
        index: found
        for index, span in enumerate(spans)
        if (found := _verified(span, seen.get(index, []), text)) is not None
    }
    plain = source.plain
    for index, (start, end) in list(settled.items()):
        # A lock that came back empty while its text stands elsewhere has its place there.
        if spans[index].is_lock and start == end and plain[spans[index].start : spans[index].end] in text:
            del settled[index]
    missing = {n: s for n, s in enumerate(spans) if n not in settled}
    if missing:
        settled = place(plain, spans, text, {}, settled)
    return assemble(text, spans, settled)


def _once(answer: str, spans: Sequence[CodeSpan]) -> str:
    """The answer without locks that came back a second time, text and all."""
    for index, span in enumerate(spans):
        if span.is_lock:
            element = re.compile(
                rf"\s?<\s*(a|span)\b[^<>]*\bid?\s*=\s*[\"'“”„]?\s*{index + 1}\b[^<>]*>[^<]*<\s*/\s*\1\s*>",
                re.IGNORECASE,
            )
            for again in reversed(list(element.finditer(answer))[1:]):
                answer = answer[: again.start()] + answer[again.end() :]
    return answer


def _read(
    answer: str, source: CodedText, spans: Sequence[CodeSpan], unescape: Callable[[str], str]
) -> tuple[str, Seen]:
    """Text without tags and what was seen of each code. Spaces that engines lose around tags are put back."""
    spaced = _spaced(source)
    seen: Seen = {}
    stack: list[int | None] = []
    text = ""
    end = 0
    spanning = False  # whether the last tag spans: a space on both sides of it is one that moved
    for tag in _TAG.finditer(answer):
        text += _piece(unescape(answer[end : tag.start()]), text, spanning)
        spanning = tag["name"].lower() in _SPANNING
        end = tag.end()
        for index, event in _events(tag, stack, len(spans)):
            position = spans[index].marks[-1 if event == "close" else 0][0]
            if position in spaced and text[-1:].isalnum() and answer[end : end + 1].isalnum():
                text += " "
            seen.setdefault(index, []).append((event, len(text)))
    return text + _piece(unescape(answer[end:]), text, spanning), seen


def _piece(text: str, before: str, after_spanning_tag: bool) -> str:
    return text.lstrip(" ") if after_spanning_tag and before[-1:].isspace() else text


def _events(tag: re.Match[str], stack: list[int | None], count: int) -> Iterator[tuple[int, str]]:
    """What a tag says about a code of the source: index and ``open``, ``close`` or ``alone``."""
    if tag["close"]:
        if tag["name"].lower() in _SPANNING and stack and (opened := stack.pop()) is not None:
            yield opened, "close"
        return
    key = _KEY.search(tag["attrs"])
    index = int(key[1]) - 1 if key else -1
    known = index if 0 <= index < count else None
    if tag["name"].lower() in _SPANNING and not tag["alone"]:
        stack.append(known)
        if known is not None:
            yield known, "open"
    elif known is not None:
        yield known, "alone"


def _spaced(source: CodedText) -> set[int]:
    """Positions of marks with white space on their outer side: before an opening, after a closing, around a place."""
    found: set[int] = set()
    position = 0
    for n, part in enumerate(source.parts):
        if not isinstance(part, Mark):
            continue
        before = next((p for p in reversed(source.parts[:n]) if isinstance(p, str)), "")
        after = next((p for p in source.parts[n + 1 :] if isinstance(p, str)), "")
        if (part.edge is not Edge.CLOSE and before[-1:].isspace()) or (
            part.edge is not Edge.OPEN and after[:1].isspace()
        ):
            found.add(position)
        position += 1
    return found


def _verified(span: CodeSpan, seen: Sequence[tuple[str, int]], text: str) -> tuple[int, int] | None:
    """The place of a code in the answer, if it came back once and whole. A lock needs no text: it has its own."""
    events = [event for event, _ in seen]
    if span.is_lock and events in (["open", "close"], ["alone"]):
        start, end = seen[0][1], seen[-1][1]
        return _trimmed(start, end, text) or (start, start)
    if span.kind is Kind.PAIR and events == ["open", "close"]:
        start, end = seen[0][1], seen[1][1]
        return _trimmed(start, end, text) if span.start < span.end else (start, start) if start == end else None
    if events != ["alone"] or (span.kind is Kind.PAIR and span.start < span.end):
        return None  # an empty pair may be written short, one with text must hold text
    offset = seen[0][1]
    return {Kind.OPENED: (offset, len(text)), Kind.CLOSED: (0, offset)}.get(span.kind, (offset, offset))


def _trimmed(start: int, end: int, text: str) -> tuple[int, int] | None:
    """White space that moved into a code goes out again; a code that lost its text has no place."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def plain_text(answer: str) -> str:
    """An answer without any tags of ours."""
    return _unescape(_TAG.sub("", answer))


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda match: _character(match.group()), text)


def _character(entity: str) -> str:
    if entity in _NAMED:
        return _NAMED[entity]
    number = int(entity[3:-1], 16) if entity[2] in "xX" else int(entity[2:-1])
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 and number >= 32 else " "


def _unescape_html(text: str) -> str:
    """HTML knows two thousand names. Done once: ``&amp;lt;`` is a story about ``&lt;``."""
    return _NO_XML.sub(" ", unescape(text))


# How codes are written: what opens a pair (``kept``: for a lock), what closes it, what stands for a place.
_WRITTEN: Final[Mapping[TagMode, tuple[str, str, str, str]]] = {
    TagMode.XML: ('<a i="{key}">', "</a>", '<x i="{key}"/>', ""),
    TagMode.HTML: ('<span id="{key}"{kept}>', "</span>", '<img id="{key}">', ' class="notranslate"'),
}
_READ: Final[Mapping[TagMode, Callable[[str], str]]] = {TagMode.XML: _unescape, TagMode.HTML: _unescape_html}
