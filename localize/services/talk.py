"""Talk about an edition: comments on a segment or on words of it, answers, mentions, questions to the source desk."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final

from localize.edition import EditionState
from localize.errors import ForbiddenError, InputTooLargeError, InvalidInputError, NotFoundError
from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition
from localize.services.review import step
from localize.store import Unit
from localize.store.comments import CommentRow
from localize.store.editions import EditionRow
from localize.workflow import Action, UserRole

MAX_TEXT: Final = 4_000  # characters of a comment
MAX_QUOTE: Final = 300
_LATEST: Final = 500  # open threads that are looked through for somebody

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")


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
        return _Reading(unit, actor).threads(edition, unit.comments.of_edition(edition.article_id, edition.id))


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


def add(
    ctx: Context, actor: Actor, edition_id: int, segment_id: int, text: str, *, kind: Kind, quote: Quote | None = None
) -> int:
    """Write about a segment, or about words of it; the comment's id. Raises ``InvalidInputError`` without a text."""
    if kind is Kind.RETURN:
        raise ForbiddenError("A reason of a return is given with the return.")
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        return add_in(unit, actor, edition, segment_id, text, kind=kind, quote=quote, now=ctx.clock.now())


def add_in(
    unit: Unit,
    actor: Actor,
    edition: EditionRow,
    segment_id: int,
    text: str,
    *,
    kind: Kind,
    now: datetime,
    quote: Quote | None = None,
) -> int:
    """As ``add``, within a transaction that holds the edition."""
    target = unit.editions.target(edition.id, segment_id)
    if target is None:
        raise NotFoundError(f"Edition {edition.id} has no segment {segment_id} any more.")
    words = _clean(text)
    row = CommentRow(
        article_id=edition.article_id,
        edition_id=None if kind is Kind.QUESTION else edition.id,
        parent_id=None,
        kind=kind.value,
        source_hash=target.segment.text_hash,
        source=target.segment.source,
        quote={"side": quote.side, "words": quote.words[:MAX_QUOTE]} if quote and quote.words.strip() else {},
        text=words,
        mentions=_mentioned(unit, words, edition.locale),
        author_id=actor.id,
        author_name=actor.name,
        at=now,
        edited_at=None,
        resolved_at=None,
        resolved_by=None,
    )
    unit.comments.add(row)
    unit.comments.touch_editions(edition.article_id, row.edition_id, now)
    return row.id


def answer(ctx: Context, actor: Actor, edition_id: int, comment_id: int, text: str) -> int:
    """Answer a comment. An answer to a resolved one opens it again."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, parent = _held(unit, actor, edition_id, comment_id)
        if parent.parent_id is not None:
            raise InvalidInputError("Answer the comment itself, not an answer to it.")
        words = _clean(text)
        row = CommentRow(
            article_id=parent.article_id,
            edition_id=parent.edition_id,
            parent_id=parent.id,
            kind=parent.kind,
            source_hash=parent.source_hash,
            source=parent.source,
            quote={},
            text=words,
            mentions=_mentioned(unit, words, edition.locale),
            author_id=actor.id,
            author_name=actor.name,
            at=now,
            edited_at=None,
            resolved_at=None,
            resolved_by=None,
        )
        parent.resolved_at, parent.resolved_by = None, None
        unit.comments.add(row)
        unit.comments.touch_editions(parent.article_id, parent.edition_id, now)
        return row.id


def reword(ctx: Context, actor: Actor, edition_id: int, comment_id: int, text: str) -> None:
    """Put one's own comment in other words. Raises ``ForbiddenError`` for somebody else's."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition, row = _held(unit, actor, edition_id, comment_id)
        if row.author_id != actor.id:
            raise ForbiddenError("Only who wrote a comment can change it.")
        row.text = _clean(text)
        row.mentions = _mentioned(unit, row.text, edition.locale)
        row.edited_at = now
        unit.comments.touch_editions(row.article_id, row.edition_id, now)


