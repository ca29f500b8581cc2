"""Family ``protected``: credits, code, file names and tickers stand in the target as in the source; agencies are named.

Addresses and @names have a family of their own. A credit must be exact. An agency may go by the name that it has in
the target's language, and a byline may be written in Cyrillic: both are custom of the house.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from localize.article import Role
from localize.credits import AGENCIES, read_byline
from localize.markup import CodedText, Edge, Mark
from localize.protected import CODE_TAGS, Guard, Protected, protected_spans
from localize.qa.check import Check, Pair, Span
from localize.qa.edit import replaced
from localize.qa.finding import Finding, Severity
from localize.typography.styles import plain_spaces

_CYRILLIC: Final = frozenset({"ru", "uk", "be", "bg", "mk", "sr", "kk"})
_EXACT: Final = frozenset({Guard.CREDIT, Guard.FILE, Guard.TICKER})
_PARTS: Final = re.compile(r" via |, | and | & | for ")
# Names that agencies have in other languages, or when written out.
_HOUSE_NAMES: Final = {
    "Reuters": ("рейтер", "thomson reuters"),
    "REUTERS": ("reuters", "рейтер"),
    "AP": ("ап", "ассошиэйтед", "associated press"),
    "AP Photo": ("ap", "ап", "ассошиэйтед"),
    "Associated Press": ("ap", "ап", "ассошиэйтед"),
    "AFP": ("афп", "франс пресс", "agence france-presse"),
    "Agence France-Presse": ("afp", "афп", "франс пресс"),
    "Bloomberg": ("блумберг",),
    "TASS": ("тасс",),
    "RIA Novosti": ("риа новости",),
    "Interfax": ("интерфакс",),
    "Xinhua": ("синьхуа",),
    "Kyodo": ("киодо",),
    "Sputnik": ("спутник",),
    "Anadolu": ("анадолу",),
    "UPI": ("юпи",),
    "DPA": ("dpa", "дпа"),
    "dpa": ("дпа",),
    "ANSA": ("анса",),
    "Ukrinform": ("укринформ",),
    "UNIAN": ("униан",),
    "Unian": ("униан",),
    "BelTA": ("белта",),
}
_LABELLED: Final = re.compile(
    r"\b(?:фото\w*|снимок|изображение|иллюстрация|инфографика|видео|предоставлено|fotos?|bild(?:er)?|grafik|illustration|video"
    r"|photos?|credit)\s*:\s*(?P<names>[^()\[\]:]{2,150}?)[)\].]*\s*$",
    re.IGNORECASE,
)


class ProtectedText(Check):
    """Something that must stay as it is was changed or left out."""

    family = "protected"
    severities: ClassVar = {
        "locked_missing": Severity.ERROR,
        "locked_changed": Severity.ERROR,
        "locked_displaced": Severity.WARNING,  # told by drafting: an engine lost it, and it was put at the end
        "name_missing": Severity.WARNING,
    }

    def applies(self, pair: Pair) -> bool:
        """Credits too, although a rule makes them: people may change what it made."""
        return super().applies(pair) or (pair.role is Role.CREDIT and bool(pair.tgt.strip()))

    def find(self, pair: Pair) -> Iterator[Finding]:
        """A changed one comes with the source's as its fix, where its place is certain."""
        yield from self._code(pair)
        target = plain_spaces(pair.tgt)
        for span in protected_spans(pair.source, pair.codes, pair.role):
            if span.guard in _EXACT:
                yield from self._exact(pair, span, target)
            elif span.guard is Guard.HASHTAG:
                yield from self._hashtag(pair, span, target)
            elif span.guard is Guard.AGENCY:
                yield from self._agency(span, target)
        yield from self._byline(pair, target)

    def _code(self, pair: Pair) -> Iterator[Finding]:
        """Text of the same code element on both sides; a missing element is the codes' family's to tell."""
        for code in pair.codes.values():
            if code.tag not in CODE_TAGS:
                continue
            ours, theirs = _inside(pair.target, code.id), _inside(pair.source, code.id)
            if ours is None or theirs is None or pair.tgt[slice(*ours)] == pair.src[slice(*theirs)]:
                continue
            wanted = pair.src[slice(*theirs)]
            yield self.finding(
                "locked_changed",
                {"source": wanted, "target": pair.tgt[slice(*ours)], "kind": "code"},
                source_at=[theirs],
                target_at=[ours],
                fix=replaced(pair.target, *ours, wanted) if ours[0] < ours[1] else None,
            )

    def _exact(self, pair: Pair, span: Protected, target: str) -> Iterator[Finding]:
        parts = _PARTS.split(span.text) if span.guard is Guard.CREDIT else [span.text]
        if all(plain_spaces(part) in target for part in parts):
            return
        about = {"source": span.text, "kind": span.guard.value}
        at = [(span.start, span.end)]
        there = _other(pair, span)
        if there is None:
            yield self.finding("locked_missing", about, source_at=at)
            return
        wanted = "/".join(parts) if pair.target_language in _CYRILLIC else span.text
        about["target"] = pair.tgt[slice(*there)]
        fix = replaced(pair.target, *there, wanted)
        yield self.finding("locked_changed", about, source_at=at, target_at=[there], fix=fix)

    def _hashtag(self, pair: Pair, span: Protected, target: str) -> Iterator[Finding]:
        if span.text in target:
            return
        there = _other(pair, span)
        yield self.finding(
            "name_missing",
            {"source": span.text, "kind": span.guard.value},
            source_at=[(span.start, span.end)],
            target_at=[there] if there else [],
            fix=replaced(pair.target, *there, span.text) if there else None,
        )

    def _agency(self, span: Protected, target: str) -> Iterator[Finding]:
        folded = target.casefold()
        for part in re.split(r"/| via |, | and | & | for ", span.text):
            name = next((known for known in AGENCIES if part.strip() == known or part.startswith(f"{known} ")), None)
            if name is None or any(known in folded for known in (name.casefold(), *_HOUSE_NAMES.get(name, ()))):
                continue
            yield self.finding("name_missing", {"source": name, "kind": "agency"}, source_at=[(span.start, span.end)])

    def _byline(self, pair: Pair, target: str) -> Iterator[Finding]:
        byline = read_byline(pair.src) if pair.role in {Role.PARAGRAPH, Role.CAPTION, Role.LIST_ITEM} else None
        if byline is None or pair.target_language in _CYRILLIC:
            return
        for name, span in zip(byline.names, byline.spans, strict=False):
            if name not in target:
                yield self.finding("name_missing", {"source": name, "kind": "byline"}, source_at=[span])


