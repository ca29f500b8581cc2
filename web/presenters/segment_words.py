"""What stands beside a segment, in the interface's language: its origin, a note, why it is empty."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext

from localize.article import Block, Role
from localize.edition import EditionState, OriginKind, TargetState
from localize.markup import CodedText
from localize.services.desk import EditionSummary
from localize.services.workbench import WorkSegment
from web.presenters import words


@dataclass(frozen=True, slots=True)
class OriginWords:
    """Where a text comes from, short, with a longer ``title``. ``known``: it was somebody's good text before."""

    word: str
    title: str
    known: bool


def origin_words(segment: WorkSegment) -> OriginWords:
    """Where a segment's text comes from."""
    origin = segment.origin
    return OriginWords(
        words.origin_name(origin, segment.draft_origin if segment.edited else None),
        _origin_title(segment),
        origin.is_known,
    )


def _origin_title(segment: WorkSegment) -> str:
    origin = segment.origin
    title: str = ""
    match origin.kind:
        case OriginKind.MT:
            title = gettext("Machine draft, engine %(engine)s", engine=words.engine_name(origin.engine or "?"))
        case OriginKind.MEMORY if (origin.score or 100) > 100:
            title = gettext("The same sentence between the same neighbours")
        case OriginKind.MEMORY if (origin.score or 100) < 100:
            title = gettext("A match of the memory that needs a look: %(score)s", score=origin.score)
        case OriginKind.MEMORY:
            title = gettext("The same sentence")
        case OriginKind.CATALOGUE:
            title = gettext("A text that recurs, from the catalogue")
        case OriginKind.RULE:
            title = gettext("Made by rule from the source")
        case OriginKind.HUMAN:
            title = gettext("A draft that a person edited") if segment.edited else gettext("Written by a person")
        case OriginKind.NONE:
            pass
    return title


def segment_note(segment: WorkSegment, block: Block) -> dict[str, Any] | None:
    """A line under the target, when there is something to say: ``{"text", "tone"}``; tone is empty or ``amber``."""
    if segment.unplaced:
        codes = ", ".join(map(str, segment.unplaced))
        text = ngettext(
            "Code %(codes)s was put at the end: move it to its words",
            "Codes %(codes)s were put at the end: move them to their words",
            len(segment.unplaced),
            codes=codes,
        )
        return {"text": text, "tone": "amber"}
    if segment.state is TargetState.TRANSLATED and block.role is Role.QUOTATION:
        return {"text": gettext("A quotation that nobody has confirmed yet"), "tone": "amber"}
    if segment.state is TargetState.TRANSLATED and block.role is Role.HEADLINE:
        return {"text": gettext("A headline that nobody has confirmed yet"), "tone": "amber"}
    if block.role is Role.HEADLINE and segment.target:
        length = len(CodedText.loads(segment.target).plain)
        return {"text": ngettext("%(num)s character", "%(num)s characters", length), "tone": ""}
    if block.role is Role.CREDIT and segment.origin.kind is OriginKind.RULE:
        return {"text": gettext("Credit, names kept as they are"), "tone": ""}
    return None


def empty_reason(summary: EditionSummary, clock: Callable[[datetime], str]) -> str:
    """Why a segment has no text."""
    reason: str = gettext("Not translated yet.")
    match summary.state:
        case EditionState.QUEUED:
            reason = gettext("Not translated yet: it waits for a worker.")
            if summary.ahead:
                before = ngettext("%(num)s edition is before it.", "%(num)s editions are before it.", summary.ahead)
                reason = f"{reason} {before}"
        case EditionState.TRANSLATING:
            reason = gettext("Not translated yet: a worker is at it.")
        case EditionState.BLOCKED if summary.next_try is not None:
            time = clock(summary.next_try)
            reason = gettext("Not translated yet. No engine gave an answer; next try %(time)s.", time=time)
        case EditionState.BLOCKED:
            reason = gettext("Not translated yet. No engine gave an answer.")
        case _:
            pass
    return reason