def settle(ctx: Context, actor: Actor, edition_id: int, comment_id: int, *, resolved: bool) -> None:
    """Say that a thread is dealt with, or open it again. Doing it twice changes nothing."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        _, row = _held(unit, actor, edition_id, comment_id)
        if row.parent_id is not None:
            raise InvalidInputError("A whole thread is resolved, not an answer in it.")
        if (row.resolved_at is not None) == resolved:
            return
        row.resolved_at, row.resolved_by = (now, actor.name) if resolved else (None, None)
        unit.comments.touch_editions(row.article_id, row.edition_id, now)


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
        reading = _Reading(unit, actor)
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
        return [name for _, name in _people(unit, locale)]


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


@dataclass
class _Reading:
    """Comments read for one person: names and the places of an edition's sentences are looked up once."""

    unit: Unit
    actor: Actor
    _places: dict[int, dict[str, tuple[int, int]]] = field(default_factory=dict)

    @cached_property
    def names(self) -> Mapping[int, str]:
        """Of everybody, by id."""
        return {person.id: person.name for person in self.unit.people.all()}

    def places(self, edition: EditionRow) -> Mapping[str, tuple[int, int]]:
        """By the hash of a sentence: id and position of its segment."""
        if edition.id not in self._places:
            found: dict[str, tuple[int, int]] = {}
            for position, row in enumerate(self.unit.editions.work(edition.id, edition.version_id), start=1):
                found.setdefault(row.text_hash, (row.id, position))
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
        segment_id, position = self.places(edition).get(row.source_hash, (None, None))
        return Thread(
            comment=_comment(row, self.actor, self.names),
            kind=Kind(row.kind),
            segment_id=segment_id,
            position=position,
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


def _held(unit: Unit, actor: Actor, edition_id: int, comment_id: int) -> tuple[EditionRow, CommentRow]:
    edition = get_edition(unit, edition_id, actor, locked=True)
    row = unit.comments.get(comment_id)
    if row is None or row.article_id != edition.article_id or row.edition_id not in {None, edition.id}:
        raise NotFoundError(f"Edition {edition_id} has no comment {comment_id}.")
    return edition, row


def _clean(text: str) -> str:
    words = _CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not words:
        raise InvalidInputError("Write something first.")
    if len(words) > MAX_TEXT:
        raise InputTooLargeError(f"A comment may have {MAX_TEXT:,} characters; this one has {len(words):,}.")
    return words


def _people(unit: Unit, locale: str) -> list[tuple[int, str]]:
    found = [
        (row.id, row.name)
        for row in unit.people.all()
        if row.active and Actor(row.id, row.name, UserRole(row.role), tuple(row.locales)).may_work_in(locale)
    ]
    return sorted(found, key=lambda pair: pair[1].casefold())


def _mentioned(unit: Unit, text: str, locale: str) -> list[int]:
    """Ids of people whose whole name stands after an @; of two names with one beginning the longer one counts."""
    found: list[int] = []
    rest = text.casefold()
    for number, name in sorted(_people(unit, locale), key=lambda pair: -len(pair[1])):
        sign = re.compile(rf"(?<!\w)@{re.escape(name.casefold())}(?!\w)")
        if sign.search(rest):
            found.append(number)
            rest = sign.sub(" ", rest)
    return sorted(found)


def send_back(ctx: Context, actor: Actor, edition_id: int, reason: str, places: Mapping[int, str]) -> EditionState:
    """Return an edition with a reason, and with reasons at segments: ``places``, by segment id. All of it, or nothing.

    Raises what ``review.send_back`` raises, ``NotFoundError`` for a segment that is not there.
    """
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        edition = get_edition(unit, edition_id, actor, locked=True)
        said = {number: text for number, text in places.items() if text.strip()}
        whole = reason.strip() or " ".join(said.values())  # reasons at the places are reason enough
        step(ctx, unit, edition, Action.RETURN, actor, whole)
        for number, text in said.items():
            add_in(unit, actor, edition, number, text, kind=Kind.RETURN, now=now)
        return EditionState(edition.state)
