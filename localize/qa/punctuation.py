"""Family ``punctuation``: a sentence ends as the source's does.

What closes it is compared by kind, beneath quotation marks and brackets: English puts the full stop inside the
quotation marks, Russian outside, German either, by rule of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from localize.addresses import addresses
from localize.article import Handling, Role
from localize.edition import OriginKind
from localize.markup import CodedText
from localize.qa.check import Check, Pair
from localize.qa.edit import replaced
from localize.qa.finding import Finding, Severity

_CLOSERS = "\"'’”“»«›‹‘)]}* \t\n\u00a0\u202f"
_QUOTES = "\"'’”“»«›‹‘"
_END = re.compile(r"(?:\.\s?){2,}$|[.?!…:;,。？！]+$")
_ENDS = frozenset(".?!…:;,。？！")
_TAIL = 40  # code points that are enough to see how a text ends
_KINDS = {"。": ".", "？": "?", "！": "!"}

# After these a full stop is a matter of spelling, not of the sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\u00a0«„“\"'-])(?:[^\W\d_]\.\s?)+$|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|St|No|vs|etc|Mr|Mrs|Dr|[ap]\.?m|Gen|Sen|Gov|"
    r"Mio|Mrd|Tsd|Nr|usw|bzw|ca|Chr|Str|млн|млрд|тыс|руб|долл|гг|мин|сек|др|пр|проц|U\.S|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$|[0-9]\.$",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"[^\W\d_]{5}\.$")  # has more letters than any of these
_TO_TELL = 6  # code points of that
_BARE = frozenset({Role.HEADLINE, Role.SUBHEAD, Role.TEASER_TITLE, Role.TEASER_HEADING})
_SOFT = frozenset({".", "!", "…"})  # a translator may weigh an exclamation differently; the sentence still ends


@dataclass(frozen=True, slots=True)
class End:
    """How a text ends: the kinds that may be said of it, and where its closing mark stands in the plain text."""

    kinds: frozenset[str]
    text: str
    span: tuple[int, int]


def end_of(text: str) -> End:
    """The end of ``text``: kinds among ``. ? ! … : ; ,`` and the empty string for none."""
    whole = text.rstrip(_CLOSERS)
    before = max(len(whole) - _TAIL, 0)
    bare = whole[before:]
    last = bare[-1:]
    match = _END.search(bare) if last in _ENDS or last.isspace() else None
    if match is None:
        return End(frozenset({""}), "", (len(whole), len(whole)))
    kinds = {_kind(match.group())}
    if kinds == {"."} and not _LONG_WORD.search(bare[-_TO_TELL:]) and _ABBREVIATION.search(bare):
        kinds.add("")
    inner = bare[: match.start()]
    if match.group() in {".", ","} and inner != inner.rstrip(_CLOSERS):
        # «Почему?». ends as a question and as a statement.
        quoted = _END.search(inner.rstrip(_CLOSERS))
        kinds |= {_kind(quoted.group())} if quoted else set()
    return End(frozenset(kinds), match.group(), (before + match.start(), before + match.end()))


def _kind(mark: str) -> str:
    if "?" in mark or "？" in mark:
        return "?"
    if "!" in mark or "！" in mark:
        return "!"
    if "…" in mark or mark.count(".") > 1:
        return "…"
    return _KINDS.get(mark[-1], mark[-1])


class Ending(Check):
    """The closing punctuation differs in kind, is missing, was added, or stands after a headline."""

    family = "punctuation"
    severities: ClassVar = {
        "end_differs": Severity.WARNING,
        "end_missing": Severity.WARNING,
        "end_added": Severity.WARNING,
        "end_headline": Severity.WARNING,
    }

    def applies(self, pair: Pair) -> bool:
        """Catalogue entries were weighed when they were written; a text that is an address has no end."""
        return (
            super().applies(pair)
            and pair.handling is Handling.TRANSLATE
            and pair.origin.kind is not OriginKind.CATALOGUE
            and any(c.isalpha() for c in pair.src)
        )

    def find(self, pair: Pair) -> Iterator[Finding]:
        """At most one finding, with both ends as its values."""
        ours, theirs = end_of(pair.tgt), end_of(pair.src)
        if ours.kinds & theirs.kinds or _ends_in_address(pair):
            return
        bare = pair.role in _BARE
        if bare and theirs.text == "." and ours.text == "":
            return  # headlines go without
        code = "end_differs"
        if ours.text == "":
            code = "end_missing"
        elif theirs.text == "":
            code = "end_headline" if bare and ours.text == "." else "end_added"
        elif {*ours.kinds, *theirs.kinds} <= _SOFT and "!" in ours.kinds | theirs.kinds:
            return
        yield self.finding(
            code,
            {"source": theirs.text, "target": ours.text},
            source_at=[theirs.span],
            target_at=[ours.span],
            fix=_mended(pair, theirs, ours),
        )


def _ends_in_address(pair: Pair) -> bool:
    """A stop behind an address is left out by custom, lest it be copied with it."""
    return any(a.span[1] >= len(pair.tgt.rstrip(_CLOSERS + ".")) for a in addresses(pair.tgt))


def _mended(pair: Pair, theirs: End, ours: End) -> CodedText | None:
    """The target with the source's end, where its place is certain: not among quotation marks."""
    tail = pair.tgt[ours.span[1] :]
    if any(c in _QUOTES for c in tail) or len(theirs.kinds) != 1 or len(ours.kinds) != 1:
        return None
    if theirs.text not in {"", ".", "?", "!", "…", "..."} or ours.text not in {"", ".", "?", "!", "…", "..."}:
        return None
    wanted = "…" if theirs.kinds == {"…"} else theirs.text
    start, end = ours.span
    if start == end and start and pair.tgt[start - 1] in "-–—":
        return None
    return _appended(pair.target, start, wanted) if start == end else replaced(pair.target, start, end, wanted)


def _appended(text: CodedText, offset: int, mark: str) -> CodedText:
    """Put ``mark`` at ``offset``, behind the codes that close there."""
    before, after = text.split([offset])
    return before + CodedText.of([mark]) + after
