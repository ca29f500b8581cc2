"""Known names in an English text: by source form, aliases and spelling variants, in full or by the surname alone.

What is not told: a first name alone, a surname that several known persons bear, a surname behind another first name
(«Melania Trump» when only Donald is known) or before a further capitalised word («Trump Tower»).
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from localize.terms.name import Name, NameKind
from localize.terms.name_words import COMMON, GIVEN, PARTICLES, ROLES, in_title_case
from localize.terms.pinyin_ru import family_stands_first
from localize.terms.spelling import word_key, words

_TOKEN: Final = re.compile(
    r"(?<![^\W_])(?:[^\W\d_]\.[ \u00a0]?)+[^\W\d_]\.(?![^\W\d_])"  # J. D., U.S.
    r"|(?:[^\W\d_]|(?<=[^\W\d_])['’ʼ](?=[^\W\d_]))+|\d+"
)
_POSSESSIVE: Final = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_JOINT: Final = re.compile(r"(?:\.?[ \u00a0\u202f]{1,2}|[-‐‑]|\.|[ \u00a0]&[ \u00a0])?")
_APART: Final = re.compile(r"[ \u00a0\u202f]{1,2}")
_ACRONYM: Final = 6
_NUMBERED: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Token(NamedTuple):
    """A word of a text; ``text`` is without the possessive, ``own`` says that it had one."""

    start: int
    end: int
    text: str
    key: str
    own: bool


class Taken:
    """Spans of a text, in order and apart, and whether another one touches them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def touches(self, start: int, end: int) -> bool:
        """Whether ``start`` to ``end`` has a character in common with one of the spans."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end


NOTHING: Final = Taken(())


@dataclass(frozen=True, slots=True)
class FoundName:
    """A known name in a text: half-open offsets in code points, without the possessive; as it stands there.

    ``partial``: only the surname (or an alias of fewer words) of a person who has a longer name in the register.
    """

    name: Name
    start: int
    end: int
    written: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    name: Name
    keys: tuple[str, ...]
    exact: bool  # an acronym: capitals tell it from a word
    partial: bool
    surname: bool = False


def tokens(plain: str) -> list[Token]:
    """Words of a text with their keys; initials that follow one another are one word."""
    found = []
    for match in _TOKEN.finditer(plain):
        text = _POSSESSIVE.sub("", match.group())
        if text:
            own = len(text) < len(match.group()) or plain[match.end() : match.end() + 1] in {"'", "’"}
            key = word_key("".join(c for c in text if c.isalnum()))
            found.append(Token(match.start(), match.start() + len(text), text, key, own))
    return found


class NameIndex:
    """The names of a register, ready to be found. Immutable after it is made."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.names: tuple[Name, ...] = tuple(names)
        self._by_first: dict[str, list[_Entry]] = defaultdict(list)
        whole: set[tuple[str, ...]] = set()
        surnames: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        for name in self.names:
            full = len(words(name.source))
            for written in (name.source, *name.aliases):
                parts = words(written)
                keys = tuple(map(word_key, parts))
                if not keys:
                    continue
                whole.add(keys)
                partial = name.kind is NameKind.PERSON and len(parts) < full
                self._add(_Entry(name, keys, len(parts) == 1 and _is_acronym(parts[0]), partial))
                bare = tuple(key for key in keys if key not in {"al", "bin"})
                if name.kind is NameKind.PERSON and 1 < len(bare) < len(keys):
                    self._add(_Entry(name, bare, exact=False, partial=False))
                for surname in _surnames(name, parts):
                    if name not in surnames[surname]:
                        surnames[surname].append(name)
        for keys, bearers in surnames.items():
            if len(bearers) == 1 and keys not in whole:
                self._add(_Entry(bearers[0], keys, exact=False, partial=True, surname=True))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry.keys), entry.partial))

    def _add(self, entry: _Entry) -> None:
        self._by_first[entry.keys[0]].append(entry)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def find(self, plain: str) -> list[FoundName]:
        """Known names in the order of the text, apart from each other; the longest wins."""
        return list(self._find(plain)) if self._by_first else []

    def _find(self, plain: str) -> Iterator[FoundName]:
        row = tokens(plain)
        titled = in_title_case(plain)
        at = 0
        while at < len(row):
            best: tuple[int, _Entry] | None = None
            for entry in self._by_first.get(row[at].key, ()):
                end = self._match(plain, row, at, entry)
                if end is None or (best and end <= best[0]):
                    continue
                if entry.name.kind is NameKind.PERSON and _is_son(plain, row, end, entry):
                    continue
                if entry.surname and not _alone(plain, row, at, end, titled=titled):
                    continue
                best = end, entry
            if best is None:
                at += 1
                continue
            end, entry = best
            start, stop = row[at].start, row[end - 1].end
            yield FoundName(entry.name, start, stop, plain[start:stop], entry.partial)
            at = end

    @staticmethod
    def _match(plain: str, row: list[Token], at: int, entry: _Entry) -> int | None:
        """The token behind the last one of this entry, if it stands here."""
        first = row[at]
        if entry.exact and not _all_capitals(first.text):
            return None
        if not first.text[0].isupper() and not first.text[0].isdigit() and first.text.lower() not in PARTICLES:
            return None
        here = at
        for n, key in enumerate(entry.keys):
            if n:
                here += 1
                if here < len(row) and entry.name.kind is NameKind.PERSON and _middle(plain, row, here, key):
                    here += 1
                if here >= len(row) or row[here].key != key or not _joined(plain, row, here):
                    return None
        last = row[here]
        return here + 1 if last.text[0].isupper() or not last.text[0].isalpha() or len(entry.keys) > 1 else None


