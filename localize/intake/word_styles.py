"""What a Word document's paragraphs are: its styles and lists, followed to what they are based on.

Word keeps the English names of its own styles in every language; a newsroom's own styles are known by their names or by
the style that they are based on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# Kinds of paragraphs and runs; ``localize.intake.docx`` says which element each of them becomes.
HEADINGS: Final = tuple(f"h{level}" for level in range(1, 7))
_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("title", "headline", "hed"), "title"),
    **dict.fromkeys(("subtitle", "standfirst", "lead", "lede", "dek", "deck"), "standfirst"),
    **{f"heading {level}": f"h{level}" for level in range(1, 7)},
    **dict.fromkeys(("heading", "head"), "h1"),
    **dict.fromkeys(("subhead", "subheading", "crosshead"), "h2"),
    **dict.fromkeys(("quote", "intense quote", "block text", "quotations", "blockquote", "pull quote"), "quote"),
    **dict.fromkeys(("caption", "figure", "illustration", "photo caption"), "caption"),
    **dict.fromkeys(("credit", "photo credit"), "credit"),
    **dict.fromkeys(("byline", "author"), "byline"),
    "dateline": "dateline",
    **dict.fromkeys(("html preformatted", "preformatted text", "plain code", "code"), "pre"),
    **dict.fromkeys(("strong", "strong emphasis", "intense emphasis"), "bold"),
    "emphasis": "italic",
}
_LIST: Final = re.compile(r"list (?P<kind>bullet|number)(?: (?P<level>[1-9]))?")
_MAX_BASES: Final = 20  # styles based on styles: a circle ends here

Item = tuple[str, str]  # id of a list and level in it, as written


@dataclass(slots=True)
class _Style:
    name: str = ""
    based_on: str = ""
    outline: str = ""
    item: Item = ("", "")


@dataclass(slots=True)
class Styles:
    """Reads ``styles.xml``."""

    _styles: dict[str, _Style] = field(default_factory=dict)
    _now: _Style | None = None

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Take what a style says of itself."""
        name, value = local(tag), attribute(attrs, "val")
        if name == "style":
            self._now = self._styles.setdefault(attribute(attrs, "styleId"), _Style())
        elif self._now is None:
            return
        elif name == "name":
            self._now.name = self._now.name or value.strip().lower()
        elif name == "basedOn":
            self._now.based_on = value
        elif name == "outlineLvl":
            self._now.outline = value
        elif name == "numId":
            self._now.item = (value, self._now.item[1])
        elif name == "ilvl":
            self._now.item = (self._now.item[0], value)

    def end(self, tag: str) -> None:
        """A style ends."""
        if local(tag) == "style":
            self._now = None

    def data(self, text: str) -> None:
        """Styles say everything in attributes."""

    def kind(self, style_id: str) -> str:
        """What a style is, by its own name or what it is based on; empty for plain text."""
        for style in self._bases(style_id):
            if style.name in _KINDS:
                return _KINDS[style.name]
            if style.outline.isdecimal() and int(style.outline) < len(HEADINGS):
                return HEADINGS[int(style.outline)]
        return ""

    def item(self, style_id: str) -> Item | None:
        """The list and level that a style puts its paragraphs in. ``bullet`` and ``number`` stand for any list."""
        for style in self._bases(style_id):
            if style.item[0]:
                return style.item[0], style.item[1] or "0"
            if found := _LIST.fullmatch(style.name):
                return found["kind"], str(int(found["level"] or 1) - 1)
        return None

    def _bases(self, style_id: str) -> list[_Style]:
        found: list[_Style] = []
        while style_id in self._styles and len(found) < _MAX_BASES:
            found.append(self._styles[style_id])
            style_id = found[-1].based_on
        return found


@dataclass(slots=True)
class Lists:
    """Reads ``numbering.xml``."""

    _formats: dict[str, dict[str, str]] = field(default_factory=dict)  # by definition and level
    _definitions: dict[str, str] = field(default_factory=dict)  # by list
    _by_style: dict[str, Item] = field(default_factory=dict)  # definition and level
    _definition: str = ""
    _list: str = ""
    _level: str = ""

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Take what a list says of its levels."""
        name, value = local(tag), attribute(attrs, "val")
        match name:
            case "abstractNum":
                self._definition, self._list = attribute(attrs, "abstractNumId"), ""
                self._formats.setdefault(self._definition, {})
            case "num":
                self._list, self._definition = attribute(attrs, "numId"), ""
            case "abstractNumId" if self._list:
                self._definitions[self._list] = value
            case "lvl":
                self._level = attribute(attrs, "ilvl") or "0"
            case "numFmt" if self._definition:
                self._formats[self._definition][self._level] = value
            case "pStyle" if self._definition:
                self._by_style[value] = (self._definition, self._level)

    def end(self, tag: str) -> None:
        """Nothing ends that matters."""

    def data(self, text: str) -> None:
        """Lists say everything in attributes."""

    def is_ordered(self, item: Item) -> bool | None:
        """Whether a list counts its items at this level; None where it shows no mark at all."""
        name, level = item
        if name in {"bullet", "number"}:
            return name == "number"
        levels = self._formats.get(self._definitions.get(name, ""))
        if levels is None or name == "0":
            return None
        shown = levels.get(level, "bullet")
        return None if shown == "none" else shown != "bullet"

    def of_style(self, style_id: str) -> tuple[bool, str] | None:
        """Whether the list that is tied to a style counts, and the style's level in it."""
        definition, level = self._by_style.get(style_id, ("", ""))
        shown = self._formats.get(definition, {}).get(level, "none")
        return None if shown == "none" else (shown != "bullet", level)


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def attribute(attrs: Mapping[str, str], name: str) -> str:
    """An attribute, whatever its namespace; empty when it is not there."""
    for written, value in attrs.items():
        if local(written) == name:
            return value
    return ""
