"""Pictures that come beside a text, in several sizes: which address to take, and where they go in the article."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from localize.article import Block, Role
from localize.elements import read_wrap, wrap
from localize.intake import parts
from localize.intake.fields import is_web_address
from localize.intake.raw import MAX_BLOCKS

_WIDE_ENOUGH: Final = 2_000  # pixels: more than a page shows
_ENDINGS: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|tiff?)", re.IGNORECASE)
_SMALL: Final = re.compile(r"thumb|icon|small|preview|watermark|square|lowres", re.IGNORECASE)
_FILE_NAME: Final = re.compile(r"\S+\.[A-Za-z0-9]{2,5}")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One size of a picture."""

    address: str
    name: str = ""
    media_type: str = ""
    width: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an item. ``addresses``: of all its sizes, by which it is known again in a body."""

    url: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    addresses: frozenset[str] = frozenset()
    name: str = ""  # what the sender calls it, for notes


def best(renditions: Sequence[Rendition]) -> str:
    """The address to show: the widest that a page can use, else the smallest beyond; never a thumbnail if avoidable."""
    shown = [r for r in renditions if is_web_address(r.address) and is_picture(r.media_type, r.address)]

    def rank(rendition: Rendition) -> tuple[bool, bool, int]:
        fits = 0 < rendition.width <= _WIDE_ENOUGH
        small = rendition.width < 300 if rendition.width else bool(_SMALL.search(rendition.name))
        return not small, fits or not rendition.width, rendition.width if fits else -rendition.width

    return max(shown, key=rank).address if shown else ""


def is_picture(media_type: str, address: str = "") -> bool:
    """Whether a media type, or an address if there is none, is that of a picture."""
    if media_type:
        return media_type.strip().lower().startswith(("image/", "image"))
    path = _path(address)
    return not re.search(r"\.[A-Za-z][A-Za-z0-9]{1,4}$", path) or bool(_ENDINGS.search(path[-6:]))


def names_picture(address: str) -> bool:
    """Whether an address ends like that of a picture."""
    return bool(_ENDINGS.search(_path(address)[-6:]))


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def credit_of(*names: str) -> str:
    """Photographer and agency in one line, each once: “Ida Moen/Fjord Pictures”."""
    kept: list[str] = []
    for name in names:
        if name and not any(name.casefold() in known.casefold() for known in kept):
            kept = [known for known in kept if known.casefold() not in name.casefold()] + [name]
    return "/".join(kept)


def described(picture: Picture, title: str) -> Picture:
    """With its title as caption, or as alternative text beside a caption; names of files are no titles."""
    if not title or _FILE_NAME.fullmatch(title):
        return picture
    if not picture.caption:
        return replace(picture, caption=title)
    if not picture.alt and title.casefold() not in picture.caption.casefold():
        return replace(picture, alt=title)
    return picture


def picture_blocks(picture: Picture) -> list[Block]:
    """The blocks of a picture in a figure of its own."""
    outer = wrap("figure", 1)
    blocks = [Block("", Role.PICTURE, tag="img", wrap=(outer,), data={"src": picture.url})] if picture.url else []
    return blocks + _words(picture, (outer,), frozenset())


def place_pictures(body: Sequence[Block], pictures: Iterable[Picture]) -> tuple[list[Block], list[Picture]]:
    """The body with pictures that it shows already given their words, and those that it does not show."""
    blocks, rest = list(body), []
    captions = {_same(block) for block in blocks if block.role is Role.CAPTION}
    for picture in pictures:
        at = next((n for n, b in enumerate(blocks) if b.role is Role.PICTURE and _is_of(b, picture)), -1)
        if at >= 0:
            blocks = _completed(blocks, at, picture)
        elif not (picture.caption and " ".join(picture.caption.split()).casefold() in captions):
            rest.append(picture)
    return blocks, rest


def _is_of(block: Block, picture: Picture) -> bool:
    return block.data.get("src", "") in {picture.url, *picture.addresses} - {""}


def _same(block: Block) -> str:
    return " ".join(block.text.plain.split()).casefold()


def _completed(blocks: list[Block], at: int, picture: Picture) -> list[Block]:
    """The figure around a picture of the body: at its best size, and with what it lacks put in at its end."""
    figure = next((n for n, name in enumerate(blocks[at].wrap) if name.startswith("figure#")), None)
    if figure is None:
        return blocks
    wraps = blocks[at].wrap[: figure + 1]
    end = at + 1
    while end < len(blocks) and blocks[end].wrap[: figure + 1] == wraps:
        end += 1
    caption, by = (" ".join(text.split()).casefold() for text in (picture.caption, picture.credit))
    inside = []
    for block in blocks[at:end]:
        if block.role is Role.PICTURE and picture.url and _is_of(block, picture):
            inside.append(replace(block, data={**block.data, "src": picture.url}))
        elif block.role is Role.CAPTION and by and _same(block) == by:
            inside.append(replace(parts.credit(block.text.plain), tag=block.tag, wrap=block.wrap))
        elif block.role is not Role.ALT_TEXT or _same(block) != caption:
            inside.append(block)
    there = {block.role for block in inside}
    number = 1 + max((read[1] for b in blocks for w in b.wrap if (read := read_wrap(w))), default=MAX_BLOCKS)
    before = next((n for n, block in enumerate(inside) if block.role is Role.CREDIT), len(inside))
    words = _words(picture, wraps, frozenset(there), number)
    return [*blocks[:at], *inside[:before], *words, *inside[before:], *blocks[end:]]


def _words(picture: Picture, wraps: tuple[str, ...], there: frozenset[Role], number: int = 2) -> list[Block]:
    inner = (*wraps, wrap("figcaption", number))
    blocks = []
    if picture.alt and Role.ALT_TEXT not in there:
        blocks.append(replace(parts.plain(Role.ALT_TEXT, picture.alt), tag="", wrap=wraps))
    if picture.caption and Role.CAPTION not in there:
        blocks.append(replace(parts.plain(Role.CAPTION, picture.caption), tag="", wrap=inner))
    if picture.credit and Role.CREDIT not in there:
        tag = "p" if blocks and blocks[-1].role is Role.CAPTION else ""
        blocks.append(replace(parts.credit(picture.credit), tag=tag, wrap=inner))
    return blocks
