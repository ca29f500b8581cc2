"""The article as values: blocks with roles and inline codes. Immutable; what intake makes and everything else reads.

A role decides how a block is handled (``HANDLING``): translated, put by rule, filled from the catalogue, protected.
The names follow IPTC (ninjs 3.1, NITF) where it has one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from localize.fingerprint import fingerprint
from localize.markup import EMPTY, CodedText

WORDS_PER_MINUTE: Final = 200


class Role(StrEnum):
    """What a block is in the article."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    READING_TIME = "reading_time"
    PICTURE = "picture"  # the picture itself: data holds url; no text
    ALT_TEXT = "alt_text"
    CAPTION = "caption"
    CREDIT = "credit"
    SUBHEAD = "subhead"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    PREFORMATTED = "preformatted"
    EMBED = "embed"  # rule, iframe, video: data holds what it is; no text
    NOTICE = "notice"
    SOURCE_LINK = "source_link"
    TEASER_HEADING = "teaser_heading"  # "Don't miss"
    TEASER_ALT = "teaser_alt"
    TEASER_TITLE = "teaser_title"
    TEASER_SUMMARY = "teaser_summary"
    EDITION_DATE = "edition_date"  # page furniture of the sender's site: recognised, never translated as text
    NAVIGATION = "navigation"
    LANGUAGE_SWITCH = "language_switch"


class Handling(StrEnum):
    """How the text of a block reaches an edition."""

    TRANSLATE = "translate"  # catalogue, memory, engine, person
    CATALOGUE = "catalogue"  # from the catalogue when known, else like TRANSLATE
    RULE = "rule"  # made by rule from data (dates, reading time, credits)
    PROTECT = "protect"  # kept as it is
    OMIT = "omit"  # furniture of the sender's page; our reader's page makes its own


HANDLING: Mapping[Role, Handling] = {
    Role.HEADLINE: Handling.TRANSLATE,
    Role.STANDFIRST: Handling.TRANSLATE,
    Role.BYLINE: Handling.PROTECT,
    Role.DATELINE: Handling.TRANSLATE,
    Role.READING_TIME: Handling.RULE,
    Role.PICTURE: Handling.PROTECT,
    Role.ALT_TEXT: Handling.TRANSLATE,
    Role.CAPTION: Handling.TRANSLATE,
    Role.CREDIT: Handling.RULE,
    Role.SUBHEAD: Handling.TRANSLATE,
    Role.PARAGRAPH: Handling.TRANSLATE,
    Role.QUOTATION: Handling.TRANSLATE,
    Role.LIST_ITEM: Handling.TRANSLATE,
    Role.TABLE_CELL: Handling.TRANSLATE,
    Role.PREFORMATTED: Handling.PROTECT,
    Role.EMBED: Handling.PROTECT,
    Role.NOTICE: Handling.CATALOGUE,
    Role.SOURCE_LINK: Handling.CATALOGUE,
    Role.TEASER_HEADING: Handling.CATALOGUE,
    Role.TEASER_ALT: Handling.TRANSLATE,
    Role.TEASER_TITLE: Handling.TRANSLATE,
    Role.TEASER_SUMMARY: Handling.TRANSLATE,
    Role.EDITION_DATE: Handling.OMIT,
    Role.NAVIGATION: Handling.OMIT,
    Role.LANGUAGE_SWITCH: Handling.OMIT,
}


