"""HTML -> flat blocks by structure: roles that follow from elements alone. What the words say is the anatomy's part.

Containers that mean something (lists, tables, quotations, figures) become the ``wrap`` of their blocks; those that only
lay out (``div``, ``section``) are forgotten. An inline element around several blocks becomes a code in each of them.
"""

from dataclasses import replace

from localize.article import Block, CodeKind, Role, renumber
from localize.elements import CONTAINERS, INLINE, TEXT_BLOCKS, VOID, read_wrap, safe_attrs, wrap
from localize.intake.inline import InlineBuilder
from localize.intake.prefilter import EMBEDDED, REGIONS
from localize.intake.raw import Holder, RawBlock, Region, check_count
from localize.intake.tree import Node, Tree, parse_tree

_ROLES_IN = {
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), Role.LIST_ITEM),
    **dict.fromkeys(("table", "thead", "tbody", "tfoot", "tr", "td", "th"), Role.TABLE_CELL),
    "blockquote": Role.QUOTATION,
    **dict.fromkeys(("caption", "figure", "figcaption"), Role.CAPTION),
}
_CELLS = frozenset({"td", "th"})
_NOT_DIRECTLY_NESTED = (frozenset({"li"}), frozenset({"dt", "dd"}))


class _Open:
    """An inline element that is open: its attributes, and its number in the block being written."""

    __slots__ = ("attrs", "number", "tag")

    def __init__(self, tag: str, attrs: tuple[tuple[str, str], ...]) -> None:
        self.tag = tag
        self.attrs = attrs
        self.number: int | None = None


