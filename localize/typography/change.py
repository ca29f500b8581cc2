"""What typography changed in a text, as values that can be shown, stored and taken back.

A change puts one stretch of the plain text in place of another. Both stretches hold at least one character and no
inline code stands inside either, so that taking a change back gives the former text to the letter, codes included.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from localize.markup import CodedText, Part


class Rule(StrEnum):
    """Why a text was changed."""

    QUOTES = "quotes"  # the locale's quotation marks
    APOSTROPHE = "apostrophe"  # ’ in place of '
    DASH = "dash"  # a dash between words
    RANGE = "range"  # an en dash between numbers
    ELLIPSIS = "ellipsis"  # one character for three dots
    SPACE = "space"  # a no-break space
    NUMBER = "number"  # separators of thousands and decimals
    DATE = "date"  # an English date in the locale's form


@dataclass(frozen=True, slots=True)
class Change:
    """One change: ``after`` stands at ``start`` to ``end`` (code points of the plain text) where ``before`` stood.

    Changes of one ``group`` belong together, as the two marks of a quotation do, and are taken back together.
    """

    rule: Rule
    start: int
    end: int
    before: str
    after: str
    group: int

    def to_json(self) -> dict[str, Any]:
        """As JSON; ``from_json`` is the inverse."""
        return {
            "rule": self.rule.value,
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
            "group": self.group,
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Change":
        """Read ``to_json``'s form."""
        return cls(Rule(raw["rule"]), raw["start"], raw["end"], raw["before"], raw["after"], raw["group"])


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text and what was changed in it, in order. Offsets are those of ``text``."""

    text: CodedText
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """A wish of a rule: ``after`` in place of ``plain[start:end]``. Edits with the same ``pair`` go together."""

    rule: Rule
    start: int
    end: int
    after: str
    pair: int | None = None


_LONGEST_CHANGE: Final = 2000  # code points that are compared to find out where a person wrote


def revert(text: CodedText, changes: Iterable[Change]) -> CodedText:
    """``text`` with these changes taken back. All of them give back the text before, to the letter."""
    return substituted(text, [(c.start, c.end, c.before) for c in changes])


def revert_group(done: Normalised, group: int) -> Normalised:
    """Take back one group of changes; the others stay, where they stand now."""
    gone = [c for c in done.changes if c.group == group]
    kept = [replace(c, start=_moved(c.start, gone), end=_moved(c.end, gone)) for c in done.changes if c.group != group]
    return Normalised(revert(done.text, gone), tuple(kept))


def _moved(offset: int, gone: Sequence[Change]) -> int:
    return offset + sum(len(c.before) - len(c.after) for c in gone if c.end <= offset)


def surviving(changes: Sequence[Change], before: CodedText, after: CodedText) -> tuple[Change, ...]:
    """The changes that still stand in ``after``, which a person made of ``before``, where they stand now.

    A change survives when its stretch and every other of its group is untouched.
    """
    if not changes or before == after:
        return tuple(changes)
    places = _places(before.plain, after.plain)
    allowed = list(_stretches(after))
    kept: list[Change] = []
    for change in changes:
        start = places.get(change.start)
        end = start + change.end - change.start if start is not None else -1
        if start is None or [places.get(n) for n in range(change.start, change.end)] != list(range(start, end)):
            continue
        if any(a <= start and end <= b for a, b in allowed):
            kept.append(replace(change, start=start, end=end))
    sizes, left = Counter(c.group for c in changes), Counter(c.group for c in kept)
    return tuple(c for c in kept if left[c.group] == sizes[c.group])


def _places(old: str, new: str) -> dict[int, int]:
    """Where characters of the old text stand in the new one, those that were left alone."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    places = {n: n for n in range(head)}
    shift = len(new) - len(old)
    places |= {n: n + shift for n in range(len(old) - tail, len(old))}
    was, now = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(was), len(now)) <= _LONGEST_CHANGE:
        for block in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
            places |= {head + block.a + n: head + block.b + n for n in range(block.size)}
    return places


def _stretches(text: CodedText) -> Iterator[tuple[int, int]]:
    for offset, part in text.walk():
        if isinstance(part, str):
            yield offset, offset + len(part)


def fits(text: CodedText, start: int, end: int) -> bool:
    """Whether ``plain[start:end]`` is something, and no inline code stands inside."""
    return start < end and any(a <= start and end <= b for a, b in _stretches(text))


