"""The API's documentation: the OpenAPI document for programs, the same as a page for people."""

import re
from typing import Any

from flask import Response, json, render_template
from markupsafe import Markup, escape

from web.api.answers import base_url
from web.api.blueprint import blueprint
from web.api.openapi import build
from web.api.operations import OPERATIONS


@blueprint.get("/v1/openapi.json")
def openapi() -> Response:
    """The OpenAPI document."""
    response = Response(json.dumps(build(base_url()), ensure_ascii=False), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@blueprint.get("/docs")
def docs() -> str:
    """The page of documentation, written from the document."""
    described = build(base_url())
    return render_template(
        "api/docs.html",
        info=described["info"],
        base=base_url(),
        operations=_operations(described),
        models=_models(described),
        problems=described["x-problem-types"],
        reference=_type,
        marked=_marked,
    )


def _marked(text: str) -> Markup:
    """A description with its `words of the protocol` as code, each paragraph on a line of its own."""
    written = re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text)))
    return Markup(written.replace("\n\n", "<br>"))  # noqa: S704 - escaped above


def _operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Operations in order: what the document says of each, and its example."""
    return [
        {
            **described["paths"][operation.path][operation.method],
            "method": operation.method.upper(),
            "path": operation.path,
            "example": operation.curl.replace("{base}", base_url()),
        }
        for operation in OPERATIONS
    ]


def _models(described: dict[str, Any]) -> list[dict[str, Any]]:
    """Models with their members, each with its type in a word."""
    schemas = described["components"]["schemas"]
    return [
        {
            "name": name,
            "doc": schema.get("description", ""),
            "members": [
                {
                    "name": member,
                    "type": _type(of),
                    "doc": of.get("description", ""),
                    "required": member in schema.get("required", ()),
                }
                for member, of in schema.get("properties", {}).items()
            ],
            "values": schema.get("enum", ()),
        }
        for name, schema in schemas.items()
    ]


def _type(schema: dict[str, Any]) -> str:
    """A schema's type as a reader would say it."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if either := schema.get("anyOf", schema.get("oneOf")):
        return " or ".join(_type(one) for one in either)
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    return str(schema.get("format") or schema.get("type") or "any")
