"""The operations of the API as data: what the OpenAPI document and the page of documentation are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import BaseModel

from localize.edition import EditionState, Lane
from localize.intake.sniff import DOCX
from localize.intake.sniff import FORMATS as FORMATS_IN
from web.api import change_models, models, requests
from web.api.editions import MAX_LIMIT as EDITIONS_LIMIT
from web.api.feed import MAX_LIMIT as FEED_LIMIT
from web.api.feed import MAX_WAIT
from web.api.filing import READ_TYPES
from web.presenters.forms import FORMS

Schema = Mapping[str, Any]

_LOCALE: Final[Schema] = {"type": "string", "examples": ["ru", "de"]}
_MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
_ID: Final[Schema] = {"type": "integer", "minimum": 0}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path, the query string or the headers."""

    name: str
    place: str
    schema: Schema
    doc: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A successful answer: JSON of a model, or other media types, or no body at all."""

    doc: str
    model: type[BaseModel] | None = None
    media: Mapping[str, Schema] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operation:
    """One route and method. ``problems`` are codes besides those of every route that needs a token."""

    endpoint: str
    method: str
    path: str
    summary: str
    doc: str
    replies: Mapping[int, Reply]
    parameters: tuple[Parameter, ...] = ()
    body: Mapping[str, type[BaseModel] | Schema] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    curl: str = ""


def _query(name: str, schema: Schema, doc: str) -> Parameter:
    return Parameter(name, "query", schema, doc)


def _limit(high: int) -> Parameter:
    return _query("limit", {"type": "integer", "minimum": 1, "maximum": high}, "How many at most.")


_REFERENCE = Parameter(
    "reference",
    "path",
    {"type": "string", "examples": ["17", "external:news/2026-11-23"]},
    "Our id, or external: and your id, URL-encoded. An external id that ends like a route of the API "
    "(/withdraw, /releases/ru) is reached by our id only.",
)
_NEXT = {"Link": 'The next page, as rel="next", while there is one.'}
_TEXT: Final[Schema] = {"type": "string"}
_OBJECT: Final[Schema] = {"type": "object"}
_BINARY: Final[Schema] = {"type": "string", "format": "binary"}
_FILED: Final[Schema] = {
    "oneOf": [{"$ref": "#/components/schemas/FiledArticle"}, {"$ref": "#/components/schemas/FiledArticles"}]
}

_POST_ARTICLE = Operation(
    "post_article",
    "post",
    "/api/v1/articles",
    "File an article",
    "Takes an article in and queues a draft for every edition. The same external_id again: the same content changes "
    "nothing, other content becomes a new version. With an Idempotency-Key a repeated request gets the first answer.\n\n"
    "The Content-Type says the format, or the parameter format does, which goes first. XML and "
    "application/octet-stream are told by their first characters. What a document says about its handling (its id, its "
    "language, its embargo) holds where the query string says nothing. A document in another language than the desk "
    "translates from is refused, unless the parameter language says that it is in that one.\n\n"
    "A body may hold several articles (a feed, a NewsML-G2 message). The answer then lists what became of each: those that "
    "can be filed are filed together in one step, those that cannot are named with the reason. When none can be filed the "
    "answer is 422. An Idempotency-Key covers the whole body.\n\n"
    "JSON with the member fetch has the article read from an address.",
    {
        201: Reply(
            "A new article; of several articles at least one is new.",
            media={"application/json": _FILED},
            headers={"Location": "Address of the article, when the body held one."},
        ),
        200: Reply("A known article; changed says whether a new version stands.", media={"application/json": _FILED}),
    },
    (
        Parameter(
            "Idempotency-Key",
            "header",
            {"type": "string", "minLength": 1, "maxLength": 255},
            "Any value that is unique to this filing. Kept for 24 hours. An answer that is repeated carries "
            "Idempotency-Replayed: true.",
        ),
        _query("format", {"enum": list(FORMATS_IN)}, "The format of the body; goes before Content-Type."),
        _query("external_id", {"type": "string", "maxLength": 200}, "Your id of the article, when the body holds one."),
        _query("to", {"type": "array", "items": _LOCALE}, "Target locales, repeated or separated by commas."),
        _query("lane", {"enum": [lane.value for lane in Lane]}, "How urgent it is."),
        _query("confidential", {"type": "boolean"}, "Only private engines see it."),
        _query("deadline", _MOMENT, "When it is due."),
        _query("embargo", _MOMENT, "Until then no edition can be published."),
        _query("language", _LOCALE, "The language that it is written in, whatever the document says."),
    ),
    {
        "application/json": {
            "oneOf": [
                {"$ref": "#/components/schemas/ArticleRequest"},
                {"$ref": "#/components/schemas/FetchRequest"},
            ]
        },
        **{media: _OBJECT if media.endswith("json") else _TEXT for media in READ_TYPES if media != "application/json"},
        DOCX: _BINARY,
        "application/octet-stream": _BINARY,
    },
    (
        "malformed-body",
        "idempotency-in-flight",
        "request-entity-too-large",
        "too-large",
        "unsupported-format",
        "invalid-input",
        "idempotency-mismatch",
        "duplicate",
    ),
    """curl -X POST {base}/api/v1/articles \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: 7f1d7c2e" \\
  -d '{"external_id": "news/1", "headline": "Night bus starts",
       "body_html": "<p>It runs until dawn.</p>", "to": ["ru", "de"]}'""",
)

