"""A preview that tells translation from source, and the ways to the previews of the other languages.

Sentences without a translation are marked where they stand.
"""

from dataclasses import replace

from flask import url_for

from localize.article import Block, Code, CodeKind
from localize.locales import language_name
from localize.markup import CodedText, Edge, Mark, join
from localize.services.context import Actor
from localize.services.desk import ArticleSummary
from localize.services.publish import Snapshot
from localize.services.workbench import Workbench, WorkSegment


def siblings(snapshot: Snapshot, article: ArticleSummary, reader: Actor) -> tuple[tuple[str, str, str], ...]:
    """The previews of the article's other languages that this person may see: address, language, its name in itself."""
    found = []
    if snapshot.locale != snapshot.source_locale:
        address = url_for("preview.source", article_id=snapshot.article_id)
        found.append((address, snapshot.source_locale, language_name(snapshot.source_locale)))
    for edition in article.editions:
        if edition.locale != snapshot.locale and reader.may_work_in(edition.locale):
            address = url_for("preview.show", edition_id=edition.id)
            found.append((address, edition.locale, language_name(edition.locale)))
    return tuple(found)


def untranslated(bench: Workbench) -> int:
    """Segments that have no text."""
    return sum(not segment.target for piece in bench.blocks for segment in piece.segments)


def mark_source(snapshot: Snapshot, bench: Workbench) -> Snapshot:
    """The snapshot with every sentence that still is the source's wrapped in ``mark`` and ``span lang``."""
    segments = {piece.block.key: piece.segments for piece in bench.blocks}
    blocks, texts = [], dict(snapshot.texts)
    for block in snapshot.blocks:
        own = segments.get(block.key, ())
        if block.key in texts and any(not segment.target for segment in own):
            block, texts[block.key] = _marked(block, texts[block.key], own, snapshot.source_locale)  # noqa: PLW2901
        blocks.append(block)
    return replace(snapshot, blocks=tuple(blocks), texts=texts)


def _marked(block: Block, text: CodedText, segments: tuple[WorkSegment, ...], locale: str) -> tuple[Block, CodedText]:
    """One block. Sentences are found by their text, in order; one that is not found stays unmarked."""
    codes = list(block.codes)
    pieces: list[CodedText] = []
    rest = text
    for segment in segments:
        written = CodedText.loads(segment.target or segment.source).plain
        start = rest.plain.find(written)
        if start < 0 or not written:
            continue
        before, sentence, rest = rest.split([start, start + len(written)])
        pieces.append(before)
        if segment.target:
            pieces.append(sentence)
            continue
        number = max((code.id for code in codes), default=0) + 1
        codes += [
            Code(number, CodeKind.OTHER, "mark"),
            Code(number + 1, CodeKind.OTHER, "span", (("lang", locale),)),
        ]
        opened = CodedText((Mark(number, Edge.OPEN), Mark(number + 1, Edge.OPEN)))
        closed = CodedText((Mark(number + 1, Edge.CLOSE), Mark(number, Edge.CLOSE)))
        pieces += [opened, sentence, closed]
    return replace(block, codes=tuple(codes)), join([*pieces, rest])
