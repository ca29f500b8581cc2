"""What the API takes, as models. They describe the requests; ``localize.intake`` reads the articles themselves."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from localize.edition import Lane

ExternalId = Annotated[
    str, Field(min_length=1, max_length=200, description="Your id of the article, without control characters.")
]
ChangeClass = Literal["typo", "update", "factual", "legal", "retraction"]


class _Request(BaseModel):
    """Base of every request: members that mean nothing are told in the article's notes, not refused."""


class Picture(_Request):
    """The picture at the head."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    alt: str | None = None


class Source(_Request):
    """Whom the article names as its source."""

    name: str | None = None
    url: str | None = None


class Teaser(_Request):
    """A pointer to another article."""

    title: str
    external_id: str | None = None
    url: str | None = None
    summary: str | None = None
    image_alt: str | None = None


class ChangeNote(_Request):
    """Why the source changed."""

    kind: ChangeClass = Field(alias="class")
    note: str | None = None


class ArticleRequest(_Request):
    """An article, with at most one of body_html, body_text and blocks, and how it is to be handled.

    Members that mean nothing are not refused; the article's notes name them.
    """

    external_id: ExternalId | None = None
    url: str | None = Field(None, description="Where the original stands.")
    headline: str
    standfirst: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published_at: AwareDatetime | None = None
    body_html: str | None = None
    body_text: str | None = None
    blocks: list[dict[str, Any]] | None = None
    picture: Picture | None = None
    source: Source | None = None
    notice: str | None = None
    teasers: list[Teaser] | None = None
    to: list[str] | None = Field(None, description="Target locales; none named: those of the settings.")
    lane: Lane | None = None
    confidential: bool | None = Field(None, description="Only engines that count as private see the text.")
    deadline: AwareDatetime | None = None
    embargo: AwareDatetime | None = Field(None, description="Until then no edition can be published.")
    change: ChangeNote | None = None


class FetchRequest(_Request):
    """An address to read an article from, or a feed, and how it is to be handled. Nothing else may stand beside it.

    Addresses of closed networks are refused, and whatever takes too long or is too large.
    """

    model_config = ConfigDict(extra="forbid")

    fetch: str = Field(description="A http or https address.", examples=["https://news.example/story"])
    external_id: ExternalId | None = None
    to: list[str] | None = Field(None, description="Target locales; none named: those of the settings.")
    lane: Lane | None = None
    confidential: bool | None = Field(None, description="Only engines that count as private see the text.")
    deadline: AwareDatetime | None = None
    embargo: AwareDatetime | None = Field(None, description="Until then no edition can be published.")
    change: ChangeNote | None = None


class WithdrawRequest(_Request):
    """Why an article is taken back."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]

    @field_validator("reason")
    @classmethod
    def _no_nul(cls, reason: str) -> str:
        """PostgreSQL keeps no NUL in a text."""
        if "\0" in reason:
            raise ValueError("holds a NUL character")
        return reason
