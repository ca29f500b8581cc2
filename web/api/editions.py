"""Editions: what stands where."""

from flask import Response, request

from localize.edition import EditionState
from localize.services import desk
from localize.services.engine_report import drafting_of
from web.api import models, present
from web.api.answers import address, document, page
from web.api.blueprint import blueprint
from web.api.query import MAX_ID, Query
from web.current import ctx

DEFAULT_LIMIT = 100
MAX_LIMIT = 500


@blueprint.get("/v1/editions")
def list_editions() -> Response:
    """Editions by id, filtered."""
    query = Query(request.args)
    locale = query.locale("locale")
    state = query.choice("state", EditionState)
    updated_since = query.moment("updated_since")
    after = query.integer("after", low=0, high=MAX_ID)
    limit = query.integer("limit", low=1, high=MAX_LIMIT) or DEFAULT_LIMIT
    query.check()
    # One more than asked for tells whether there is a next page.
    found = desk.list_editions(
        ctx(), locale=locale, state=state, updated_since=updated_since, after=after, limit=limit + 1
    )
    shown = found[:limit]
    next_url = None
    if len(found) > limit:
        since = updated_since.isoformat() if updated_since else None
        next_url = address(
            "list_editions", locale=locale, state=state, updated_since=since, after=shown[-1].id, limit=limit
        )
    return page(models.EditionPage(items=[present.edition(one) for one in shown], next=next_url), next_url)


@blueprint.get(f"/v1/editions/<int(max={MAX_ID}):edition_id>")
def get_edition(edition_id: int) -> Response:
    """One edition."""
    summary = desk.get_edition(ctx(), edition_id)
    return document(present.edition_detail(summary, drafting_of(ctx(), edition_id)))
