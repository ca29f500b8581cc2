"""Finding articles on the desk by what they say."""

from dataclasses import dataclass
from typing import Final

from localize.errors import InputTooLargeError
from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.desk import ArticleSummary, summarise_articles
from localize.workflow import UserRole

MOST: Final = 100  # articles
MAX_WORDS: Final = 200  # characters that may be asked for
_AROUND: Final = 50  # characters shown on either side of a hit


@dataclass(frozen=True, slots=True)
class Hit:
    """A text around the words that were asked for: what stands before, the words, what follows."""

    before: str
    words: str
    after: str


def search_desk(ctx: Context, actor: Actor, wanted: str) -> list[tuple[ArticleSummary, Hit]]:
    """Articles whose headline, source or targets have these words, newest first, at most ``MOST``.

    Raises ``InputTooLargeError``.
    """
    words = " ".join(wanted.split())
    if len(words) > MAX_WORDS:
        raise InputTooLargeError(f"A search may have {MAX_WORDS} characters; this one has {len(words)}.")
    with ctx.store.read() as unit:
        locales = actor.locales if actor.role is UserRole.TRANSLATOR and actor.locales else None
        found = dict(unit.texts.find(words, locales=locales, limit=MOST))
        rows = sorted(unit.articles.by_ids(sorted(found)), key=lambda row: -row.id)
        return [(summary, hit_of(found[summary.id], words)) for summary in summarise_articles(unit, rows)]


def hit_of(written: str, words: str) -> Hit:
    """The place of the words in a text in written coded form."""
    text = CodedText.loads(written).plain
    at = text.lower().find(words.lower())
    if at < 0:
        return Hit("", "", text[: 2 * _AROUND])
    end = at + len(words)
    before, after = text[max(0, at - _AROUND) : at], text[end : end + _AROUND]
    if at > _AROUND:
        before = "…" + before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Hit(before, text[at:end], after)