class CodeKind(StrEnum):
    """What an inline code does to its text."""

    LINK = "link"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    BREAK = "break"
    IMAGE = "image"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Code:
    """Data of one inline code: the element it stands for. ``attrs`` in source order, already sanitised."""

    id: int
    kind: CodeKind
    tag: str
    attrs: tuple[tuple[str, str], ...] = ()
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an article.

    ``tag`` is the element to write it with (``p``, ``h2``, ``li`` …; empty: text that stands bare in its wrap).
    ``wrap`` names the containers around it from the outside in, as ``tag#n`` with n unique within the article, so that
    neighbours in the same list, table or blockquote share a prefix; attributes that a container keeps follow as
    ``td#4[colspan=2]`` (``localize.elements``). ``data`` holds what the role needs besides text:
    ``level``, ``url``, ``external_id``, ``src``, ``group`` (a teaser's number), ``minutes`` …
    """

    key: str
    role: Role
    text: CodedText = EMPTY
    codes: tuple[Code, ...] = ()
    tag: str = "p"
    wrap: tuple[str, ...] = ()
    data: Mapping[str, str] = field(default_factory=dict)

    @property
    def handling(self) -> Handling:
        """How this block reaches an edition."""
        return HANDLING[self.role]

    def code(self, code_id: int) -> Code | None:
        """The code with this id."""
        return next((code for code in self.codes if code.id == code_id), None)

    def to_json(self) -> dict[str, Any]:
        """As JSON; ``from_json`` is the inverse."""
        return {
            "key": self.key,
            "role": self.role.value,
            "text": self.text.dumps(),
            "codes": [
                {
                    "id": c.id,
                    "kind": c.kind.value,
                    "tag": c.tag,
                    "attrs": [list(pair) for pair in c.attrs],
                    "alone": c.alone,
                }
                for c in self.codes
            ],
            "tag": self.tag,
            "wrap": list(self.wrap),
            "data": dict(self.data),
        }

    @staticmethod
    def from_json(raw: Mapping[str, Any]) -> "Block":
        """Read ``to_json``'s form."""
        return Block(
            key=raw["key"],
            role=Role(raw["role"]),
            text=CodedText.loads(raw["text"]),
            codes=tuple(
                Code(
                    id=c["id"],
                    kind=CodeKind(c["kind"]),
                    tag=c["tag"],
                    attrs=tuple((k, v) for k, v in c["attrs"]),
                    alone=c["alone"],
                )
                for c in raw["codes"]
            ),
            tag=raw["tag"],
            wrap=tuple(raw["wrap"]),
            data=dict(raw["data"]),
        )


@dataclass(frozen=True, slots=True)
class IntakeNote:
    """Something that intake left out or was unsure of, for a person to see."""

    code: str
    message: str  # in English
    params: Mapping[str, str] = field(default_factory=dict)  # what stands in the message, for its translation


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed article: what a SourceVersion snapshots. ``published_at`` is ISO 8601 with offset, as received."""

    blocks: tuple[Block, ...]
    url: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    published_at: str | None = None
    notes: tuple[IntakeNote, ...] = ()

    @property
    def headline(self) -> str:
        """Plain text of the headline; empty when there is none."""
        return next((b.text.plain for b in self.blocks if b.role is Role.HEADLINE), "")

    @property
    def word_count(self) -> int:
        """Words that a reader reads: headline to last paragraph, without furniture, notices and teasers."""
        counted = {
            Role.HEADLINE,
            Role.STANDFIRST,
            Role.SUBHEAD,
            Role.PARAGRAPH,
            Role.QUOTATION,
            Role.LIST_ITEM,
            Role.TABLE_CELL,
        }
        return sum(len(b.text.plain.split()) for b in self.blocks if b.role in counted)

    @property
    def content_hash(self) -> str:
        """Fingerprint of everything that an edition depends on. Equal: nothing changed, nothing happens.

        Furniture of the sender's page (its date line, its menu) is none of it.
        """
        return fingerprint(
            [block.to_json() for block in self.blocks if block.handling is not Handling.OMIT],
            url=self.url,
            source=[self.source_name, self.source_url],
            published_at=self.published_at,
        )


def reading_minutes(word_count: int) -> int:
    """Minutes that so many words take to read at 200 a minute: to the nearest, at least one."""
    return max(1, (word_count + WORDS_PER_MINUTE // 2) // WORDS_PER_MINUTE)


def renumber(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Give blocks their keys ``b1``, ``b2``, … in order."""
    return tuple(Block(f"b{n}", b.role, b.text, b.codes, b.tag, b.wrap, b.data) for n, b in enumerate(blocks, start=1))
