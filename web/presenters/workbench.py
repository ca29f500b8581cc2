"""The editor's page and its live answers as values: blocks grouped as the article shows them, segments as JSON.

A segment's JSON (``segment_json``) is the one shape for the first page, the poll and the answer to a save.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext

from localize.arrangement import BlockKind
from localize.article import Block, Code, Role
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.protected import protected_spans
from localize.services.desk import EditionSummary
from localize.services.previous import Previous
from localize.services.workbench import Revision, Workbench, WorkBlock, WorkSegment
from localize.workflow import WRITABLE
from web.presenters import words
from web.presenters.coded import LOCKED, Piece, code_kind, code_title, pieces, target_spans
from web.presenters.finding_cards import open_card
from web.presenters.segment_words import empty_reason, origin_words, segment_note
from web.presenters.typography import typography_json

Clock = Callable[[datetime], str]  # a moment as hours and minutes, in the newsroom's zone and the person's language

_PICTURE = frozenset({Role.PICTURE, Role.ALT_TEXT, Role.CAPTION, Role.CREDIT})
_NOTICE = frozenset({Role.NOTICE, Role.SOURCE_LINK})
_TEASER = frozenset({Role.TEASER_ALT, Role.TEASER_TITLE, Role.TEASER_SUMMARY})
_TOP = frozenset({Role.BYLINE, Role.DATELINE})

_CLASSES: Mapping[Role, str] = {
    Role.HEADLINE: "b-headline",
    Role.STANDFIRST: "b-standfirst",
    Role.SUBHEAD: "b-subhead",
    Role.QUOTATION: "b-quote",
    Role.PARAGRAPH: "",
    Role.LIST_ITEM: "b-item",
    Role.TABLE_CELL: "",
    Role.PREFORMATTED: "b-pre",
}


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment for the template. ``label``: the role's name where the role begins; ``json``: see ``segment_json``."""

    json: Mapping[str, Any]
    source: Sequence[Piece]
    target: Sequence[Piece]
    label: str
    picture: str | None


@dataclass(frozen=True, slots=True)
class BlockView:
    """Blocks that stand together: a picture with its words, the notices, one teaser. ``ordinal`` of a paragraph."""

    name: str
    ordinal: int | None
    css: str
    segments: tuple[SegmentView, ...]
    left_out: "LeftOut | None" = None
    added: str = ""  # who added it and when


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A block that the edition does not have, in one line. ``said``: who left it out, when and why."""

    key: str
    name: str
    text: str
    said: str
    source: bool  # the text is the source's; else the edition's own, of a block that was added


def page_blocks(bench: Workbench, clock: Clock) -> list[BlockView]:
    """The article's blocks in reading order, neighbours that belong together in one."""
    views = []
    paragraph = 0
    for group in _groups(bench.blocks):
        if group[0].left_out is not None:
            views.append(_left_out(group[0], clock))
            continue
        first = next((piece for piece in group if piece.segments), None)
        if first is None:
            continue
        role = first.block.role
        paragraph += role is Role.PARAGRAPH
        picture = next((p.block.data.get("url") for p in group if p.block.role is Role.PICTURE), None)
        views.append(
            BlockView(
                name=words.role_name(role),
                ordinal=paragraph if role is Role.PARAGRAPH else None,
                css=_CLASSES.get(role, "b-small"),
                segments=_views(group, bench, clock, picture),
                added=_added(first, clock),
            )
        )
    return views


def _left_out(piece: WorkBlock, clock: Clock) -> BlockView:
    one = piece.departure
    who = {"name": one.author, "time": clock(one.at), "reason": one.reason} if one else {}
    said = gettext("Left out by %(name)s, %(time)s: %(reason)s", **who) if one else ""
    name = words.role_name(piece.block.role)
    source = one is None or one.kind is BlockKind.DROPPED
    out = LeftOut(piece.block.key, name, piece.left_out or "", said, source)
    return BlockView(name, None, "b-out", (), out)


def _added(piece: WorkBlock, clock: Clock) -> str:
    one = piece.departure
    if one is None:
        return ""
    said: str = gettext("Added here by %(name)s, %(time)s", name=one.author, time=clock(one.at))
    return said


