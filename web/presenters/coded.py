"""Coded text cut into pieces that a template can write: stretches of text, marked or not, and inline codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext

from localize.article import Code, CodeKind
from localize.markup import CodedText, Edge, Mark
from localize.qa.finding import Finding, Severity

LOCKED = "locked"  # the mark of text that stays as it is

_WEIGHT = {Severity.ERROR: 2, Severity.WARNING: 1}

# Plain-text offsets (code points) of a stretch, and the class it is marked with.
MarkedSpan = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked with class ``mark`` if that is not empty; or, when ``code`` is set, an inline code."""

    text: str
    mark: str = ""
    code: int | None = None
    edge: str = ""
    title: str = ""


def code_title(code: Code | None, code_id: int, edge: Edge) -> str:
    """What a chip says when asked: "1: link begins"."""
    kind = code_kind(code)
    said: str
    match edge:
        case Edge.OPEN:
            said = gettext("%(id)s: %(kind)s begins", id=code_id, kind=kind)
        case Edge.CLOSE:
            said = gettext("%(id)s: %(kind)s ends", id=code_id, kind=kind)
        case Edge.ALONE:
            said = f"{code_id}: {kind}"
    return said


def code_kind(code: Code | None) -> str:
    """What an inline code is, in the interface's language."""
    kinds: dict[CodeKind, str] = {
        CodeKind.LINK: gettext("link"),
        CodeKind.EMPHASIS: gettext("emphasis"),
        CodeKind.STRONG: gettext("strong text"),
        CodeKind.BREAK: gettext("line break"),
        CodeKind.IMAGE: gettext("image"),
    }
    other: str = gettext("code")
    return kinds.get(code.kind, other) if code else other


def target_spans(findings: Iterable[Finding]) -> list[MarkedSpan]:
    """What findings mark in the target; notes mark nothing."""
    return [(a, b, f.severity.value) for f in findings if f.severity in _WEIGHT for a, b in f.target_spans if b > a]


def pieces(text: CodedText, codes: Mapping[int, Code], spans: Iterable[MarkedSpan] = ()) -> list[Piece]:
    """Cut a coded text at its codes and at the ends of the spans. Where spans overlap, the heavier one shows."""
    marked = list(spans)
    cut: list[Piece] = []
    for offset, part in text.walk():
        if isinstance(part, Mark):
            title = code_title(codes.get(part.id), part.id, part.edge)
            cut.append(Piece(str(part.id), code=part.id, edge=part.edge.value, title=title))
        else:
            cut += _stretches(part, offset, marked)
    return cut


def _stretches(part: str, offset: int, spans: list[MarkedSpan]) -> list[Piece]:
    end = offset + len(part)
    edges = {offset, end}
    for start, stop, _ in spans:
        edges |= {min(max(start, offset), end), min(max(stop, offset), end)}
    cuts = sorted(edges)
    stretches = []
    for start, stop in pairwise(cuts):
        over = [mark for a, b, mark in spans if a <= start and stop <= b]
        mark = max(over, key=lambda m: _WEIGHT[Severity(m)] if m in _WEIGHT else 0, default="")
        stretches.append(Piece(part[start - offset : stop - offset], mark))
    return stretches
