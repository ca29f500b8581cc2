"""Matches of the memory as the editor's side shows them: score, difference, what to look at, who wrote it when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from flask_babel import gettext
from markupsafe import Markup

from localize.article import Block
from localize.markup import CodedText
from localize.memory.entry import EntryOrigin
from localize.memory.match import Carried, Entry, Match, MatchKind, Penalty
from web.presenters import when
from web.presenters.diff import change, plain_html

ADAPTED, LEFT = "adapted", "warning"  # marks of numbers that were put in, and of those that still are the stored ones


@dataclass(frozen=True, slots=True)
class OfferView:
    """One match. ``difference``: what this sentence has changed in the stored one, empty where nothing."""

    number: int
    score: int
    title: str
    difference: Markup
    text: Markup
    notes: tuple[str, ...]
    source: str
    article_id: int | None


def present_offers(
    matches: Sequence[Match], source: CodedText, block: Block, zone: tzinfo, now: datetime
) -> list[OfferView]:
    """The matches of a sentence, in their order. ``zone``: the newsroom's."""
    codes = {code.id: code for code in block.codes}
    views = []
    for number, match in enumerate(matches, 1):
        stored = CodedText.plain_text(CodedText.loads(match.entry.source).plain)
        present = CodedText.plain_text(source.plain)
        spans = [(n.start, n.end, ADAPTED if n.placed else LEFT) for n in match.numbers if n.end > n.start]
        views.append(
            OfferView(
                number=number,
                score=match.score,
                title=_title(match.kind),
                difference=Markup() if stored == present else change(stored, present, {}).html,
                text=plain_html(CodedText.loads(match.target), codes, spans),
                notes=tuple(_notes(match)),
                source=_source(match.entry, zone, now),
                article_id=match.entry.article_id,
            )
        )
    return views


def _title(kind: MatchKind) -> str:
    titles: dict[MatchKind, str] = {
        MatchKind.IN_CONTEXT: gettext("The same sentence between the same neighbours"),
        MatchKind.EXACT: gettext("The same sentence"),
        MatchKind.FUZZY: gettext("A similar sentence"),
    }
    return titles[kind]


def _notes(match: Match) -> Iterator[str]:
    """What to look at, a sentence each; the difference in words is marked, not told."""
    for carried in match.numbers:
        yield _number(carried)
    said: dict[Penalty, str] = {
        Penalty.CASE: gettext("Capitals differ."),
        Penalty.PUNCTUATION: gettext("Punctuation or spaces differ."),
        Penalty.CODES_MAPPED: gettext("Its inline codes are fitted to this sentence."),
        Penalty.CODES_OPEN: gettext("Inline codes differ: they are to be placed."),
        Penalty.UNAPPROVED: gettext("Imported: nobody here has approved it."),
        Penalty.OLD: gettext("Older than five years."),
    }
    for penalty in match.penalties:
        if penalty in said:
            yield said[penalty]


def _number(carried: Carried) -> str:
    words = {"was": carried.was, "now": carried.now}
    if carried.placed and carried.agrees:
        return gettext("Number put in: %(was)s → %(now)s.", **words)
    if carried.placed:
        return gettext("Number put in: %(was)s → %(now)s. Words beside it need another form.", **words)
    if not carried.now:
        return gettext("The number %(was)s is not in this sentence.", **words)
    if not carried.was:
        return gettext("The number %(now)s is not in this match.", **words)
    return gettext("Number not put in: %(was)s stands for %(now)s.", **words)


def _source(entry: Entry, zone: tzinfo, now: datetime) -> str:
    """Who wrote it, who approved it, when."""
    day = when.short_day(entry.updated_at.astimezone(zone).date(), now.astimezone(zone).date())
    said = [entry.author]
    if entry.approver and entry.approver != entry.author:
        said.append(gettext("approved by %(name)s", name=entry.approver))
    if entry.origin is EntryOrigin.IMPORTED:
        said.append(gettext("imported"))
    if entry.origin is EntryOrigin.DEMO:
        said.append(gettext("a sample"))
    return ", ".join([part for part in said if part] + [day])
