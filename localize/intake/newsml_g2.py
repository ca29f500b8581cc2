"""NewsML-G2 (IPTC): news messages and single items -> an article for each text, with the pictures that belong to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from localize.article import IntakeNote
from localize.intake.news_item import check_items, gather, to_received
from localize.intake.news_pictures import Picture
from localize.intake.newsml_item import item_kind, item_name, newsml_item, picture_of
from localize.intake.received import Received, Source
from localize.intake.words import refusal
from localize.intake.xml_tree import Element, parse_xml

_ITEMS: Final = ("newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
_REFUSED: Final = {
    "picture": "is-picture",
    "graphic": "is-picture",
    "video": "is-video",
    "audio": "is-audio",
    "event": "is-event",
    "planning": "is-planning",
    "package": "is-package",
    "concept": "is-concept",
}
_KINDS: Final = {
    "packageitem": "package",
    "conceptitem": "concept",
    "knowledgeitem": "concept",
    "catalogitem": "concept",
    "planningitem": "planning",
}
_LINKS: Final = ("residref", "guidref", "idref", "href", "src", "uri")


@dataclass(frozen=True, slots=True)
class _Message:
    """The items of a message in order, and of each its kind."""

    items: tuple[Element, ...]
    kinds: tuple[str, ...]
    language: str
    notes: tuple[IntakeNote, ...]

    def of(self, *kinds: str) -> list[Element]:
        return [item for item, kind in zip(self.items, self.kinds, strict=True) if kind in kinds]


def read_newsml_g2(source: Source) -> tuple[Received, ...]:
    """A message or an item. Raises ``InvalidInputError`` that says what it is when there is no text in it."""
    tree = parse_xml(source.data, source.content_type)
    root = tree.root
    if root.tag == "newsml":
        raise refusal("newsml-1")
    if root.tag == "groupset":
        raise refusal("is-package")
    items = _items(root)
    if not items:
        raise refusal("wrong-root", format="NewsML-G2", element=root.tag[:60])
    check_items(len(items))
    kinds = tuple(_KINDS.get(item.tag) or item_kind(item) for item in items)
    message = _Message(tuple(items), kinds, root.get("lang"), tree.notes)
    pictures = _pictures(message)
    readers = []
    for index, (item, kind) in enumerate(zip(items, kinds, strict=True)):
        if kind in _REFUSED:
            if index not in pictures.attached and not (kind == "package" and len(items) > 1):
                readers.append((item_name(item), partial(_refuse, kind)))
            continue
        readers.append((item_name(item), partial(_read, item, message, source, pictures.of.get(index, ()))))
    return gather(readers)


def _items(root: Element) -> list[Element]:
    """The items of a document. A bare ``contentSet`` is an item whose envelope was lost."""
    if root.tag in _ITEMS:
        return [root]
    found = [item for item in root.below(*_ITEMS) if item.children]
    if found or root.tag != "contentset":
        return found
    return [Element("newsitem", dict(root.attrs), [root])]


def _read(item: Element, message: _Message, source: Source, pictures: Sequence[Picture]) -> Received:
    read = newsml_item(item, known_notices=source.known_notices)
    return to_received(
        replace(
            read,
            pictures=(*read.pictures, *pictures),
            language=read.language or message.language,
            notes=(*message.notes, *read.notes),
        )
    )


def _refuse(kind: str) -> Received:
    raise refusal(_REFUSED[kind])


@dataclass(frozen=True, slots=True)
class _Attached:
    """Pictures by the index of the text that they belong to, and the indexes of those picture items."""

    of: dict[int, tuple[Picture, ...]]
    attached: frozenset[int]


def _pictures(message: _Message) -> _Attached:
    """Which pictures of a message belong to which text: linked, in a package with it, or beside the only text."""
    texts = [n for n, kind in enumerate(message.kinds) if kind not in _REFUSED]
    shown = [n for n, kind in enumerate(message.kinds) if kind in {"picture", "graphic"}]
    if not texts or not shown:
        return _Attached({}, frozenset())
    links = {n: _linked(message.items[n]) for n in texts}
    by_guid = {message.items[n].get("guid"): n for n in texts}
    together = _together(message.of("package"), by_guid)
    by_text: dict[int, tuple[Picture, ...]] = {}
    attached = set()
    for n in shown:
        picture = message.items[n]
        guid = picture.get("guid")
        owners = [text for text in texts if guid and guid in links[text]]
        owners = owners or ([together[guid]] if guid in together else [])
        owners = owners or [by_guid[name] for name in _linked(picture) if name in by_guid]
        owners = owners or (texts if len(texts) == 1 else [])
        for text in owners:
            by_text[text] = (*by_text.get(text, ()), picture_of(picture))
            attached.add(n)
    return _Attached(by_text, frozenset(attached))


def _together(packages: Sequence[Element], texts: Mapping[str, int]) -> dict[str, int]:
    """The text of everything that stands in a package or group with no other text."""
    owner: dict[str, int] = {}
    stack = [*packages]
    while stack:
        group = stack.pop()
        inside = {ref.get("residref") or ref.get("guidref") for ref in group.each("itemref")}
        if group.tag == "packageitem":
            inside = {ref.get("residref") or ref.get("guidref") for ref in group.below("itemref")}
        alone = [texts[name] for name in inside if name in texts]
        if len(alone) == 1:
            owner = dict.fromkeys(inside, alone[0]) | owner
        stack.extend(group.elements())
    return owner


def _linked(element: Element) -> frozenset[str]:
    """Every id that an element or one below it points to."""
    found = {value for name in _LINKS if (value := element.get(name))}
    stack = list(element.elements())
    while stack:
        below = stack.pop()
        found.update(value for name in _LINKS if (value := below.get(name)))
        stack.extend(below.elements())
    return frozenset(found)
