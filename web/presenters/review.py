"""The review page as values: blocks with what a person changed, unchanged ones folded, the work in figures."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from flask_babel import gettext, ngettext
from markupsafe import Markup

from localize.article import Role
from localize.edition import OriginKind, TargetState
from localize.locales import format_list
from localize.markup import CodedText
from localize.memory.match import IN_CONTEXT
from localize.qa.finding import Finding, Severity
from localize.services.context import SYSTEM
from localize.services.workbench import Event, Workbench, WorkBlock, WorkSegment
from localize.workflow import Action
from web.presenters import when, words
from web.presenters.coded import target_spans
from web.presenters.diff import change, plain_html
from web.presenters.finding_cards import finding_title

_CLASSES = {
    Role.HEADLINE: "b-headline",
    Role.STANDFIRST: "b-standfirst",
    Role.SUBHEAD: "b-subhead",
    Role.QUOTATION: "b-quote",
    Role.PARAGRAPH: "",
    Role.LIST_ITEM: "",
    Role.TABLE_CELL: "",
}
_CONFIRMED = frozenset({TargetState.REVIEWED, TargetState.FINAL})

_NOUNS_IN_CAPITALS = frozenset({"de"})  # languages that write every noun with one
LONGEST_QUOTE = 40  # characters of a finding that are quoted beside its name

Clock = Callable[[datetime], str]


class Mode(StrEnum):
    """How the target is shown: against its draft, or as it is."""

    CHANGES = "changes"
    CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Remark:
    """A line under a target: icon, tone (empty, red, amber, green) and sentence."""

    icon: str
    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class SegmentView:
    """A segment. ``needs``: empty, ``soft`` for what a person should look at, ``hard`` for an open error."""

    position: int
    source: Markup
    target: Markup | None
    changed: bool
    needs: str
    remarks: tuple[Remark, ...]
    id: int
    revision: int
    waits: bool  # for somebody to confirm it: a risky one that nobody has


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block. ``ordinal`` numbers the paragraphs."""

    role: Role
    name: str
    css: str
    ordinal: int | None
    segments: tuple[SegmentView, ...]
    known: int  # segments from memory, catalogue or rule


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks in reading order: shown, or folded under ``summary``."""

    blocks: tuple[BlockView, ...]
    summary: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the edition's way, for the history. ``reason``: what a person said; ``because``: what the tool says."""

    text: str
    at: str
    iso: str
    reason: str | None
    because: str | None


def present_blocks(bench: Workbench, mode: Mode, clock: Clock) -> list[Part]:
    """The article's blocks; in the mode of changes, runs of blocks that nobody changed or doubts are folded."""
    views = []
    paragraph = 0
    for piece in bench.blocks:
        if not piece.segments:
            continue
        paragraph += piece.block.role is Role.PARAGRAPH
        views.append(_block(piece, mode, clock, paragraph if piece.block.role is Role.PARAGRAPH else None))
    if mode is Mode.CLEAN:
        return [Part(tuple(views), None)]
    parts = []
    for quiet, run in groupby(views, key=_is_quiet):
        blocks = tuple(run)
        parts.append(Part(blocks, _folded(blocks) if quiet else None))
    return parts


def count_changes(parts: Iterable[Part]) -> int:
    """Segments that a person changed or wrote."""
    return sum(segment.changed for part in parts for block in part.blocks for segment in block.segments)


def _is_quiet(block: BlockView) -> bool:
    return not any(segment.changed or segment.needs for segment in block.segments)


def _block(piece: WorkBlock, mode: Mode, clock: Clock, ordinal: int | None) -> BlockView:
    return BlockView(
        role=piece.block.role,
        name=words.role_name(piece.block.role),
        css=_CLASSES.get(piece.block.role, "b-small"),
        ordinal=ordinal,
        segments=tuple(_segment(segment, piece, mode, clock) for segment in piece.segments),
        known=sum(segment.origin.is_known and not segment.edited for segment in piece.segments),
    )


