"""Find and replace as a page shows it: hits by article, before and after; what was replaced lately."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from localize.services.replace import Done, Hit, Past

_AROUND = 60  # characters shown on either side of a hit


@dataclass(frozen=True, slots=True)
class HitView:
    """A segment. ``value``: of its checkbox; ``ticked``: nobody need look at it first."""

    value: str
    position: int
    before: Markup
    after: Markup
    ticked: bool
    note: str


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits of one edition."""

    title: str
    edition_id: int
    hits: tuple[HitView, ...]


@dataclass(frozen=True, slots=True)
class PastView:
    """A replacement that was made."""

    id: int
    find: str
    put: str
    said: str
    undone: bool


def present_hits(hits: Sequence[Hit], titles: Mapping[int, str]) -> list[HitGroup]:
    """Hits by edition, in the order found."""
    groups: dict[int, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.edition_id, []).append(hit)
    return [
        HitGroup(titles.get(found[0].article_id, ""), number, tuple(map(_hit, found)))
        for number, found in groups.items()
    ]


def _hit(hit: Hit) -> HitView:
    notes = []
    if hit.replaced.doubtful:
        notes.append(gettext("Look at the ending and the codes"))
    if hit.confirmed:
        notes.append(gettext("Confirmed"))
    return HitView(
        value=f"{hit.edition_id}.{hit.segment_id}.{hit.revision}",
        position=hit.position,
        before=_marked(hit.before.plain, hit.replaced.before, "del"),
        after=_marked(hit.replaced.text.plain, hit.replaced.after, "ins"),
        ticked=not hit.replaced.doubtful,
        note=", ".join(notes),
    )


def _marked(text: str, spans: Sequence[tuple[int, int]], tag: str) -> Markup:
    """A text with its hits marked, shortened to their surroundings."""
    start, end = max(spans[0][0] - _AROUND, 0), min(spans[-1][1] + _AROUND, len(text))
    pieces: list[str] = ["…" if start else ""]
    at = start
    for first, last in spans:
        pieces += [str(escape(text[at:first])), f"<{tag}>{escape(text[first:last])}</{tag}>" if last > first else ""]
        at = last
    pieces += [str(escape(text[at:end])), "…" if end < len(text) else ""]
    return Markup("".join(pieces))  # noqa: S704 - every text in it is escaped


def done_sentence(done: Done) -> str:
    """What came of a replacement."""
    said = []
    if done.count:
        said.append(ngettext("Replaced in %(num)s segment.", "Replaced in %(num)s segments.", done.count))
    if done.skipped:
        said.append(
            ngettext(
                "%(num)s segment has changed since and was left alone.",
                "%(num)s segments have changed since and were left alone.",
                len(done.skipped),
            )
        )
    return " ".join(said)


def undone_sentence(done: Done) -> str:
    """What an undo did, and what it left alone."""
    said = [ngettext("%(num)s segment is as it was.", "%(num)s segments are as they were.", done.count)]
    if done.skipped:
        said.append(
            ngettext(
                "%(num)s segment has changed since and was left alone.",
                "%(num)s segments have changed since and were left alone.",
                len(done.skipped),
            )
        )
    return " ".join(said)


def present_past(found: Sequence[Past], clock: Callable[[datetime], str]) -> list[PastView]:
    """What was replaced lately, newest first."""
    return [
        PastView(
            one.id,
            one.wanted.find,
            one.wanted.put,
            gettext(
                "%(name)s, %(time)s, %(count)s",
                name=one.person,
                time=clock(one.at),
                count=ngettext("%(num)s segment", "%(num)s segments", one.count),
            ),
            one.undone,
        )
        for one in found
    ]
