"""The change feed: publications, republications and withdrawals, oldest first."""

from typing import cast

from flask import Response, current_app, request

from localize.errors import CursorExpiredError
from localize.services import publish
from localize.services.publish import FeedItem
from web.api import models, present
from web.api.answers import address, page, refusal
from web.api.blueprint import blueprint
from web.api.cursor import decode_cursor, encode_cursor
from web.api.query import Query
from web.api.waiting import Waiters
from web.current import ctx

DEFAULT_LIMIT = 100
MAX_LIMIT = 500
MAX_WAIT = 30.0
BUSY_RETRY = 5  # seconds after which a caller without a waiting place asks again


@blueprint.get("/v1/releases")
def list_releases() -> Response:
    """What was published or withdrawn after a cursor; with ``wait``, as soon as there is something."""
    query = Query(request.args)
    locale = query.locale("locale")
    limit = query.integer("limit", low=1, high=MAX_LIMIT)
    wait = query.seconds("wait", high=MAX_WAIT)
    written = query.text("after")
    after = decode_cursor(written) if written is not None else 0
    if after is None:
        query.refuse("after", "Is not a cursor that this feed gave out.")
    query.check()
    start = after or 0
    _check_reach(start)
    found = _look(start, locale, limit)
    if not found and wait:
        waiters = cast(Waiters, current_app.extensions["localize.waiters"])
        with waiters.place() as taken:
            if not taken:
                detail = f"Too many requests wait for news already. Ask again in {BUSY_RETRY} seconds, or without wait."
                return refusal(429, "too-many-waiters", detail, retry_after=BUSY_RETRY)
            found = waiters.until(lambda: _look(start, locale, limit), wait)
    cursor = encode_cursor(found[-1].seq if found else start)
    next_url = address("list_releases", locale=locale, after=cursor, limit=limit, wait=request.args.get("wait") or None)
    return page(
        models.FeedPage(items=[present.feed_item(item) for item in found], cursor=cursor, next=next_url), next_url
    )


def _look(after: int, locale: str | None, limit: int | None) -> list[FeedItem]:
    return publish.feed(ctx(), after=after, locale=locale, limit=limit or DEFAULT_LIMIT)


def _check_reach(after: int) -> None:
    """Refuse a cursor from the future: the database was set back, and numbers will be given out a second time.

    Raises ``CursorExpiredError``.
    """
    if after and not publish.feed(ctx(), after=after - 1, locale=None, limit=1):
        raise CursorExpiredError("The feed does not reach to this cursor. Read it from the beginning, without after.")