def _is_acronym(written: str) -> bool:
    return written.isupper() and len(written) <= _ACRONYM


def _all_capitals(text: str) -> bool:
    return "".join(c for c in text if c.isalpha()).isupper()


def _joined(plain: str, row: list[Token], here: int) -> bool:
    """Whether nothing but a space, a hyphen or an initial's full stop stands before this token."""
    return not row[here - 1].own and bool(_JOINT.fullmatch(plain, row[here - 1].end, row[here].start))


def _middle(plain: str, row: list[Token], here: int, wanted: str) -> bool:
    """A middle initial that the register does not have: Donald J. Trump."""
    token = row[here]
    return (
        len(token.text.rstrip(".")) == 1
        and token.text[0].isupper()
        and token.key != wanted
        and here + 1 < len(row)
        and _joined(plain, row, here)
    )


def _surnames(name: Name, parts: list[str]) -> list[tuple[str, ...]]:
    """By what a person is called later in an article: the last word, with its particles, or the first of Xi Jinping."""
    if name.kind is not NameKind.PERSON or len(parts) < 2:
        return []
    keys = [word_key(part) for part in parts]
    if family_stands_first(parts):
        return [(keys[0],)]
    last = len(parts) - 1
    if parts[last].lower().rstrip(".") in _NUMBERED:
        last -= 1
    first = last
    while first > 1 and parts[first - 1].lower() in PARTICLES:
        first -= 1
    found = [tuple(keys[first : last + 1])] if last > 0 else []
    if first < last and len(parts[last]) > 3:
        found.append((keys[last],))
    return [keys for keys in found if len("".join(keys)) > 1]


def _is_son(plain: str, row: list[Token], end: int, entry: _Entry) -> bool:
    """Whether «Jr.» or a number makes it another person's name."""
    if end >= len(row) or entry.keys[-1] in _NUMBERED:
        return False
    gap = plain[row[end - 1].end : row[end].start]
    return gap in {" ", "\u00a0", ", "} and row[end].text.lower() in _NUMBERED


def _alone(plain: str, row: list[Token], at: int, end: int, *, titled: bool) -> bool:
    """Whether a surname stands without a foreign first name before it and no further name behind it."""
    if at and _APART.fullmatch(plain, row[at - 1].end, row[at].start) and not row[at - 1].own:
        before = row[at - 1].text
        low = before.lower().rstrip(".")
        if low in GIVEN:
            return False
        if before[0].isupper() and low not in ROLES and low not in COMMON and not titled:
            return False
    elif at and plain[row[at - 1].end : row[at].start] == "-":
        return False  # Kovalenko-Trump is somebody else
    if end < len(row) and not row[end - 1].own:
        gap = plain[row[end - 1].end : row[end].start]
        behind = row[end].text
        if gap in {" ", "\u00a0"} and behind[0].isupper() and not titled and not behind.isupper():
            return behind.lower() in COMMON
    return True
