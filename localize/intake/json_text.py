"""JSON text -> values, with everything that can be wrong with it said in a sentence."""

import json
from typing import Any, Final

from localize.errors import InputTooLargeError
from localize.intake.words import refusal

MAX_TAGS: Final = 80_000  # of all bodies together


def load_json(text: str) -> Any:
    """Any JSON value. Raises ``InvalidInputError`` that says what is wrong and where."""
    if text.count("<") + text.count("\\u003c") + text.count("\\u003C") > MAX_TAGS:
        raise refusal("too-many-tags", InputTooLargeError, limit=MAX_TAGS)
    try:
        # Not strict: line ends and tabs stand in strings of senders who write their JSON by hand.
        return json.loads(text.removeprefix("\ufeff"), strict=False)
    except json.JSONDecodeError as error:
        raise refusal("broken-json", line=error.lineno, column=error.colno, problem=error.msg) from error
    except RecursionError as error:
        raise refusal("json-too-deep") from error
    except ValueError as error:
        raise refusal("json-number") from error


def load_object(text: str) -> dict[str, Any]:
    """A JSON object. Raises ``InvalidInputError`` for any other value too."""
    raw = load_json(text)
    if not isinstance(raw, dict):
        raise refusal("json-no-article")
    return raw
