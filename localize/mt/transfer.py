"""Inline codes through an engine: what is sent for a coded text, and how the answers become a coded text again.

An engine with a tag mode gets the codes as tags. Any other gets the plain sentence and, in the same request, the inner
texts of its codes, by whose translations the codes are found again. The engine's output is text in either case, and
locked spans of it are put back to the letter (``localize.mt.unlock``).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from localize.markup import CodedText, Mark
from localize.mt import tags
from localize.mt.answers import needs_translation
from localize.mt.place import fragment, place
from localize.mt.protect import Guarded, guard, lock_number, with_stand_ins
from localize.mt.spans import CodeSpan, Transferred, assemble, code_spans
from localize.mt.stand_ins import NO_WORDS, StandIns
from localize.mt.unlock import unlock, without_copies
from localize.ports import TagMode
from localize.protected import Locked

_MAX_CODES: Final = 200  # marks in one sentence; more come from a broken page: they are kept at the end
_LINE_END: Final = re.compile(r"[ \t]*[\r\n]+[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Parcel:
    """One coded text on its way: the texts to send (the sentence first), and what is needed to put it together again.

    White space around the sentence stays at home: ``lead`` and ``tail``. ``sent`` is what the items were made of.
    """

    core: CodedText
    items: tuple[str, ...]
    tag_mode: TagMode | None
    sent: Guarded
    stand_ins: StandIns
    lead: str = ""
    tail: str = ""
    fragments: Mapping[int, int] = field(default_factory=dict)  # index of code -> index of item

    def open(self, answers: Sequence[str]) -> Transferred:
        """The translation with its codes and locked texts, from one answer for each item."""
        texts = [_one_line(answer) for answer in answers]
        if self.tag_mode is not None:
            found = unlock(tags.decode(self.sent.text, texts[0], self.tag_mode), self.sent)
        else:
            usual = [self.stand_ins.usual(text, len(self.sent.texts), self.core.plain) for text in texts]
            found = unlock(self._located(usual), self.sent, self.stand_ins)
        if _is_crowded(self.core):
            # Its codes were not sent.
            kept = assemble(found.text.plain.strip(), code_spans(self.core), {})
            found = replace(found, text=kept.text, unplaced=kept.unplaced)
        return replace(found, text=CodedText.of([self.lead, *_stripped(found.text).parts, self.tail]))

    def _located(self, texts: Sequence[str]) -> Transferred:
        """The answer of an engine that knows no tags, with the codes where their words are."""
        text = with_stand_ins(self.sent, self.stand_ins)
        spans = code_spans(text)
        pieces = {index: texts[item] for index, item in self.fragments.items()}
        (output,) = without_copies([texts[0].strip()], self.sent)
        there = {number: (start, end) for number, start, end in reversed(list(self.stand_ins.find(output)))}
        settled = {
            index: there[number]
            for index, span in enumerate(spans)
            if span.is_lock and (number := lock_number(span)) in there
        }
        return assemble(output, spans, place(text.plain, spans, output, pieces, settled))


def wrap(text: CodedText, tag_mode: TagMode | None, locked: Sequence[Locked] = ()) -> Parcel:
    """Make the parcel of a coded text for an engine with or without a tag mode. ``locked``: spans of its plain text."""
    plain = text.plain
    lead = plain[: len(plain) - len(plain.lstrip())]
    tail = plain[len(plain.rstrip()) :] if plain.strip() else ""
    core = _stripped(text)
    shifted = [replace(span, start=span.start - len(lead), end=span.end - len(lead)) for span in locked]
    sent = guard(CodedText.plain_text(core.plain) if _is_crowded(core) else core, shifted)
    if tag_mode is not None:
        return Parcel(core, (tags.encode(sent.text, tag_mode),), tag_mode, sent, NO_WORDS, lead, tail)
    words = StandIns.unlike(core.plain)
    bare = with_stand_ins(sent, words)
    items = [_one_line(bare.plain)]
    fragments: dict[int, int] = {}
    for index, span in enumerate(code_spans(bare)):
        inner = _fragment(bare.plain, span, words)
        if inner is not None:
            if inner not in items[1:]:
                items.append(inner)
            fragments[index] = items.index(inner, 1)
    return Parcel(core, tuple(items), tag_mode, sent, words, lead, tail, fragments)


def _is_crowded(text: CodedText) -> bool:
    return len(text.marks) > _MAX_CODES


def _fragment(plain: str, span: CodeSpan, words: StandIns) -> str | None:
    inner = fragment(plain, span)
    return _one_line(inner) if inner and needs_translation(words.removed(inner)) else None


def _one_line(text: str) -> str:
    return _LINE_END.sub(" ", text)


def _stripped(text: CodedText) -> CodedText:
    """The text without white space at its ends, marks kept where they are."""
    plain = text.plain
    if plain == plain.strip():
        return text
    start, end = len(plain) - len(plain.lstrip()), len(plain.rstrip())
    parts: list[str | Mark] = []
    for offset, part in text.walk():
        if isinstance(part, Mark):
            parts.append(part)
        else:
            parts.append(part[max(start - offset, 0) : max(end - offset, 0)])
    return CodedText.of(parts)
