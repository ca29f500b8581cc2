"""One tree of errors. Each class says when it is raised; its message is written for the person who reads it.

``code`` is stable: it becomes the ``type`` of a problem document (RFC 9457) and the key of the web's error table.
Problems that a person must weigh (findings, intake notes) are values, not exceptions.
"""

from collections.abc import Mapping
from typing import Any, ClassVar


class LocalizeError(Exception):
    """Base of every error that Localize raises on purpose."""

    code: ClassVar[str] = "error"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details: Mapping[str, Any] = details


class ConfigError(LocalizeError):
    """A setting has a value that cannot be used. Stops the start with one line."""

    code = "bad-setting"


class InvalidInputError(LocalizeError):
    """What was sent cannot be read as what it claims to be: nothing was stored."""

    code = "invalid-input"


class InputTooLargeError(InvalidInputError):
    """What was sent is over a stated limit."""

    code = "too-large"


class UnsupportedFormatError(InvalidInputError):
    """The format is not one that intake reads."""

    code = "unsupported-format"


class NotFoundError(LocalizeError):
    """No such article, edition, segment, user or token."""

    code = "not-found"


class NotPublishedError(NotFoundError):
    """The edition exists and has no release yet."""

    code = "not-published"


class WithdrawnError(LocalizeError):
    """The release was taken back; ``details`` carries when and why."""

    code = "withdrawn"


class CursorExpiredError(LocalizeError):
    """The change feed no longer reaches back to this cursor: read everything anew."""

    code = "cursor-expired"


class ForbiddenError(LocalizeError):
    """The person or token may not do this."""

    code = "forbidden"


class NotSignedInError(LocalizeError):
    """No valid session or token came with the request."""

    code = "not-signed-in"


class TransitionError(LocalizeError):
    """The edition's state does not allow this action now."""

    code = "wrong-state"


class GateError(LocalizeError):
    """Approval is refused: ``details['conditions']`` lists what is open and where."""

    code = "gate-closed"


class RevisionConflictError(LocalizeError):
    """Somebody saved this segment since it was read. ``details`` carries both texts; none is lost."""

    code = "revision-conflict"


class IdempotencyError(LocalizeError):
    """An Idempotency-Key came back with another body."""

    code = "idempotency-mismatch"


class StoreError(LocalizeError):
    """The database is missing, too old or damaged."""

    code = "store"


class EngineError(LocalizeError):
    """A machine-translation engine gave no usable answer.

    ``retryable``: the same request may succeed later. ``retry_after``: seconds the provider asked for, if it did.
    ``reason`` is one of ``EngineError.REASONS``; ``status``: the HTTP status of the answer, where there was one.
    ``sent``: whether any text can have left the house.
    """

    code = "engine"
    REASONS: ClassVar[tuple[str, ...]] = (
        "unreachable",
        "timeout",
        "rate-limited",
        "quota",
        "refused",
        "too-large",
        "server-error",
        "bad-answer",
        "not-translated",
        "not-set-up",
    )

    def __init__(
        self,
        message: str,
        *,
        engine: str,
        reason: str,
        retryable: bool,
        retry_after: float | None = None,
        status: int | None = None,
        sent: bool = True,
    ) -> None:
        super().__init__(message, engine=engine, reason=reason)
        self.engine = engine
        self.reason = reason
        self.retryable = retryable
        self.retry_after = retry_after
        self.status = status
        self.sent = sent
