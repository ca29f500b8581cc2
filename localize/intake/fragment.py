"""HTML that another format was turned into, as an article: its structure is true, so nothing is looked for around it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from localize.article import Article, Block, Handling, IntakeNote, Role
from localize.intake import parts
from localize.intake.anatomy import classify
from localize.intake.assemble import assemble
from localize.intake.html import read_tree
from localize.intake.raw import Layout, RawBlock
from localize.intake.tree import parse_tree
from localize.intake.words import note

DOCUMENT_TITLE = "document-title"  # class of the heading that is the headline, whatever other headings there are

_LONG = 100  # characters: more than a headline without a full stop has
_LONGEST = 250


def read_fragment(
    html: str,
    *,
    headline: str = "",
    before: Sequence[Block] = (),
    notes: Sequence[IntakeNote] = (),
    known_notices: Collection[str] = (),
    url: str | None = None,
    source_name: str | None = None,
    published_at: str | None = None,
) -> Article:
    """An article of a fragment of HTML.

    ``headline``: the one to take when no ``h1`` stands in it. ``before``: parts that came beside the text, such as a
    byline; they stand between headline and text. Without any headline a short first line becomes it.
    """
    tree = parse_tree(html)
    raws = _one_headline(read_tree(tree))
    given = "" if any(raw.block.data.get("level") == "1" for raw in raws) else headline
    reading = classify(raws, Layout.HTML, known_notices=known_notices, headline=given)
    said = [*notes, *tree.notes, *reading.notes]
    blocks = list(reading.blocks)
    if given:
        blocks.insert(0, parts.plain(Role.HEADLINE, given))
    elif not any(block.role is Role.HEADLINE for block in blocks) and (at := _first_line(blocks)) is not None:
        blocks.insert(0, replace(blocks.pop(at), role=Role.HEADLINE, tag="h1", wrap=(), data={}))
        said.append(note("headline-from-first-line"))
    at = next((index for index, block in enumerate(blocks) if block.role is Role.HEADLINE), -1) + 1
    blocks = [*blocks[:at], *_missing(before, blocks), *blocks[at:]]
    return assemble([blocks], notes=said, url=url, source_name=source_name, published_at=published_at)


def _one_headline(raws: Sequence[RawBlock]) -> list[RawBlock]:
    """Leave one heading of level 1: the title, else the first. Where there are more, the others go a level down."""
    levels = [int(raw.block.data.get("level", "0")) for raw in raws]
    tops = [at for at, level in enumerate(levels) if level == 1]
    if len(tops) < 2:
        return list(raws)
    main = next((at for at in tops if DOCUMENT_TITLE in raws[at].hints), tops[0])
    return [
        _lower(raw, level) if level and at != main else raw
        for at, (raw, level) in enumerate(zip(raws, levels, strict=True))
    ]


def _lower(raw: RawBlock, level: int) -> RawBlock:
    below = str(min(level + 1, 6))
    return replace(raw, block=replace(raw.block, tag=f"h{below}", data={**raw.block.data, "level": below}))


def _first_line(blocks: Sequence[Block]) -> int | None:
    """Where the first line of text stands, when it reads like a headline and more text follows."""
    lines = [
        index for index, block in enumerate(blocks) if block.text.plain.strip() and block.handling is not Handling.OMIT
    ]
    if len(lines) < 2 or blocks[lines[0]].role is not Role.PARAGRAPH:
        return None
    text = blocks[lines[0]].text.plain.strip()
    short = len(text) <= _LONG or not text.endswith((".", ".”", '."'))
    return lines[0] if short and len(text) <= _LONGEST else None


def _missing(before: Sequence[Block], blocks: Sequence[Block]) -> list[Block]:
    """Those parts that the text does not carry itself."""
    texts = {" ".join(block.text.plain.split()).casefold() for block in blocks[:10]}
    roles = {block.role for block in blocks} & {Role.BYLINE, Role.DATELINE}
    return [
        block
        for block in before
        if block.role not in roles and " ".join(block.text.plain.split()).casefold() not in texts
    ]
