"""Matching of recurring notices: a text with ``{placeholders}`` against what an article says, and back in translation.

The match is literal. Only what typesetting changes is tolerated: white space, the shape of apostrophes, quotation
marks and dashes, capitals. A placeholder takes a name (never a sentence) together with the inline codes in it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from localize.markup import CodedText, Edge, Mark, Part

PLACEHOLDER: Final = re.compile(r"\{([a-z][a-z_]*)\}")

# Marks travel through the regular expressions as characters of the private use area.
_FIRST, _LAST = "\ue000", "\uf8ff"
_MARK: Final = f"[{_FIRST}-{_LAST}]"
_EDGES = re.compile(rf"(?P<before>(?:{_MARK}|\s)*)(?P<core>.*?)(?P<after>(?:{_MARK}|\s)*)", re.DOTALL)
_CUT = re.compile(rf"(?<=[.!?…\"”“»’)])({_MARK}*)(\s+)")
_AFTER_COLON: Final = re.compile(r"(:\s)\{([a-z][a-z_]*)\}")
_MAX_TEXT: Final = 2_000
_MAX_NAME: Final = 120
_MAX_WORDS: Final = 14

# A full stop inside a name ends a sentence, unless a title or an initial stands before it, or an abbreviation that
# closes names is not followed by a capital.
_TITLE = re.compile(r"\b(?:St|Dr|Mr|Mrs|Ms|No|vs|(?:[^\W\d_]\.)*[^\W\d_])\Z")
CLOSING = re.compile(r"\b(?:Inc|Ltd|Co|Corp|Bros|Jr|Sr)\Z")
_STOP = re.compile(r"[.!?…]+\s+(?P<next>\S)")

_VARIANTS: Final[Mapping[str, str]] = {
    **dict.fromkeys("'’‘ʼ`", "['’‘ʼ`]"),
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
    **dict.fromkeys("-‐‑–—", "[-‐‑–—]"),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """A recurring text in the source language and, when there is one, in the edition's."""

    source: str
    target: str | None


def placeholders(text: str) -> frozenset[str]:
    """Names of the placeholders in a text."""
    return frozenset(PLACEHOLDER.findall(text))