_LIST_ARTICLES = Operation(
    "list_articles",
    "get",
    "/api/v1/articles",
    "List articles",
    "Newest first.",
    {200: Reply("A page of articles.", models.ArticlePage, headers=_NEXT)},
    (_limit(200), _query("before", _ID, "Only articles with a lower id.")),
    problems=("invalid-input",),
    curl='curl -H "Authorization: Bearer $TOKEN" "{base}/api/v1/articles?limit=20"',
)

_GET_ARTICLE = Operation(
    "get_article",
    "get",
    "/api/v1/articles/{reference}",
    "Read an article",
    "The newest source version block by block, all versions, all editions.",
    {200: Reply("The article.", models.ArticleDetail)},
    (_REFERENCE,),
    problems=("not-found",),
    curl='curl -H "Authorization: Bearer $TOKEN" {base}/api/v1/articles/external:news%2F1',
)

_GET_CHANGES = Operation(
    "get_changes",
    "get",
    "/api/v1/articles/{reference}/versions/{number}/changes",
    "Read what a version changed",
    "What became of each sentence since an earlier version: changed word by word, added, removed, moved, with another "
    "role, link or picture. Sentences are found again wherever their block moved.",
    {200: Reply("The difference.", change_models.VersionChanges)},
    (
        _REFERENCE,
        Parameter("number", "path", {"type": "integer", "minimum": 1}, "Number of the newer version."),
        _query("since", {"type": "integer", "minimum": 1}, "Number of the older one; absent: the one before it."),
    ),
    problems=("invalid-input", "not-found"),
    curl='curl -H "Authorization: Bearer $TOKEN" "{base}/api/v1/articles/external:news%2F1/versions/2/changes?since=1"',
)

_WITHDRAW_ARTICLE = Operation(
    "withdraw_article",
    "post",
    "/api/v1/articles/{reference}/withdraw",
    "Withdraw an article",
    "Takes every live release back at once; the feed carries a withdrawal for each. Doing it twice changes nothing.",
    {200: Reply("What was taken back.", models.Withdrawn)},
    (_REFERENCE,),
    {"application/json": requests.WithdrawRequest},
    ("malformed-body", "not-found", "wrong-state", "request-entity-too-large", "unsupported-format", "invalid-input"),
    """curl -X POST {base}/api/v1/articles/external:news%2F1/withdraw \\
  -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -d '{"reason": "A name is wrong."}'""",
)

