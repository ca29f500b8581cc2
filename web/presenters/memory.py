"""Pairs of the memory as the page shows them: both texts with the hits marked, who and when, what happened to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from markupsafe import Markup

from localize.errors import LocalizeError
from localize.exchange.memory_unit import ImportIssue
from localize.exchange.memory_words import MEMORY_REFUSALS
from localize.markup import CodedText
from localize.memory.change import ChangeKind
from localize.memory.concordance import Term, spans
from localize.memory.entry import EntryOrigin
from localize.services.memory_entries import Change, Entry
from localize.services.memory_search import Side
from web.presenters.diff import change as difference
from web.presenters.diff import plain_html

HIT = "hit"

Clock = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair at rest. ``who``: who wrote it and who approved it; ``at``: when, as short as it can be told."""

    entry: Entry
    source: Markup
    target: Markup
    who: str
    at: str
    origin: str


@dataclass(frozen=True, slots=True)
class PastView:
    """A change of the history. ``offer``: its earlier text can be put back, or the one that came too ``late``."""

    id: int
    said: str
    at: str
    iso: str
    html: Markup
    note: str
    offer: bool
    late: bool


@dataclass(frozen=True, slots=True)
class OpenPair:
    """The pair that is worked on. ``codes``: its inline codes as they are written, to be kept."""

    view: PairView
    text: str
    note: str
    codes: tuple[str, ...]
    past: tuple[PastView, ...]


def pair_view(entry: Entry, terms: Sequence[Term], side: Side, clock: Clock) -> PairView:
    """A pair with what was looked for marked."""
    return PairView(
        entry,
        _marked(entry.source, terms if side is not Side.TARGET else ()),
        _marked(entry.target, terms if side is not Side.SOURCE else ()),
        _who(entry),
        clock(entry.updated_at),
        origin_word(entry.origin),
    )


def _marked(text: CodedText, terms: Sequence[Term]) -> Markup:
    return plain_html(text, {}, [(start, end, HIT) for start, end in spans(text.plain, terms)])


def _who(entry: Entry) -> str:
    if entry.approver and entry.approver != entry.author:
        return gettext("%(author)s, approved by %(approver)s", author=entry.author, approver=entry.approver)
    return entry.author


def origin_word(origin: EntryOrigin) -> str:
    """Where a pair comes from, in a word."""
    words: dict[EntryOrigin, str] = {
        EntryOrigin.APPROVED: gettext("approved pair"),
        EntryOrigin.IMPORTED: gettext("imported pair"),
        EntryOrigin.DEMO: gettext("sample pair"),
    }
    return words[origin]


def side_word(side: Side) -> str:
    """Where words are looked for."""
    words: dict[Side, str] = {
        Side.ANY: gettext("In both languages"),
        Side.SOURCE: gettext("In the source text"),
        Side.TARGET: gettext("In the translation"),
    }
    return words[side]


def open_pair(view: PairView, history: Sequence[Change], clock: Clock, text: str | None, note: str | None) -> OpenPair:
    """The open pair; ``text`` and ``note`` as they were typed, if they were."""
    entry = view.entry
    return OpenPair(
        view,
        writable(entry.target) if text is None else text,
        entry.note if note is None else note,
        tuple(str(mark) for mark in entry.source.marks),
        tuple(_past(change, entry, clock) for change in history),
    )


def writable(text: CodedText) -> str:
    """A coded text for a field: signs as a person types them, where that reads back the same."""
    plainly = "".join(str(part) for part in text.parts)
    return plainly if CodedText.loads(plainly) == text else text.dumps()


def _past(change: Change, entry: Entry, clock: Clock) -> PastView:
    old, new = change.before, change.after
    late = change.kind is ChangeKind.LATE
    offered = new if late else old
    return PastView(
        change.id,
        _said(change.kind, change.author),
        clock(change.at),
        change.at.isoformat(),
        difference(old, new, {}).html if old and new and old != new else plain_html(new or old or CodedText(), {}),
        change.note_after if change.note_after != change.note_before else "",
        offered is not None and offered != entry.target,
        late,
    )


def _said(kind: ChangeKind, name: str) -> str:
    said: dict[ChangeKind, str] = {
        ChangeKind.EDITED: gettext("%(name)s corrected", name=name),
        ChangeKind.DELETED: gettext("%(name)s deleted the pair", name=name),
        ChangeKind.RESTORED: gettext("%(name)s brought the pair back", name=name),
        ChangeKind.REVERTED: gettext("%(name)s went back to an earlier text", name=name),
        ChangeKind.APPROVED: gettext("%(name)s approved an edition with this text", name=name),
        ChangeKind.IMPORTED: gettext("%(name)s imported a file", name=name),
        ChangeKind.DEMO: gettext("%(name)s stored it as a sample", name=name),
        ChangeKind.LATE: gettext("%(name)s wrote, too late to be saved", name=name),
    }
    return said[kind]


def error_words(error: LocalizeError) -> str:
    """An error of the memory in the interface's language; any other as it is."""
    code = str(error.details.get("reason"))
    if code not in MEMORY_REFUSALS:
        return error.message
    return str(gettext(MEMORY_REFUSALS[code]).format_map(error.details.get("params", {})))


def issue_words(problem: ImportIssue) -> str:
    """A problem of a file in the interface's language."""
    return str(gettext(MEMORY_REFUSALS[problem.code]).format_map(problem.params))
