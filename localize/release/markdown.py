"""An edition as Markdown: CommonMark, with the tables and struck-out text of GitHub's dialect.

Blocks are put back into the containers that they stand in (``Block.wrap``) and written from the inside out. What
Markdown cannot say is said more simply: a merged cell stands in its first place, a definition list is paragraphs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from localize.article import Block, Role
from localize.elements import read_wrap
from localize.locales import format_datetime, reading_time
from localize.markup import CodedText
from localize.release.body import embed_address, embed_name
from localize.release.dress import dressed
from localize.release.lines import disclosure, source_line
from localize.release.markdown_inline import destination, picture, write_inline
from localize.release.parts import Parts, Picture, take_apart
from localize.release.phrases import Phrases
from localize.release.values import ReleaseInput

_ALT_ROLES: Final = frozenset({Role.ALT_TEXT, Role.TEASER_ALT})


@dataclass(slots=True)
class _Node:
    """A container, or a block in it."""

    tag: str
    attrs: Mapping[str, str] = field(default_factory=dict)
    children: list["_Node"] = field(default_factory=list)
    block: Block | None = None
    alt: str = ""  # of a picture


def to_markdown(edition: ReleaseInput, phrases: Phrases) -> str:
    """The whole edition, from the headline to the teasers."""
    parts = take_apart(edition)
    source = source_line(edition, parts)
    pieces = [
        *(_heading(block, parts) for block in parts.head if block.role is Role.HEADLINE),
        *(_inline(block, parts) for block in parts.head if block.role is Role.STANDFIRST),
        *_info(edition, parts, phrases),
        *_lead(parts),
        write_markdown(dressed(parts.body), parts.texts),
        "---" if parts.notices or source else "",
        write_markdown(parts.notices, parts.texts),
        _source(source, phrases),
        _words(disclosure(edition, phrases) or ""),
        *_teasers(parts, phrases),
    ]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def write_markdown(blocks: Sequence[Block], texts: Mapping[str, CodedText]) -> str:
    """Blocks as Markdown, with texts by block key."""
    return "\n\n".join(_written(_tree(blocks, texts), texts))


def _words(text: str) -> str:
    return write_inline(CodedText.plain_text(text), ())


def _inline(block: Block, parts: Parts) -> str:
    return write_inline(parts.texts[block.key], block.codes)


def _heading(block: Block, parts: Parts) -> str:
    return _headed(1, write_inline(parts.texts[block.key], block.codes, one_line=True))


def _headed(level: int, text: str) -> str:
    # Number signs at the end would close the heading.
    return f"{'#' * level} " + re.sub(r"(?<!\\)(#+)\Z", r"\\\1", text) if text else ""


def _info(edition: ReleaseInput, parts: Parts, phrases: Phrases) -> list[str]:
    first = edition.first_published_at or edition.published_at
    said = [
        phrases.text("By {names}", names=parts.byline) if parts.byline else "",
        format_datetime(first, edition.locale, edition.time_zone) if first else "",
        reading_time(parts.reading_minutes, edition.locale),
    ]
    return [_words(line) for line in said]


def _lead(parts: Parts) -> list[str]:
    lead = parts.picture
    if lead is None:
        return []
    below = [_inline(b, parts) for b in parts.head if b.role in {Role.CAPTION, Role.CREDIT}]
    return [_shown(lead), " ".join(below)]


def _shown(shown: Picture) -> str:
    return picture(shown.alt, shown.url) if shown.url else ""


def _source(source: tuple[str, str | None] | None, phrases: Phrases) -> str:
    if source is None:
        return ""
    said = _words(phrases.text("Source: {source}", source=source[0]))
    return f"[{said}]({destination(source[1])})" if source[1] else said


def _teasers(parts: Parts, phrases: Phrases) -> list[str]:
    if not parts.followed:
        return []
    pieces = [_headed(2, _words(parts.teaser_heading or phrases.text("Don't Miss")))]
    for teaser in parts.followed:
        title = _words(teaser.title)
        pieces.append(_headed(3, f"[{title}]({destination(teaser.url)})" if teaser.url else title))
        pieces.append(_words(teaser.summary))
    return pieces


def _tree(blocks: Sequence[Block], texts: Mapping[str, CodedText]) -> _Node:
    """The blocks that have a text here, in their containers."""
    root = _Node("")
    path: list[tuple[str, _Node]] = []
    for block in blocks:
        if block.key not in texts:
            continue
        keep = 0
        while keep < min(len(path), len(block.wrap)) and path[keep][0] == block.wrap[keep]:
            keep += 1
        del path[keep:]
        for written in block.wrap[keep:]:
            read = read_wrap(written)
            holder = path[-1][1] if path else root
            node = _Node(read[0], dict(read[2])) if read else holder
            if read:
                holder.children.append(node)
            path.append((written, node))
        holder = path[-1][1] if path else root
        before = holder.children[-1] if holder.children else None
        if block.role in _ALT_ROLES and before and before.block and before.block.role is Role.PICTURE:
            before.alt = texts[block.key].plain
        else:
            holder.children.append(_Node("", block=block))
    return root


def _written(node: _Node, texts: Mapping[str, CodedText]) -> list[str]:
    """The blocks in a container, each as its lines."""
    written: list[str] = []
    last = ""  # the marker of a list that stands right before: a second one needs another
    for child in node.children:
        if child.tag in {"ul", "ol"}:
            last = _marker(child.tag, last)
            pieces = [_list(child, texts, last)]
        else:
            last = ""
            pieces = _one(child, texts)
        written += [piece for piece in pieces if piece]
    return written


def _marker(tag: str, before: str) -> str:
    one, other = ("-", "*") if tag == "ul" else (".", ")")
    return other if before == one else one


def _one(node: _Node, texts: Mapping[str, CodedText]) -> list[str]:
    """A block, or a container that is no list."""
    if node.block is not None:
        return [_block(node, node.block, texts)]
    if node.tag == "table":
        return _table(node, texts)
    inner = _written(node, texts)
    if node.tag == "blockquote":
        return [_indented("\n\n".join(inner), "> ", "> ").replace("> \n", ">\n")] if inner else []
    return inner


def _block(node: _Node, block: Block, texts: Mapping[str, CodedText]) -> str:
    text = texts[block.key]
    if block.role is Role.PICTURE:
        return picture(node.alt, block.data.get("src") or block.data.get("url", ""))
    if block.role is Role.EMBED:
        address = embed_address(block)
        if block.tag == "hr":
            return "---"
        return f"[{_words(embed_name(address))}]({destination(address)})" if address else ""
    if block.tag == "pre":
        return _fenced(text.plain)
    if re.fullmatch("h[1-6]", block.tag):
        return _headed(int(block.tag[1]), write_inline(text, block.codes, one_line=True))
    return write_inline(text, block.codes)


def _fenced(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}"


def _indented(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join([first + lines[0], *((rest + line) if line or rest.strip() else "" for line in lines[1:])])


def _list(node: _Node, texts: Mapping[str, CodedText], marker: str) -> str:
    start = node.attrs.get("start", "")
    number = int(start) if re.fullmatch(r"\d{1,9}", start) else 1
    items: list[str] = []
    loose = False
    for child in node.children:
        inner = _written(child, texts) if child.block is None else _one(child, texts)
        lead = f"{marker} " if node.tag == "ul" else f"{number}{marker} "
        number += 1
        # Nothing but lists may follow the first paragraph without an empty line.
        tight = len(inner) < 2 or all(grandchild.tag in {"ul", "ol"} for grandchild in child.children[1:])
        loose = loose or not tight
        items.append(_indented(("\n" if tight else "\n\n").join(inner), lead, " " * len(lead)).rstrip(" "))
    return ("\n\n" if loose else "\n").join(items)


def _table(node: _Node, texts: Mapping[str, CodedText]) -> list[str]:
    """A table; before it, its caption. The first row is the head if it says so, else the head is empty."""
    before: list[str] = []
    rows: list[tuple[bool, list[str]]] = []
    for child in _rows(node):
        if child.tag != "tr":
            before += _one(child, texts)
            continue
        cells: list[str] = []
        for cell in child.children:
            span = cell.attrs.get("colspan", "1")
            cells += [_cell(cell, texts), *[""] * (min(int(span), 50) - 1 if span.isdigit() else 0)]
        rows.append((bool(child.children) and all(cell.tag == "th" for cell in child.children), cells))
    width = max((len(cells) for _, cells in rows), default=0)
    if not width:
        return before
    if not rows[0][0]:
        rows.insert(0, (True, []))
    lines = ["| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |" for _, cells in rows]
    lines.insert(1, "|" + " --- |" * width)
    return [*before, "\n".join(lines)]


def _rows(node: _Node) -> list[_Node]:
    """Rows of a table and what else stands in it, without the groups around them."""
    found: list[_Node] = []
    for child in node.children:
        found += _rows(child) if child.tag in {"thead", "tbody", "tfoot"} else [child]
    return found


def _cell(node: _Node, texts: Mapping[str, CodedText]) -> str:
    """A cell in one line: its blocks one after the other, whatever they stand in."""
    if node.block is None:
        return " ".join(filter(None, (_cell(child, texts) for child in node.children)))
    if node.block.role in {Role.PICTURE, Role.EMBED}:
        return _block(node, node.block, texts)
    return write_inline(texts[node.block.key], node.block.codes, one_line=True, cell=True)
