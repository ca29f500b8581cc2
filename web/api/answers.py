"""How the API answers: JSON documents, addresses, links to the next page."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for
from pydantic import BaseModel

from localize.errors import NotFoundError
from web.current import ctx
from web.errors import problem


def base_url() -> str:
    """The address that the API names things under: the public one of the settings, else the one that was called."""
    return ctx().settings.public_url or request.url_root.rstrip("/")


def address(endpoint: str, **values: str | float | None) -> str:
    """Absolute address of a route of the API; parameters that are ``None`` are left out."""
    given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
    path = url_for(f"api.{endpoint}", **given)
    return base_url() + path.removeprefix(request.script_root)


def document(body: BaseModel, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer. It is the caller's own business, so no cache between us keeps it."""
    response = Response(body.model_dump_json(), status, content_type="application/json")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers.update(headers or {})
    return response


def page(body: BaseModel, next_url: str | None) -> Response:
    """A page of a list, with its successor as a link (RFC 8288)."""
    return document(body, headers={"Link": f'<{next_url}>; rel="next"'} if next_url else {})


def refusal(status: int, code: str, detail: str, *, retry_after: int | None = None, **more: object) -> Response:
    """A problem document for what only the protocol knows."""
    response = problem(status, code, detail, **more)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def has_controls(text: str) -> bool:
    """Whether control characters or halves of surrogate pairs stand in a text."""
    return any(unicodedata.category(character) in {"Cc", "Cs"} for character in text)


def checked_reference(reference: str) -> str:
    """A reference to an article that may reach the store. Raises ``NotFoundError``: nothing has such a name."""
    if len(reference) > 300 or has_controls(reference):
        raise NotFoundError("There is no such article.")
    return reference