def _groups(blocks: Sequence[WorkBlock]) -> list[list[WorkBlock]]:
    groups: list[list[WorkBlock]] = []
    for piece in blocks:
        apart = piece.departure is not None or (groups and groups[-1][-1].departure is not None)
        if groups and not apart and _together(groups[-1][-1].block, piece.block):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _together(before: Block, after: Block) -> bool:
    for family in (_PICTURE, _NOTICE, _TOP):
        if before.role in family and after.role in family:
            return after.role is not Role.PICTURE
    return (
        before.role in _TEASER and after.role in _TEASER and before.data.get("group", "") == after.data.get("group", "")
    )


def _views(group: Sequence[WorkBlock], bench: Workbench, clock: Clock, picture: str | None) -> tuple[SegmentView, ...]:
    views: list[SegmentView] = []
    for piece in group:
        codes = {code.id: code for code in piece.block.codes}
        for number, segment in enumerate(piece.segments):
            spans = target_spans(found.finding for found in segment.findings if not found.dismissed)
            views.append(
                SegmentView(
                    json=segment_json(segment, piece.block, bench.summary, clock),
                    source=_source(CodedText.loads(segment.source), piece.block),
                    target=pieces(CodedText.loads(segment.target), codes, spans),
                    label=words.role_name(piece.block.role) if number == 0 else "",
                    picture=picture if not views and picture and picture.startswith(("https:", "http:", "/")) else None,
                )
            )
    return tuple(views)


def _source(text: CodedText, block: Block) -> list[Piece]:
    """A source with what is locked against translation shown as such."""
    codes = {code.id: code for code in block.codes}
    return pieces(text, codes, [(span.start, span.end, LOCKED) for span in protected_spans(text, codes, block.role)])


def segment_json(segment: WorkSegment, block: Block, summary: EditionSummary, clock: Clock) -> dict[str, Any]:
    """A segment as the page's scripts know it.

    ``source``, ``text`` and ``draft`` are written coded texts; ``marks`` the source's codes in order with their
    titles; ``risks`` why a person must look (``localize.risk``); ``note`` a line under the target; ``empty`` says why there is no text, if there is none.
    """
    source, target = CodedText.loads(segment.source), CodedText.loads(segment.target)
    codes = {code.id: code for code in block.codes}
    origin = origin_words(segment)
    return {
        "id": segment.id,
        "position": segment.position,
        "block": block.key,
        "role": block.role.value,
        "source": segment.source,
        "text": segment.target,
        "draft": segment.draft,
        "revision": segment.revision,
        "state": segment.state.value,
        "state_word": words.target_state(segment.state),
        "origin": {
            "kind": segment.origin.kind.value,
            "word": origin.word,
            "title": origin.title,
            "known": origin.known,
        },
        "author": segment.author,
        "at": clock(segment.updated_at),
        "said": _said(segment, clock),
        "marks": marks_json(source, codes),
        "findings": [open_card(found, source, target) for found in segment.findings],
        "note": segment_note(segment, block),
        "typography": typography_json(segment),
        "risks": [risk.value for risk in segment.risks],
        "empty": empty_reason(summary, clock) if not target.plain.strip() else None,
    }


def marks_json(source: CodedText, codes: Mapping[int, Code]) -> list[dict[str, Any]]:
    """A source's codes in order, each mark once, with their titles."""
    return [
        {
            "id": mark.id,
            "edge": mark.edge.value,
            "title": code_title(codes.get(mark.id), mark.id, mark.edge),
            "kind": code_kind(codes.get(mark.id)),
            "tag": codes[mark.id].tag if mark.id in codes else "span",
        }
        for mark in dict.fromkeys(source.marks)
    ]


def _said(segment: WorkSegment, clock: Clock) -> str:
    """Who or what the text comes from, and when: the side column's second line."""
    at = clock(segment.updated_at)
    said: str
    match segment.origin.kind:
        case OriginKind.NONE:
            said = gettext("No text yet")
        case OriginKind.MT:
            engine = words.engine_name(segment.origin.engine or "?")
            said = gettext("Machine draft by %(engine)s, %(time)s", engine=engine, time=at)
        case OriginKind.MEMORY:
            said = gettext("From the memory, %(time)s", time=at)
        case OriginKind.CATALOGUE:
            said = gettext("From the catalogue, %(time)s", time=at)
        case OriginKind.RULE:
            said = gettext("Made by rule, %(time)s", time=at)
        case OriginKind.HUMAN:
            said = (segment.author or gettext("Somebody")) + ", " + at
    if segment.author and segment.origin.kind is not OriginKind.HUMAN and segment.state is TargetState.REVIEWED:
        return said + "; " + gettext("confirmed by %(name)s", name=segment.author)
    return said


