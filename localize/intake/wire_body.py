"""The body of an agency's item, as HTML or text, to blocks; with the habits of the wire put right on the way.

Agencies send what once went to teleprinters: paragraphs told apart by an indent alone, lines broken by hand, “_” for a
dash, “ends” at the end. What stands in HTML goes through the same reader as every page.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from localize.article import Block, Role
from localize.intake import parts, patterns
from localize.intake.anatomy import Reading, classify
from localize.intake.html import read_tree
from localize.intake.raw import Layout
from localize.intake.text import read_text
from localize.intake.tree import parse_tree

BLOCK_MARKUP: Final = re.compile(
    r"<(?:p|br|div|h[1-6]|ul|ol|li|table|blockquote|section|article|html)\b[^<>]{0,500}>", re.IGNORECASE
)
_MARKUP: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})\b[^<>]{0,500}>")
_OUTER_PARAGRAPH: Final = re.compile(r"\s*<p>([^<>]*)</p>\s*", re.IGNORECASE)
_INDENT: Final = re.compile(r"\n(?: {2,6}|\t)(?=[^\s<.,;:!?)])")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DASH: Final = re.compile(r"(\([A-Z][\w .&/-]{1,30}\)) _{1,2} (?=\S)")
_RULE: Final = re.compile(r"\s*(?:[_*=~.\-–—]\s*){3,}")
_END_MARKS: Final = frozenset({"ends", "end", "(ends)", "(end)", "- ends -", "-ends-", "###", "# # #", "-30-", "—30—"})
_TEXT_ROLES: Final = frozenset(
    {Role.PARAGRAPH, Role.QUOTATION, Role.LIST_ITEM, Role.TABLE_CELL, Role.SUBHEAD, Role.PREFORMATTED}
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known besides the body while it is read: the headline that came named, and recurring notices."""

    headline: str = ""
    known_notices: Collection[str] = ()


def read_body_html(html: str, beside: Beside) -> Reading:
    """A body in HTML. Raises what ``parse_tree`` raises."""
    tree = parse_tree(html)
    read = classify(read_tree(tree), Layout.HTML, known_notices=beside.known_notices, headline=beside.headline)
    return _tidied(Reading(read.blocks, (*tree.notes, *read.notes)))


def read_body_text(text: str, beside: Beside) -> Reading:
    """A body that calls itself plain text. Some are HTML all the same."""
    outer = _OUTER_PARAGRAPH.fullmatch(text)
    if outer:
        text = outer[1]
    elif BLOCK_MARKUP.search(text):
        return read_body_html(text, beside)
    raws = read_text(wire_dashes(indents_to_blank_lines(text)))
    read = classify(raws, Layout.TEXT, known_notices=beside.known_notices, headline=beside.headline)
    return _tidied(replace(read, blocks=tuple(_own_roles(read.blocks))))


def _own_roles(blocks: Sequence[Block]) -> Iterator[Block]:
    """A single line stands for a headline in a file; the body of an item is its text, and a dateline no headline."""
    alone = not has_text(blocks)
    for block in blocks:
        if block.role is not Role.HEADLINE or not (alone or patterns.is_dateline(block.text.plain)):
            yield block
        else:
            yield replace(block, role=Role.PARAGRAPH if alone else Role.DATELINE, tag="p")


def has_text(blocks: Iterable[Block]) -> bool:
    """Whether there is anything of an article's own text."""
    return any(block.role in _TEXT_ROLES and block.text.plain.strip() for block in blocks)


def is_markup(text: str) -> bool:
    """Whether a text is HTML: it has an element that is closed, or one that makes blocks."""
    if BLOCK_MARKUP.search(text):
        return True
    tags = {(found[1], found[2].lower()) for found in _MARKUP.finditer(text[:20_000])}
    return any(("/", name) in tags for closing, name in tags if not closing)


def blocks_of(text: str, role: Role, *, html: bool) -> tuple[Block, ...]:
    """A part that came named, as blocks of its role; HTML keeps its inline markup."""
    if not html:
        plain = " ".join(text.split())
        return (parts.plain(role, plain),) if plain else ()
    read = [raw.block for raw in read_tree(parse_tree(text))]
    return tuple(
        replace(parts.plain(role, ""), text=block.text, codes=block.codes) for block in read if block.text.plain.strip()
    )


def plain_of(text: str, *, html: bool) -> str:
    """A part that came named as one line of plain text."""
    return " ".join(block.text.plain for block in blocks_of(text, Role.PARAGRAPH, html=html))


def indents_to_blank_lines(text: str) -> str:
    """Blank lines before indented first lines, where the other lines begin at the margin: those go on with theirs."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _has_indents(unified):
        return text
    return re.sub(r"(?<!\n)\n(?=\S)", " ", _INDENT.sub("\n\n", unified))


def wire_paragraphs(html: str) -> list[str]:
    """The inside of one ``p`` of an agency's XML: several paragraphs if indents say so, without breaks made by hand."""
    if _has_indents(html):
        return [piece for piece in re.split(r"\n\s*\n|" + _INDENT.pattern, html) if piece.strip()]
    pieces = _BREAK.split(html)
    lines = [" ".join(re.sub(r"<[^<>]{0,500}>", "", piece).split()) for piece in pieces]
    if len(pieces) > 1 and _broken_by_hand([line for line in lines if line]):
        return [" ".join(piece.strip("\n ") for piece in pieces)]
    return [html]


def wire_dashes(text: str) -> str:
    """“(AP) _ The” as the wire writes “(AP) — The”."""
    return _DASH.sub(r"\1 — ", text)


def is_rule(text: str) -> bool:
    """A line that only divides: “___”, “* * *”."""
    return bool(_RULE.fullmatch(text))


def _has_indents(text: str) -> bool:
    lines = [line for line in text.split("\n")[1:] if line.strip()]
    indented = sum(line.startswith(("  ", "\t")) for line in lines)
    return 0 < indented < len(lines) and bool(_INDENT.search(text))


def _broken_by_hand(lines: list[str]) -> bool:
    """Lines of about the same width that break off mid-sentence."""
    inner = lines[:-1]
    ended = sum(line.endswith((".", "!", "?", ":", '"', "”")) for line in inner)
    return bool(inner) and all(40 <= len(line) <= 90 for line in inner) and ended * 2 < len(inner) + 1


def _tidied(reading: Reading) -> Reading:
    """Without the mark of the end; lines that only divide are rules; credits have their parts."""
    blocks = [_tidy(block) for block in reading.blocks]
    last = max((n for n, block in enumerate(blocks) if block.role is Role.PARAGRAPH), default=0)
    if last and blocks[last].text.plain.strip().casefold() in _END_MARKS:
        del blocks[last]
    return replace(reading, blocks=tuple(blocks))


def _tidy(block: Block) -> Block:
    if block.role is Role.CREDIT and not block.codes and not block.data.get("names"):
        return replace(block, data={**block.data, **parts.credit(block.text.plain).data})
    if block.role is Role.PARAGRAPH and not block.wrap and is_rule(block.text.plain):
        return Block(block.key, Role.EMBED, tag="hr", data={"kind": "rule"})
    return block
