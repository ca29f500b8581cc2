"""What people have said about editions and their sources, read for one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final

from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition
from localize.store import Unit
from localize.store.comments import CommentRow
from localize.store.editions import EditionRow
from localize.workflow import UserRole

_LATEST: Final = 500  # open threads that are looked through for somebody


class Kind(StrEnum):
    """What a comment is. A return is an editor's reason why an edition went back, at the place that it means."""

    COMMENT = "comment"
    QUESTION = "question"
    RETURN = "return"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a comment is about. ``side``: source or target."""

    side: str
    words: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment or an answer. ``own``: the viewer wrote it."""

    id: int
    text: str
    author: str
    own: bool
    at: datetime
    edited: bool
    mentions: tuple[str, ...]  # names


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers. ``position``: of its segment; None where the sentence stands no more.

    ``source``: the sentence as it stood when it was written about, as plain text.
    """

    comment: Comment
    kind: Kind
    segment_id: int | None
    position: int | None
    source: str
    quote: Quote | None
    answers: tuple[Comment, ...]
    resolved_by: str | None
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A thread that waits for somebody, for the desk. ``why``: mention, question or answer."""

    thread: Thread
    why: str
    article_id: int
    edition_id: int
    headline: str
    locale: str


def threads(ctx: Context, actor: Actor, edition_id: int) -> list[Thread]:
    """Every thread of an edition and of its source, in reading order; those about sentences that are gone come last."""
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        return Reading(unit, actor).threads(edition, unit.comments.of_edition(edition.article_id, edition.id))


def open_counts(ctx: Context, actor: Actor, edition_id: int) -> dict[int, int]:
    """By segment id: how many threads are not resolved."""
    counts: dict[int, int] = {}
    for thread in threads(ctx, actor, edition_id):
        if thread.resolved_at is None and thread.segment_id is not None:
            counts[thread.segment_id] = counts.get(thread.segment_id, 0) + 1
    return counts


def open_reasons(ctx: Context, actor: Actor, edition_id: int) -> list[Thread]:
    """Reasons of a return that nobody has dealt with, in reading order."""
    return [
        thread
        for thread in threads(ctx, actor, edition_id)
        if thread.kind is Kind.RETURN and thread.resolved_at is None and thread.position is not None
    ]


def questions(ctx: Context, actor: Actor, article_id: int) -> list[Waiting]:
    """Questions about an article's source, open ones first; each in an edition in which this person may answer."""
    with ctx.store.read() as unit:
        place = next((e for e in unit.editions.of_article(article_id) if actor.may_work_in(e.locale)), None)
        if place is None:
            return []
        found = Reading(unit, actor).threads(place, unit.comments.of_edition(article_id, place.id))
        asked = [
            Waiting(thread, "question", article_id, place.id, place.article.headline, place.locale)
            for thread in found
            if thread.kind is Kind.QUESTION
        ]
        return sorted(asked, key=lambda one: one.thread.resolved_at is not None)


def waiting_for(ctx: Context, actor: Actor, limit: int = 50) -> list[Waiting]:
    """Open threads that wait for this person, newest first.

    That is who is mentioned, who is answered in a thread of theirs, and for editors every question to the source desk.
    """
    if actor.id is None:
        return []
    with ctx.store.read() as unit:
        rows = unit.comments.open_threads(_LATEST)
        answers: dict[int, list[CommentRow]] = {}
        for row in unit.comments.answers([row.id for row in rows]):
            answers.setdefault(row.parent_id or 0, []).append(row)
        reading = Reading(unit, actor)
        found: list[Waiting] = []
        for row in rows:
            why = _why(row, answers.get(row.id, []), actor)
            place = _place(unit, row, actor) if why else None
            if place is not None and why:
                [thread] = reading.threads(place, [row, *answers.get(row.id, [])])
                headline = place.article.headline
                found.append(Waiting(thread, why, row.article_id, place.id, headline, place.locale))
            if len(found) == limit:
                break
        return found


