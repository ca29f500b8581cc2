"""What no machine may translate: addresses, handles, hashtags, credits, bylines, code, file names, tickers.

Found in a text by its form and by its inline codes. Pure; who sends texts away locks these spans, the checks compare
them, the editor shows them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from localize.addresses import addresses
from localize.article import Code, Role
from localize.credits import agency_credits, credit_line, read_byline, via_agencies
from localize.markup import CodedText, Edge, Mark

Span = tuple[int, int]

CODE_TAGS: Final = frozenset({"code", "kbd", "samp"})
_CAPTIONS: Final = frozenset({Role.CAPTION, Role.CREDIT, Role.ALT_TEXT, Role.TEASER_ALT})
_PROSE: Final = frozenset({Role.PARAGRAPH, Role.CAPTION, Role.LIST_ITEM, Role.BYLINE})

_HASHTAG: Final = re.compile(r"(?<![\w&#/])#[^\W\d_]\w{1,60}")
_FILE: Final = re.compile(
    r"(?<![\w./@-])[\w-]{1,80}\.(?:pdf|docx?|xlsx?|pptx?|csv|zip|png|jpe?g|gif|svg|mp[34]|json|xml|ya?ml|exe|apk|txt|html?)"
    r"(?![\w-])"
)
_TICKER: Final = re.compile(
    r"(?<=\()(?:NYSE|NYSE American|NASDAQ|Nasdaq|LSE|AIM|TSX|ASX|HKEX|HKG|SEHK|TSE|TYO|MOEX|XETRA|Xetra|ETR|FRA|EPA|EURONEXT"
    r"|Euronext|SIX|BME|NSE|BSE|SGX|OTC|OTCQX) ?: ?[A-Z0-9][A-Z0-9.]{0,7}(?=\))"
)


class Guard(StrEnum):
    """Why a span is protected."""

    CODE = "code"  # text of a code, kbd or samp element
    WEB = "web"
    MAIL = "mail"
    HANDLE = "handle"  # @name
    HASHTAG = "hashtag"
    CREDIT = "credit"  # names of a labelled credit
    AGENCY = "agency"  # an agency's credit in brackets or behind a slash
    BYLINE = "byline"  # names of a byline
    FILE = "file"
    TICKER = "ticker"


# By the sign that each of them has.
_SIGNED: Final = (("#", _HASHTAG, Guard.HASHTAG), (".", _FILE, Guard.FILE), ("(", _TICKER, Guard.TICKER))


@dataclass(frozen=True, slots=True)
class Protected:
    """A protected span of a plain text: half-open offsets in code points."""

    guard: Guard
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Locked:
    """A span that no engine may touch, and the ``text`` that stands for it in the target."""

    start: int
    end: int
    text: str


_KINDS: Final = {"web": Guard.WEB, "host": Guard.WEB, "mail": Guard.MAIL, "name": Guard.HANDLE}


def protected_spans(
    text: CodedText, codes: Mapping[int, Code] | None = None, role: Role | None = None
) -> tuple[Protected, ...]:
    """The protected spans of a text in order, apart from each other. ``role`` lets captions and bylines be read as such."""
    return _spans(text, tuple(codes.values()) if codes else (), role)


@lru_cache(maxsize=4_096)  # locks, typography and checks ask about the same sentence
def _spans(text: CodedText, codes: tuple[Code, ...], role: Role | None) -> tuple[Protected, ...]:
    plain = text.plain
    by_id = {code.id: code for code in codes}
    taken: list[Protected] = []
    for guard, (start, end) in _found(text, plain, by_id, role):
        if start < end and all(end <= other.start or other.end <= start for other in taken):
            taken.append(Protected(guard, start, end, plain[start:end]))
    return tuple(sorted(taken, key=lambda span: span.start))


def locks(spans: Iterable[Protected]) -> tuple[Locked, ...]:
    """Every span as it stands."""
    return tuple(Locked(span.start, span.end, span.text) for span in spans)


def without(plain: str, spans: Sequence[Locked]) -> str:
    """The plain text with a blank in place of each span: what is left for somebody to translate."""
    pieces, position = [], 0
    for span in spans:
        pieces.append(plain[position : span.start])
        position = span.end
    return " ".join([*pieces, plain[position:]])


def _found(text: CodedText, plain: str, codes: Mapping[int, Code], role: Role | None) -> Iterator[tuple[Guard, Span]]:
    """Candidates, the ones that go before others first."""
    yield from ((Guard.CODE, span) for span in code_texts(text, codes))
    yield from ((_KINDS[address.kind], address.span) for address in addresses(plain))
    for sign, pattern, guard in _SIGNED:
        if sign in plain:  # far cheaper to find out than the pattern is to try
            yield from ((guard, match.span()) for match in pattern.finditer(plain))
    if credit := credit_line(plain):
        yield Guard.CREDIT, credit.names
    if role in _PROSE and (byline := read_byline(plain)):
        yield from ((Guard.BYLINE, span) for span in byline.spans)
    yield from ((Guard.AGENCY, span) for span in agency_credits(plain))
    if role in _CAPTIONS:
        yield from ((Guard.AGENCY, span) for span in via_agencies(plain))


def code_texts(text: CodedText, codes: Mapping[int, Code]) -> Iterator[Span]:
    """Spans that ``code``, ``kbd`` and ``samp`` elements hold; one that spans sentences holds its part of this one."""
    opened: dict[int, int] = {}
    for offset, part in text.walk():
        code = codes.get(part.id) if isinstance(part, Mark) else None
        if not isinstance(part, Mark) or code is None or code.tag not in CODE_TAGS:
            continue
        if part.edge is Edge.OPEN:
            opened[part.id] = offset
        elif part.edge is Edge.CLOSE:
            yield opened.pop(part.id, 0), offset
    for start in opened.values():
        yield start, len(text.plain)
