"""What a reader of a format is given, and what it hands back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from localize.article import Article, IntakeNote
from localize.intake.orders import Orders


@dataclass(frozen=True, slots=True)
class Source:
    """What arrived. ``text`` is the decoded ``data``; empty for binary formats, which read ``data`` themselves.

    ``url``: the address it was read from, if any; relative links are taken against it. ``notes``: what decoding had to
    guess; readers need not repeat them. ``known_notices``: texts that recur from article to article.
    """

    data: bytes
    text: str = ""
    url: str | None = None
    content_type: str | None = None
    known_notices: Collection[str] = ()
    notes: tuple[IntakeNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """One article that was read, with what its sender says about it.

    ``language``: the language that it names itself, as a tag of RFC 5646; None when it names none.
    """

    article: Article
    orders: Orders = field(default_factory=Orders)
    language: str | None = None


Reader = Callable[[Source], Sequence[Received]]
