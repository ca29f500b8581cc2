"""A web page or HTML fragment as an article.

A fragment, or a page that holds little besides its article, is read as it stands. Of a page as served, with menus, lists
of other articles, advertisements, the article is found first (``localize.intake.page_select``). What a page says about
itself in its head (``localize.intake.page_meta``) fills in what its text does not show.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from localize.article import Article, Block, IntakeNote, Role
from localize.elements import wrap
from localize.intake import parts
from localize.intake.anatomy import Reading, classify
from localize.intake.assemble import assemble
from localize.intake.html import read_tree
from localize.intake.page_extract import find_article
from localize.intake.page_figures import mend_figures
from localize.intake.page_meta import PageMeta, Picture, moment_of_line, read_meta
from localize.intake.page_select import select
from localize.intake.page_weigh import linked_share, suspect_by_name
from localize.intake.raw import Layout, RawBlock, Region
from localize.intake.received import Received, Source
from localize.intake.tree import Tree, embeds_left_out, parse_tree
from localize.intake.words import note

_WHOLE: Final = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_TOP: Final = 20_000  # characters in which a page says that it is one
# Links of a site around its article: a page that has so many is not only the article.
_AROUND: Final = 8


def read_page(source: Source) -> tuple[Received, ...]:
    """A page as served, or a fragment of one."""
    article, language = _read(source.text, source.url, source.known_notices)
    return (Received(article, language=language or None),)


def read_html(source: str, *, url: str | None = None, known_notices: Collection[str] = ()) -> Article:
    """Read a page or fragment. Without a ``h1``, the page's title is the headline."""
    return _read(source, url, known_notices)[0]


def _read(source: str, url: str | None, known_notices: Collection[str]) -> tuple[Article, str]:
    whole = bool(_WHOLE.search(source[:_TOP]))
    tree = parse_tree(source, page=whole)
    meta = PageMeta(url=url or "")
    if whole:
        mend_figures(tree.root)
        meta = read_meta(tree, url)
    raws = read_tree(tree)
    selection = select(raws, find_article(tree), meta, _own_title(tree)) if whole and _is_crowded(raws) else None
    if selection is None:
        reading, title = _plain(raws, tree, known_notices)
    else:
        title = selection.headline
        reading = classify(
            selection.raws, Layout.HTML, known_notices=known_notices, headline=title, left_out=selection.left_out
        )
        reading = replace(reading, blocks=_filled(reading.blocks, meta))
    if whole:
        meta = _dated(meta, reading.blocks)
    blocks, embeds = _without_embeds(reading.blocks)
    notes = [*tree.notes, *embeds, *_date_notes(meta), *reading.notes]
    first = []
    if title:
        first = [parts.plain(Role.HEADLINE, title)]
        notes.append(note("headline-from-title"))
    article = assemble(
        [first, blocks],
        notes=notes,
        url=meta.url or url,
        source_name=meta.site or None,
        published_at=meta.published_at or None,
    )
    return article, meta.language


def _plain(raws: Sequence[RawBlock], tree: Tree, known_notices: Collection[str]) -> tuple[Reading, str]:
    """All that stands in a fragment or small page, and its title when no top heading says it."""
    has_h1 = any(raw.block.data.get("level") == "1" for raw in raws)
    title = "" if has_h1 else _own_title(tree)
    return classify(raws, Layout.HTML, known_notices=known_notices, headline=title), title


def _is_crowded(raws: Sequence[RawBlock]) -> bool:
    """Whether links of a site stand around the article."""
    links = 0
    for raw in raws:
        outside = raw.region in {Region.NAV, Region.HEADER, Region.FOOTER}
        named = raw.holder is not None and any(suspect_by_name(holder) for holder in raw.holder.chain())
        links += (outside or named) and linked_share(raw) >= 0.7
    return links >= _AROUND


def _own_title(tree: Tree) -> str:
    """The title without the name of the site behind it."""
    return re.split(r"\s+[|–—]\s+|\s+-\s+(?=[^-]{1,40}$)", tree.title, maxsplit=1)[0].strip()


def _without_embeds(blocks: Sequence[Block]) -> tuple[list[Block], list[IntakeNote]]:
    """Embedded media cannot be shown in an edition: they are listed for a person."""
    media = [block for block in blocks if block.role is Role.EMBED and block.data.get("kind") == "media"]
    kept = [block for block in blocks if block not in media] if media else list(blocks)
    return kept, [embeds_left_out([block.data.get("src", "") for block in media])] if media else []


def _date_notes(meta: PageMeta) -> list[IntakeNote]:
    return [note("date-zone-guessed", written=meta.zone_guessed)] if meta.zone_guessed else []


def _dated(meta: PageMeta, blocks: Sequence[Block]) -> PageMeta:
    """With the date that stands on the page, when its metadata name none."""
    days = [block for block in blocks if block.role is Role.EDITION_DATE and block.data.get("date")]
    if meta.published_at or not days or not meta.site:
        return meta
    moment, guessed = moment_of_line(days[-1].data["date"], days[-1].text.plain)
    return replace(meta, published_at=moment, zone_guessed=guessed)


def _filled(blocks: Sequence[Block], meta: PageMeta) -> tuple[Block, ...]:
    """The head with what the page says of it only outside the text: who wrote it, the picture that it is shown with."""
    at = next((index for index, block in enumerate(blocks) if block.role is Role.HEADLINE), -1) + 1
    before, after = list(blocks[:at]), list(blocks[at:])
    roles = {block.role for block in blocks}
    added = []
    if meta.authors and Role.BYLINE not in roles:
        added.append(parts.plain(Role.BYLINE, "By " + _listed(meta.authors)))
    if meta.picture and Role.PICTURE not in roles:
        added += _figure(meta.picture, len(blocks))
    head = 0
    while head < len(after) and after[head].role in {
        Role.STANDFIRST,
        Role.BYLINE,
        Role.READING_TIME,
        Role.EDITION_DATE,
    }:
        head += 1
    return (*before, *after[:head], *added, *after[head:])


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _figure(picture: Picture, number: int) -> list[Block]:
    """The picture in a figure of its own; ``number`` makes its containers unlike those of other blocks."""
    outer, inner = wrap("figure", 100_000 + number), wrap("figcaption", 200_000 + number)
    sizes = {name: value for name, value in (("width", picture.width), ("height", picture.height)) if value}
    blocks = [Block("", Role.PICTURE, tag="img", wrap=(outer,), data={"src": picture.url} | sizes)]
    if picture.alt:
        blocks.append(replace(parts.plain(Role.ALT_TEXT, picture.alt), tag="", wrap=(outer,)))
    if picture.caption:
        blocks.append(replace(parts.plain(Role.CAPTION, picture.caption), tag="", wrap=(outer, inner)))
    return blocks
