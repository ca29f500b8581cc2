"""The page of comparison as values: what to compare with, changed segments word by word, unchanged ones folded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext, ngettext
from markupsafe import Markup

from localize.article import Role
from localize.markup import CodedText
from localize.services.comparing import Compared, Comparison, Point, PointKind
from localize.workflow import Action
from web.presenters import words
from web.presenters.diff import change, plain_html

_CLASSES = {
    Role.HEADLINE: "b-headline",
    Role.STANDFIRST: "b-standfirst",
    Role.SUBHEAD: "b-subhead",
    Role.QUOTATION: "b-quote",
    Role.PARAGRAPH: "",
    Role.LIST_ITEM: "",
    Role.TABLE_CELL: "",
}

Clock = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Row:
    """A segment. ``said``: who or what its text comes from, and when."""

    position: int | None
    html: Markup
    changed: bool
    said: str


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block with its segments."""

    name: str
    css: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks in reading order: shown, or folded under ``summary``."""

    blocks: tuple[BlockView, ...]
    summary: str | None


@dataclass(frozen=True, slots=True)
class View:
    """The page. ``groups``: names of groups with their points, as (key, words); ``counts`` in words."""

    parts: tuple[Part, ...]
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    against: str
    counts: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    nothing: bool


def present_comparison(found: Comparison, clock: Clock, *, whole: bool) -> View:
    """Everything that the page shows; ``whole`` leaves unchanged blocks unfolded."""
    blocks, changed_words = [], 0
    for _, run in groupby(found.segments, key=lambda segment: segment.block.key):
        segments = list(run)
        rows = []
        for segment in segments:
            row, count = _row(segment, clock)
            rows.append(row)
            changed_words += count
        role = segments[0].block.role
        blocks.append(BlockView(words.role_name(role), _CLASSES.get(role, "b-small"), tuple(rows)))
    changed = [segment for segment in found.segments if segment.changed]
    return View(
        parts=(Part(tuple(blocks), None),) if whole else _folded(blocks),
        groups=_groups(found.points, clock),
        against=_point(found.point, clock),
        counts=(
            gettext(
                "%(changed)s of %(segments)s changed",
                changed=len(changed),
                segments=words.segments(len(found.segments)),
            ),
            ngettext("%(num)s word taken out or put in", "%(num)s words taken out or put in", changed_words),
        ),
        people=_people(changed),
        nothing=not changed,
    )


def _row(segment: Compared, clock: Clock) -> tuple[Row, int]:
    codes = {code.id: code for code in segment.block.codes}
    before, now = CodedText.loads(segment.before), CodedText.loads(segment.now)
    if not segment.changed:
        return Row(segment.position, plain_html(now, codes), changed=False, said=""), 0
    if segment.position is None:
        gone = Markup("<del>{}</del>").format(plain_html(before, codes))
        return Row(None, gone, changed=True, said=gettext("Its sentence was taken out")), len(before.plain.split())
    done = change(before, now, codes)
    who = segment.author or words.origin_name(segment.origin, None)
    said = f"{who}, {clock(segment.at)}" if segment.at else who
    return Row(segment.position, done.html, changed=True, said=said), done.words


def _folded(blocks: Sequence[BlockView]) -> tuple[Part, ...]:
    parts = []
    for changed, run in groupby(blocks, key=lambda block: any(row.changed for row in block.rows)):
        part = tuple(run)
        count = sum(len(block.rows) for block in part)
        summary = ngettext("%(num)s segment is the same", "%(num)s segments are the same", count)
        parts.append(Part(part, None if changed else summary))
    return tuple(parts)


def _people(changed: Sequence[Compared]) -> tuple[tuple[str, str], ...]:
    """Who made the changes, with their number of segments; most first."""
    counts: dict[str, int] = {}
    for segment in changed:
        if segment.position is not None:
            who = segment.author or words.origin_name(segment.origin, None)
            counts[who] = counts.get(who, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((who, words.segments(count)) for who, count in ordered)


def _groups(points: Sequence[Point], clock: Clock) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    titles = {
        PointKind.DRAFT: gettext("Draft"),
        PointKind.RELEASE: gettext("Releases"),
        PointKind.VERSION: gettext("Versions of the source"),
        PointKind.EVENT: gettext("Steps"),
    }
    return tuple(
        (titles[kind], tuple((point.name, _point(point, clock)) for point in run))
        for kind, run in groupby(points, key=lambda point: point.kind)
    )


def _point(point: Point, clock: Clock) -> str:
    at = clock(point.at) if point.at else ""
    match point.kind:
        case PointKind.DRAFT:
            return str(gettext("Machine draft"))
        case PointKind.RELEASE:
            return str(gettext("Release %(number)s, %(time)s", number=point.about, time=at))
        case PointKind.VERSION:
            return str(gettext("Before version %(number)s came in, %(time)s", number=int(point.about) + 1, time=at))
        case PointKind.EVENT:
            return f"{words.event_sentence(Action(point.about), point.who or '')}, {at}"
