"""Near matches: the known notice that a text nearly is, with its translation for this text, for a person to judge.

Words are compared (RapidFuzz), placeholders standing for the names that the text has in their place. A near match is
only ever offered: one word can turn a notice into its opposite.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import Indel, LCSseq

from localize.exchange.notices import CLOSING, PLACEHOLDER, NoticeBook, decode, encode, is_name
from localize.markup import CodedText, Edge, Mark

THRESHOLD: Final = 0.75  # share of words, or of letters, that both have
EXACT: Final = 100

_MAX_TEXT: Final = 2_000
_MAX_WORDS: Final = 120  # words of a text that are aligned; notices are sentences
_CANDIDATES: Final = 5  # notices that are aligned word by word
_NAME_WORDS: Final = 14
_WORD = re.compile(r"https?://\S*\w|\w[\w-]*(?:\.\w[\w-]*)+|\w+(?:['’ʼ]\w+)*|[^\w\s]")
_ADDRESS = re.compile(r"[./]")
_PAUSE: Final = frozenset(";:!?()")
_NAME: Final = "\x00"  # stands for a name in what is compared


@dataclass(frozen=True, slots=True)
class NearNotice:
    """A known notice beside a text.

    ``known`` is the notice as it would stand with this text's names, ``translation`` its translation with them;
    ``score`` is per cent, 100 only for a text that the catalogue fills by itself. ``msgid`` is empty for several
    notices in a row.
    """

    msgid: str
    known: CodedText
    translation: CodedText
    score: int


@dataclass(frozen=True, slots=True)
class _Word:
    """A word or sign of a text, or a placeholder of a notice. ``start`` and ``end`` are offsets in the plain text."""

    shape: str
    start: int = 0
    end: int = 0
    placeholder: str = ""

    @property
    def counts(self) -> bool:
        return bool(self.placeholder) or self.shape[0].isalnum()


def nearest(book: NoticeBook, source: CodedText) -> NearNotice | None:
    """The known notice that a text is or nearly is; ``None`` when none is near enough."""
    filled = book.fill(source)
    if filled is not None:
        return NearNotice("", source, filled, EXACT)
    plain = source.plain
    text = _words(plain)
    if not text or len(plain) > _MAX_TEXT or len(text) > _MAX_WORDS or len(source.marks) > 200:
        return None
    found = (_compare(book, pair, source, text) for pair in _candidates(book, text))
    return max(filter(None, found), key=lambda near: near.score, default=None)


def _words(plain: str) -> list[_Word]:
    return [_Word(_shape(word[0]), word.start(), word.end()) for word in _WORD.finditer(plain)]


def _notice_words(msgid: str) -> list[_Word]:
    words: list[_Word] = []
    for index, piece in enumerate(PLACEHOLDER.split(msgid)):
        words += [_Word(_NAME, placeholder=piece)] if index % 2 else _words(piece)
    return words


def _shape(word: str) -> str:
    """What typesetting does not change: capitals, the shape of apostrophes, quotation marks and dashes."""
    folded = re.sub(r"[’‘ʼ`]", "'", word.casefold())
    return re.sub(r"[“”„«»]", '"', re.sub(r"[‐‑–—]", "-", folded))


def _candidates(book: NoticeBook, text: Sequence[_Word]) -> list[tuple[str, str]]:
    """Pairs that may be near, best first: by the words that text and notice have in the same order, or by letters."""
    shapes = [word.shape for word in text if word.counts]
    joined = " ".join(shapes)
    rated: list[tuple[float, int]] = []
    for index, (msgid, _) in enumerate(book.pairs):
        words = [word.shape for word in _notice_words(msgid) if word.counts and not word.placeholder]
        if not words:
            continue
        share = LCSseq.similarity(words, shapes) / len(words)
        letters = " ".join(words)
        rated.append((max(share, LCSseq.similarity(letters, joined) / len(letters) - 0.1), -index))
    return [book.pairs[-index] for rate, index in sorted(rated, reverse=True)[:_CANDIDATES] if rate >= 0.5]


def _compare(book: NoticeBook, pair: tuple[str, str], source: CodedText, text: Sequence[_Word]) -> NearNotice | None:
    msgid, target = pair
    notice = _notice_words(msgid)
    spans = _align(notice, text, source.plain)
    if spans is None:
        return None
    score = _score(notice, text, spans)
    if score < THRESHOLD:
        return None
    values = {name: _value(source, text[a].start, text[b - 1].end) for name, (a, b) in spans.items()}
    wrap = _wrapping(source, values)
    known = CodedText.of([*wrap[0], *decode(_once(msgid, values), source.marks), *wrap[1]])
    translation = CodedText.of([*wrap[0], *decode(_once(target, values, book), source.marks), *wrap[1]])
    return NearNotice(msgid, known, translation, min(int(score * 100), EXACT - 1))


def _align(notice: Sequence[_Word], text: Sequence[_Word], plain: str) -> dict[str, tuple[int, int]] | None:
    """Words of the text that stand where the notice has its placeholders; ``None`` when a name is missing.

    Least changes between words (Levenshtein without exchange), a placeholder taking a run of words for little.
    """
    rows, columns = len(notice) + 1, len(text) + 1
    cost = [[float(j) for j in range(columns)]]
    came: list[list[int]] = [
        [0] * columns
    ]  # words of the text that the notice's word took; -1: the text's word is extra
    for i in range(1, rows):
        word, above = notice[i - 1], cost[i - 1]
        line, ways = [above[0] + 1 + (1000 if word.placeholder else 0)], [0]
        for j in range(1, columns):
            options = [(line[j - 1] + 1, -1)]
            if word.placeholder:
                options += [(above[j - n] + price, n) for n, price in _prices(text, j, plain)]
            else:
                options.append((above[j] + 1, 0))
                if word.shape == text[j - 1].shape:
                    options.append((above[j - 1], 1))
            least, way = min(options, key=lambda option: option[0])
            line.append(least)
            ways.append(way)
        cost.append(line)
        came.append(ways)
    return _traced(notice, came, len(text)) if cost[-1][-1] < 1000 else None


def _traced(notice: Sequence[_Word], came: Sequence[Sequence[int]], end: int) -> dict[str, tuple[int, int]]:
    """The way back through the table: where each placeholder's words are. Of a repeated one, the first counts."""
    spans: dict[str, tuple[int, int]] = {}
    i, j = len(notice), end
    while i > 0:
        way = came[i][j]
        if way == -1:
            j -= 1
            continue
        if notice[i - 1].placeholder:
            spans[notice[i - 1].placeholder] = (j - way, j)
        i, j = i - 1, j - way
    return spans


