"""Single parts of an article that come named: as members of a payload, not as lines of a page."""

import re
from collections.abc import Sequence
from dataclasses import replace

from localize.article import Block, Role
from localize.elements import wrap
from localize.intake import credit_lines, patterns
from localize.intake.fields import Fields
from localize.intake.html import read_tree
from localize.intake.inline import Inline
from localize.intake.raw import MAX_BLOCKS
from localize.intake.tree import parse_tree
from localize.markup import CodedText

_TAGS = {
    Role.HEADLINE: "h1",
    Role.SUBHEAD: "h2",
    Role.TEASER_HEADING: "h2",
    Role.TEASER_TITLE: "h3",
    Role.PREFORMATTED: "pre",
}
_NOT_SENT = frozenset({Role.TABLE_CELL, Role.EMBED})
ROLES = tuple(role.value for role in Role if role not in _NOT_SENT)


def plain(role: Role, text: str, **data: str) -> Block:
    """A block of plain text."""
    return Block("", role, CodedText.plain_text(text), tag=_TAGS.get(role, "p"), data=data)


def head(fields: Fields, headline: str) -> list[Block]:
    """Headline, standfirst, byline, dateline, picture: those that are there."""
    texts = [(Role.HEADLINE, headline)]
    texts += [(role, fields.text(role.value)) for role in (Role.STANDFIRST, Role.BYLINE, Role.DATELINE)]
    return [*(plain(role, text) for role, text in texts if text), *picture(fields.inner("picture"))]


def picture(fields: Fields) -> list[Block]:
    """The picture of an article: ``url``, ``alt``, ``caption``, ``credit``."""
    outer, inner = wrap("figure", 1), wrap("figcaption", 2)
    blocks = []
    if url := fields.url("url", own=True):
        blocks.append(Block("", Role.PICTURE, tag="img", wrap=(outer,), data={"src": url}))
    if alt := fields.text("alt"):
        blocks.append(replace(plain(Role.ALT_TEXT, alt), tag="", wrap=(outer,)))
    if caption := fields.text("caption"):
        blocks.append(replace(plain(Role.CAPTION, caption), tag="", wrap=(outer, inner)))
    if text := fields.text("credit"):
        blocks.append(replace(credit(text), wrap=(outer, inner)))
    return blocks


def credit(text: str) -> Block:
    """A picture credit with its parts in ``data``."""
    found = credit_lines.credit(text)
    return plain(Role.CREDIT, text, **(found[1] if found and found[0] == 0 else {"names": text}))


def notices(fields: Fields) -> list[Block]:
    """``notice``: a string with a paragraph a notice, or a list of strings."""
    sent = fields.raw.get("notice")
    if isinstance(sent, list | tuple):
        texts: Sequence[str] = fields.words("notice", limit=20)
    else:
        texts = re.split(r"\n\s*\n", fields.text("notice", limit=10_000, lines=True))
    joined = (re.sub(r"[ \t\n]+", " ", text).strip() for text in texts)
    return [plain(Role.SOURCE_LINK if patterns.is_source_link(t) else Role.NOTICE, t) for t in joined if t]


def teasers(fields: Fields) -> list[Block]:
    """``teasers``: ``external_id``, ``url``, ``title``, ``summary``, ``image_alt`` each."""
    blocks = []
    for number, teaser in enumerate(fields.each("teasers", limit=50), start=1):
        group = str(number)
        title, url, external_id = teaser.text("title"), teaser.url("url", own=True), teaser.text("external_id")
        if not title:
            teaser.refuse("title", "A teaser needs a title.")
            continue
        if alt := teaser.text("image_alt"):
            figure = (wrap("figure", number),)
            blocks.append(replace(plain(Role.TEASER_ALT, alt, group=group), tag="", wrap=figure))
        more = {name: value for name, value in (("url", url), ("external_id", external_id)) if value}
        blocks.append(plain(Role.TEASER_TITLE, title, group=group, **more))
        if summary := teaser.text("summary"):
            blocks.append(plain(Role.TEASER_SUMMARY, summary, group=group))
    return blocks


def sent_blocks(fields: Fields) -> list[Block]:
    """``blocks``: objects with ``role`` and ``text`` or ``html``, and ``level``, ``url``, ``src``, ``minutes``, ``group``."""
    blocks: list[Block] = []
    lists = 0
    for item in fields.each("blocks", limit=MAX_BLOCKS):
        written = item.choice("role", ROLES)
        if not written:
            if not item.raw.get("role"):
                item.refuse("role", "Every block needs a role.")
            continue
        block = _sent_block(item, Role(written))
        if block is None:
            continue
        if block.role is Role.LIST_ITEM:
            if not blocks or blocks[-1].role is not Role.LIST_ITEM:
                lists = len(blocks) + 1
            entry = wrap("li", MAX_BLOCKS + len(blocks))
            block = replace(block, tag="", wrap=(wrap("ul", lists), entry))
        blocks.append(block)
    return blocks


def _sent_block(item: Fields, role: Role) -> Block | None:
    data = {name: item.text(name) for name in ("group", "external_id") if item.raw.get(name)}
    for name in ("url", "src"):
        if address := item.url(name, own=True):
            data[name] = address
    level = item.number("level", 1, 6)
    minutes = item.number("minutes", 1, 999)
    if minutes is not None:
        data["minutes"] = str(minutes)
    if role is Role.PICTURE:
        src = data.pop("src", "") or data.pop("url", "")
        if not src:
            item.refuse("src", "A picture needs an address.")
            return None
        return Block("", role, tag="img", data=data | {"src": src})
    inline = _content(item)
    if inline is None:
        return None
    block = Block("", role, inline.text, inline.codes, _TAGS.get(role, "p"), data=data)
    if role is Role.SUBHEAD:
        return replace(block, tag=f"h{level or 2}", data=data | {"level": str(level or 2)})
    if role is Role.CREDIT and not inline.codes:
        return replace(credit(inline.text.plain), data={**data, **credit(inline.text.plain).data})
    return block


def _content(item: Fields) -> Inline | None:
    """The text of a sent block; None and a problem when there is none or too much."""
    has_text, has_html = (item.raw.get(name) is not None for name in ("text", "html"))
    if has_text == has_html:
        item.refuse("text", "A block needs either text or html.")
        return None
    if has_text:
        text = item.text("text", limit=50_000)
        if not text:
            item.refuse("text", "Must be a string that is not empty.")
        return Inline(CodedText.plain_text(text)) if text else None
    found = read_tree(parse_tree(item.text("html", limit=200_000, lines=True)))
    if len(found) != 1 or not found[0].block.text:
        item.refuse("html", f"Must hold the running text of one block; this holds {len(found)}.")
        return None
    return Inline(found[0].block.text, found[0].block.codes)