class _Walker:
    """Walks a tree without recursion and collects blocks."""

    def __init__(self) -> None:
        self.raws: list[RawBlock] = []
        self._count = 0
        self._places = 0
        self._elements = 0
        self._wraps: list[str] = []
        # How many blocks there were when each open container began; None for one that is not kept.
        self._marks: list[int | None] = []
        self._text_tags: list[str] = []
        self._inline: list[_Open] = []
        self._kept: list[bool] = []  # for each open inline element, whether it became a code
        self._regions: list[tuple[Region, int]] = [(Region.MAIN, 0)]
        self._holders = [Holder("", frozenset(), None, 0)]
        self._builder: InlineBuilder | None = None
        self._length = 0  # of the running text
        # Inline elements whose hints may be the block's: from where to where they reach in the running text.
        self._spans: list[tuple[int, int, frozenset[str]]] = []
        self._begun: list[int] = []

    def walk(self, root: Node) -> None:
        stack: list[tuple[Node | str, bool]] = [(child, False) for child in reversed(root.children)]
        while stack:
            item, leaving = stack.pop()
            if isinstance(item, str):
                self._running().text(item)
                self._length += len(item.strip())
            elif leaving:
                self._leave(item)
            else:
                self._enter(item)
                if item.tag not in VOID:
                    stack.append((item, True))
                    stack.extend((child, False) for child in reversed(item.children))
        self._flush()

    # Inline

    def _running(self) -> InlineBuilder:
        """The text being written; a new one begins with the codes that are open around it."""
        if self._builder is None:
            self._builder = InlineBuilder()
            for item in self._inline:
                item.number = self._builder.open(item.tag, item.attrs)
        return self._builder

    def _enter_inline(self, node: Node) -> None:
        attrs = safe_attrs(node.attrs, INLINE[node.tag])
        if node.tag == "wbr" and node.attrs.get("id", "").startswith(EMBEDDED):
            self._flush()
            data = {"kind": "media", "src": node.attrs["id"].removeprefix(EMBEDDED)}
            self._emit(Block("", Role.EMBED, tag="", wrap=tuple(self._wraps), data=data))
        elif node.tag == "img":
            self._image(attrs)
        elif node.tag in VOID:
            self._running().alone(node.tag, attrs)
        elif self._is_kept(node.tag, attrs):
            builder = self._running()
            item = _Open(node.tag, attrs)
            item.number = builder.open(node.tag, attrs)
            self._inline.append(item)
            self._kept.append(True)
            return
        if node.tag not in VOID:
            self._kept.append(False)

    def _leave_inline(self) -> None:
        if not self._kept.pop():
            return
        item = self._inline.pop()
        if self._builder is not None and item.number is not None:
            self._builder.close(item.number)

    def _is_kept(self, tag: str, attrs: tuple[tuple[str, str], ...]) -> bool:
        if tag == "a":
            return bool(dict(attrs).get("href")) and not any(item.tag == "a" for item in self._inline)
        return bool(attrs) or tag not in {"span", "bdo"}

    def _image(self, attrs: tuple[tuple[str, str], ...]) -> None:
        if not any(name in {"src", "alt"} and value for name, value in attrs):
            return
        if any(written.startswith("figure#") for written in self._wraps):
            self._flush()
            self._picture(attrs, dict(self._link()).get("href", ""))
        else:
            self._running().alone("img", attrs)

    def _link(self) -> tuple[tuple[str, str], ...]:
        return next((item.attrs for item in self._inline if item.tag == "a"), ())

    # Blocks

    def _enter(self, node: Node) -> None:
        if node.tag in INLINE:
            if node.tag not in VOID:
                self._begun.append(self._length)
            self._enter_inline(node)
            return
        self._flush()
        if node.tag == "hr":
            self._emit(Block("", Role.EMBED, tag="hr", wrap=tuple(self._wraps), data={"kind": "rule"}))
            return
        self._elements += 1
        self._holders.append(Holder(node.tag, node.hints, self._holders[-1], self._elements))
        if node.tag in CONTAINERS:
            self._enter_container(node)
        elif node.tag in TEXT_BLOCKS:
            self._text_tags.append(node.tag)
        elif node.tag in REGIONS:
            self._places += 1
            self._regions.append((Region(node.tag), self._places))

    def _enter_container(self, node: Node) -> None:
        last = self._wraps[-1].partition("#")[0] if self._wraps else ""
        if any({last, node.tag} <= kind for kind in _NOT_DIRECTLY_NESTED):
            # A broken table can leave an item inside another one; written out, it would end it.
            self._marks.append(None)
            return
        self._count += 1
        self._wraps.append(wrap(node.tag, self._count, safe_attrs(node.attrs, CONTAINERS[node.tag])))
        self._marks.append(len(self.raws))

    def _leave_container(self, node: Node) -> None:
        began = self._marks.pop()
        if began is None:
            return
        if node.tag in _CELLS and began == len(self.raws):
            # A cell without text still holds its place in the row.
            self._emit(Block("", Role.TABLE_CELL, tag="", wrap=tuple(self._wraps)))
        self._wraps.pop()

    def _leave(self, node: Node) -> None:
        if node.tag in INLINE:
            begun = self._begun.pop()
            if node.hints and begun < self._length:
                self._spans.append((begun, self._length, node.hints))
            self._leave_inline()
            return
        self._flush()
        self._holders.pop()
        if node.tag in CONTAINERS:
            self._leave_container(node)
        elif node.tag in TEXT_BLOCKS:
            self._text_tags.pop()
        elif node.tag in REGIONS:
            self._regions.pop()

    def _flush(self) -> None:
        """End the running text and make a block of it, if it holds anything."""
        if self._builder is None:
            return
        length, self._length = self._length, 0
        spans, self._spans = self._spans, []
        self._begun = [0] * len(self._begun)
        for item in reversed(self._inline):
            if item.number is not None:
                self._builder.close(item.number)
                item.number = None
        tag = self._text_tags[-1] if self._text_tags else ""
        done = self._builder.finish(preserve=tag == "pre")
        self._builder = None
        if done.only_images:
            link = next((dict(code.attrs)["href"] for code in done.codes if code.kind is CodeKind.LINK), "")
            for code in done.codes:
                if code.kind is CodeKind.IMAGE:
                    self._picture(code.attrs, link)
        elif done.text.plain.strip():
            block = Block("", self._role(tag), done.text, done.codes, self._tag(tag), tuple(self._wraps))
            if tag.startswith("h"):
                block = replace(block, data={"level": tag[1]})
            whole = [hints for start, end, hints in spans if (end - start) * 5 >= length * 4]
            self._emit(block, frozenset[str]().union(*whole))

    def _tag(self, tag: str) -> str:
        """The element of a block. Bare text needs one of its own at the top and beside other bare text."""
        if tag:
            return tag
        if not self._wraps:
            return "p"
        last = self.raws[-1].block if self.raws else None
        return "p" if last and last.wrap == tuple(self._wraps) and last.tag == "" else ""

    def _role(self, tag: str) -> Role:
        if tag.startswith("h"):
            return Role.SUBHEAD
        if tag == "pre":
            return Role.PREFORMATTED
        for written in reversed(self._wraps):
            return _ROLES_IN[written.partition("#")[0]]
        return Role.PARAGRAPH

    def _picture(self, attrs: tuple[tuple[str, str], ...], link: str) -> None:
        """A picture that stands by itself, in a figure: its own if it has none."""
        named = dict(attrs)
        alt = named.pop("alt", "")
        wraps = tuple(self._wraps)
        if not any(written.startswith("figure#") for written in wraps):
            self._count += 1
            wraps = (*wraps, wrap("figure", self._count))
        if "src" in named:
            data = named | ({"href": link} if link else {})
            self._emit(Block("", Role.PICTURE, tag="img", wrap=wraps, data=data))
        if alt:
            done = InlineBuilder()
            done.text(alt)
            self._emit(Block("", Role.ALT_TEXT, done.finish().text, tag="", wrap=wraps))

    def _emit(self, block: Block, own: frozenset[str] = frozenset()) -> None:
        check_count(len(self.raws) + 1)
        region, place = self._regions[-1]
        holder = self._holders[-1]
        hints = own.union(*(around.hints for around in holder.chain()))
        self.raws.append(RawBlock(block, region, place, len(self.raws), hints, holder))


def _numbered(raws: list[RawBlock]) -> list[RawBlock]:
    """Number the containers in order of their first block, so that empty ones leave no gap."""
    numbers: dict[int, int] = {}
    done = []
    for raw in raws:
        wraps = []
        for written in raw.block.wrap:
            read = read_wrap(written)
            if read:
                tag, number, attrs = read
                wraps.append(wrap(tag, numbers.setdefault(number, len(numbers) + 1), attrs))
        done.append(replace(raw, block=replace(raw.block, wrap=tuple(wraps))))
    return done


def read_tree(tree: Tree) -> list[RawBlock]:
    """The blocks of a tree in order, by structure."""
    walker = _Walker()
    walker.walk(tree.root)
    return _numbered(walker.raws)


def parse_body(source: str) -> tuple[Block, ...]:
    """Blocks of an HTML fragment by structure alone, with keys ``b1`` …. Raises what ``parse_tree`` raises."""
    return renumber([raw.block for raw in read_tree(parse_tree(source))])
