"""Answers to repeated requests: the same key of the same token gets the same answer for a day.

A key is claimed before the work and settled after it. A claim whose process died is free again after ``LEASE``; what
failed is let go, so that a corrected request may use the key again.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from localize.errors import IdempotencyError, InvalidInputError
from localize.services.context import Context
from localize.store import Unit
from localize.store.people import IdempotencyRow
from localize.store.unit_of_work import DuplicateError

LIFE = timedelta(hours=24)
LEASE = timedelta(seconds=60)  # an answer takes far less; a claim older than this was left behind by a dead process
MAX_KEY = 255

_IN_FLIGHT = 0  # the status of a claim that has no answer yet


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer a request, held until it is settled or let go."""

    token_id: str
    key: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class InFlight:
    """The first request with this key is being answered: ``retry_after`` seconds from now its answer is there."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was given: HTTP status and JSON document."""

    status: int
    document: Mapping[str, Any]


def fingerprint(*parts: bytes) -> str:
    """SHA-256 over what makes a request the same request. Parts keep their borders."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def claim(ctx: Context, token_id: str, key: str, request_hash: str) -> Claim | Answer | InFlight:
    """Claim a key, or get the answer that it got before, or hear that another process is about to answer it.

    Raises ``InvalidInputError`` for a key that is not 1 to 255 visible ASCII characters, ``IdempotencyError`` when
    the key came with another request.
    """
    if not 0 < len(key) <= MAX_KEY or not all("!" <= character <= "~" for character in key):
        message = f"An Idempotency-Key is 1 to {MAX_KEY} visible ASCII characters, a UUID for instance."
        raise InvalidInputError(message, errors=[{"field": "Idempotency-Key", "message": message}])
    now = ctx.clock.now()
    made = Claim(token_id, key, request_hash)
    try:
        with ctx.store.write() as unit:
            unit.people.forget_answers(now - LIFE)
            return _claim(unit, made, now)
    except DuplicateError:
        return InFlight()  # claimed by another request at the same moment


def _claim(unit: Unit, made: Claim, now: datetime) -> Claim | Answer | InFlight:
    row = unit.people.remembered(made.token_id, made.key)
    if row is None:
        unit.people.add(
            IdempotencyRow(
                token_id=made.token_id,
                key=made.key,
                request_hash=made.request_hash,
                status=_IN_FLIGHT,
                body="",
                created_at=now,
            )
        )
        return made
    if row.request_hash != made.request_hash:
        raise IdempotencyError("This Idempotency-Key was used for another request within the last 24 hours.")
    if row.status != _IN_FLIGHT:
        return Answer(row.status, json.loads(row.body))
    if row.created_at > now - LEASE:
        return InFlight()
    row.created_at = now
    return made


def settle(ctx: Context, held: Claim, answer: Answer) -> None:
    """Remember the answer to a claimed request."""
    with ctx.store.write() as unit:
        settle_in(unit, held, answer)


def settle_in(unit: Unit, held: Claim, answer: Answer) -> None:
    """Remember the answer in the transaction that does the work, so that neither exists without the other."""
    row = unit.people.remembered(held.token_id, held.key)
    if row is not None:
        row.status = answer.status
        row.body = json.dumps(answer.document, ensure_ascii=False)


def let_go(ctx: Context, held: Claim) -> None:
    """Free a key whose request failed and changed nothing."""
    with ctx.store.write() as unit:
        row = unit.people.remembered(held.token_id, held.key)
        if row is not None and row.status == _IN_FLIGHT:
            unit.session.delete(row)
