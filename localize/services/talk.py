"""Talk about an edition: comments on a segment or on words of it, answers, mentions, questions to the source desk."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from localize.edition import EditionState
from localize.errors import ForbiddenError, InputTooLargeError, InvalidInputError, NotFoundError
from localize.services.context import Actor, Context
from localize.services.postedit import get_edition
from localize.services.review import step
from localize.services.threads import Kind, Quote, people_of
from localize.store import Unit
from localize.store.comments import CommentRow
from localize.store.editions import EditionRow
from localize.workflow import Action

MAX_TEXT: Final = 4_000  # characters of a comment
MAX_QUOTE: Final = 300

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")


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
        segment_id=segment_id,
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
            segment_id=parent.segment_id,
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


def _mentioned(unit: Unit, text: str, locale: str) -> list[int]:
    """Ids of people whose whole name stands after an @; of two names with one beginning the longer one counts."""
    found: list[int] = []
    rest = text.casefold()
    for number, name in sorted(people_of(unit, locale), key=lambda pair: -len(pair[1])):
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