def is_changed(segment: WorkSegment) -> bool:
    """Whether a person changed a draft, or wrote where there was none."""
    return segment.edited or (segment.draft is None and segment.origin.kind is OriginKind.HUMAN)


def _segment(segment: WorkSegment, piece: WorkBlock, mode: Mode, clock: Clock) -> SegmentView:
    codes = {code.id: code for code in piece.block.codes}
    target = CodedText.loads(segment.target)
    open_findings = [found.finding for found in segment.findings if not found.dismissed]
    spans = target_spans(open_findings)
    changed = is_changed(segment)
    if not segment.target:
        shown = None
    elif mode is Mode.CHANGES and changed:
        shown = change(CodedText.loads(segment.draft or ""), target, codes, spans).html
    else:
        shown = plain_html(target, codes, spans)
    remarks = _remarks(segment, clock)
    return SegmentView(
        position=segment.position,
        source=plain_html(CodedText.loads(segment.source), codes),
        target=shown,
        changed=changed,
        needs=_needs(segment, remarks),
        remarks=remarks,
        id=segment.id,
        revision=segment.revision,
        waits=segment.waits,
    )


def _needs(segment: WorkSegment, remarks: Sequence[Remark]) -> str:
    tones = {remark.tone for remark in remarks}
    if "red" in tones:
        return "hard"
    return "soft" if "amber" in tones or not segment.target else ""


def _remarks(segment: WorkSegment, clock: Clock) -> tuple[Remark, ...]:
    said = [_standing(segment, clock)]
    for found in segment.findings:
        finding = found.finding
        if found.dismissed:
            by, reason = found.dismissed.get("by", ""), found.dismissed.get("reason", "")
            text = gettext(
                "%(finding)s: not an error, says %(name)s: “%(reason)s”",
                finding=finding_title(finding),
                name=by,
                reason=reason,
            )
            said.append(Remark("note", "", text))
        elif finding.severity is Severity.ERROR:
            said.append(Remark("error", "red", _told(finding, segment)))
        elif finding.severity is Severity.WARNING:
            said.append(Remark("warning", "amber", _told(finding, segment)))
    if segment.unplaced:
        text = ngettext(
            "A code was put at the end: it may belong elsewhere",
            "%(num)s codes were put at the end: they may belong elsewhere",
            len(segment.unplaced),
        )
        said.append(Remark("warning", "amber", text))
    return tuple(remark for remark in said if remark is not None)


def _told(finding: Finding, segment: WorkSegment) -> str:
    """A finding with both values side by side: "Number differs: 2027 in the source, 2026 here"."""
    title = finding_title(finding)
    source = _quoted(segment.source, finding.source_spans)
    target = _quoted(segment.target, finding.target_spans)
    if source and target:
        return gettext(
            "%(finding)s: %(source)s in the source, %(target)s here", finding=title, source=source, target=target
        )
    return f"{title}: {source or target}" if source or target else title


def _quoted(written: str, spans: Sequence[tuple[int, int]]) -> str:
    plain = CodedText.loads(written).plain
    quoted = [plain[start:end].strip() for start, end in spans if end - start <= LONGEST_QUOTE]
    return ", ".join(quote for quote in quoted if quote)


def _standing(segment: WorkSegment, clock: Clock) -> Remark | None:
    """Who stands by the text, if that has to be said: where something is at risk, or a person left it unconfirmed."""
    if not segment.target:
        return Remark("initial", "amber", gettext("No text yet"))
    risks = format_list([words.risk_name(risk) for risk in segment.risks], when.ui_locale())
    if segment.state in _CONFIRMED and segment.author and risks:
        said = gettext("Confirmed by %(name)s, %(time)s", name=segment.author, time=clock(segment.updated_at))
        return Remark("approved", "green", f"{said}: {risks}")
    if segment.state in _CONFIRMED:
        return None
    if segment.author and segment.origin.kind is OriginKind.HUMAN:
        return Remark("translated", "", gettext("Edited by %(name)s, not confirmed", name=segment.author))
    return _unconfirmed(segment, risks) if risks else None