def substitute(text: str, values: Mapping[str, str]) -> str:
    """Put values in place of placeholders; a name without a value stays visible. Nothing else is evaluated."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


@lru_cache(maxsize=1024)
def compile_notice(source: str) -> re.Pattern[str]:
    """The expression that a notice's text is compared with."""
    written: list[str] = []
    seen: set[str] = set()
    for index, piece in enumerate(PLACEHOLDER.split(source)):
        if index % 2:
            written.append(f"(?P={piece})" if piece in seen else f"(?P<{piece}>.{{1,400}}?)")
            seen.add(piece)
            continue
        written += (
            r"[\s\u200b]+" if run.isspace() else "".join(_VARIANTS.get(c, re.escape(c)) for c in run)
            for run in re.findall(r"\s+|\S+", piece)
        )
    return re.compile("".join(written), re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class NoticeBook:
    """The notices of one locale, ready for matching: pairs of source text and translation, tried in order.

    ``names`` are names with their translations. A translated name stands only after a colon, where no sentence could
    ask for another case; everywhere else a name stays as the source writes it.
    """

    pairs: Sequence[tuple[str, str]]
    names: Mapping[str, str] = field(default_factory=dict)

    def fill(self, source: CodedText) -> CodedText | None:
        """The translation of a notice, or of several in a row; ``None`` when any part of the text is not known."""
        marks = source.marks
        plain = source.plain
        if not plain.strip() or len(plain) > _MAX_TEXT or len(marks) > 1_000 or re.search(_MARK, plain):
            return None
        encoded = encode(source)
        filled = self._cover(encoded)
        if filled is None:
            return None
        target = CodedText.of(decode(filled, marks))
        return target if _same_codes(source, target, self.names) else None

    def _cover(self, text: str) -> str | None:
        """Cut the text where sentences may end until every piece is a known notice.

        Cuts come before the whole, so that a name never swallows the notice after it.
        """
        for cut in _CUT.finditer(text):
            first = self._one(text[: cut.end(1)])
            rest = self._cover(text[cut.end() :]) if first is not None else None
            if first is not None and rest is not None:
                return first + cut[2] + rest
        return self._one(text)

    def _one(self, text: str) -> str | None:
        for before, core, after in _cores(text):
            for source, target in self.pairs:
                found = compile_notice(source).fullmatch(core)
                if found and all(is_name(value) for value in found.groupdict().values()):
                    return before + self.put(target, found.groupdict()) + after
        return None

    def put(self, target: str, values: Mapping[str, str]) -> str:
        """A translation with names in place of its placeholders, those that have a translation after a colon too."""
        translated = _AFTER_COLON.sub(lambda found: found[1] + self.translated(values.get(found[2], found[0])), target)
        return substitute(translated, values)

    def translated(self, value: str) -> str:
        """An encoded name in its translation, if it has one."""
        name = re.sub(_MARK, "", value)
        return value.replace(name, self.names[name]) if name in self.names else value


def _cores(text: str) -> Iterator[tuple[str, str, str]]:
    """The text without white space around it, then without the marks around it too."""
    core = text.strip()
    start = text.index(core)
    yield text[:start], core, text[start + len(core) :]
    edges = _EDGES.fullmatch(text)
    if edges and edges["core"] != core:
        yield edges["before"], edges["core"], edges["after"]


def is_name(value: str) -> bool:
    """Whether a placeholder's text can be a name or an address: short, on one line, not two sentences."""
    plain = re.sub(_MARK, "", value)
    if not any(c.isalnum() for c in plain) or len(plain) > _MAX_NAME or len(plain.split()) > _MAX_WORDS:
        return False
    if "\n" in plain or plain != plain.strip():
        return False
    return not any(_ends_sentence(plain, stop) for stop in _STOP.finditer(plain))


def _ends_sentence(plain: str, stop: re.Match[str]) -> bool:
    before = plain[: stop.start()]
    if _TITLE.search(before):
        return False
    return not CLOSING.search(before) or stop["next"].isupper()


def encode(text: CodedText) -> str:
    """A coded text as one string: its marks in order as characters of the private use area."""
    written: list[str] = []
    number = 0
    for part in text.parts:
        if isinstance(part, str):
            written.append(part)
        else:
            written.append(chr(ord(_FIRST) + number))
            number += 1
    return "".join(written)


def decode(text: str, marks: Sequence[Mark]) -> Iterator[Part]:
    """The inverse of ``encode``."""
    for piece in re.split(f"({_MARK})", text):
        yield marks[ord(piece) - ord(_FIRST)] if re.fullmatch(_MARK, piece) else piece


def _spans(text: CodedText) -> dict[int, list[int]]:
    """Code ids with the offsets of their marks."""
    spans: dict[int, list[int]] = {}
    for offset, part in text.walk():
        if isinstance(part, Mark):
            spans.setdefault(part.id, []).append(offset)
    return spans


def _same_codes(source: CodedText, target: CodedText, names: Mapping[str, str]) -> bool:
    """Whether every code encloses in the target what it encloses in the source: a name, or the whole text."""
    if sorted(map(str, source.marks)) != sorted(map(str, target.marks)):
        return False
    before, after = _spans(source), _spans(target)
    for code_id, offsets in before.items():
        placed = after[code_id]
        if len(offsets) == 1:
            edge = next(mark.edge for mark in source.marks if mark.id == code_id)
            if edge is not Edge.ALONE and placed[0] not in {0, len(target.plain)}:
                return False
            continue
        inside = source.plain[offsets[0] : offsets[-1]]
        kept = target.plain[placed[0] : placed[-1]] in {inside, names.get(inside)}
        if not kept and not _is_whole(source, target, offsets, placed):
            return False
    return True


def _is_whole(source: CodedText, target: CodedText, before: Sequence[int], after: Sequence[int]) -> bool:
    return (
        not source.plain[: before[0]].strip()
        and not source.plain[before[-1] :].strip()
        and not target.plain[: after[0]].strip()
        and not target.plain[after[-1] :].strip()
    )
