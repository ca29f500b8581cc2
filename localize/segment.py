"""Sentences within a block: cut with sentencex, put back exactly.

A block's coded text is the concatenation of ``lead`` (XLIFF 2's *ignorable*: white space) and ``source`` of its
segments, then the block's ``tail``. Segments never cross blocks. A code that spans sentences has its opening in one
segment and its closing in another (XLIFF 2 ``sc`` and ``ec``).
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from localize.article import Block, Role
from localize.markup import EMPTY, CodedText, join

# One unit whatever its punctuation: a headline with two sentences is still one headline.
_WHOLE = frozenset(
    {
        Role.HEADLINE,
        Role.SUBHEAD,
        Role.CREDIT,
        Role.BYLINE,
        Role.DATELINE,
        Role.TEASER_TITLE,
        Role.TEASER_HEADING,
    }
)


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence of a block. ``lead`` is the white space before it, which no one translates."""

    source: CodedText
    lead: CodedText = EMPTY

    @property
    def text_hash(self) -> str:
        """Key of exact memory matches: SHA-256 of the written form."""
        return hash_text(self.source.dumps())


@dataclass(frozen=True, slots=True)
class SegmentedBlock:
    """A block, its segments, and the white space after the last one."""

    block: Block
    segments: tuple[Segment, ...]
    tail: CodedText = EMPTY

    def recombine(self, texts: Sequence[CodedText] | None = None) -> CodedText:
        """Put segments back into the block: the sources exactly, or the given texts one for each segment.

        Raises ``ValueError`` when the number of texts differs from the number of segments.
        """
        if texts is None:
            texts = [segment.source for segment in self.segments]
        if len(texts) != len(self.segments):
            raise ValueError(f"{len(self.segments)} segments, {len(texts)} texts")
        pieces: list[CodedText] = []
        for segment, text in zip(self.segments, texts, strict=True):
            pieces += [segment.lead, text]
        return join([*pieces, self.tail])


def hash_text(written: str) -> str:
    """SHA-256 of a written coded text, hexadecimal."""
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def _sentences(text: str, locale: str) -> Iterator[tuple[int, int]]:
    """Offsets (code points) of sentences without the white space around them."""
    position = 0
    for boundary in get_sentence_boundaries(locale, text):
        piece: str = boundary["text"]
        stripped = piece.strip()
        if stripped:
            start = position + len(piece) - len(piece.lstrip())
            yield start, start + len(stripped)
        position += len(piece)


def segment_block(block: Block, locale: str = "en") -> SegmentedBlock:
    """Cut a block into sentences. A block without text, or with white space only, has no segments."""
    plain = block.text.plain
    if not plain.strip():
        # Codes without text (a lone picture) stay with the block: nothing to translate, nothing lost.
        return SegmentedBlock(block, (), block.text)
    spans = list(_sentences(plain, locale))
    if block.role in _WHOLE or not spans:
        spans = [(len(plain) - len(plain.lstrip()), len(plain.rstrip()))]
    cuts = [offset for span in spans for offset in span]
    pieces = block.text.split(cuts)
    segments = [Segment(pieces[2 * n + 1], lead=pieces[2 * n]) for n in range(len(spans))]
    return _settle(SegmentedBlock(block, tuple(segments), pieces[-1]))


def _settle(cut: SegmentedBlock) -> SegmentedBlock:
    """Move marks out of the white space between sentences into the sentences, where a translator can see them."""
    segments = list(cut.segments)
    for index, segment in enumerate(segments):
        if not segment.lead.marks:
            continue
        first, *rest = segment.lead.parts
        # White space that leads stays outside; from the first mark on it belongs to the sentence.
        kept, moved = ([first], rest) if isinstance(first, str) else ([], [first, *rest])
        segments[index] = Segment(CodedText.of(moved) + segment.source, CodedText.of(kept))
    tail = cut.tail
    if tail.marks and segments:
        last = segments[-1]
        parts = list(tail.parts)
        end = CodedText.of([parts.pop()]) if isinstance(parts[-1], str) else CodedText()
        segments[-1] = Segment(last.source + CodedText.of(parts), last.lead)
        tail = end
    return SegmentedBlock(cut.block, tuple(segments), tail)


def segment_article(blocks: Sequence[Block], locale: str = "en") -> list[SegmentedBlock]:
    """Cut every block, in order."""
    return [segment_block(block, locale) for block in blocks]
