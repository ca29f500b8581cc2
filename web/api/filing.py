"""The body of a filing, whatever its format, as articles and how to handle each.

A document may say itself how it is to be handled (its id, its language, how urgent it is); what the query string says goes
before that.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request

from localize.article import Article
from localize.edition import Lane
from localize.errors import InvalidInputError, UnsupportedFormatError
from localize.intake.fields import Fields, Problems
from localize.intake.orders import MAX_EXTERNAL_ID, Orders, read_orders
from localize.intake.payload import read_payload
from localize.intake.received import Received
from localize.intake.sniff import FORMATS, TYPES, read_all
from localize.locales import is_known_locale
from localize.services.catalogue import known_notices
from localize.services.fetching import fetch_url
from localize.services.intake import Filing, check_locales
from web.api.answers import has_controls
from web.api.body import malformed, read_json_object
from web.api.query import Query, read_moment
from web.current import ctx

SNIFFED_TYPES: Final = ("application/xml", "text/xml", "application/octet-stream")
READ_TYPES: Final = (
    "application/json",
    "text/html",
    "text/plain",
    *(name for name in TYPES if name not in {"application/json", "text/html", "text/plain"}),
    *SNIFFED_TYPES,
)

_TEXTS: Final = frozenset({"text", "html", "markdown"})
_CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii"})
_MAX_TAG: Final = 35  # what RFC 5646 asks everybody to have room for
_MAX_LOCALES: Final = 50
_FETCH: Final = frozenset({"fetch", "external_id", "to", "lane", "confidential", "deadline", "embargo", "change"})

Errors = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Sent:
    """One article of a request. ``wrong``: what its own document says about its handling that cannot be."""

    article: Article
    filing: Filing
    wrong: Errors


def read_filing() -> list[Sent]:
    """The articles of this request, at least one, and what is said about each.

    Raises ``UnsupportedFormatError`` for other media types, ``InvalidInputError`` naming every member that is wrong;
    ends the request with 400 for a body that is broken.
    """
    query = Query(request.args)
    form = query.text("format")
    if form is not None and form not in FORMATS:
        query.refuse("format", f"Must be one of {', '.join(FORMATS)}.")
    said = _filing_of_query(query)
    form = form or TYPES.get(request.mimetype)
    if form is None and request.mimetype not in SNIFFED_TYPES:
        sent = f"“{request.mimetype[:60]}” is not read here" if request.mimetype else "The body has no Content-Type"
        raise UnsupportedFormatError(f"{sent}: send {', '.join(READ_TYPES)}.", accepted=list(READ_TYPES))
    received = _read(form, request.get_data(), said)
    if said.external_id and len(received) > 1:
        message = f"Names one article; this body holds {len(received)}."
        raise _refused([{"field": "external_id", "message": message}])
    return [
        Sent(one.article, _merged(said, one), _wrong_id(one.orders.external_id) if not said.external_id else [])
        for one in received
    ]


def _read(form: str | None, data: bytes, said: Filing) -> Sequence[Received]:
    """A body of a format, or of one that its first characters tell."""
    if form == "json" or (form is None and data.lstrip().startswith((b"{", b"["))):
        raw = read_json_object()
        return _fetched(raw, said) if "fetch" in raw else [_document(raw)]
    if form == "ninjs":
        read_json_object()  # as strict as with our own documents
    content_type = request.content_type
    if form in _TEXTS:
        _check_utf_8(data)
        # Said outright: a page's own declaration may be left over from another encoding.
        content_type = f"{request.mimetype or 'text/plain'}; charset=utf-8"
    return read_all(data, format=form, content_type=content_type, known_notices=known_notices(ctx()))


def _check_utf_8(data: bytes) -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if charset not in _CHARSETS:
        raise UnsupportedFormatError(f"The charset “{charset[:40]}” is not read here: send UTF-8.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        malformed(f"The body is not UTF-8: see byte {error.start + 1}.")


def _merged(said: Filing, one: Received) -> Filing:
    """What the request says goes first; what it leaves out the document may say."""
    orders = one.orders
    return Filing(
        external_id=said.external_id or orders.external_id,
        to=said.to or orders.to,
        lane=said.lane or orders.lane,
        confidential=orders.confidential if said.confidential is None else said.confidential,
        deadline=said.deadline or orders.deadline,
        embargo=said.embargo or orders.embargo,
        change=orders.change or None,
        language=said.language or one.language,
    )


def _fetched(raw: dict[str, Any], said: Filing) -> Sequence[Received]:
    """What stands at the address that a document names. Its other members say how to handle that."""
    problems = Problems()
    fields = Fields(raw, problems)
    address = fields.url("fetch")
    if not address and not problems.listed:
        fields.refuse("fetch", "Must be a http or https address such as https://news.example/story.")
    for name in sorted(raw.keys() - _FETCH):
        fields.refuse(str(name)[:60], "Has no place beside fetch: the article is read from the address.")
    orders = read_orders(fields)
    errors = [*_wrong_id(raw.get("external_id")), *_wrong_locales(raw.get("to")), *_wrong_moments(raw)]
    if problems.listed or errors:
        raise _refused(_joined(errors, problems.listed))
    found = fetch_url(ctx(), address)
    received = read_all(found.data, content_type=found.content_type, url=found.url, known_notices=known_notices(ctx()))
    if orders.external_id and not said.external_id and len(received) > 1:
        message = f"Names one article; {len(received)} stand at the address."
        raise _refused([{"field": "external_id", "message": message}])
    return [
        replace(
            one,
            article=replace(one.article, notes=(*found.notes, *one.article.notes)),
            orders=_orders(orders, raw.get("external_id"), one.orders),
        )
        for one in received
    ]


def _orders(first: Orders, external_id: str | None, second: Orders) -> Orders:
    """What goes before, completed by what the document says."""
    return Orders(
        external_id=external_id or second.external_id,
        to=first.to or second.to,
        lane=first.lane or second.lane,
        confidential=second.confidential if first.confidential is None else first.confidential,
        deadline=first.deadline or second.deadline,
        embargo=first.embargo or second.embargo,
        change=first.change or second.change,
    )


def _joined(errors: Errors, found: Iterable[dict[str, str]]) -> Errors:
    """Errors of two lists, those of the first before those of the second on the same member."""
    named = {one["field"] for one in errors}
    return [*errors, *(one for one in found if one["field"] not in named)]


def _document(raw: dict[str, Any]) -> Received:
    """A JSON document. What intake finds wrong and what only the API minds are told together."""
    errors = [*_wrong_id(raw.get("external_id")), *_wrong_locales(raw.get("to")), *_wrong_moments(raw)]
    try:
        article, orders = read_payload(raw, known_notices=known_notices(ctx()))
    except InvalidInputError as error:
        if not errors:
            raise
        raise _refused(_joined(errors, error.details.get("errors", ()))) from error
    if errors:
        raise _refused(errors)
    # The id as it was sent: it is a name, not a text.
    return Received(article, replace(orders, external_id=raw.get("external_id")))


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


def _filing_of_query(query: Query) -> Filing:
    """What the query string says. Raises ``InvalidInputError`` naming every parameter that is wrong."""
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
    deadline, embargo = query.moment("deadline"), query.moment("embargo")
    language = query.text("language")
    if language is not None and (len(language) > _MAX_TAG or not is_known_locale(language)):
        query.refuse("language", "Is not a language that Localize knows; say for instance en.")
    query.check()
    return Filing(
        external_id=external_id,
        to=tuple(to),
        lane=lane,
        confidential=confidential,
        deadline=deadline,
        embargo=embargo,
        language=language,
    )
