"""The body of a Word document, written anew with what its text needs, before a library converts it.

Of some hundred kinds of elements a dozen carry text or structure. What is left out here costs nothing later, and nothing
that refers out of the document goes on. Deletions and hidden text are dropped, insertions kept, comments, pictures and
drawings counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from localize.elements import is_safe_address
from localize.errors import InputTooLargeError
from localize.intake.opc import Relation
from localize.intake.raw import check_count
from localize.intake.tree import MAX_CHARS
from localize.intake.word_styles import Lists, Styles, attribute, local
from localize.intake.words import refusal

MAX_WRITTEN: Final = 25_000  # elements; a hundred pages of text have some ten thousand
MAX_DEPTH: Final = 60  # of elements that are written; a table in a table in a table takes nine
MAX_OPEN: Final = 400  # of any elements
MAX_FIELDS: Final = 10  # fields within fields
MAX_LEVEL: Final = 4  # of lists, from 0

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
IMAGE_ID: Final = "image"
_IMAGE: Final = (
    "<w:r><w:drawing><wp:inline><wp:docPr descr={alt}/><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
    f'<a:blip r:embed="{IMAGE_ID}"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
_IMAGE_ELEMENTS: Final = 10
# What word processors write in place of a description.
_MADE_UP: Final = ("Description automatically generated", "AI-generated content may be incorrect.")

_WORDS: Final = frozenset(
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"}
)
# Written as they are, with these attributes.
_KEPT: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("document", "body", "footnotes", "endnotes", "p", "r", "t", "tab", "instrText"), ()),
    **dict.fromkeys(("noBreakHyphen", "softHyphen", "tbl", "tr", "trPr", "tblHeader", "tc", "tcPr", "txbxContent"), ()),
    **dict.fromkeys(("footnote", "endnote"), ("id", "type")),
    "br": ("type",),
    "sym": ("font", "char"),
    "gridSpan": ("val",),
    "vMerge": ("val",),
    "pict": (),
}
# Left out with everything in them.
_DROPPED: Final = frozenset(
    {"sdtPr", "rt", "tblPr", "tblGrid", "sectPr", "Choice", "numPicBullet", "background", "pPrChange", "rPrChange"}
)
_DELETED: Final = frozenset({"del", "moveFrom"})
_INSERTED: Final = frozenset({"ins", "moveTo"})
_NOT_TEXT: Final = frozenset({"oMath", "chart", "altChunk", "OLEObject", "relIds"})
_TEXTS: Final = frozenset({"t", "instrText"})
_OURS: Final = frozenset({*_KEPT, *_DELETED, *_INSERTED, "pPr", "rPr"})


@dataclass(slots=True)
class Counts:
    """What was met on the way."""

    images: int = 0
    drawings: int = 0
    comments: int = 0
    inserted: int = 0
    deleted: int = 0
    footnotes: int = 0
    written: int = 0
    characters: int = 0
    paragraphs: int = 0  # with a text


@dataclass(slots=True)
class Body:
    """Reads ``document.xml`` or a part of notes. ``links``: addresses in order of the ids ``L0``, ``L1`` … ."""

    styles: Styles
    lists: Lists
    relations: Mapping[str, Relation]
    note_ids: frozenset[tuple[str, str]]  # kind and id of the notes that may be referred to
    counts: Counts
    links: list[str] = field(default_factory=list)
    notes: set[tuple[str, str]] = field(default_factory=set)  # kind and id of the notes that stand here
    _out: list[str] = field(default_factory=list)
    _ends: list[str] = field(default_factory=list)  # what is written where each open element ends; empty: nothing
    _names: list[str] = field(default_factory=list)
    _deep: int = 0
    _skipped: int = 0
    _fields: int = 0
    _properties: dict[str, str] = field(default_factory=dict)
    _alt: str = ""
    _hidden: bool = False
    _told: int = 0  # characters up to the last paragraph that had a text

    def xml(self) -> str:
        """The part, written anew."""
        return "".join(self._out)

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """Take an element up: write it, read what it says, or leave it out."""
        name = self._name(tag)
        if self._skipped or self._is_dropped(name):
            self._skipped += 1
            return
        end = ""
        parent = self._names[-1] if self._names else ""
        if name in {"pPr", "rPr"} and parent != "pPr":
            self._properties = {}
        elif "pPr" in self._names or "rPr" in self._names:
            self._properties[f"{parent}/{name}" if parent in {"rPr", "trPr"} else name] = attribute(attrs, "val") or "1"
        elif name in _KEPT:
            end = self._open(name, attrs)
        elif action := _ACTIONS.get(name):
            end = action(self, attrs)
        self._names.append(name)
        self._ends.append(end)
        self._deep += bool(end)
        if self._deep > MAX_DEPTH or len(self._names) > MAX_OPEN:
            raise refusal("docx-too-deep")

    def end(self, tag: str) -> None:
        """End what ``start`` wrote."""
        del tag  # every element that began ends in turn
        if self._skipped:
            self._skipped -= 1
            return
        name, end = self._names.pop(), self._ends.pop()
        self._deep -= bool(end)
        if end:
            self._out.append(end)
        elif name == "pPr":
            self._write_paragraph()
        elif name == "rPr" and "pPr" not in self._names:
            self._write_run()
        if name == "r":
            self._hidden = False
        elif name == "p" and self.counts.characters > self._told:
            self._told = self.counts.characters
            self.counts.paragraphs += 1
            check_count(self.counts.paragraphs)

    def data(self, text: str) -> None:
        """Text counts where Word shows it."""
        if self._skipped or self._hidden or not self._names or self._names[-1] not in _TEXTS:
            return
        self.counts.characters += len(text)
        if self.counts.characters > MAX_CHARS:
            raise refusal("too-many-chars", InputTooLargeError, size=self.counts.characters, limit=MAX_CHARS)
        self._out.append(escape(text))

    def _name(self, tag: str) -> str:
        """The name of an element; empty for one of another vocabulary that is named like one of ours."""
        name = local(tag)
        ours = tag[1:].partition("}")[0] in _WORDS
        return name if ours or name not in _OURS else ""

    def _is_dropped(self, name: str) -> bool:
        parent = self._names[-1] if self._names else ""
        if name in _DELETED and parent not in {"rPr", "trPr"}:
            self.counts.deleted += 1
            return True
        if name in _INSERTED and parent not in {"rPr", "trPr"}:
            self.counts.inserted += 1
        if name in _NOT_TEXT:
            self.counts.drawings += 1
            return True
        return name in _DROPPED

    def _write(self, text: str, elements: int = 1) -> None:
        self.counts.written += elements
        if self.counts.written > MAX_WRITTEN:
            raise refusal("docx-too-many-parts", InputTooLargeError, limit=MAX_WRITTEN)
        self._out.append(text)

    def _open(self, name: str, attrs: Mapping[str, str]) -> str:
        written = "".join(
            f" w:{key}={quoteattr(value)}" for key in _KEPT[name] if (value := attribute(attrs, key)) != ""
        )
        if name in {"footnote", "endnote"} and not attribute(attrs, "type"):
            self.notes.add((name, attribute(attrs, "id")))
        root = f" {NAMESPACES}" if not self._names else ""
        self._write(f"<w:{name}{root}{written}>")
        return f"</w:{name}>"

    # Properties

    def _write_paragraph(self) -> None:
        said, self._properties = self._properties, {}
        style = said.get("pStyle", "")
        kind = self.styles.kind(style)
        outline = said.get("outlineLvl", "")
        if not kind and outline in set("012345"):
            kind = f"h{int(outline) + 1}"
        written = f'<w:pStyle w:val="{kind}"/>' if kind else ""
        written += self._item(style, said)
        if "rPr/del" in said:
            written += "<w:rPr><w:del/></w:rPr>"
        if written:
            self._write(f"<w:pPr>{written}</w:pPr>", 4)

    def _item(self, style: str, said: Mapping[str, str]) -> str:
        """The list that a paragraph is an item of: its own, or its style's."""
        if "numId" in said:
            level = said.get("ilvl", "0")
            ordered = self.lists.is_ordered((said["numId"], level))
        elif item := self.styles.item(style):
            level, ordered = item[1], self.lists.is_ordered(item)
        elif tied := self.lists.of_style(style):
            ordered, level = tied
        else:
            return ""
        if ordered is None:
            return ""
        depth = min(int(level), MAX_LEVEL) if level.isdecimal() else 0
        return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{2 if ordered else 1}"/></w:numPr>'

    def _write_run(self) -> None:
        said, self._properties = self._properties, {}
        on = {name.removeprefix("rPr/") for name, value in said.items() if value not in {"0", "false", "none", "off"}}
        self._hidden = bool(on & {"vanish", "webHidden"})
        kind = self.styles.kind(said.get("rPr/rStyle", ""))
        marks = [
            *(["<w:b/>"] if "b" in on or kind == "bold" else []),
            *(["<w:i/>"] if "i" in on or kind == "italic" else []),
            *(["<w:strike/>"] if on & {"strike", "dstrike"} else []),
        ]
        if (raised := said.get("rPr/vertAlign")) in {"superscript", "subscript"}:
            marks.append(f'<w:vertAlign w:val="{raised}"/>')
        if marks:
            self._write(f"<w:rPr>{''.join(marks)}</w:rPr>", 1 + len(marks))

    # Elements that are written otherwise

    def link(self, attrs: Mapping[str, str]) -> str:
        """A link to an address outside; one within the document is its text."""
        relation = self.relations.get(attribute(attrs, "id"))
        address = relation.address.strip() if relation else ""
        if not address or not is_safe_address(address):
            return ""
        self.links.append(address)
        self._write(f'<w:hyperlink r:id="L{len(self.links) - 1}">')
        return "</w:hyperlink>"

    def field(self, attrs: Mapping[str, str]) -> str:
        """The begin, middle or end of a field."""
        kind = attribute(attrs, "fldCharType")
        self._fields = max(0, self._fields + {"begin": 1, "end": -1}.get(kind, 0))
        if self._fields > MAX_FIELDS:
            raise refusal("docx-too-deep")
        self._write(f"<w:fldChar w:fldCharType={quoteattr(kind)}/>")
        return ""

    def line_break(self, attrs: Mapping[str, str]) -> str:
        """A carriage return breaks a line."""
        del attrs
        self._write("<w:br/>")
        return ""

    def footnote(self, attrs: Mapping[str, str]) -> str:
        """A reference to a footnote that is there."""
        return self._note("footnote", attrs)

    def endnote(self, attrs: Mapping[str, str]) -> str:
        """A reference to an endnote that is there."""
        return self._note("endnote", attrs)

    def _note(self, kind: str, attrs: Mapping[str, str]) -> str:
        number = attribute(attrs, "id")
        if (kind, number) in self.note_ids:
            self.counts.footnotes += 1
            self._write(f"<w:{kind}Reference w:id={quoteattr(number)}/>")
        return ""

    def comment(self, attrs: Mapping[str, str]) -> str:
        """A reference to a comment."""
        del attrs
        self.counts.comments += 1
        return ""

    def described(self, attrs: Mapping[str, str]) -> str:
        """What stands beside a picture about it."""
        self._alt = (attribute(attrs, "descr") or attribute(attrs, "alt")).strip()
        return ""

    def image(self, attrs: Mapping[str, str]) -> str:
        """A picture: its description is kept."""
        del attrs
        self.counts.images += 1
        alt, self._alt = self._alt, ""
        for phrase in _MADE_UP:
            alt = alt.replace(phrase, "").strip()
        if alt:
            run = _IMAGE.format(alt=quoteattr(" ".join(alt.split())))
            inside = "r" in self._names
            # A run within a run is read like any other element in it.
            self._write(run.removeprefix("<w:r>").removesuffix("</w:r>") if inside else run, _IMAGE_ELEMENTS)
        return ""


_ACTIONS: Final[Mapping[str, Callable[[Body, Mapping[str, str]], str]]] = {
    "hyperlink": Body.link,
    "fldChar": Body.field,
    "cr": Body.line_break,
    "footnoteReference": Body.footnote,
    "endnoteReference": Body.endnote,
    "commentReference": Body.comment,
    "docPr": Body.described,
    "shape": Body.described,
    "blip": Body.image,
    "imagedata": Body.image,
}
