"""Errors as answers: one table from our errors to HTTP states, one shape for programs, one page for people."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from flask import Flask, Response, json, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from localize import errors as e
from localize.services.people import TooManyAttemptsError
from web.presenters.intake_words import refusal_sentence

STATUS: Mapping[type[e.LocalizeError], int] = MappingProxyType(
    {
        e.InvalidInputError: 422,
        e.InputTooLargeError: 413,
        e.UnsupportedFormatError: 415,
        e.NotFoundError: 404,
        e.NotPublishedError: 404,
        e.WithdrawnError: 410,
        e.CursorExpiredError: 410,
        e.ForbiddenError: 403,
        TooManyAttemptsError: 429,
        e.NotSignedInError: 401,
        e.TransitionError: 409,
        e.GateError: 409,
        e.RevisionConflictError: 409,
        e.IdempotencyError: 422,
        e.StoreError: 503,
        e.EngineError: 502,
        e.ConfigError: 500,
        e.LocalizeError: 500,
    }
)

PROBLEM_TYPE = "application/problem+json"


def status_of(error: e.LocalizeError) -> int:
    """The HTTP state of an error: its own class's, or that of the nearest one above."""
    return next(STATUS[cls] for cls in type(error).__mro__ if cls in STATUS)


def problem(status: int, code: str, detail: str, **more: Any) -> Response:
    """A problem document (RFC 9457). ``type`` is a stable relative reference made of the error's code."""
    body = {
        "type": f"/api/problems/{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
        **more,
    }
    response = Response(json.dumps(body, ensure_ascii=False), status, content_type=PROBLEM_TYPE)
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def wants_json() -> bool:
    """Whether the caller is a program: the API, or a script of our own pages."""
    if request.path.startswith("/api/"):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json" or request.is_json


def _answer(status: int, code: str, detail: str, details: Mapping[str, Any]) -> Response | tuple[str, int]:
    if wants_json():
        return problem(status, code, detail, **details)
    title = {
        401: gettext("Sign in first"),
        403: gettext("Not allowed"),
        404: gettext("Not found"),
        409: gettext("Not possible now"),
        410: gettext("Withdrawn"),
        413: gettext("Too large"),
        429: gettext("Too many attempts"),
        503: gettext("The database does not answer"),
    }.get(status, gettext("Something is wrong"))
    page = render_template("site/error.html", status=status, title=title, message=detail, details=details)
    return page, status


def register_errors(app: Flask) -> None:
    """Answer every error in one of two shapes."""

    @app.errorhandler(e.LocalizeError)
    def _ours(error: e.LocalizeError) -> Any:
        if isinstance(error, e.NotSignedInError) and not wants_json() and request.endpoint != "auth.login":
            return redirect(url_for("auth.login", next=request.full_path.rstrip("?")))
        # Programs get the English sentence, and its parts in ``details``.
        detail = error.message if wants_json() else refusal_sentence(error)
        return _answer(status_of(error), error.code, detail, error.details)

    @app.errorhandler(CSRFError)
    def _csrf(error: CSRFError) -> Any:
        del error
        detail = gettext("The page was open too long or came from elsewhere. Reload it and try again.")
        return _answer(400, "csrf", detail, {})

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        status = error.code or 500
        if status < 400:
            return error
        detail = {
            404: gettext("There is nothing at this address."),
            405: gettext("This address does not take %(method)s requests.", method=request.method),
            413: gettext("The request is larger than this address takes."),
            429: gettext("Too many requests. Wait a moment and try again."),
        }.get(status, error.description or HTTPStatus(status).phrase)
        answer = _answer(status, HTTPStatus(status).phrase.lower().replace(" ", "-"), detail, {})
        response = app.make_response(answer)
        if status == 405:
            response.headers.extend({k: v for k, v in error.get_headers() if k == "Allow"})
        return response

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Any:
        app.logger.error("unforeseen error at %s", request.path, exc_info=error)
        return _answer(500, "internal", gettext("Something failed on our side. It was written to the log."), {})
