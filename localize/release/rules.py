"""Blocks whose text is made by rule, not translated: reading time, picture credit, byline, dateline.

A rule that does not understand a block says nothing rather than something wrong: the block is then handled like any
other text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from localize.article import Block, Handling, Role
from localize.locales import reading_time
from localize.markup import CodedText, Edge, join
from localize.release.bylines import byline
from localize.release.dateline import dateline
from localize.release.phrases import Phrases

_LABELS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("photograph", "photographs", "photo", "photos", "picture", "pictures", "credit"), "Photograph"),
    **dict.fromkeys(("image", "images"), "Image"),
    **dict.fromkeys(("illustration", "illustrations", "drawing"), "Illustration"),
    **dict.fromkeys(("graphic", "graphics", "chart", "map"), "Graphic"),
    "video": "Video",
}
_CREDIT = re.compile(
    rf"\s*(?:(?P<label>{'|'.join(_LABELS)})(?:\s+credit)?(?:\s+by\b\s*:?|\s*:)\s*|(?P<courtesy>courtesy)\s+of\s+)"
    r"(?P<names>\S.*?)(?:\s+via\s+(?P<agency>\S.*?))?\s*",
    re.IGNORECASE | re.DOTALL,
)
# Words between names that are written small.
_SMALL_WORDS: Final = frozenset({"via", "and", "de", "da", "van", "von", "der", "la", "le", "du", "bin", "al"})
_MINUTES = re.compile(r"\d{1,3}(?:[.,]\d)?")


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit taken apart. Names and agency keep their inline codes and are never translated."""

    label: str  # English, as in the catalogue: "Photograph:", "Courtesy of" …
    names: CodedText
    agency: CodedText | None


def rule_text(block: Block, locale: str, phrases: Phrases) -> CodedText | None:
    """The text of a block that goes by rule, in this locale; ``None`` when no rule makes it."""
    if block.role is Role.DATELINE:
        return _dateline_text(block, locale)
    if block.role is Role.BYLINE:
        return byline(block.text, locale, phrases)
    if block.handling is not Handling.RULE:
        return None
    if block.role is Role.READING_TIME:
        minutes = minutes_of(block)
        return None if minutes is None else CodedText.plain_text(reading_time(minutes, locale))
    if block.role is Role.CREDIT:
        return _credit_text(block, phrases) if block.text.plain.strip() else None
    return None


def _dateline_text(block: Block, locale: str) -> CodedText | None:
    before, text, after = _without_frame(block.text)
    line = dateline(block, text.plain, locale) if not text.marks else None
    return None if line is None else join([before, CodedText.plain_text(line), after])


def minutes_of(block: Block) -> int | float | None:
    """Minutes that a reading-time block names, in its data or in its text; ``None`` when it names none."""
    found = _MINUTES.search(block.data.get("minutes") or block.text.plain)
    if found is None:
        return None
    number = float(found[0].replace(",", "."))
    return int(number) if number.is_integer() else number


def read_credit(text: CodedText) -> Credit | None:
    """Take a labelled credit apart; ``None`` when it has no label that we know."""
    found = _CREDIT.fullmatch(text.plain)
    if found is None:
        return None
    agency = text.slice(*found.span("agency")) if found["agency"] else None
    label = "Courtesy of" if found["courtesy"] else _LABELS[found["label"].lower()] + ":"
    return Credit(label, text.slice(*found.span("names")), agency)


def _credit_text(block: Block, phrases: Phrases) -> CodedText | None:
    before, text, after = _without_frame(block.text)
    credit = read_credit(text)
    if credit is None:
        # Names without a label stay as they are in every language; other words are somebody's to translate.
        return block.text if _only_names(text.plain) else None
    filled = join([before, credit_words(credit, phrases), after])
    # A code around the label alone cannot be placed: better no text than a broken one.
    return filled if sorted(map(str, filled.marks)) == sorted(map(str, block.text.marks)) else None


def credit_words(credit: Credit, phrases: Phrases) -> CodedText:
    """A credit with the catalogue's words around its names."""
    values = {"names": credit.names}
    msgid = f"{credit.label} {{names}}"
    if credit.agency is not None:
        values["agency"] = credit.agency
        msgid += " via {agency}"
    # Where this language has no word for it, the names say enough.
    names_alone = "/".join(f"{{{name}}}" for name in values)
    return _put(phrases.text(msgid) if phrases.knows(msgid) else names_alone, values)


def _without_frame(text: CodedText) -> tuple[CodedText, CodedText, CodedText]:
    """Codes around the whole text, the text, and their ends."""
    parts = list(text.parts)
    start, end = 0, len(parts)
    while end - start >= 3:
        first, last = parts[start], parts[end - 1]
        if isinstance(first, str) or isinstance(last, str) or first.id != last.id or first.edge is not Edge.OPEN:
            break
        start, end = start + 1, end - 1
    return CodedText.of(parts[:start]), CodedText.of(parts[start:end]), CodedText.of(parts[end:])


def _only_names(plain: str) -> bool:
    words = re.findall(r"[^\W\d_][^\W_]*", plain)
    return bool(words) and all(word[0].isupper() or word in _SMALL_WORDS for word in words)


def _put(pattern: str, values: Mapping[str, CodedText]) -> CodedText:
    pieces = re.split(r"\{([a-z]+)\}", pattern)
    return join(
        values[piece] if index % 2 and piece in values else CodedText.plain_text(piece)
        for index, piece in enumerate(pieces)
    )