def displaced_finding(text: str, target: CodedText) -> Finding:
    """What drafting tells of a protected text that an engine lost and that now stands at the end."""
    at = target.plain.rfind(text)
    spans = ((at, at + len(text)),) if at >= 0 else ()
    code = "locked_displaced"
    return Finding(code, ProtectedText.severities[code], (("source", text),), (), spans)


def _other(pair: Pair, span: Protected) -> Span | None:
    """Where the target has something of the same kind that the source has not, if that is one place."""
    if span.guard is Guard.CREDIT:
        labelled = _LABELLED.search(pair.tgt)
        return labelled.span("names") if labelled else None
    known = {found.text for found in protected_spans(pair.source, role=pair.role)}
    other = [
        (found.start, found.end)
        for found in protected_spans(pair.target, role=pair.role)
        if found.guard is span.guard and found.text not in known
    ]
    return other[0] if len(other) == 1 else None


def _inside(text: CodedText, code_id: int) -> Span | None:
    """The stretch between both ends of a code, each there once and in order."""
    opening = [offset for offset, part in text.walk() if part == Mark(code_id, Edge.OPEN)]
    closing = [offset for offset, part in text.walk() if part == Mark(code_id, Edge.CLOSE)]
    if len(opening) != 1 or len(closing) != 1 or closing[0] < opening[0]:
        return None
    return opening[0], closing[0]
