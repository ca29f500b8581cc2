"""The content of a NewsML-G2 item: one text in several forms, of which the one with most structure is taken."""

import re
from dataclasses import dataclass
from typing import Final

from localize.intake.nitf_html import to_html
from localize.intake.wire_body import is_markup
from localize.intake.xml_tree import Element

_HTML: Final = frozenset("html body p div section article h1 h2 h3 h4 ul ol table blockquote figure".split())  # noqa: SIM905
_NITF: Final = frozenset({"body.content", "block", "hl1", "hl2"})


@dataclass(frozen=True, slots=True)
class Content:
    """A content as it is to be read: ``nitf``, or ``html``, or plain ``text``."""

    nitf: Element | None = None
    html: str = ""
    text: str = ""
    language: str = ""
    media: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_html(self) -> bool:
        """Whether it is HTML and not plain text."""
        return bool(self.html)


def best_content(contents: Element) -> Content | None:
    """XHTML, else NITF, else plain text; the longest of its kind. None when no content can be read."""
    found: list[tuple[int, int, Content]] = []
    for inline in contents.each("inlinexml", "inlinedata"):
        length = len(inline.words())
        read = (_inline_xml(inline) if inline.tag == "inlinexml" else None) or _inline_data(inline)
        if length and read is not None:
            rank = 3 if read.html else 2 if read.nitf is not None else 1
            found.append((rank, length, read))
    return max(found, key=lambda item: item[:2])[2] if found else None


def remote_text(contents: Element) -> str:
    """Where a text stands that is not in the item; empty when no content says so."""
    for remote in contents.each("remotecontent"):
        if re.match(r"text/|application/(?:xhtml|nitf|vnd\.iptc)", remote.get("contenttype")):
            return remote.get("href") or remote.get("residref")
    return ""


def _inline_xml(inline: Element) -> Content | None:
    nitf = next(inline.below("nitf"), None)
    if nitf is not None:
        return Content(nitf=nitf)
    children = list(inline.elements())
    if any(child.tag in _NITF for child in children):
        return Content(nitf=Element("nitf", {}, [Element("body", {}, list(inline.children))]))
    holder = inline if any(child.tag in _HTML for child in children) else next(inline.below("html", "body"), None)
    if holder is None:
        return None
    written = to_html(holder)
    language = next((child.get("lang") for child in children if child.get("lang")), "") or inline.get("lang")
    left = (*written.media, *written.pictures)
    return Content(html=written.html, language=language, media=left, notes=tuple(written.notes))


def _inline_data(inline: Element) -> Content | None:
    if any(inline.elements()) or "base64" in inline.get("encoding"):
        return None
    text = inline.raw_text()
    kind = inline.get("contenttype").lower()
    if "html" in kind and is_markup(text):
        return Content(html=text, language=inline.get("lang"))
    if kind and not re.match(r"text/|application/(?:xhtml|nitf|xml)|xhtml", kind):
        return None
    return Content(text=text, language=inline.get("lang"))
