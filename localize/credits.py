"""Who made it, as news texts say it: agency credits, photo credits, bylines. Their words and their names, told apart.

"(Reuters)", "Ida Moen/AFP via Getty Images", "Photograph: Ida Moen/AFP", "By Ida Moen in Oslo". A name without such
a form ("he told Reuters") is running text and nobody's credit.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Span = tuple[int, int]

AGENCIES: Final = (
    "Agence France-Presse", "Associated Press", "Picture Alliance", "picture alliance", "Magnum Photos", "Getty Images",
    "Anadolu Agency", "Thomson Reuters", "RIA Novosti", "Rex Features", "Shutterstock", "Anadolu Ajansi", "Bloomberg",
    "PA Images", "ZUMA Press", "Zuma Press", "ZUMA Wire", "AP Images", "Sipa USA", "NurPhoto", "Ukrinform", "Interfax",
    "PA Media", "Keystone", "Reuters", "REUTERS", "Sputnik", "EPA-EFE", "AP Photo", "PA Wire", "Polaris", "Anadolu",
    "Xinhua", "Eyevine", "Alamy", "Kyodo", "IMAGO", "Imago", "imago", "Redux", "Getty", "Unian", "UNIAN", "BelTA",
    "Belga", "Ritzau", "ANSA", "TASS", "SIPA", "Sipa", "AFP", "AAP", "APA", "BNS", "CTK", "ČTK", "DPA", "dpa", "EPA",
    "EFE", "LETA", "MTI", "NTB", "PAP", "STT", "UPI", "ANP", "ddp", "AP", "PA",
)  # fmt: skip
"""Names as credits write them; a credit is known by having one of them."""

_AGENCY: Final = "(?:" + "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True)) + r")(?![\w-])"
_NAME_WORD: Final = r"[^\W\d_a-zа-яё][\w.'’-]{0,40}"
_PERSON: Final = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|de|da|di|van|von|der|den|la|le|bin|al|el)){{0,4}}"
_JOINER: Final = r"(?: ?/ ?| via |, | and | & | for )"
_NAMES: Final = rf"(?:{_AGENCY}|{_PERSON})(?:{_JOINER}(?:{_AGENCY}|{_PERSON})){{0,7}}"

_BRACKETED: Final = re.compile(rf"[(\[]({_NAMES})[)\]]")
_SLASHED: Final = re.compile(rf"(?<![\w/]){_PERSON} ?/ ?{_AGENCY}(?:(?: ?/ ?| via ){_AGENCY}){{0,4}}")
_VIA: Final = re.compile(rf"\bvia ({_AGENCY})")
_HAS_AGENCY: Final = re.compile(rf"(?<![\w-]){_AGENCY}")

_LABEL: Final = (
    r"Photo(?:graph)?s?|Images?|Pictures?|Illustrations?|Drawings?|Graphics?|Charts?|Maps?|Video|Credits?|File photo"
)
_LABELLED: Final = re.compile(rf"\b(?:{_LABEL}|Courtesy)\b")
_CREDIT: Final = re.compile(
    rf"(?P<open>[(\[])?(?P<whole>(?:(?P<label>{_LABEL})(?:\s+credit)?(?:\s+by\b\s*:?|\s*:)\s*|(?P<courtesy>Courtesy)\s+of\s+)"
    rf"(?P<names>(?:©\s?)?{_NAMES}))(?P<close>[)\]])?\.?\s*$"
)
_PLACE: Final = rf"{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}"
_FULL_NAME: Final = rf"{_NAME_WORD}(?: (?:{_NAME_WORD}|de|da|di|van|von|der|den|la|le|bin|al|el)){{1,4}}"
_BYLINE: Final = re.compile(
    rf"\s*(?:By|BY|Written by)\s*:?\s+(?P<names>{_FULL_NAME}(?:(?:, and |, | and | & ){_FULL_NAME}){{0,5}})"
    rf"(?:(?:,)? in (?P<place>{_PLACE}))?(?:(?:, | \| | / |/| – | — )(?P<house>{_AGENCY}|{_PLACE}))?\s*"
)
_NAME_PARTS: Final = re.compile(r", and |, | and | & ")


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A labelled credit at the end of a text: the span of all of it and of the names in it, agency included."""

    span: Span
    names: Span