_GET_RELEASE = Operation(
    "get_release",
    "get",
    "/api/v1/articles/{reference}/releases/{locale}",
    "Read a release",
    "The newest release of an edition. Send the ETag back as If-None-Match and get 304 while nothing changed. Texts never "
    "change; alternates, stale_since and where teasers lead are as things stand at the moment. A teaser of an article "
    "whose edition in this language is not published is left out of every form but JSON, where its state says so. The "
    "HTML page carries its style and needs nothing from this server; put it where your readers are.",
    {
        200: Reply(
            "The release in the format that was asked for.",
            media={
                "application/json": {"$ref": "#/components/schemas/Release"},
                "text/html": _TEXT,
                "application/ld+json": _OBJECT,
                "application/vnd.iptc.ninjs+json": _OBJECT,
                "text/plain": _TEXT,
                "text/markdown": _TEXT,
            },
            headers={
                "ETag": "Strong: over the bytes of this format.",
                "Last-Modified": "When the release, its staleness, its alternates or where its teasers lead changed last.",
            },
        ),
        304: Reply("Nothing changed."),
    },
    (
        _REFERENCE,
        Parameter("locale", "path", _LOCALE, "Locale of the edition."),
        _query("format", {"enum": list(FORMS)}, "Goes before Accept."),
        Parameter("If-None-Match", "header", _TEXT, "ETag of what you have."),
    ),
    problems=("not-found", "not-published", "not-acceptable", "withdrawn"),
    curl='curl -H "Authorization: Bearer $TOKEN" {base}/api/v1/articles/external:news%2F1/releases/ru',
)

_LIST_EDITIONS = Operation(
    "list_editions",
    "get",
    "/api/v1/editions",
    "List editions",
    "By id, filtered.",
    {200: Reply("A page of editions.", models.EditionPage, headers=_NEXT)},
    (
        _query("locale", _LOCALE, "Only this locale."),
        _query("state", {"enum": [state.value for state in EditionState]}, "Only this state."),
        _query("updated_since", _MOMENT, "Only what was written to at or after this time."),
        _query("after", _ID, "Only editions with a higher id."),
        _limit(EDITIONS_LIMIT),
    ),
    problems=("invalid-input",),
    curl='curl -H "Authorization: Bearer $TOKEN" "{base}/api/v1/editions?locale=ru&state=drafted"',
)

_GET_EDITION = Operation(
    "get_edition",
    "get",
    "/api/v1/editions/{edition_id}",
    "Read an edition",
    "State, progress, findings, who works on it, whether its release is stale, what engines were asked for its draft.",
    {200: Reply("The edition.", models.EditionDetail)},
    (Parameter("edition_id", "path", _ID, "Id of the edition."),),
    problems=("not-found",),
    curl='curl -H "Authorization: Bearer $TOKEN" {base}/api/v1/editions/1',
)

_LIST_RELEASES = Operation(
    "list_releases",
    "get",
    "/api/v1/releases",
    "Follow the change feed",
    "Publications, republications and withdrawals, oldest first, in a sequence that never skips or repeats. Follow "
    "next for ever: an empty page gives the same cursor back.",
    {200: Reply("A page of the feed.", models.FeedPage, headers={"Link": 'What comes after, as rel="next".'})},
    (
        _query("locale", _LOCALE, "Only this locale."),
        _query("after", _TEXT, "Cursor of the page before; absent: from the beginning."),
        _limit(FEED_LIMIT),
        _query(
            "wait",
            {"type": "number", "minimum": 0, "maximum": MAX_WAIT},
            "Seconds to wait for news before an empty page is sent.",
        ),
    ),
    problems=("invalid-input", "cursor-expired", "too-many-waiters"),
    curl='curl -H "Authorization: Bearer $TOKEN" "{base}/api/v1/releases?locale=ru&wait=30"',
)

_OPENAPI = Operation(
    "openapi",
    "get",
    "/api/v1/openapi.json",
    "Read this document",
    "The API as OpenAPI 3.1.",
    {200: Reply("The document.", media={"application/json": _OBJECT})},
    curl="curl {base}/api/v1/openapi.json",
)

_DOCS = Operation(
    "docs",
    "get",
    "/api/docs",
    "Read the documentation",
    "This document as a page for people.",
    {200: Reply("The page.", media={"text/html": _TEXT})},
    curl="curl {base}/api/docs",
)

OPERATIONS: Final[tuple[Operation, ...]] = (
    _POST_ARTICLE,
    _LIST_ARTICLES,
    _GET_ARTICLE,
    _GET_CHANGES,
    _WITHDRAW_ARTICLE,
    _LIST_EDITIONS,
    _GET_EDITION,
    _GET_RELEASE,
    _LIST_RELEASES,
    _OPENAPI,
    _DOCS,
)
