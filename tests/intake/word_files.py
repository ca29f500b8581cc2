"""Word documents made in code: parts of OOXML zipped together, well-formed ones and hostile ones."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES: Final = (
    f'xmlns:w="{W}" xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_STYLES: Final = {
    "Title": "Title",
    "Subtitle": "Subtitle",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Heading3": "heading 3",
    "Quote": "Quote",
    "Caption": "caption",
    "Byline": "Byline",
    "ListBullet": "List Bullet",
    "ListNumber": "List Number",
}
_CONTENT_TYPES: Final = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_NUMBERING: Final = (
    f'<w:numbering xmlns:w="{W}">'
    + "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3))
        + "</w:abstractNum>"
        for number, kind in ((0, "bullet"), (1, "decimal"))
    )
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + "</w:numbering>"
)


def run(text: str, *marks: str) -> str:
    """Text with marks such as ``b`` and ``i``."""
    properties = f"<w:rPr>{''.join(f'<w:{mark}/>' for mark in marks)}</w:rPr>" if marks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str, style: str = "", *, bullet: int = 0, number: int = 0) -> str:
    """A paragraph of runs, or of a text. ``bullet``, ``number``: the level of the list that it is an item of."""
    inner = content if content.startswith("<w:") else run(content)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if bullet or number:
        level, listed = max(bullet, number) - 1, 1 if bullet else 2
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>'
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def table(*rows: tuple[str, ...], head: bool = False) -> str:
    """A table of texts; ``head``: its first row is repeated on every page."""
    written = []
    for index, row in enumerate(rows):
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if head and index == 0 else ""
        written.append(f"<w:tr>{properties}{''.join(f'<w:tc>{para(cell)}</w:tc>' for cell in row)}</w:tr>")
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def link(address_id: str, text: str) -> str:
    """A link to the address of a relationship."""
    return f'<w:hyperlink r:id="{address_id}">{run(text)}</w:hyperlink>'


def picture(alt: str, image_id: str = "rIdImage") -> str:
    """A picture in the line."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr={quoteattr(alt)}/>'
        "<a:graphic><a:graphicData><pic:pic><pic:blipFill>"
        f'<a:blip r:embed="{image_id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def document(*blocks: str) -> str:
    """``word/document.xml``."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_NAMESPACES}><w:body>{"".join(blocks)}</w:body></w:document>'


def notes(kind: str, *texts: str) -> str:
    """``word/footnotes.xml`` (``footnote``) or ``word/comments.xml`` (``comment``), with ids 1, 2, …."""
    written = "".join(f'<w:{kind} w:id="{n}">{para(text)}</w:{kind}>' for n, text in enumerate(texts, start=1))
    return f"<w:{kind}s {_NAMESPACES}>{written}</w:{kind}s>"


def properties(**named: str) -> str:
    """``docProps/core.xml``: title, creator, language."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        + "".join(f"<dc:{name}>{escape(text)}</dc:{name}>" for name, text in named.items())
        + "</cp:coreProperties>"
    )


def relationships(external: Mapping[str, str]) -> str:
    """``word/_rels/document.xml.rels``: styles, numbering, one picture, and addresses of links by id."""
    written = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdNumbering", "numbering", "numbering.xml"),
            ("rIdFootnotes", "footnotes", "footnotes.xml"),
            ("rIdComments", "comments", "comments.xml"),
            ("rIdImage", "image", "media/image1.png"),
        )
    )
    written += "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for name, address in external.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def styles() -> str:
    """``word/styles.xml``."""
    written = "".join(
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/></w:style>'
        for identity, name in _STYLES.items()
    )
    return f'<w:styles xmlns:w="{W}">{written}</w:styles>'


def package(
    body: str, *, links: Mapping[str, str] | None = None, more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A document around ``word/document.xml``; ``more`` adds or replaces parts."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": body,
        "word/_rels/document.xml.rels": relationships(links or {}),
        "word/styles.xml": styles(),
        "word/numbering.xml": _NUMBERING,
        **(more or {}),
    }
    return zipped(parts)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(*blocks: str, links: Mapping[str, str] | None = None, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A document of paragraphs and tables."""
    return package(document(*blocks), links=links, more=more)