def _unconfirmed(segment: WorkSegment, risks: str) -> Remark:
    """What stands unconfirmed where something is at risk."""
    if segment.origin.kind is OriginKind.MEMORY and segment.origin.score == IN_CONTEXT:
        return Remark("approved", "green", gettext("Approved before in the same place") + f": {risks}")
    machine = segment.origin.kind is OriginKind.MT
    origin = gettext("Machine draft") if machine else gettext("From the memory")
    said = gettext("%(origin)s, not confirmed by a person", origin=origin)
    return Remark("warning", "amber", f"{said}: {risks}")


def _folded(blocks: Sequence[BlockView]) -> str:
    """What a fold holds: "Caption and credit: 2 segments, nothing changed, both from memory or catalogue"."""
    names = dict.fromkeys(f"{block.name} {block.ordinal}" if block.ordinal else block.name for block in blocks)
    listed = list(names)
    if when.ui_locale() not in _NOUNS_IN_CAPITALS:
        listed[1:] = [name[:1].lower() + name[1:] for name in listed[1:]]
    if len(listed) > 4:
        listed = [*listed[:3], ngettext("%(num)s more", "%(num)s more", len(listed) - 3)]
    total = sum(len(block.segments) for block in blocks)
    known = sum(block.known for block in blocks)
    text = gettext(
        "%(blocks)s: %(segments)s, nothing changed",
        blocks=format_list(listed, when.ui_locale()),
        segments=words.segments(total),
    )
    if not known:
        return text
    if known == total:
        return text + ", " + gettext("all from memory or catalogue")
    return text + ", " + ngettext("%(num)s from memory or catalogue", "%(num)s from memory or catalogue", known)


def present_history(events: Iterable[Event], clock: Clock) -> list[Step]:
    """The edition's way, newest step first."""
    return [_step(event, clock) for event in reversed(list(events)) if event.action is not Action.START]


def _step(event: Event, clock: Clock) -> Step:
    own = event.actor == SYSTEM.name
    return Step(
        words.event_sentence(event.action, event.actor),
        clock(event.at),
        event.at.isoformat(),
        None if own else event.reason,
        _because(event) if own else None,
    )


def _because(event: Event) -> str | None:
    """Why the tool did it by itself; where that is known only in the words of then, these."""
    if event.action in {Action.REOPEN, Action.PUT_BACK}:
        return gettext("The source has changed.")
    return Markup('<span lang="en">{}</span>').format(event.reason) if event.reason else None


def present_facts(bench: Workbench) -> list[tuple[str, str]]:
    """The work on an edition in figures."""
    segments = [segment for piece in bench.blocks for segment in piece.segments]
    changed = [segment for segment in segments if is_changed(segment)]
    compared = [
        change(CodedText.loads(segment.draft), CodedText.loads(segment.target), {})
        for segment in segments
        if segment.draft is not None and segment.edited
    ]
    total = sum(
        len(CodedText.loads(text).plain.split())
        for s in segments
        if s.draft is not None
        for text in (s.draft, s.target)
    )
    share = round(100 * sum(c.words for c in compared) / total) if total else 0
    facts = [
        (
            gettext("Changed by hand"),
            gettext("%(changed)s of %(segments)s", changed=len(changed), segments=words.segments(len(segments))),
        ),
        (gettext("Words changed"), gettext("%(num)s%%", num=min(share, 100))),
        (
            gettext("Machine drafts kept as they were"),
            str(sum(s.origin.kind is OriginKind.MT and not s.edited for s in segments)),
        ),
        (gettext("From memory and catalogue"), str(sum(s.origin.is_known for s in segments))),
    ]
    engines = sorted({words.engine_name(s.origin.engine) for s in segments if s.origin.engine})
    if engines:
        facts.append((gettext("Engine"), ", ".join(engines)))
    return facts
