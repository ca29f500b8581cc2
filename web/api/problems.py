"""Every kind of problem that the API answers with: its stable code, HTTP status and meaning."""

from collections.abc import Mapping
from types import MappingProxyType

PROBLEMS: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "malformed-body": (400, "The body is not what its Content-Type claims: broken JSON, not UTF-8."),
        "bad-request": (400, "The request itself is broken."),
        "not-signed-in": (401, "No token came with the request, or it is unknown or revoked."),
        "forbidden": (403, "The token lacks the scope that the route asks for."),
        "not-found": (404, "There is no such address, article or edition."),
        "not-published": (404, "The edition has no release yet."),
        "method-not-allowed": (405, "The address does not take this method; Allow names those that it takes."),
        "not-acceptable": (406, "A release is not written in the format that was asked for."),
        "idempotency-in-flight": (409, "The first request with this Idempotency-Key is being answered."),
        "wrong-state": (409, "The state of the edition does not allow this."),
        "duplicate": (503, "Somebody else stored the same at the same moment. Send the request again."),
        "withdrawn": (410, "The release was taken back: withdrawn_at, reason, number and sequence say when and why."),
        "cursor-expired": (410, "The feed does not reach to this cursor. Read it from the beginning."),
        "too-large": (413, "A part of the request is over a stated limit."),
        "request-entity-too-large": (413, "The body is larger than 2 MB, or a Word document than 16 MB."),
        "unsupported-format": (415, "The body is in a format that is not read."),
        "invalid-input": (422, "The request can be read but not carried out; errors names every wrong member."),
        "idempotency-mismatch": (422, "The Idempotency-Key came with another request before."),
        "too-many-waiters": (429, "Too many requests wait for news already; Retry-After says when to ask again."),
        "internal": (500, "Something failed on our side. It was written to the log."),
        "store": (503, "The database does not answer."),
    }
)
