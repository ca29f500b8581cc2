"""Content of NITF or XHTML as it stands in XML -> HTML for the body reader, which alone decides what becomes of it.

NITF has elements of its own for what HTML has others for (``hl2``, ``bq``, ``block``, ``media``) and marks up what names
mean (``person``, ``money``), which is read for its text. What has no place in an article is collected for a note.
"""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Final

from localize.errors import InputTooLargeError
from localize.intake.news_pictures import Rendition, best
from localize.intake.text import MAX_CHARS, read_text
from localize.intake.wire_body import is_rule, wire_dashes, wire_paragraphs
from localize.intake.words import refusal
from localize.intake.xml_tree import Element

_AS_HTML: Final = {
    "block": "div",
    "bq": "blockquote",
    "nitf-table": "div",
    "hl1": "h2",
    "hl2": "h2",
    "datasource": "p",
    "tagline": "p",
    "bibliography": "p",
    "credit": "p",
    "byline": "p",
    "dateline": "p",
    "note": "div",
    "lang": "span",
}
_HINTS: Final = {"byline": "byline", "dateline": "dateline", "media-producer": "credit", "credit": "credit"}
_LEFT_OUT: Final = frozenset(
    {
        "nitf-table-metadata",
        "media-metadata",
        "media-object",
        "table-reference",
        "classifier",
        "alt-code",
        "col",
        "colgroup",
    }
)
_NAMES: Final = re.compile(r"name\.[a-z]+|city|state|region|country|sublocation|byttl|frac-num")
_SUBHEADS: Final = frozenset({"subhead", "crosshead", "subheading", "mellomtittel", "zwischentitel", "ntb-mellomtitel"})
_VOID: Final = frozenset({"br", "hr", "img", "wbr"})
_PARAGRAPHS: Final = frozenset({"p", "body", "datasource", "tagline"})
_BLOCKS: Final = frozenset(
    "p div section article block table ul ol dl bq blockquote pre media figure h1 h2 h3 h4 h5 h6 hl1 hl2 hr note body".split()  # noqa: SIM905
)
# Senders escape twice: what reads “&quot;” after the XML is read was meant as a quotation mark.
_AMPERSAND: Final = re.compile(r"&(?!(?:#[0-9]{2,6}|#x[0-9a-fA-F]{2,5}|quot|apos|nbsp|amp);)")
_EMBED: Final = re.compile(
    r"\s*<(div|script|iframe|blockquote|video|audio|object|embed)\b.*>\s*", re.DOTALL | re.IGNORECASE
)
# Indented XML puts white space between an inline element and the full stop behind it.
_LOOSE: Final = re.compile(r"(</[a-z][a-z0-9]*>)\s*\n\s*(?=[.,;:!?)»”’])")
_CREDIT: Final = re.compile(r"\s*(?:photo|foto|bild|kuva|image)s?\s*:", re.IGNORECASE)
_COLUMNS: Final = re.compile(r"\S(?:\t| {3,})\S")


@dataclass(slots=True)
class Written:
    """The HTML of a content, and what was left out of it: names of other media and of pictures without address."""

    html: str = ""
    media: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # to editors


def to_html(element: Element) -> Written:
    """What an element holds, without the element itself."""
    size = len(element.raw_text())
    if size > MAX_CHARS:
        raise refusal("too-many-chars", InputTooLargeError, size=size, limit=MAX_CHARS)
    writer = _Writer(Written())
    written = writer.written
    written.html = writer.inside(element)
    return written


