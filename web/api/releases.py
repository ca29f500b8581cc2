"""The newest release of an edition, in the form that is asked for."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask import Response, request, url_for

from localize.exchange.catalogue import Catalogue
from localize.release.document import to_json
from localize.release.jsonld import to_jsonld
from localize.release.ninjs import to_ninjs
from localize.release.page import render_page
from localize.release.text import to_text
from localize.release.values import ReleaseInput
from localize.services import desk, publish
from localize.services.desk import ArticleSummary
from localize.services.publish import Snapshot
from web.api.answers import base_url, checked_reference, refusal
from web.api.blueprint import blueprint
from web.current import ctx
from web.presenters.release import release_input


@dataclass(frozen=True, slots=True)
class Format:
    """A form of a release: media type, and how it is written."""

    media_type: str
    write: Callable[[ReleaseInput], str]


def _dumps(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def _json(edition: ReleaseInput) -> str:
    numbers = {"id": int(edition.release_id or 0), "article_id": int(edition.article_id)}
    return _dumps({**to_json(edition), **numbers})


def _html(edition: ReleaseInput) -> str:
    sheets = [base_url() + url_for("static", filename=f"css/{name}.css") for name in ("tokens", "look")]
    return render_page(edition, Catalogue.load(edition.locale), stylesheet_urls=sheets)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "json": Format("application/json", _json),
        "html": Format("text/html", _html),
        "jsonld": Format("application/ld+json", lambda edition: _dumps(to_jsonld(edition))),
        "ninjs": Format("application/vnd.iptc.ninjs+json", lambda edition: _dumps(to_ninjs(edition))),
        "text": Format("text/plain", lambda edition: to_text(edition, Catalogue.load(edition.locale))),
    }
)


def _wanted() -> Format | None:
    """The form that ``format``, else ``Accept``, asks for; JSON when neither cares."""
    named = request.args.get("format")
    if named:
        return FORMATS.get(named)
    if not request.accept_mimetypes:
        return FORMATS["json"]
    best = request.accept_mimetypes.best_match([form.media_type for form in FORMATS.values()])
    return next((form for form in FORMATS.values() if form.media_type == best), None)


@blueprint.get("/v1/articles/<path:reference>/releases/<locale>")
def get_release(reference: str, locale: str) -> Response:
    """The newest release. Not published: 404; withdrawn: 410; not changed: 304."""
    form = _wanted()
    if form is None:
        names = ", ".join(FORMATS)
        return refusal(406, "not-acceptable", f"A release is written as {names}.", formats=list(FORMATS))
    snapshot = publish.released(ctx(), checked_reference(reference), locale)
    article = desk.get_article(ctx(), str(snapshot.article_id))
    body = form.write(release_input(ctx(), snapshot, base_url())).encode("utf-8", "replace")
    charset = "; charset=utf-8" if form.media_type.startswith("text/") else ""
    response = Response(body, content_type=form.media_type + charset)
    # Over the bytes themselves: whatever changes in what is sent changes the tag, and nothing else does.
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.last_modified = _last_modified(snapshot, article)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept, Authorization"
    response.make_conditional(request)
    return response


def _last_modified(snapshot: Snapshot, article: ArticleSummary) -> datetime | None:
    """When anything in a release's documents changed last: itself, its staleness, or the set of its alternates."""
    moments = [snapshot.published_at, snapshot.stale_since, *(edition.released_at for edition in article.editions)]
    return max((moment for moment in moments if moment is not None), default=None)
