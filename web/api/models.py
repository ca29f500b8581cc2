"""What the API answers, as models: they make the answers and describe them in the OpenAPI document.

Times are ISO 8601 with offset, ids are integers, addresses are absolute. What is added later is added as new members;
readers leave out what they do not know.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

from localize.article import Role
from localize.edition import EditionState, Lane
from localize.release.values import TeaserState

Moment = Annotated[
    AwareDatetime,
    PlainSerializer(lambda moment: moment.isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
ChangeClass = Literal["typo", "update", "factual", "legal", "retraction"]


class Answer(BaseModel):
    """Base of every answer. Nothing says that there are no other members: new ones may be added."""

    model_config = ConfigDict(frozen=True)


class FiledEdition(Answer):
    """An edition of a filed article."""

    id: int
    locale: str
    state: EditionState
    url: str = Field(description="Where to ask for its progress.")


class FiledArticle(Answer):
    """What filing did."""

    id: int
    external_id: str | None
    version: int = Field(description="Number of the newest source version.")
    changed: bool = Field(description="Whether a new source version stands; always true for a new article.")
    editions: list[FiledEdition]


class FiledOne(FiledArticle):
    """What filing did with one of several articles."""

    position: int = Field(description="Its place in the body, from 1.")
    created: bool = Field(description="Whether the article is new.")


class RefusedArticle(Answer):
    """One of several articles that could not be filed, while others were."""

    position: int = Field(description="Its place in the body, from 1.")
    external_id: str | None
    headline: str
    code: str = Field(description="As in a problem document.")
    detail: str = Field(description="A sentence for people.")


class FiledArticles(Answer):
    """What filing did with a body of several articles, such as a feed. All that stand here were filed together."""

    articles: list[FiledOne] = Field(description="In the order of the body; at least one.")
    refused: list[RefusedArticle] = Field(description="Those that were left out, and why.")


class Progress(Answer):
    """How far an edition is, in segments."""

    total: int
    initial: int = Field(description="Without a text.")
    translated: int = Field(description="With a draft that nobody confirmed.")
    confirmed: int = Field(description="Confirmed by a person, by rule or from the catalogue.")


class Findings(Answer):
    """Open findings of the checks."""

    errors: int = Field(description="Each one keeps the edition from being approved.")
    warnings: int


class Blocked(Answer):
    """Why an edition has no draft, and when it is tried again."""

    code: str | None
    sentence: str | None
    next_try: Moment | None


class Waiting(Answer):
    """What an edition without a draft waits for: jobs ahead of it in its lane, an engine, or the next try."""

    ahead: int | None
    engine: str | None
    next_try: Moment | None


class Clock(Answer):
    """How long an edition took, counted from filing."""

    drafted_after: float | None = Field(description="Seconds from filing to the first whole draft.")
    published_after: float | None = Field(description="Seconds from filing to the newest release or withdrawal.")


class Edition(Answer):
    """One article in one target locale."""

    id: int
    article_id: int
    external_id: str | None
    headline: str = Field(description="Headline of the source.")
    locale: str
    state: EditionState
    progress: Progress
    findings: Findings
    assignee: str | None
    version: int = Field(description="Number of the source version that is being translated.")
    stale_since: Moment | None = Field(description="Since when a newer source waits for the live release to follow.")
    blocked: Blocked | None
    lane: Lane
    waiting: Waiting | None = Field(description="While there is no draft.")
    clock: Clock
    release: int | None = Field(description="Number of the newest release or withdrawal.")
    filed_at: Moment
    drafted_at: Moment | None
    published_at: Moment | None = Field(description="Of the newest release or withdrawal.")
    updated_at: Moment
    url: str


class EngineUse(Answer):
    """What one engine was asked for an edition, over all its jobs."""

    engine: str
    requests: int
    texts: int = Field(description="Sentences and the texts of their links, sent again after failures included.")
    chars: int = Field(description="Code points sent.")
    cost: float = Field(description="Estimate by ENGINE_PRICES, in the newsroom’s currency.")
    seconds: float = Field(description="Spent waiting for the engine’s answers.")
    attempts: int = Field(description="The most that one request took; 1: none failed.")
    cached: int = Field(description="Texts that the engine had answered before and that were not sent.")
    failures: dict[str, int] = Field(description="Requests that failed, by reason.")


class Drafting(Answer):
    """What an edition's drafts took."""

    requests: int
    chars: int = Field(description="Code points sent.")
    cost: float = Field(description="Estimate by ENGINE_PRICES, in the newsroom’s currency.")
    engines: list[EngineUse] = Field(description="In the order in which they were asked.")


class EditionDetail(Edition):
    """One edition, with what its drafts took."""

    drafting: Drafting


class EditionPage(Answer):
    """A page of editions by id."""

    items: list[Edition]
    next: str | None