@dataclass(slots=True)
class _Writer:
    written: Written

    def inside(self, element: Element) -> str:
        out: list[str] = []
        for child in element.children:
            if isinstance(child, str):
                out.append(_escaped(child))
                continue
            if _NAMES.fullmatch(child.tag) and out and out[-1][-1:].isalnum():
                out.append(", " if child.tag == "byttl" else " ")
            out.append(self.element(child))
        return "".join(out)

    def element(self, element: Element) -> str:
        tag = element.tag
        if tag in _LEFT_OUT:
            return ""
        if tag == "note" and re.search(r"edit|cpyrt|publ", element.get("noteclass") or element.get("class")):
            self.written.notes.append(element.words())
            return ""
        if tag in {"media", "pre"}:
            return self.media(element) if tag == "media" else _preformatted(element.raw_text())
        if tag in _PARAGRAPHS and next(element.below(*_BLOCKS), None) is None:
            return self.paragraphs(element)
        return self.plain(element, _AS_HTML.get(tag, tag))

    def plain(self, element: Element, name: str) -> str:
        """An element by its name in HTML; one whose name cannot be one of HTML is read for its text."""
        if not re.fullmatch(r"[a-z][a-z0-9]*", name):
            return self.inside(element)
        if name in _VOID:
            return f"<{name}{_attributes(element)}>"
        return f"<{name}{_attributes(element)}>{self.inside(element)}</{name}>"

    def paragraphs(self, element: Element) -> str:
        """A paragraph; what it hides of several; or what is none: a rule, code to embed something."""
        inside = wire_dashes(_LOOSE.sub(r"\1", self.inside(element)))
        text = element.raw_text().strip()
        if text and is_rule(text):
            return "<hr>"
        if _EMBED.fullmatch(text) and not any(element.elements()):
            self.written.media.append(" ".join(text.split())[:120])
            return ""
        tag = "h2" if _SUBHEADS & set(element.get("class").lower().split()) else "p"
        opening = f"<{tag}{_attributes(element)}>"
        return "".join(f"{opening}{piece}</{tag}>" for piece in wire_paragraphs(inside))

    def media(self, element: Element) -> str:
        """A picture as a figure; other media are left out and named."""
        references = list(element.each("media-reference"))
        address = _address(references)
        captions = "".join(self.caption(caption) for caption in element.each("media-caption"))
        kind = element.get("media-type").lower() or next((r.get("mime-type") for r in references), "image")
        name = next((r.get("source") or r.get("name") or r.get("data-location") for r in references), "")
        if not kind.startswith(("image", "photo", "picture", "graphic")):
            self.written.media.append(name or " ".join(re.sub(r"<[^<>]*>", "", captions).split())[:120] or kind)
            return ""
        alt = next((r.get("alternate-text") for r in references if r.get("alternate-text")), "")
        picture = f'<img src="{escape(address)}" alt="{escape(alt)}">' if address else ""
        if not address:
            self.written.pictures.append(name or "?")
        producer = "".join(f'<p class="credit">{self.inside(p).strip()}</p>' for p in element.each("media-producer"))
        nested = "".join(self.media(inner) for inner in element.each("media"))
        return f"<figure>{picture}<figcaption>{captions}{producer}</figcaption></figure>{nested}"

    def caption(self, element: Element) -> str:
        inside = self.inside(element).strip()
        if "<p" in inside:
            return inside
        return f'<p class="credit">{inside}</p>' if _CREDIT.match(inside) else f"<p>{inside}</p>"


def _escaped(text: str) -> str:
    return _AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _attributes(element: Element) -> str:
    kept = {name: value for name, value in element.attrs.items() if re.fullmatch(r"[a-z]{1,20}", name)}
    if element.tag in _HINTS:
        kept["class"] = f"{kept.get('class', '')} {_HINTS[element.tag]}".strip()
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())


def _address(references: list[Element]) -> str:
    renditions = []
    for reference in references:
        width = reference.get("width")
        source = reference.get("source") or reference.get("data-location")
        renditions.append(
            Rendition(
                source,
                reference.get("name") or reference.get("id"),
                reference.get("mime-type"),
                int(width) if re.fullmatch(r"[0-9]{1,5}", width) else 0,
            )
        )
    return best(renditions)


def _preformatted(text: str) -> str:
    """Columns stay as they are set; running text that was sent as ``pre`` is running text."""
    lines = [line for line in text.split("\n") if line.strip()]
    if sum(bool(_COLUMNS.search(line.strip())) for line in lines) * 3 > len(lines):
        return f"<pre>{_escaped(text)}</pre>"
    joined = re.sub(r"(?<=[^\n]{45},)\n(?=\S)", " ", text)
    return "".join(f"<p>{escape(raw.block.text.plain)}</p>" for raw in read_text(joined))
