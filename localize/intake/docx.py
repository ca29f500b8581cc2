"""Word documents (Office Open XML, ECMA-376) -> article.

The package is opened without trusting it (``opc``), its body written anew with what the text needs (``word_body``), and
mammoth turns that into HTML, which our own reader makes an article of. Nothing is fetched, nothing is written to disk.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import quoteattr
from zipfile import ZipFile

import mammoth

from localize.article import Article, IntakeNote, Role
from localize.intake.fragment import DOCUMENT_TITLE, read_fragment
from localize.intake.opc import Package, is_locked, is_package
from localize.intake.received import Received, Source
from localize.intake.word_body import IMAGE_ID, MAX_LEVEL, Body, Counts
from localize.intake.word_styles import Lists, Styles, local
from localize.intake.words import note, refusal

_MAIN: Final = "word/document.xml"
_NOTES: Final = ("footnotes", "endnotes")
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORDS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PREFIX: Final = "w-"  # of the ids that mammoth gives to notes

# What each kind of paragraph becomes; kinds are those of ``word_styles``.
_ELEMENTS: Final[Mapping[str, str]] = {
    "title": f"h1.{DOCUMENT_TITLE}:fresh",
    **{f"h{level}": f"h{level}:fresh" for level in range(1, 7)},
    "standfirst": "p.standfirst:fresh",
    "byline": "p.byline:fresh",
    "dateline": "p.dateline:fresh",
    "quote": "blockquote > p:fresh",
    "caption": "figure > figcaption:fresh",
    "credit": "figure > figcaption > p.credit:fresh",
    "pre": "pre:separator('\\n')",
}


def _list_map() -> list[str]:
    lines = []
    for level in range(1, MAX_LEVEL + 2):
        around = "ul|ol > li > " * (level - 1)
        lines += [
            f"p:unordered-list({level}) => {around}ul > li:fresh",
            f"p:ordered-list({level}) => {around}ol > li:fresh",
        ]
    return lines


_STYLE_MAP: Final = "\n".join([*(f"p.{kind} => {element}" for kind, element in _ELEMENTS.items()), *_list_map()])
_STYLES: Final = (
    f'<w:styles xmlns:w="{_WORDS}">'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{kind}"><w:name w:val="{kind}"/></w:style>' for kind in _ELEMENTS
    )
    + "</w:styles>"
)
_NUMBERING: Final = (
    f'<w:numbering xmlns:w="{_WORDS}">'
    + "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{kind}"/></w:lvl>' for n in range(MAX_LEVEL + 1))
        + "</w:abstractNum>"
        for number, kind in ((1, "bullet"), (2, "decimal"))
    )
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    + "</w:numbering>"
)

_NOTE_MARK: Final = re.compile(rf'<a href="#{_PREFIX}(?:foot|end)note-[^"]*" id="[^"]*">\[(\d+)\]</a>')
_NOTE_BACK: Final = re.compile(rf'\s*<a href="#{_PREFIX}(?:foot|end)note-ref-[^"]*">↑</a>')
_PICTURE_BEFORE_CAPTION: Final = re.compile(r"<p>(<img [^>]*>)</p><figure>")
_CAPTION_BEFORE_CREDIT: Final = re.compile(r"</figcaption></figure><figure><figcaption>(?=<p class=\"credit\">)")
_BOLD_LINE: Final = re.compile(r"<p><strong>([^<]{1,98}[^<.!?:…])</strong></p>")


def is_docx(data: bytes) -> bool:
    """Whether these bytes are a Word document, be it one that is locked with a password."""
    if is_locked(data):
        return True
    return is_package(data) and re.search(rb"word[/\\]document\d*\.xml", data[-1_000_100:], re.IGNORECASE) is not None


def read_docx(source: Source) -> tuple[Received, ...]:
    """A Word document. Its title, else its first heading, is the headline.

    Insertions that nobody accepted are kept, deletions and comments left out, footnotes put at the end; pictures are not
    kept, their descriptions and captions are; the notes of the article say so. Raises ``InvalidInputError``,
    ``InputTooLargeError``.
    """
    package = Package.open(source.data)
    main = package.part("", "officeDocument", _MAIN)
    if not package.has(main):
        raise refusal("docx-broken")
    about = _Properties()
    package.walk(package.part("", "metadata/core-properties", "docProps/core.xml"), about)
    written, counts = _rewritten(package, main)
    html = _html(written)
    article = read_fragment(
        html,
        headline=about.values.get("title", ""),
        notes=_notes(counts),
        known_notices=source.known_notices,
        url=source.url,
    )
    return (Received(_with_author(article, about.values.get("creator", ""))),)


@dataclass(slots=True)
class _Properties:
    """Reads the core properties: Dublin Core, of which title and creator are used.

    The date of making is no date of publication, and the language is that of the program more often than of the text.
    """

    values: dict[str, str] = field(default_factory=dict)
    _name: str = ""

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        """A property begins."""
        del attrs
        self._name = local(tag)

    def end(self, tag: str) -> None:
        """A property ends."""
        del tag
        self._name = ""

    def data(self, text: str) -> None:
        """Its value."""
        if self._name in {"title", "creator"}:
            self.values[self._name] = " ".join(f"{self.values.get(self._name, '')}{text}"[:300].split())


def _rewritten(package: Package, main: str) -> tuple[dict[str, str], Counts]:
    """The parts that mammoth is given, by name: made here, from what the package says."""
    styles, lists, counts = Styles(), Lists(), Counts()
    package.walk(package.part(main, "styles", "word/styles.xml"), styles)
    package.walk(package.part(main, "numbering", "word/numbering.xml"), lists)
    parts = {"word/styles.xml": _STYLES, "word/numbering.xml": _NUMBERING}
    known: set[tuple[str, str]] = set()

    def take(name: str, part: str) -> None:
        body = Body(styles, lists, package.relations(part), frozenset(known), counts)
        package.walk(part, body)
        if xml := body.xml():
            parts[f"word/{name}.xml"] = xml
            parts[f"word/_rels/{name}.xml.rels"] = _relationships(body.links)
        known.update(body.notes)

    for name in _NOTES:
        part = package.part(main, name, f"word/{name}.xml")
        if package.has(part):
            take(name, part)
    take("document", main)
    return parts, counts


def _relationships(links: Sequence[str]) -> str:
    written = "".join(
        f'<Relationship Id="L{number}" Type="{_OFFICE}/hyperlink" Target={quoteattr(address)} TargetMode="External"/>'
        for number, address in enumerate(links)
    )
    image = f'<Relationship Id="{IMAGE_ID}" Type="{_OFFICE}/image" Target="media/image.png"/>'
    return f'<Relationships xmlns="{_PACKAGE}">{image}{written}</Relationships>'


def _html(parts: Mapping[str, str]) -> str:
    """What mammoth makes of the parts. Raises ``InvalidInputError`` when it makes nothing of them."""
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    try:
        html = mammoth.convert_to_html(
            packed,
            style_map=_STYLE_MAP,
            include_default_style_map=False,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(_no_source),
            id_prefix=_PREFIX,
        ).value
    except RecursionError as error:
        raise refusal("docx-too-deep") from error
    except Exception as error:
        raise refusal("docx-broken") from error
    html = _NOTE_BACK.sub("", _NOTE_MARK.sub(r"\1", html))
    html = _CAPTION_BEFORE_CREDIT.sub("", _PICTURE_BEFORE_CAPTION.sub(r"<figure>\1", html))
    if re.search("<h[1-6]", html):
        return html
    # Without heading styles, bold lines do their work: the first of the document, and short ones between paragraphs.
    html = re.sub(rf"^{_BOLD_LINE.pattern}", r"<h1>\1</h1>", html)
    return _BOLD_LINE.sub(r"<h2>\1</h2>", html)


def _no_source(image: Any) -> dict[str, str]:
    """A picture has its description and nothing else."""
    del image
    return {}


def _notes(counts: Counts) -> list[IntakeNote]:
    found = []
    if counts.inserted or counts.deleted:
        found.append(note("tracked-changes", inserted=counts.inserted, deleted=counts.deleted))
    for code, count in (
        ("images-left-out", counts.images),
        ("drawings-left-out", counts.drawings),
        ("comments-left-out", counts.comments),
        ("footnotes-at-end", counts.footnotes),
    ):
        if count:
            found.append(note(code, count=count))
    return found


def _with_author(article: Article, creator: str) -> Article:
    """The article, with a note where only the file's properties name an author."""
    if not creator or any(block.role is Role.BYLINE for block in article.blocks):
        return article
    said = note("document-properties", creator=creator)
    return Article(
        article.blocks,
        article.url,
        article.source_name,
        article.source_url,
        article.published_at,
        (*article.notes, said),
    )
