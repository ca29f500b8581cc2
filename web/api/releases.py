"""The newest release of an edition, in the form that is asked for."""

import base64
import hashlib
from datetime import datetime
from functools import cache

from flask import Response, request

from localize.services import catalogue, desk, publish
from localize.services.desk import ArticleSummary
from localize.services.publish import Snapshot
from web.api.answers import base_url, checked_reference, refusal
from web.api.blueprint import blueprint
from web.current import ctx
from web.presenters.forms import FORMS, Form
from web.presenters.release import reader_style, release_input


def _wanted() -> Form | None:
    """The form that ``format``, else ``Accept``, asks for; JSON when neither cares."""
    named = request.args.get("format")
    if named:
        return FORMS.get(named)
    if not request.accept_mimetypes:
        return FORMS["json"]
    best = request.accept_mimetypes.best_match([form.media_type for form in FORMS.values()])
    return next((form for form in FORMS.values() if form.media_type == best), None)


@blueprint.get("/v1/articles/<path:reference>/releases/<locale>")
def get_release(reference: str, locale: str) -> Response:
    """The newest release. Not published: 404; withdrawn: 410; not changed: 304."""
    form = _wanted()
    if form is None:
        names = ", ".join(FORMS)
        return refusal(406, "not-acceptable", f"A release is written as {names}.", formats=list(FORMS))
    snapshot = publish.released(ctx(), checked_reference(reference), locale)
    article = desk.get_article(ctx(), str(snapshot.article_id))
    release = release_input(ctx(), snapshot, base_url())
    body = form.write(release, catalogue.load(ctx(), release.locale)).encode("utf-8", "replace")
    charset = "; charset=utf-8" if form.media_type.startswith("text/") else ""
    response = Response(body, content_type=form.media_type + charset)
    # Over the bytes themselves: whatever changes in what is sent changes the tag, and nothing else does.
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.last_modified = _last_modified(snapshot, article)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Vary"] = "Accept, Authorization"
    if form.media_type == "text/html":
        response.headers["Content-Security-Policy"] = _page_policy()
    response.make_conditional(request)
    return response


@cache
def _page_policy() -> str:
    """What a released page may do where it is opened as it is: show pictures, and the one style that it carries."""
    digest = base64.b64encode(hashlib.sha256(reader_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; img-src 'self' https: http: data:; style-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def _last_modified(snapshot: Snapshot, article: ArticleSummary) -> datetime | None:
    """When anything in a release's documents changed last.

    That is the release itself, its staleness, the set of its alternates, or where its teasers lead.
    """
    moments = [snapshot.published_at, snapshot.stale_since, *(edition.released_at for edition in article.editions)]
    moments += [target.changed_at for target in snapshot.teasers.values()]
    return max((moment for moment in moments if moment is not None), default=None)