@dataclass(frozen=True, slots=True)
class Byline:
    """A byline taken apart. ``spans`` are those of what is never translated: names, place, agency."""

    names: tuple[str, ...]
    place: str | None
    house: str | None
    spans: tuple[Span, ...]


def credit_line(text: str) -> CreditLine | None:
    """The labelled credit that a text ends with: "… in Oslo. (Photograph: Ida Moen/AFP via Getty Images)"."""
    if ":" not in text and "by" not in text and "Courtesy" not in text:
        return None  # far cheaper to find out than the pattern is to try
    for start in (found.start() for found in _LABELLED.finditer(text[-400:])):
        begin = max(len(text) - 400, 0) + start
        found = _CREDIT.match(text, begin)
        if found and (begin == 0 or text[begin - 1] in " \t\n\u00a0([—–-"):
            return CreditLine((found.start("whole"), _name_end(text, *found.span("whole"))), _names(text, found))
    return None


def _names(text: str, found: re.Match[str]) -> Span:
    start, end = found.span("names")
    return start, _name_end(text, start, end)


def _name_end(text: str, start: int, end: int) -> int:
    """The end without the full stop of the sentence; one that belongs to "Jr." or an initial stays."""
    last = text[start:end].rpartition(" ")[2]
    return end - 1 if last.endswith(".") and len(last) > 2 and last not in {"Jr.", "Sr."} else end


def agency_credits(text: str) -> Iterator[Span]:
    """Spans of agencies' credits within a text, brackets not included."""
    if not any(sign in text for sign in "([/") or not _HAS_AGENCY.search(text):
        return
    for found in _BRACKETED.finditer(text):
        if _HAS_AGENCY.search(found[1]):
            yield found.span(1)
    yield from (found.span() for found in _SLASHED.finditer(text))


def via_agencies(text: str) -> Iterator[Span]:
    """Spans of agencies that a caption names with "via", a slash or at its end."""
    yield from (found.span(1) for found in _VIA.finditer(text))
    last = re.search(rf"(?:[/,—–] ?|\. )({_AGENCY})\.?\s*$", text)
    if last:
        yield last.span(1)


def read_byline(text: str) -> Byline | None:
    """A text that is a byline and nothing else; None for others: "By Monday the city was empty"."""
    found = _BYLINE.fullmatch(text) if len(text) <= 200 else None
    if found is None:
        return None
    start, end = found.span("names")
    cuts = [(gap.start(), gap.end()) for gap in _NAME_PARTS.finditer(text, start, end)]
    edges = [start, *(point for cut in cuts for point in cut), end]
    spans = list(zip(edges[::2], edges[1::2], strict=True))
    names = tuple(text[a:b] for a, b in spans)
    spans += [found.span(name) for name in ("place", "house") if found[name]]
    return Byline(names, found["place"], found["house"], tuple(spans))


def names_alone(source: str, text: str) -> str:
    """The names of a byline, without its label in any language. ``source``: the byline as received.

    A name that stands in ``text`` as in the source tells where they begin; before names that a person has written anew
    the label is known by its word or its colon.
    """
    found = read_byline(source)
    if found and found.names[0] in text:
        return text[text.index(found.names[0]) :].strip()
    return _OTHER_LABEL.sub("", text, count=1).strip()


_OTHER_LABEL: Final = re.compile(
    r"\s*(?:(?:by|von|автор(?:ы|ка)?|текст)\b\s*:?\s+|[^\W\d_][\w ]{1,20}:\s+)", re.IGNORECASE
)
