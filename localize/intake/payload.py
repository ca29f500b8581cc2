"""The API's JSON document, already parsed, as an article and the orders that came with it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from localize.article import Article, Block, IntakeNote, Role
from localize.errors import InputTooLargeError
from localize.intake import parts
from localize.intake.anatomy import Reading, classify
from localize.intake.assemble import assemble
from localize.intake.fields import Fields, Problems
from localize.intake.html import read_tree
from localize.intake.orders import Orders, read_orders
from localize.intake.raw import Layout
from localize.intake.text import MAX_CHARS, read_text
from localize.intake.tree import parse_tree
from localize.intake.words import REFUSALS, note, refusal

_BODIES: Final = ("body_html", "body_text", "blocks")
KNOWN_FIELDS: Final = frozenset(
    {
        *_BODIES,
        *("external_id", "url", "headline", "standfirst", "byline", "dateline", "published_at", "picture", "source"),
        *("notice", "teasers", "to", "lane", "confidential", "deadline", "embargo", "change"),
    }
)
# Parts that a page may repeat although they came named.
_DOUBLED: Final = frozenset(
    {
        Role.STANDFIRST,
        Role.BYLINE,
        Role.DATELINE,
        Role.ALT_TEXT,
        Role.CAPTION,
        Role.CREDIT,
        Role.NOTICE,
        Role.SOURCE_LINK,
    }
)


def read_article(raw: Mapping[str, Any], *, known_notices: Collection[str] = ()) -> Article:
    """The article of a payload. Raises ``InvalidInputError``; ``details["errors"]`` names every field that is wrong."""
    return read_payload(raw, known_notices=known_notices)[0]


def read_payload(raw: Mapping[str, Any], *, known_notices: Collection[str] = ()) -> tuple[Article, Orders]:
    """The article of a payload and how it is to be handled.

    Raises ``InvalidInputError`` with ``details["errors"]``, a list of ``{"field", "message"}``; ``InputTooLargeError``
    for a body over the limit. Unknown fields become a note.
    """
    problems = Problems()
    fields = Fields(raw, problems)
    headline = fields.text("headline")
    head = parts.head(fields, headline)
    reading = _body(fields, headline, known_notices)
    source = fields.inner("source")
    named = {
        "url": fields.url("url") or None,
        "source_name": source.text("name") or None,
        "source_url": source.url("url") or None,
        "published_at": fields.moment("published_at") or None,
    }
    notices, teasers = parts.notices(fields), parts.teasers(fields)
    orders = read_orders(fields)
    if not headline and not any(block.role is Role.HEADLINE for block in reading.blocks) and not problems.listed:
        problems.add("headline", "The article has no headline, and none could be found in its body.")
    problems.check()
    first, body = _pulled(reading.blocks, head)
    notes = [*reading.notes, *_unknown(raw)]
    body = _without_doubles(body, [*head, *notices])
    article = assemble([first, head, body, notices, teasers], notes=notes, **named)
    return article, orders


def _pulled(blocks: Sequence[Block], head: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The headline found in a body goes before the other parts of the head when none was named."""
    if any(block.role is Role.HEADLINE for block in head):
        return [], list(blocks)
    at = next((index for index, block in enumerate(blocks) if block.role is Role.HEADLINE), -1)
    return list(blocks[: at + 1]), list(blocks[at + 1 :])


def _body(fields: Fields, headline: str, known_notices: Collection[str]) -> Reading:
    sent = [name for name in _BODIES if fields.raw.get(name) is not None]
    if len(sent) > 1:
        fields.refuse(sent[1], f"Send one body: {', '.join(_BODIES)}. This has {' and '.join(sent)}.")
        return Reading(())
    match sent:
        case ["body_html"]:
            tree = parse_tree(_large(fields, "body_html"))
            read = classify(read_tree(tree), Layout.HTML, known_notices=known_notices, headline=headline)
            return Reading(read.blocks, (*tree.notes, *read.notes))
        case ["body_text"]:
            raws = read_text(_large(fields, "body_text"))
            return classify(raws, Layout.TEXT, known_notices=known_notices, headline=headline)
        case ["blocks"]:
            blocks = parts.sent_blocks(fields)
            doubled = headline and blocks and blocks[0].role is Role.HEADLINE
            return Reading(tuple(blocks[1:] if doubled and blocks[0].text.plain == headline else blocks))
        case _:
            if not headline:
                problem = {"field": "headline", "message": REFUSALS["no-text"]}
                raise refusal("no-text", details={"errors": [problem]})
            return Reading(())


def _large(fields: Fields, name: str) -> str:
    value = fields.raw.get(name)
    if isinstance(value, str) and len(value) > MAX_CHARS:
        message = f"Must have at most {MAX_CHARS:,} characters; this has {len(value):,}."
        raise InputTooLargeError(f"{name}: {message}", errors=[{"field": name, "message": message}])
    return fields.text(name, limit=MAX_CHARS, lines=True)


def _without_doubles(blocks: Sequence[Block], given: Sequence[Block]) -> list[Block]:
    texts = {" ".join(block.text.plain.split()).casefold() for block in given if block.text.plain}
    return [
        block
        for block in blocks
        if not (
            " ".join(block.text.plain.split()).casefold() in texts
            and (block.role in _DOUBLED or (block.role is Role.PARAGRAPH and block is blocks[0]))
        )
    ]


def _unknown(raw: Mapping[str, Any]) -> list[IntakeNote]:
    unknown = sorted(str(name)[:60] for name in raw if name not in KNOWN_FIELDS)
    return [note("unknown-fields", names=", ".join(unknown[:20]))] if unknown else []
