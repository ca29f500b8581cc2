"""What a release is made from: values only, as the store and the services hand them over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Any

from localize.article import Block
from localize.markup import CodedText


@dataclass(frozen=True, slots=True)
class Alternate:
    """An edition of the same article that readers can open."""

    locale: str
    url: str


class TeaserState(StrEnum):
    """Whether readers of an edition can follow one of its teasers in their own language."""

    PUBLISHED = "published"  # the article has a published edition in this language: the teaser leads there
    UNPUBLISHED = "unpublished"  # the article is known, its edition in this language is not published
    UNKNOWN = "unknown"  # not one of our articles: the teaser leads to the original


@dataclass(frozen=True, slots=True)
class TeaserLink:
    """Where a teaser leads, as things stand when the page is written."""

    state: TeaserState
    url: str | None = None  # of the edition in this language


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who and what made an edition. ``origins`` counts segments by origin as written (``mt:deepl``, ``human``)."""

    origins: Mapping[str, int] = field(default_factory=dict)
    engines: tuple[str, ...] = ()  # whose drafts the text started from, edited since or not
    translators: tuple[str, ...] = ()  # people who wrote, changed or confirmed a text
    approved_by: str | None = None
    approved_at: str | None = None  # ISO 8601

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "Provenance":
        """Read the form that releases are stored with; unknown keys are left out."""
        return cls(
            origins=dict(raw.get("origins", {})),
            engines=tuple(raw.get("engines", ())),
            translators=tuple(raw.get("translators", ())),
            approved_by=raw.get("approved_by"),
            approved_at=raw.get("approved_at"),
        )

    def to_json(self) -> dict[str, Any]:
        """As the release document has it."""
        return {
            "machine_assisted": self.machine_assisted,
            "engines": list(self.engines),
            "origins": dict(sorted(self.origins.items())),
            "translators": list(self.translators),
            "approved_by": self.approved_by,
            "approved_at": self.approved_at,
        }

    @property
    def machine_assisted(self) -> bool:
        """Whether any text started as a machine's."""
        return bool(self.engines) or any(name.startswith("mt") for name in self.origins)

    @property
    def editors(self) -> tuple[str, ...]:
        """The people who answer for the text: who worked on it, else who approved it."""
        return self.translators or ((self.approved_by,) if self.approved_by else ())


@dataclass(frozen=True, slots=True)
class ReleaseInput:
    """An edition as it is, or would be, published.

    ``texts``: the edition's text by block key. A block without one is left out, except what is protected, which keeps
    its source text. ``number``, ``seq`` and ``published_at`` are ``None`` in a preview. Times are aware. Texts and
    numbers are the release's own and never change; ``alternates``, ``teaser_links`` and ``stale_since`` tell how things
    stand now.
    """

    article_id: str
    locale: str
    source_locale: str
    source_version: int
    blocks: tuple[Block, ...]
    texts: Mapping[str, CodedText]
    external_id: str | None = None
    release_id: str | None = None
    number: int | None = None
    seq: int | None = None
    kind: str = "publication"
    published_at: datetime | None = None  # of this release
    first_published_at: datetime | None = None  # of the edition's first one
    url: str | None = None  # the article's own address, as its sender gave it
    source_name: str | None = None  # whom the article names as its source
    source_url: str | None = None
    reading_minutes: int | float | None = None  # none: counted from the words
    provenance: Provenance = field(default_factory=Provenance)
    alternates: tuple[Alternate, ...] = ()  # every published edition, this one included
    teaser_links: Mapping[str, TeaserLink] = field(default_factory=dict)  # by teaser group; none: unknown to us
    stale_since: datetime | None = None
    site_name: str = "Localize"
    public_url: str | None = None  # base that relative addresses stand under
    time_zone: tzinfo = UTC

    @property
    def own_url(self) -> str | None:
        """Where this edition stands; for the original, the address that its sender gave."""
        own = next((a.url for a in self.alternates if a.locale == self.locale), None)
        return own or (self.url if self.is_source else None)

    @property
    def is_source(self) -> bool:
        """Whether this is the edition in the article's own language."""
        return self.locale == self.source_locale