def _prices(text: Sequence[_Word], end: int, plain: str) -> Iterator[tuple[int, float]]:
    """How many words before ``end`` may be a name, and how unlikely that is: small letters and pauses make it so."""
    price = 0.0
    last = text[end - 1]
    if not last.counts and not (plain[last.start] == "." and CLOSING.search(plain[: last.start])):
        return
    for count in range(1, min(_NAME_WORDS, end) + 1):
        word = text[end - count]
        written = plain[word.start : word.end]
        small = written[0].islower() and not _ADDRESS.search(written)
        price += 0.05 + (2.0 if written in _PAUSE else 0.6 if small else 0.0)
        if word.counts and _could_be_name(plain[word.start : text[end - 1].end]):
            # A name begins with a capital; an article or preposition before it is the sentence's.
            yield count, price + (0.8 if small else 0.0)


def _could_be_name(written: str) -> bool:
    """A name or an address: not just the words of a sentence in small letters."""
    return is_name(written) and any(c.isupper() or c.isdigit() or c in "./" for c in written)


def _score(notice: Sequence[_Word], text: Sequence[_Word], spans: Mapping[str, tuple[int, int]]) -> float:
    """RapidFuzz's normalised similarity of the words, or of the letters if that is higher; a name counts as one."""
    own = [word.shape for word in notice if word.counts]
    taken = dict(spans.values())
    other: list[str] = []
    at = 0
    while at < len(text):
        if at in taken:
            other.append(_NAME)
            at = taken[at]
            continue
        if text[at].counts:
            other.append(text[at].shape)
        at += 1
    words = float(Indel.normalized_similarity(own, other))
    return max(words, float(Indel.normalized_similarity(" ".join(own), " ".join(other))))


def _value(source: CodedText, start: int, end: int) -> str:
    """The name between two offsets, encoded, with the codes that open and close within it."""
    piece = source.split([start, end])[1]
    marks = piece.marks
    whole = all(
        mark.edge is Edge.ALONE or Mark(mark.id, Edge.CLOSE if mark.edge is Edge.OPEN else Edge.OPEN) in marks
        for mark in marks
    )
    if not whole or not marks:
        return source.plain[start:end]
    numbers = {mark: number for number, mark in enumerate(source.marks)}
    codes = encode(CodedText(tuple(source.marks)))
    return "".join(part if isinstance(part, str) else codes[numbers[part]] for part in piece.parts)


def _once(target: str, values: Mapping[str, str], book: NoticeBook | None = None) -> str:
    """Names in place of placeholders; a code stands once, so that a repeated name goes without."""
    written = dict(values)

    def put(found: re.Match[str]) -> str:
        value = written.get(found[1], found[0])
        if found[1] in values:
            written[found[1]] = re.sub("[\ue000-\uf8ff]", "", values[found[1]])
        if book is None or not re.search(r":\s\Z", target[: found.start()]):
            return value
        return book.translated(value)

    return PLACEHOLDER.sub(put, target)


def _wrapping(source: CodedText, values: Mapping[str, str]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Codes around the whole text, which go around its translation too."""
    if any(re.search("[\ue000-\uf8ff]", value) for value in values.values()) or not source.parts:
        return (), ()
    first = [mark for offset, mark in source.walk() if isinstance(mark, Mark) and not source.plain[:offset].strip()]
    last = {mark.id for offset, mark in source.walk() if isinstance(mark, Mark) and not source.plain[offset:].strip()}
    around = [mark for mark in first if mark.edge is Edge.OPEN and mark.id in last]
    return tuple(around), tuple(Mark(mark.id, Edge.CLOSE) for mark in reversed(around))