def substituted(text: CodedText, edits: Iterable[tuple[int, int, str]]) -> CodedText:
    """``text`` with new stretches in place of old ones; each fits, and none overlaps another."""
    waiting = sorted(edits, reverse=True)
    parts: list[Part] = []
    for offset, part in text.walk():
        if not isinstance(part, str):
            parts.append(part)
            continue
        at, pieces = offset, []
        while waiting and waiting[-1][1] <= offset + len(part):
            start, end, new = waiting.pop()
            pieces += [part[at - offset : start - offset], new]
            at = end
        parts.append("".join([*pieces, part[at - offset :]]))
    return CodedText.of(parts)


class Ledger:
    """A text under change, with the changes made so far kept as one list against the first text."""

    def __init__(self, text: CodedText) -> None:
        self.text = text
        self.changes: tuple[Change, ...] = ()
        self._groups = 0

    def put(self, edits: Sequence[Edit]) -> bool:
        """Make the edits that fit; of a pair both or neither. False when nothing was changed."""
        taken = self._possible(edits)
        if not taken:
            return False
        groups = self._numbered(taken)
        merged = self._merged([(e, groups[n]) for n, e in enumerate(taken)])
        self.text = substituted(self.text, [(e.start, e.end, e.after) for e in taken])
        self.changes = merged
        return True

    def _possible(self, edits: Sequence[Edit]) -> list[Edit]:
        plain = self.text.plain
        good: list[Edit] = []
        broken: set[int | None] = {e.pair for e in edits if e.pair is not None and not fits(self.text, e.start, e.end)}
        end = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if plain[edit.start : edit.end] == edit.after or not edit.after:
                continue
            if edit.start < end or not fits(self.text, edit.start, edit.end):
                broken.add(edit.pair)
            elif edit.pair is None or edit.pair not in broken:
                good.append(edit)
                end = edit.end
        return [e for e in good if e.pair is None or e.pair not in broken]

    def _numbered(self, edits: Sequence[Edit]) -> list[int]:
        """A group for each edit."""
        pairs: dict[int, int] = {}
        numbers = []
        for edit in edits:
            if edit.pair is None or edit.pair not in pairs:
                self._groups += 1
            number = self._groups if edit.pair is None else pairs.setdefault(edit.pair, self._groups)
            numbers.append(number)
        return numbers

    def _merged(self, edits: Sequence[tuple[Edit, int]]) -> tuple[Change, ...]:
        """The changes so far and these edits as one list, in offsets of the text to come."""
        plain = self.text.plain
        spans = [(c.start, c.end, c, None) for c in self.changes] + [
            (e.start, e.end, None, n) for n, (e, _) in enumerate(edits)
        ]
        result: list[Change] = []
        shift = 0
        for start, end, olds, news in _clusters(spans):
            # Back from this text to the first one, and on to the next one.
            first, following = plain[start:end], plain[start:end]
            for old in reversed(olds):
                first = first[: old.start - start] + old.before + first[old.end - start :]
            for n in reversed(news):
                edit = edits[n][0]
                following = following[: edit.start - start] + edit.after + following[edit.end - start :]
            rule, group = (
                (edits[news[0]][0].rule, edits[news[0]][1]) if news and not olds else (olds[0].rule, olds[0].group)
            )
            if first != following:
                begin = start + shift
                result.append(Change(rule, begin, begin + len(following), first, following, group))
            shift += len(following) - (end - start)
        return tuple(result)


Span = tuple[int, int, Change | None, int | None]


def _clusters(spans: Sequence[Span]) -> Iterator[tuple[int, int, list[Change], list[int]]]:
    """Spans that overlap, together: from, to, changes, numbers of edits."""
    open_span: tuple[int, int, list[Change], list[int]] | None = None
    for start, end, old, new in sorted(spans, key=lambda s: (s[0], s[1])):
        if open_span is None or start >= open_span[1]:
            if open_span is not None:
                yield open_span
            open_span = (start, end, [], [])
        open_span = (open_span[0], max(open_span[1], end), open_span[2], open_span[3])
        if old is not None:
            open_span[2].append(old)
        if new is not None:
            open_span[3].append(new)
    if open_span is not None:
        yield open_span