class ArticleSummary(Answer):
    """An article in a list."""

    id: int
    external_id: str | None
    headline: str
    lane: Lane
    confidential: bool
    version: int
    word_count: int
    deadline: Moment | None
    embargo: Moment | None
    filed_at: Moment
    updated_at: Moment
    withdrawn_at: Moment | None = Field(
        description="When all its editions were withdrawn together; null again once one is published anew."
    )
    filed_by: str
    url: str
    editions: list[Edition]


class ArticlePage(Answer):
    """A page of articles, newest first."""

    items: list[ArticleSummary]
    next: str | None


class Change(BaseModel):
    """Why the source changed."""

    model_config = ConfigDict(frozen=True, serialize_by_alias=True, validate_by_name=True, validate_by_alias=True)

    kind: ChangeClass = Field(alias="class")
    note: str | None = None


class Version(Answer):
    """One source version as it was received."""

    number: int
    received_at: Moment
    content_hash: str
    word_count: int
    change: Change | None


class SourceBlock(Answer):
    """One block of the newest source version."""

    key: str
    role: Role
    text: str = Field(description="Plain text.")
    html: str


class ArticleDetail(ArticleSummary):
    """An article with its newest source."""

    versions: list[Version]
    blocks: list[SourceBlock]
    notes: list[str] = Field(description="What intake left out or was unsure of.")


class Withdrawn(Answer):
    """What a withdrawal took back."""

    withdrawn: list[int] = Field(description="Ids of the editions that were live.")


class FeedItem(Answer):
    """One entry of the change feed."""

    sequence: int = Field(description="Rises by one with every release; assigned under a lock.")
    kind: Literal["publication", "republication", "withdrawal"]
    article_id: int
    external_id: str | None
    locale: str
    number: int
    published_at: Moment
    url: str = Field(description="Where the release is read; 410 after a withdrawal.")
    reason: str | None = Field(default=None, description="Of a withdrawal.")


class FeedPage(Answer):
    """A page of the change feed, oldest first."""

    items: list[FeedItem]
    cursor: str = Field(description="Where this page ends; the same as before when it is empty.")
    next: str = Field(description="Address of what comes after this page.")


class Picture(Answer):
    """The picture at the head, or of a teaser."""

    url: str | None
    alt: str
    caption: str
    credit: str
    width: int | None = Field(description="Pixels, where the article named them.")
    height: int | None


class Source(Answer):
    """Whom the article names as its source."""

    name: str | None
    url: str | None


class Teaser(Answer):
    """A pointer to another article."""

    title: str
    summary: str
    image_alt: str
    url: str | None = Field(description="Where it leads now: the edition in this language, else the original.")
    external_id: str | None
    original_url: str | None
    locale: str = Field(description="Language of what url leads to.")
    state: TeaserState = Field(
        description="published: its edition in this language can be read; unpublished: not yet, pages leave it out; "
        "unknown: no article of ours."
    )
    picture: Picture | None


class ReleaseBlock(Answer):
    """One block of a release."""

    role: Role
    text: str
    html: str


class Alternate(Answer):
    """A published edition of the same article."""

    locale: str
    url: str


class Provenance(Answer):
    """Who and what made the text."""

    machine_assisted: bool
    engines: list[str]
    origins: dict[str, int] = Field(description="Segments by origin: human, memory, catalogue, rule, mt:<engine>.")
    translators: list[str]
    approved_by: str | None
    approved_at: Moment | None


class Release(Answer):
    """The release document."""

    id: int
    article_id: int
    external_id: str | None
    locale: str
    source_locale: str
    number: int
    sequence: int
    url: str = Field(description="Where readers find this edition (READER_URL), else this address.")
    original_url: str | None = Field(description="The article's own address, as its sender gave it.")
    kind: Literal["publication", "republication"]
    published_at: Moment
    first_published_at: Moment | None
    translated_from_version: int
    stale_since: Moment | None
    headline: str
    standfirst: str | None
    byline: str | None
    body_html: str
    body_text: str
    picture: Picture | None
    notice: str | None
    notice_html: str | None
    source: Source | None
    teasers: list[Teaser]
    blocks: list[ReleaseBlock]
    reading_minutes: float
    word_count: int
    alternates: list[Alternate]
    provenance: Provenance
    content_hash: str


class FieldError(Answer):
    """What is wrong with one member of the request."""

    field: str
    message: str


class Problem(BaseModel):
    """A problem document (RFC 9457). Some problems have members of their own."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="Stable reference of the kind of problem.")
    title: str
    status: int
    code: str = Field(description="The last part of type.")
    detail: str = Field(description="A sentence for people.")
    instance: str
    errors: list[FieldError] | None = Field(default=None, description="Every member that is wrong.")
