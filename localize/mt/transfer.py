"""Inline codes through an engine: what is sent for a coded text, and how the answers become a coded text again.

An engine with a tag mode gets the codes as tags. Any other gets the plain sentence and, in the same request, the inner
texts of its codes, by whose translations the codes are found again. The engine's output is text in either case.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from localize.markup import CodedText, Mark
from localize.mt import tags
from localize.mt.answers import needs_translation
from localize.mt.place import fragment, place
from localize.mt.spans import CodeSpan, Transferred, assemble, code_spans
from localize.ports import TagMode

_MAX_CODES: Final = 200  # marks in one sentence; more come from a broken page: they are kept at the end
_LINE_END: Final = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One coded text on its way: the texts to send (the sentence first), and what is needed to put it together again.

    White space around the sentence stays at home: ``lead`` and ``tail``.
    """

    core: CodedText
    items: tuple[str, ...]
    tag_mode: TagMode | None
    lead: str = ""
    tail: str = ""
    fragments: Mapping[int, int] = field(default_factory=dict)  # index of code -> index of item

    def open(self, answers: Sequence[str]) -> Transferred:
        """The translation with its codes, from one answer for each item."""
        texts = [_one_line(answer) for answer in answers]
        if _is_crowded(self.core):
            plain = tags.plain_text(texts[0]) if self.tag_mode else texts[0]
            found = assemble(plain.strip(), code_spans(self.core), {})
        elif self.tag_mode is TagMode.XML:
            found = tags.decode(self.core, texts[0])
        else:
            spans = code_spans(self.core)
            pieces = {index: texts[item] for index, item in self.fragments.items()}
            output = texts[0].strip()
            found = assemble(output, spans, place(self.core.plain, spans, output, pieces, {}))
        return Transferred(CodedText.of([self.lead, *_stripped(found.text).parts, self.tail]), found.unplaced)


def wrap(text: CodedText, tag_mode: TagMode | None) -> Parcel:
    """Make the parcel of a coded text for an engine with or without a tag mode."""
    plain = text.plain
    lead = plain[: len(plain) - len(plain.lstrip())]
    tail = plain[len(plain.rstrip()) :] if plain.strip() else ""
    core = _stripped(text)
    sent = CodedText.plain_text(core.plain) if _is_crowded(core) else core
    if tag_mode is TagMode.XML:
        return Parcel(core, (tags.encode(sent),), tag_mode, lead, tail)
    items = [_one_line(core.plain)]
    fragments: dict[int, int] = {}
    for index, span in enumerate(code_spans(sent)):
        inner = _fragment(core.plain, span)
        if inner is not None:
            if inner not in items[1:]:
                items.append(inner)
            fragments[index] = items.index(inner, 1)
    return Parcel(core, tuple(items), tag_mode, lead, tail, fragments)


def _is_crowded(text: CodedText) -> bool:
    return len(text.marks) > _MAX_CODES


def _fragment(plain: str, span: CodeSpan) -> str | None:
    inner = fragment(plain, span)
    return _one_line(inner) if inner and needs_translation(inner) else None


def _one_line(text: str) -> str:
    return _LINE_END.sub(" ", text)


def _stripped(text: CodedText) -> CodedText:
    """The text without white space at its ends, marks kept where they are."""
    plain = text.plain
    start, end = len(plain) - len(plain.lstrip()), len(plain.rstrip())
    parts: list[str | Mark] = []
    for offset, part in text.walk():
        if isinstance(part, Mark):
            parts.append(part)
        else:
            parts.append(part[max(start - offset, 0) : max(end - offset, 0)])
    return CodedText.of(parts)
