"""The body of a request as JSON: strict, so that two readers never understand it differently."""

import json
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from flask import abort, request

from localize.errors import InvalidInputError
from web.api.answers import refusal

MAX_DEPTH = 32

# Halves of surrogate pairs can only come from escapes: strict UTF-8 has none.
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def read_json_object() -> dict[str, Any]:
    """The body as a JSON object. Ends the request with 400 when it is no JSON, 422 when it is no object."""
    value = _parse(request.get_data(cache=False))
    if not isinstance(value, dict):
        message = "The body must be a JSON object."
        raise InvalidInputError(message, errors=[{"field": "", "message": message}])
    return value


def malformed(detail: str) -> NoReturn:
    """End the request with 400: the body is not what it claims to be."""
    abort(refusal(400, "malformed-body", detail))


def _parse(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        malformed(f"The body is not UTF-8: see byte {error.start + 1}.")
    try:
        value = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        malformed(f"The body is not JSON: {error.msg} at line {error.lineno}, column {error.colno}.")
    except _StrictError as error:
        malformed(str(error))
    except ValueError:
        malformed("The body holds a number with too many digits.")
    except RecursionError:
        malformed(f"The body is nested deeper than {MAX_DEPTH} levels.")
    if _depth(value) > MAX_DEPTH:
        malformed(f"The body is nested deeper than {MAX_DEPTH} levels.")
    if _SURROGATE.search(text) and not _encodable(value):
        malformed("The body holds half of a surrogate pair, which is not a character.")
    return value


class _StrictError(ValueError):
    """JSON that readers understand differently."""


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for name, member in pairs:
        if name in value:
            raise _StrictError(f"The body names {json.dumps(name)} twice in one object.")
        value[name] = member
    return value


def _no_constant(name: str) -> NoReturn:
    raise _StrictError(f"{name} is not JSON.")


def _depth(value: Any) -> int:
    """Levels of nesting, without recursion of our own."""
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            member
            for one in level
            if isinstance(one, dict | list)
            for member in (one.values() if isinstance(one, dict) else one)
        ]
    return depth


def _encodable(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
