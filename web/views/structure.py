"""What an edition is made of: segments split and joined, blocks left out, put back, added and moved. JSON in and out."""

from typing import Any

from flask import Blueprint, Response, jsonify, request

from localize.article import Role
from localize.errors import InvalidInputError
from localize.services import edition_blocks, structure
from localize.services.structure import Known, Rearranged
from web.current import actor, ctx

blueprint = Blueprint("structure", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.post("/segments/<int:segment_id>/split")
def split(edition_id: int, segment_id: int) -> Response:
    """``{revision, source_at, target_at}``: where to split, in code points of the plain texts."""
    body = _body()
    known = Known(segment_id, _number(body, "revision"))
    target_at = _number(body, "target_at") if body.get("target_at") is not None else None
    done = structure.split(ctx(), actor(), edition_id, known, source_at=_number(body, "source_at"), target_at=target_at)
    return _rearranged(done)


@blueprint.post("/segments/<int:segment_id>/join")
def join(edition_id: int, segment_id: int) -> Response:
    """``{revision, next, next_revision}``: the segment and the next one, as the page has them."""
    body = _body()
    first = Known(segment_id, _number(body, "revision"))
    second = Known(_number(body, "next"), _number(body, "next_revision"))
    return _rearranged(structure.join(ctx(), actor(), edition_id, first, second))


@blueprint.post("/blocks")
def add(edition_id: int) -> Response:
    """``{after, role}``: an empty block after another one."""
    body = _body()
    role = body.get("role")
    if role not in set(Role):
        raise InvalidInputError("role must be paragraph, subhead, quotation or list_item.")
    place = edition_blocks.add(ctx(), actor(), edition_id, after=_word(body, "after"), role=Role(role))
    return jsonify({"position": place})


@blueprint.post("/blocks/<key>/drop")
def drop(edition_id: int, key: str) -> Response:
    """``{reason}``: leave a block out."""
    edition_blocks.drop(ctx(), actor(), edition_id, key, _word(_body(), "reason"))
    return jsonify({})


@blueprint.post("/blocks/<key>/put-back")
def put_back(edition_id: int, key: str) -> Response:
    """Take a block that was left out in again."""
    return jsonify({"position": edition_blocks.put_back(ctx(), actor(), edition_id, key)})


@blueprint.post("/blocks/<key>/move")
def move(edition_id: int, key: str) -> Response:
    """``{step}``: -1 before its neighbour, 1 after it."""
    step = _body().get("step")
    if step not in {-1, 1}:
        raise InvalidInputError("step must be -1 or 1.")
    return jsonify({"position": edition_blocks.move(ctx(), actor(), edition_id, key, step)})


def _rearranged(done: Rearranged) -> Response:
    return jsonify(
        {
            "segments": list(done.segment_ids),
            "position": done.position,
            "source_at": done.source_at,
            "target_at": done.target_at,
        }
    )


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise InvalidInputError("Send a JSON object.")
    return body


def _number(body: dict[str, Any], name: str) -> int:
    value = body.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**63:
        raise InvalidInputError(f"{name} must be a number.")
    return value


def _word(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise InvalidInputError(f"{name} must be text.")
    return value
