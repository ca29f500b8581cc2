"""ninjs 1.0 to 3.1 (IPTC News in JSON), and its dialects, as an article."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

from localize.article import Block, IntakeNote, Role
from localize.intake.json_text import load_json
from localize.intake.news_item import (
    MAX_ITEMS,
    NewsItem,
    check_status,
    for_the_desk,
    gather,
    orders_of,
    published,
    to_received,
)
from localize.intake.ninjs_associations import Beside, associations, own_pictures, page_address
from localize.intake.ninjs_body import ReadBody, differs, read_body, words_of
from localize.intake.ninjs_fields import NinjsFields, Variant
from localize.intake.received import Received, Source
from localize.intake.wire_body import blocks_of, has_text, plain_of
from localize.intake.words import note, refusal

_REFUSED: Final = {
    **dict.fromkeys(("picture", "photo", "image", "graphic"), "is-picture"),
    "video": "is-video",
    "audio": "is-audio",
    "event": "is-event",
    "planning": "is-planning",
}
_OURS: Final = frozenset({"external_id", "blocks", "to", "lane", "standfirst", "picture", "teasers", "notice"})
_MARKS: Final = frozenset(
    "versioncreated firstcreated contentcreated pubstatus headlines bodies descriptions standard $standard altids"  # noqa: SIM905
    " representationtype copyrightnotice copyrightholder usageterms ednote body_xhtml description_text description_html"
    " infosource infosources associations renditions".split()
)
_WRAPPERS: Final = (
    "item items _items data result results response newsitems news articles hits docs content _source".split()  # noqa: SIM905
)
_MAX_WRAPPED: Final = 6
_MAIN: Final = ("main", "", "headline", "summary", "abstract", "standfirst", "text", "simple")


def read_ninjs(source: Source) -> tuple[Received, ...]:
    """One document, a list of them, or the answer of an interface that wraps them. Raises ``InvalidInputError``."""
    raw = load_json(source.text)
    items = find_items(raw) or ([raw] if isinstance(raw, dict) else [])
    if not items:
        raise refusal("json-no-article")
    return read_items(items, known_notices=source.known_notices)


def read_items(items: Sequence[Mapping[str, Any]], *, known_notices: Collection[str] = ()) -> tuple[Received, ...]:
    """Several documents, in order. Those without a text are listed in a note."""
    readers = [(_name(item), partial(read_ninjs_document, item, known_notices=known_notices)) for item in items]
    return gather(readers)


def is_ninjs(raw: Mapping[str, Any]) -> bool:
    """Whether an object is ninjs: it has a ``uri`` or members that only ninjs has, and nothing that only we have."""
    names = {str(name).lower() for name in raw}
    if _OURS & names:
        return False
    return isinstance(raw.get("uri"), str) or bool(_MARKS & names)


def find_items(raw: Any) -> list[dict[str, Any]]:
    """The ninjs documents in a value: itself, in a list, or in what interfaces wrap around them. In order."""
    found: list[dict[str, Any]] = []
    stack: list[tuple[Any, int]] = [(raw, 0)]
    while stack and len(found) <= MAX_ITEMS:
        value, depth = stack.pop()
        if isinstance(value, dict) and is_ninjs(value):
            found.append(value)
        elif depth < _MAX_WRAPPED:
            inner = value if isinstance(value, list) else []
            if isinstance(value, dict):
                inner = [value[name] for name in _WRAPPERS if name in value]
            stack.extend((item, depth + 1) for item in reversed(inner) if isinstance(item, dict | list))
    return found


def read_ninjs_document(raw: Mapping[str, Any], *, known_notices: Collection[str] = ()) -> Received:
    """The article of a document. Raises ``InvalidInputError`` that says what it is when it has no text of its own."""
    fields = NinjsFields(raw)
    kind = fields.text("type").lower()
    check_status(fields.text("pubstatus"), _id(fields))
    if kind in _REFUSED:
        raise refusal(_REFUSED[kind])
    headline, decks, other_lines = _headlines(fields)
    body = read_body(fields, headline, known_notices)
    notes: list[IntakeNote] = []
    headline = headline or body.inner.headline
    if not headline and has_text(body.reading.blocks) and (headline := fields.text("title", "name")):
        notes.append(note("headline-from-item"))
    beside = associations(fields)
    _check_text(fields, body, beside)
    summary, other_summaries = _summary(fields)
    orders, of_orders = orders_of(_id(fields), _embargo(fields), fields.text("urgency"))
    if fields.value("embargoed") is True:
        notes.append(note("embargo-open"))
    moment, of_time = published(*(fields.text(f"{when}created") for when in ("first", "version", "content")))
    terms, said = fields.text("usageterms"), [fields.text("ednote"), fields.text("embargoedreason")]
    item = NewsItem(
        headline=headline,
        standfirsts=(*decks, *(summary or body.inner.standfirsts)),
        bylines=tuple(_bylines(fields)) or body.inner.bylines,
        dateline=fields.text("dateline", "located") or body.inner.dateline,
        body=body.reading,
        pictures=(*beside.pictures, *own_pictures(fields)),
        teasers=beside.teasers,
        copyright=fields.text("copyrightnotice"),
        source_name=_source_name(fields),
        url=page_address(fields),
        published_at=moment,
        orders=orders,
        language=fields.text("language") or body.inner.language,
    )
    inner = [n for n in body.inner.notes if not n.code.startswith(("date-", "headline-"))]
    left = [*body.left, *other_lines, *other_summaries]
    notes += [*of_orders, *of_time, *inner, *for_the_desk(said, [terms]), *beside.notes, *_left_out(left, fields)]
    return to_received(replace(item, notes=tuple(notes)))


def _name(raw: Mapping[str, Any]) -> str:
    fields = NinjsFields(raw)
    return next((v.value[:100] for v in fields.variants("headline")), "") or fields.text("title", "uri", "guid") or "?"


def _id(fields: NinjsFields) -> str:
    return fields.text("uri") or fields.text("guid") or fields.text("_id", "id")


def _check_text(fields: NinjsFields, body: ReadBody, beside: Beside) -> None:
    """Raise ``InvalidInputError`` where a headline alone would be half of what was meant."""
    if has_text(body.reading.blocks):
        return
    unread = [name for name in fields.unread if name.startswith(("body", "bodies"))]
    if unread:
        raise refusal("body-not-text", name=unread[0][:60])
    if beside.text_address:
        raise refusal("text-elsewhere", address=beside.text_address[:300])
    if beside.packed:
        raise refusal("is-package")


def _embargo(fields: NinjsFields) -> str:
    value = fields.value("embargoed")
    if isinstance(value, Mapping | list):
        raise refusal("embargo-unreadable", value=str(value)[:60])
    return "" if isinstance(value, bool) else fields.text("embargoed")


def _headlines(fields: NinjsFields) -> tuple[str, tuple[Block, ...], list[str]]:
    """The main headline, second ones as standfirsts, and what else there is, by name."""
    lines = fields.variants("headline")
    decks = [line for line in lines if re.search(r"sub|deck|second", line.role, re.IGNORECASE)]
    mains = _ranked([line for line in lines if line not in decks])
    main = _plain(mains[0]) if mains else ""
    known = words_of(main)
    others = [f"headline ({line.role}): {_plain(line)[:80]}" for line in mains[1:] if differs(_plain(line), known)]
    blocks = [block for line in decks for block in blocks_of(_plain(line), Role.STANDFIRST, html=False)]
    return main, tuple(blocks), others


def _summary(fields: NinjsFields) -> tuple[tuple[Block, ...], list[str]]:
    """The summary of an item, and descriptions that say something else, by name."""
    texts = [text for text in fields.variants("description") if not re.search(r"caption|alt\b", text.role)]
    ranked = _ranked(texts)
    if not ranked:
        return (), []
    known = words_of(_plain(ranked[0]))
    others = [f"description ({text.role}): {_plain(text)[:80]}" for text in ranked[1:] if differs(_plain(text), known)]
    return blocks_of(ranked[0].value, Role.STANDFIRST, html=ranked[0].is_html), others


def _ranked(variants: Sequence[Variant]) -> list[Variant]:
    """The main one first: by its role, plain text before markup, then as they stand."""

    def rank(variant: Variant) -> tuple[int, bool]:
        role = re.sub(r"^(?:x?html|plain|rich)_?|_?(?:x?html|plain)$", "", variant.role.lower())
        return (_MAIN.index(role) if role in _MAIN else len(_MAIN)), variant.is_html

    return sorted((variant for variant in variants if not variant.is_xml), key=rank)


def _plain(variant: Variant) -> str:
    return plain_of(variant.value, html=variant.is_html)


def _bylines(fields: NinjsFields) -> Iterator[str]:
    if written := fields.text("by", "byline"):
        yield plain_of(written, html="<" in written)
        return
    roles = re.compile(r"writer|author|reporter|journalist|", re.IGNORECASE)
    names = [author.text("name") for author in fields.objects("authors") if roles.fullmatch(author.text("role"))]
    if joined := ", ".join(filter(None, names)):
        yield joined


def _source_name(fields: NinjsFields) -> str:
    """Who the text is from: the party with that role, else the first; else the holder of its rights."""
    parties = fields.objects("infosource", "infosources")
    parties.sort(key=lambda party: party.text("role", "rel").lower() not in {"source", ""})
    named = [party.text("name", "literal") for party in parties if "trans" not in party.text("role").lower()]
    source = fields.value("source")
    if isinstance(source, Mapping):
        named.append(NinjsFields(source).text("name"))
    elif isinstance(source, str):
        named.append(fields.text("source"))
    named += [
        fields.text("provider") if isinstance(fields.value("provider"), str) else "",
        fields.text("copyrightholder"),
    ]
    return next(filter(None, named), "")[:200]


def _left_out(left: Sequence[str], fields: NinjsFields) -> Iterator[IntakeNote]:
    if left:
        yield note("bodies-left-out", names="; ".join(left)[:1_000])
    if fields.unread:
        yield note("unread-fields", names=", ".join(dict.fromkeys(name[:60] for name in fields.unread))[:500])
