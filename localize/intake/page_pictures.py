"""Which pictures of a page are the article's: not its icons, dividers, portraits and the thumbnails of others."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from localize.article import Role
from localize.intake import page_phrases
from localize.intake.page_body import Body
from localize.intake.page_weigh import Item
from localize.intake.raw import RawBlock

_SMALL: Final = 70  # pixels: icons and portraits of authors
_ICONS: Final = (
    "logo",
    "icon",
    "spacer",
    "pixel",
    "sprite",
    "avatar",
    "blank.",
    "1x1",
    "advert",
    "/ads/",
    "badge",
    "button",
)
_BELOW: Final = 8  # blocks below the text where its pictures may stand
PICTURE: Final = frozenset({Role.PICTURE, Role.ALT_TEXT})
FIGURE: Final = PICTURE | {Role.CAPTION}


class Pictures:
    """The pictures of a page, to be asked whether they are the article's."""

    def __init__(self, body: Body) -> None:
        self._items = body.weighed.items
        self._last = body.last
        self._sources = Counter(i.raw.block.data.get("src", "") for i in self._items if i.role is Role.PICTURE)

    def is_shown(self, item: Item) -> bool:
        """Whether a part of a figure belongs to a picture of the article."""
        if item.index > self._last + _BELOW:
            return False
        figure = _figure_of(item.raw)
        parts = [i for i in self._items[max(0, item.index - 4) : item.index + 6] if _figure_of(i.raw) == figure]
        pictures = [i for i in parts if i.role is Role.PICTURE]
        captioned = any(i.role is Role.CAPTION for i in parts)
        if item.role is not Role.PICTURE:
            return not pictures or not all(self._is_decoration(i, captioned=captioned) for i in pictures)
        return not self._is_decoration(item, captioned=captioned)

    def _is_decoration(self, item: Item, *, captioned: bool) -> bool:
        """Icons, dividers, portraits of authors, and the thumbnails of other articles."""
        data = item.raw.block.data
        alt = next((i.text for i in self._items[item.index + 1 : item.index + 2] if i.role is Role.ALT_TEXT), "")
        if is_icon(data) or (alt and page_phrases.is_decoration(alt)):
            return True
        if captioned:
            return False
        elsewhere = data.get("href", "") and not page_phrases.is_picture_file(data["href"])
        return bool(elsewhere and item.index > self._last) or self._sources[data.get("src", "")] > 1


def is_icon(data: Mapping[str, str]) -> bool:
    """Whether a picture is small, or named like one that says nothing."""
    src = data.get("src", "").lower()
    sizes = [int(data[name]) for name in ("width", "height") if data.get(name, "").isdigit()]
    return (bool(sizes) and min(sizes) <= _SMALL) or any(
        word in src.rpartition("?")[0] or word in src for word in _ICONS
    )


def is_media(item: Item) -> bool:
    """Whether an embed is one of the article: with an address, and not an advertisement."""
    data = item.raw.block.data
    return data.get("kind") != "media" or (
        not item.suspect and data.get("src", "").startswith(("http://", "https://", "//"))
    )


def _figure_of(raw: RawBlock) -> str:
    return next((written for written in raw.block.wrap if written.startswith("figure#")), "")
