"""From rows of the memory to matches of a sentence: numbers carried over, codes fitted, penalties counted.

What scores how is ``localize.memory.match``; which numbers may be carried over is ``localize.qa.numbers.carry``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from localize.edition import Origin, OriginKind
from localize.markup import CodedText
from localize.memory.codes import refitted
from localize.memory.entry import EntryOrigin
from localize.memory.match import LEAST, Entry, Match, MatchKind, Penalty, match_same, ranked, rate, standing
from localize.qa.numbers.carry import carry
from localize.store import Unit
from localize.store.articles import SegmentRow
from localize.store.memories import MemoryEntryRow

_NEAR: Final = 20  # similar source texts that are looked at: penalties may order them anew


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the memory is asked about, between its neighbours."""

    source: CodedText
    text_hash: str
    prev_hash: str | None
    next_hash: str | None
    source_locale: str
    target_locale: str

    @classmethod
    def of(cls, segment: SegmentRow, source_locale: str, target_locale: str) -> "Sentence":
        """A segment in the language that it is to be put into."""
        source = CodedText.loads(segment.source)
        return cls(source, segment.text_hash, segment.prev_hash, segment.next_hash, source_locale, target_locale)


def entry_of(row: MemoryEntryRow) -> Entry:
    """A row as a value."""
    return Entry(
        id=row.id,
        source=row.source,
        target=row.target,
        prev_hash=row.prev_hash,
        next_hash=row.next_hash,
        updated_at=row.updated_at,
        origin=EntryOrigin(row.origin),
        author=row.author,
        approver=row.approver,
        article_id=row.article_id,
    )


def find_matches(unit: Unit, sentence: Sentence, now: datetime, limit: int) -> list[Match]:
    """What the memory has for a sentence, best first; of entries that offer the same text the best one."""
    pair = (sentence.source_locale, sentence.target_locale)
    rows = {row.id: row for row in unit.memories.exact(*pair, [sentence.text_hash])}
    for _, found in unit.memories.near(sentence.source, *pair, _NEAR):
        rows |= {row.id: row for row in found}
    return _distinct(match for row in rows.values() if (match := match_of(row, sentence, now)))[:limit]


def match_of(row: MemoryEntryRow, sentence: Sentence, now: datetime) -> Match | None:
    """One entry as the answer to a sentence; None when it is too far from it."""
    entry = entry_of(row)
    if row.text_hash == sentence.text_hash:
        return match_same(entry, sentence.prev_hash, sentence.next_hash, now)
    stored = CodedText.loads(entry.source)
    adapted = carry(
        stored.plain,
        CodedText.loads(entry.target),
        sentence.source.plain,
        source_language=_language(sentence.source_locale),
        target_language=_language(sentence.target_locale),
    )
    target, flaws = _fitted(stored, adapted.target, sentence.source)
    flaws += [Penalty.NUMBER_ADAPTED if number.placed else Penalty.NUMBER_DIFFERS for number in adapted.numbers]
    score, penalties = rate(sentence.source.plain, adapted.source, [*flaws, *standing(entry, now)])
    if score < LEAST:
        return None
    return Match(score, MatchKind.FUZZY, target.dumps(), entry, penalties, adapted.numbers)


def origin_of(unit: Unit, sentence: Sentence, text: CodedText, entry_id: int | None, now: datetime) -> Origin:
    """Whose a person's text is: the memory's, with its score, if it is this entry's match to the letter, else theirs."""
    row = unit.memories.get(entry_id) if entry_id is not None else None
    if row is not None and (row.source_locale, row.target_locale) == (sentence.source_locale, sentence.target_locale):
        match = match_of(row, sentence, now)
        if match is not None and CodedText.loads(match.target).repaired(sentence.source.code_ids) == text:
            return Origin(OriginKind.MEMORY, score=match.score)
    return Origin(OriginKind.HUMAN)


def _fitted(stored: CodedText, target: CodedText, source: CodedText) -> tuple[CodedText, list[Penalty]]:
    """The target with the sentence's own codes, or without any."""
    if not stored.marks and not source.marks and not target.marks:
        return target, []
    fitting = refitted(stored, target, source)
    if fitting is None:
        return CodedText.plain_text(target.plain), [Penalty.CODES_OPEN]
    return fitting, [] if fitting == target else [Penalty.CODES_MAPPED]


def _distinct(matches: Iterable[Match]) -> list[Match]:
    best: dict[str, Match] = {}
    for match in ranked(matches):
        best.setdefault(match.target, match)
    return list(best.values())


def _language(locale: str) -> str:
    return locale.partition("-")[0]
