"""The OpenAPI 3.1 document, assembled from the operations, the models and the route table."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from web.api import change_models, models, requests
from web.api.operations import OPERATIONS, Operation, Parameter, Reply, Schema
from web.api.problems import PROBLEMS
from web.permissions import ROUTES

API_VERSION = "1.0.0"  # of the API, which is older and younger than the software behind it

_REF = "#/components/schemas/{model}"
_ANSWERS: tuple[type[BaseModel], ...] = (
    models.FiledArticle,
    models.FiledArticles,
    models.ArticlePage,
    models.ArticleDetail,
    change_models.VersionChanges,
    models.Withdrawn,
    models.EditionDetail,
    models.EditionPage,
    models.Edition,
    models.FeedPage,
    models.Release,
    models.Problem,
)
_REQUESTS: tuple[type[BaseModel], ...] = (
    requests.ArticleRequest,
    requests.FetchRequest,
    requests.WithdrawRequest,
)
_TOKEN_PROBLEMS = ("not-signed-in", "forbidden")


def build(base_url: str) -> dict[str, Any]:
    """The document for an API that stands under ``base_url``."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Localize",
            "version": API_VERSION,
            "summary": "File articles, follow their editions, pull what is published.",
            "description": (
                "Errors are problem documents (RFC 9457) with a stable type. Times are ISO 8601 with offset. "
                "Members may be added to answers; leave out those that you do not know."
            ),
        },
        "servers": [{"url": base_url}],
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {
                "token": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "loc_<id>_<secret>",
                    "description": "A token of `localize token add NAME --scope SCOPE`.",
                }
            },
        },
        "x-problem-types": {
            f"/api/problems/{code}": {"status": status, "description": doc} for code, (status, doc) in PROBLEMS.items()
        },
    }


def _schemas() -> dict[str, Any]:
    """JSON schemas of every model: requests as they are read, answers as they are written."""
    _, read = models_json_schema([(model, "validation") for model in _REQUESTS], ref_template=_REF, by_alias=True)
    _, written = models_json_schema([(model, "serialization") for model in _ANSWERS], ref_template=_REF, by_alias=True)
    requested: Mapping[str, Any] = read["$defs"]
    answered: Mapping[str, Any] = written["$defs"]
    # Requests and answers may name a part alike: the request's gets a name of its own.
    renamed = {name: f"{name}Request" for name in requested if name in answered and requested[name] != answered[name]}
    own = {renamed.get(name, name): _redirect(schema, renamed) for name, schema in requested.items()}
    # The descriptions of enumerations speak to readers of the code.
    return {
        name: {key: value for key, value in schema.items() if "enum" not in schema or key != "description"}
        for name, schema in sorted({**answered, **own}.items())
    }


def _redirect(schema: Any, renamed: Mapping[str, str]) -> Any:
    """A schema whose references follow the renaming."""
    if isinstance(schema, dict):
        return {
            key: _REF.format(model=renamed.get(name := value.rpartition("/")[2], name))
            if key == "$ref"
            else _redirect(value, renamed)
            for key, value in schema.items()
        }
    return [_redirect(one, renamed) for one in schema] if isinstance(schema, list) else schema


def _operation(operation: Operation) -> dict[str, Any]:
    scope = ROUTES[f"api.{operation.endpoint}"].scope
    responses = {str(status): _reply(reply) for status, reply in operation.replies.items()}
    codes = (*operation.problems, *(_TOKEN_PROBLEMS if scope else ()), "internal", "store")
    responses |= _problem_responses(codes)
    described: dict[str, Any] = {
        "operationId": operation.endpoint,
        "summary": operation.summary,
        "description": operation.doc,
        "parameters": [_parameter(parameter) for parameter in operation.parameters],
        "responses": responses,
        "security": [{"token": [scope]}] if scope else [],
    }
    if operation.body:
        content = {media: {"schema": _schema(body)} for media, body in operation.body.items()}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _schema(body: type[BaseModel] | Schema) -> Schema:
    return {"$ref": _REF.format(model=body.__name__)} if isinstance(body, type) else body


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "description": parameter.doc,
        "schema": parameter.schema,
    }


def _reply(reply: Reply) -> dict[str, Any]:
    described: dict[str, Any] = {"description": reply.doc}
    media = dict(reply.media)
    if reply.model is not None:
        media["application/json"] = _schema(reply.model)
    if media:
        described["content"] = {name: {"schema": schema} for name, schema in media.items()}
    if reply.headers:
        described["headers"] = {
            name: {"description": doc, "schema": {"type": "string"}} for name, doc in reply.headers.items()
        }
    return described


def _problem_responses(codes: Iterable[str]) -> dict[str, Any]:
    """Problems by status; the description of each names its kinds."""
    by_status: dict[int, list[str]] = {}
    for code in codes:
        status, doc = PROBLEMS[code]
        by_status.setdefault(status, []).append(f"`{code}`: {doc}")
    return {
        str(status): {
            "description": "\n\n".join(docs),
            "content": {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}},
        }
        for status, docs in sorted(by_status.items())
    }
