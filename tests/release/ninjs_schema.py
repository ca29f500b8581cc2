"""Whether a document is valid ninjs 3.1, by IPTC's own schema where the shared data has it."""

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

FOLDER = Path(__file__).resolve().parents[3] / "shared/data/formats/ninjs/schema"

_FORMATS = FormatChecker()


@_FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    """A complete address or a name: with a scheme, without spaces."""
    return not isinstance(value, str) or (bool(urlsplit(value).scheme) and not any(c.isspace() for c in value))


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@cache
def _validator() -> Draft202012Validator:
    schema, geo = (
        json.loads((FOLDER / name).read_text(encoding="utf-8"))
        for name in ("ninjs-schema_3.1.json", "GeoJSON-schema.json")
    )
    registry: Registry[Any] = Registry().with_resource(geo["$id"], Resource.from_contents(geo))
    return Draft202012Validator(schema, registry=registry, format_checker=_FORMATS)


def problems_of(document: dict[str, Any]) -> list[str]:
    """What the schema says against a document. Skips the test where the schema is not."""
    if not (FOLDER / "ninjs-schema_3.1.json").is_file():
        pytest.skip(f"IPTC's schemas are not here: {FOLDER}")
    return [f"{list(error.path)}: {error.message[:200]}" for error in _validator().iter_errors(document)]


def must_be_ninjs(document: dict[str, Any]) -> None:
    """Fail when a document is not valid; say nothing where the schema is not, so that the rest of a test goes on."""
    if (FOLDER / "ninjs-schema_3.1.json").is_file():
        assert problems_of(document) == []
