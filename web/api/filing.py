"""The body of a filing, whatever its media type, as an article and how to handle it."""

import re
from collections.abc import Sequence
from typing import Any, Final

from flask import request

from localize.article import Article
from localize.edition import Lane
from localize.errors import InvalidInputError, UnsupportedFormatError
from localize.exchange.catalogue import known_notices
from localize.intake.orders import MAX_EXTERNAL_ID, Orders
from localize.intake.payload import read_payload
from localize.intake.sniff import read
from localize.services.intake import Filing, check_locales
from web.api.answers import has_controls
from web.api.body import malformed, read_json_object
from web.api.query import Query, read_moment
from web.current import ctx

READ_TYPES: Final = ("application/json", "text/html", "text/plain")

_FORMATS: Final = {"text/html": "html", "text/plain": "text"}
_CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii"})
_MAX_TAG: Final = 35  # what RFC 5646 asks everybody to have room for
_MAX_LOCALES: Final = 50

Errors = list[dict[str, str]]


def read_filing() -> tuple[Article, Filing]:
    """The article of this request, and what its sender says about it.

    Raises ``UnsupportedFormatError`` for other media types, ``InvalidInputError`` naming every member that is wrong;
    ends the request with 400 for a body that is broken.
    """
    if request.mimetype == "application/json":
        return _document(read_json_object())
    if request.mimetype in _FORMATS:
        return _page(_FORMATS[request.mimetype])
    sent = f"“{request.mimetype[:60]}” is not read here" if request.mimetype else "The body has no Content-Type"
    raise UnsupportedFormatError(f"{sent}: send {', '.join(READ_TYPES)}.", accepted=list(READ_TYPES))


def _document(raw: dict[str, Any]) -> tuple[Article, Filing]:
    """A JSON document. What intake finds wrong and what only the API minds are told together."""
    errors = [*_wrong_id(raw.get("external_id")), *_wrong_locales(raw.get("to")), *_wrong_moments(raw)]
    try:
        article, orders = read_payload(raw, known_notices=known_notices())
    except InvalidInputError as error:
        found: Errors = list(error.details.get("errors", ()))
        if not errors:
            raise
        named = {one["field"] for one in errors}
        raise _refused([*errors, *(one for one in found if one["field"] not in named)]) from error
    if errors:
        raise _refused(errors)
    return article, _filing(orders, raw.get("external_id"))


def _filing(orders: Orders, external_id: str | None) -> Filing:
    return Filing(
        external_id=external_id,  # as it was sent: it is a name, not a text
        to=orders.to,
        lane=orders.lane,
        confidential=orders.confidential,
        deadline=orders.deadline,
        embargo=orders.embargo,
        change=orders.change or None,
    )


def _refused(errors: Errors) -> InvalidInputError:
    more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
    return InvalidInputError(f"{errors[0]['field']}: {errors[0]['message']}{more}", errors=errors)


def _wrong_id(value: Any) -> Errors:
    """An external id must come back as it was sent, so nothing in it may need mending."""
    if not isinstance(value, str) or (
        0 < len(value) <= MAX_EXTERNAL_ID and value == value.strip() and not has_controls(value)
    ):
        return []  # other types are intake's to refuse
    message = f"Must have 1 to {MAX_EXTERNAL_ID} characters, no control characters and no white space at its ends."
    return [{"field": "external_id", "message": message}]


def _wrong_locales(value: Any) -> Errors:
    """Each locale that cannot be translated into, by its place in the list."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    errors: Errors = []
    for index, locale in enumerate(value[:_MAX_LOCALES]):
        if not isinstance(locale, str) or not locale.strip():
            continue
        if len(locale) > _MAX_TAG:
            errors.append({"field": f"to[{index}]", "message": f"A language tag has at most {_MAX_TAG} characters."})
            continue
        try:
            check_locales(ctx(), [locale.strip()])
        except InvalidInputError as error:
            errors.append({"field": f"to[{index}]", "message": error.message})
    return errors


def _wrong_moments(raw: dict[str, Any]) -> Errors:
    """Times that are well formed and yet no moment of our calendar in UTC."""
    message = "Must be a date and time in ISO 8601 with offset, such as 2026-02-18T09:30:00+01:00."
    return [
        {"field": name, "message": message}
        for name in ("deadline", "embargo", "published_at")
        if isinstance(raw.get(name), str) and raw[name].strip() and read_moment(raw[name].strip()) is None
    ]


def _page(form: str) -> tuple[Article, Filing]:
    """A whole page as HTML or text; what there is to say about it stands in the query string."""
    filing = _filing_of_query()
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in _CHARSETS:
        raise UnsupportedFormatError(f"The charset “{charset[:40]}” is not read here: send UTF-8.")
    data = request.get_data(cache=False)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        malformed(f"The body is not UTF-8: see byte {error.start + 1}.")
    # Said outright: a page's own declaration may be left over from another encoding.
    media_type = f"{request.mimetype}; charset=utf-8"
    return read(data, format=form, content_type=media_type, known_notices=known_notices()), filing


def _filing_of_query() -> Filing:
    query = Query(request.args)
    external_id = query.text("external_id")
    for error in _wrong_id(external_id):
        query.refuse(error["field"], error["message"])
    to = [locale for locale in re.split(r"[,\s]+", ",".join(request.args.getlist("to"))) if locale]
    if len(to) > _MAX_LOCALES:
        query.refuse("to", f"Must name at most {_MAX_LOCALES} locales.")
    for error in _wrong_locales(to):
        query.refuse("to", error["message"])
    lane = query.choice("lane", Lane)
    confidential = query.flag("confidential")
    query.check()
    return Filing(external_id=external_id, to=tuple(to), lane=lane, confidential=confidential)
