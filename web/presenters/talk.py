"""Comments as the page's scripts and the other pages show them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext

from localize.services.threads import Comment, Kind, Thread, Waiting

Clock = Callable[[datetime], str]


def kind_word(kind: Kind) -> str:
    """What a thread is, as a word."""
    said: dict[Kind, str] = {
        Kind.COMMENT: gettext("Comment"),
        Kind.QUESTION: gettext("Question to the source desk"),
        Kind.RETURN: gettext("Why it was returned"),
    }
    return said[kind]


def thread_json(thread: Thread, clock: Clock) -> dict[str, Any]:
    """A thread for the side column."""
    resolved = None
    if thread.resolved_at is not None:
        resolved = gettext(
            "Resolved by %(name)s, %(time)s", name=thread.resolved_by or "", time=clock(thread.resolved_at)
        )
    return {
        "id": thread.comment.id,
        "kind": thread.kind.value,
        "word": kind_word(thread.kind),
        "segment_id": thread.segment_id,
        "position": thread.position,
        "source": thread.source,
        "quote": {"side": thread.quote.side, "words": thread.quote.words} if thread.quote else None,
        "resolved": resolved,
        "comments": [comment_json(comment, clock) for comment in (thread.comment, *thread.answers)],
    }


def comment_json(comment: Comment, clock: Clock) -> dict[str, Any]:
    """One comment. ``mentions``: names that stand in the text after an @."""
    at = clock(comment.at)
    return {
        "id": comment.id,
        "text": comment.text,
        "author": comment.author,
        "own": comment.own,
        "at": gettext("%(time)s, changed since", time=at) if comment.edited else at,
        "mentions": list(comment.mentions),
    }


@dataclass(frozen=True, slots=True)
class WaitingView:
    """A thread that waits for somebody: a line of the desk."""

    title: str
    text: str
    headline: str
    edition_id: int
    position: int | None
    article_id: int
    asked: bool  # a question to the source desk: it is answered on the article's page


def present_waiting(found: Sequence[Waiting]) -> list[WaitingView]:
    """Lines of the desk, newest first."""
    return [
        WaitingView(
            _title(one),
            (one.thread.answers or (one.thread.comment,))[-1].text[:160],
            one.headline,
            one.edition_id,
            one.thread.position,
            one.article_id,
            one.why == "question",
        )
        for one in found
    ]


def _title(one: Waiting) -> str:
    newest = (one.thread.answers or (one.thread.comment,))[-1]
    said: dict[str, str] = {
        "mention": gettext("%(name)s mentions you", name=newest.author),
        "answer": gettext("%(name)s answered you", name=newest.author),
        "question": gettext("%(name)s asks the source desk", name=newest.author),
    }
    return said[one.why]


def waiting_title(count: int) -> str:
    """How many comments wait for somebody."""
    return ngettext("%(num)s comment waits for you", "%(num)s comments wait for you", count)