def progress_words(summary: EditionSummary) -> dict[str, Any]:
    """How far the edition is: numbers for the bar, the strip's cells, and all of it in words."""
    progress = summary.progress
    empty = [n for n, cell in enumerate(summary.cells, start=1) if cell.state is TargetState.INITIAL]
    wrong = [n for n, cell in enumerate(summary.cells, start=1) if cell.error]
    label = gettext(
        "%(total)s in reading order: %(confirmed)s confirmed, %(translated)s translated, %(initial)s empty",
        total=words.segments(progress.total),
        confirmed=progress.confirmed,
        translated=progress.translated,
        initial=progress.initial,
    )
    if wrong:
        label += "; " + gettext("errors in segments %(list)s", list=", ".join(map(str, wrong)))
    return {
        "total": progress.total,
        "confirmed": progress.confirmed,
        "empty": empty,
        "errors": progress.errors,
        "wrong": wrong,
        "strip_label": label,
        "cells": [{"state": cell.state.value, "error": cell.error} for cell in summary.cells],
    }


def live_json(bench: Workbench, clock: Clock) -> dict[str, Any]:
    """Everything on the page that may change while it is open."""
    summary = bench.summary
    return {
        "change": summary.change,
        "edition_state": summary.state.value,
        "version": summary.version_number,
        "writable": summary.state in WRITABLE,
        "progress": progress_words(summary),
        "segments": [
            segment_json(segment, piece.block, summary, clock) for piece in bench.blocks for segment in piece.segments
        ],
    }


def history_json(revisions: Sequence[Revision], clock: Clock) -> list[dict[str, Any]]:
    """A segment's history, newest first. ``late``: a text that lost against somebody's earlier save, and was kept."""
    return [
        {
            "revision": revision.revision,
            "late": revision.kind == "conflict",
            "text": revision.text,
            "who": revision.author or _origin_word(revision.origin),
            "state_word": words.target_state(revision.state),
            "confirmed": revision.state in {TargetState.REVIEWED, TargetState.FINAL},
            "by_person": revision.author is not None,
            "at": _when(revision, clock),
            "iso": revision.at.isoformat(),
        }
        for revision in revisions
    ]


def _when(revision: Revision, clock: Clock) -> str:
    """When, whose words a person took or confirmed, and of which version of the source when that is an earlier one."""
    at = clock(revision.at)
    if revision.author and revision.kind == "saved" and revision.origin.kind not in {OriginKind.HUMAN, OriginKind.NONE}:
        at += ", " + words.origin_name(revision.origin)
    return gettext("%(time)s, version %(number)s", time=at, number=revision.version) if revision.version else at


def previous_json(previous: Previous | None) -> dict[str, Any] | None:
    """The source that a changed sentence had before, for the page's scripts."""
    if previous is None:
        return None
    said = gettext("The source was, in version %(number)s:", number=previous.version)
    return {"source": previous.source, "text": previous.text, "said": said}


def _origin_word(origin: Origin) -> str:
    word: str
    match origin.kind:
        case OriginKind.MT:
            word = gettext("Machine draft, %(engine)s", engine=words.engine_name(origin.engine or "?"))
        case OriginKind.MEMORY:
            word = gettext("Memory, %(score)s", score=origin.score or 100)
        case OriginKind.CATALOGUE:
            word = gettext("Catalogue")
        case OriginKind.RULE:
            word = gettext("By rule")
        case OriginKind.HUMAN:
            word = gettext("Somebody")
        case OriginKind.NONE:
            word = gettext("Emptied")
    return word


def etag(summary: EditionSummary, ui_locale: str, role: str) -> str:
    """Changes whenever anything in the poll's answer for this reader may have changed."""
    waiting = summary.next_try.isoformat() if summary.next_try else summary.ahead
    return f"{summary.id}.{summary.change}.{summary.newest_version}.{waiting}.{ui_locale}.{role}"
