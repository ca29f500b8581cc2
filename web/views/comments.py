"""Comments on an open edition: read, written, answered, settled; JSON for the editor's side column."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from localize.errors import InvalidInputError
from localize.services import talk
from localize.services.desk import get_edition
from localize.services.threads import Kind, Quote, threads
from web.current import actor, ctx
from web.presenters.talk import thread_json
from web.presenters.when import at, local_in

blueprint = Blueprint("comments", __name__, url_prefix="/editions/<int:edition_id>/comments")


@blueprint.get("")
def show(edition_id: int) -> Response:
    """``{threads}`` in reading order, those about sentences that are gone last."""
    return _threads(edition_id)


@blueprint.post("")
def add(edition_id: int) -> Response:
    """``{segment_id, text, kind?, quote?: {side, words}}``; the answer is that of ``show``."""
    body = _body()
    segment, kind, quote = body.get("segment_id"), body.get("kind", "comment"), body.get("quote")
    if not isinstance(segment, int) or isinstance(segment, bool) or not 0 < segment < 2**63:
        raise InvalidInputError("segment_id must be the number of a segment.")
    if kind not in {Kind.COMMENT.value, Kind.QUESTION.value}:
        raise InvalidInputError("kind must be comment or question.")
    talk.add(ctx(), actor(), edition_id, segment, _text(body), kind=Kind(kind), quote=_quote(quote))
    return _threads(edition_id)


@blueprint.post("/<int:comment_id>/answers")
def answer(edition_id: int, comment_id: int) -> Response:
    """``{text}``."""
    talk.answer(ctx(), actor(), edition_id, comment_id, _text(_body()))
    return _threads(edition_id)


@blueprint.put("/<int:comment_id>")
def reword(edition_id: int, comment_id: int) -> Response:
    """One's own in other words: ``{text}``."""
    talk.reword(ctx(), actor(), edition_id, comment_id, _text(_body()))
    return _threads(edition_id)


@blueprint.post("/<int:comment_id>/settled")
def settle(edition_id: int, comment_id: int) -> Response:
    """``{resolved: true or false}``."""
    resolved = _body().get("resolved")
    if not isinstance(resolved, bool):
        raise InvalidInputError("resolved must be true or false.")
    talk.settle(ctx(), actor(), edition_id, comment_id, resolved=resolved)
    return _threads(edition_id)


def _threads(edition_id: int) -> Response:
    local, now = local_in(ctx().settings.time_zone), ctx().clock.now()
    edition = get_edition(ctx(), edition_id)
    found = threads(ctx(), actor(), edition_id)
    shown = [thread_json(thread, lambda moment: at(local(moment), local(now))) for thread in found]
    response = jsonify({"threads": shown, "change": edition.change})
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise InvalidInputError("Send JSON.")
    return body


def _text(body: dict[str, Any]) -> str:
    text = body.get("text")
    if not isinstance(text, str):
        raise InvalidInputError("text must be a string.")
    return text


def _quote(given: Any) -> Quote | None:
    if given is None:
        return None
    if (
        not isinstance(given, dict)
        or given.get("side") not in {"source", "target"}
        or not isinstance(given.get("words"), str)
    ):
        raise InvalidInputError("quote must be {side: source or target, words}.")
    return Quote(given["side"], given["words"])