def colleagues(ctx: Context, locale: str) -> list[str]:
    """Names of the people who can be mentioned in a locale's edition."""
    with ctx.store.read() as unit:
        return [name for _, name in people_of(unit, locale)]


def _why(row: CommentRow, answers: Sequence[CommentRow], actor: Actor) -> str:
    """Why a thread waits for somebody; empty when it does not. Who wrote last waits for the others."""
    newest = answers[-1] if answers else row
    if newest.author_id == actor.id:
        return ""
    if any(actor.id in part.mentions for part in (row, *answers)):
        return "mention"
    if answers and row.author_id == actor.id:
        return "answer"
    if row.kind == Kind.QUESTION.value and actor.role in {UserRole.EDITOR, UserRole.ADMIN}:
        return "question"
    return ""


def _place(unit: Unit, row: CommentRow, actor: Actor) -> EditionRow | None:
    """The edition that a thread is read in: its own, of a question the first that is this person's."""
    if row.edition_id is not None:
        edition = unit.editions.get(row.edition_id)
        return edition if edition is not None and actor.may_work_in(edition.locale) else None
    return next((e for e in unit.editions.of_article(row.article_id) if actor.may_work_in(e.locale)), None)


@dataclass(frozen=True, slots=True)
class _Places:
    """Positions by segment, and the first segment that says a sentence, by its hash; added ones say nothing."""

    positions: dict[int, int]
    saying: dict[str, int]


@dataclass
class Reading:
    """Comments read for one person: names and the places of an edition's sentences are looked up once."""

    unit: Unit
    actor: Actor
    _places: dict[int, "_Places"] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Of everybody, by id."""
        return {person.id: person.name for person in self.unit.people.all()}

    def places(self, edition: EditionRow) -> "_Places":
        """Where an edition's sentences are."""
        if edition.id not in self._places:
            found = _Places({}, {})
            for position, row in enumerate(self.unit.drafts.work(edition.id, edition.version_id), start=1):
                found.positions[row.id] = position
                if row.source:
                    found.saying.setdefault(row.text_hash, row.id)
            self._places[edition.id] = found
        return self._places[edition.id]

    def threads(self, edition: EditionRow, rows: Sequence[CommentRow]) -> list[Thread]:
        """Comments with their answers in reading order; those about sentences that are gone come last."""
        answers: dict[int, list[Comment]] = {}
        for row in rows:
            if row.parent_id is not None:
                answers.setdefault(row.parent_id, []).append(_comment(row, self.actor, self.names))
        made = [self._thread(edition, row, answers.get(row.id, ())) for row in rows if row.parent_id is None]
        return sorted(made, key=lambda thread: (thread.position is None, thread.position or 0, thread.comment.id))

    def _thread(self, edition: EditionRow, row: CommentRow, answers: Sequence[Comment]) -> Thread:
        places = self.places(edition)
        there = row.segment_id in places.positions
        segment_id = row.segment_id if there else places.saying.get(row.source_hash)
        return Thread(
            comment=_comment(row, self.actor, self.names),
            kind=Kind(row.kind),
            segment_id=segment_id,
            position=places.positions[segment_id] if segment_id is not None else None,
            source=CodedText.loads(row.source).plain,
            quote=Quote(row.quote["side"], row.quote["words"]) if row.quote else None,
            answers=tuple(answers),
            resolved_by=row.resolved_by,
            resolved_at=row.resolved_at,
        )


def _comment(row: CommentRow, actor: Actor, names: Mapping[int, str]) -> Comment:
    return Comment(
        id=row.id,
        text=row.text,
        author=row.author_name,
        own=actor.id is not None and row.author_id == actor.id,
        at=row.at,
        edited=row.edited_at is not None,
        mentions=tuple(names[number] for number in row.mentions if number in names),
    )


def people_of(unit: Unit, locale: str) -> list[tuple[int, str]]:
    """Id and name of those who may work in a locale, by name."""
    found = [
        (row.id, row.name)
        for row in unit.people.all()
        if row.active and Actor(row.id, row.name, UserRole(row.role), tuple(row.locales)).may_work_in(locale)
    ]
    return sorted(found, key=lambda pair: pair[1].casefold())
