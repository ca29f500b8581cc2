"""Why there is no draft, and when the engines are asked again. Pure."""

from collections.abc import Sequence
from datetime import timedelta

from localize.mt.outcome import WAITS, EngineFailure, describe_failures

_BACKOFF = tuple(timedelta(seconds=s) for s in (30, 60, 120, 300, 600, 900))


def told(failures: Sequence[EngineFailure], *, confidential: bool) -> dict[str, object]:
    """The reason as a sentence for people and as data for the interface.

    ``confidential``: the article is, and there are engines, but none that it may go to.
    """
    if failures:
        sentence = describe_failures(failures)
        code = "engines-resting" if only_waits(failures) else "engines-failed"
        if any(failure.reason == "budget" for failure in failures):
            code = "budget"
    elif confidential:
        code = "confidential"
        sentence = "The article is confidential and no private engine is set up."
    else:
        code = "no-engine"
        sentence = "No engine is set up. Name one in LOCALIZE_ENGINES, or translate by hand."
    return {
        "code": code,
        "sentence": sentence,
        "failures": [
            {"engine": f.engine, "reason": f.reason, "message": f.message, "params": dict(f.params)} for f in failures
        ],
    }


def only_waits(failures: Sequence[EngineFailure]) -> bool:
    """Whether nothing was tried, because it was not the time for it: no attempt of the job is used up."""
    return bool(failures) and all(failure.reason in WAITS for failure in failures)


def next_try(attempts: int, failures: Sequence[EngineFailure]) -> timedelta:
    """How long until the next try: when the first engine may be asked again, by its own word or by ours.

    After real failures it backs off, not before a provider allows, and slowly when nothing can change soon.
    """
    waits = [failure for failure in failures if failure.reason in WAITS]
    real = [failure for failure in failures if failure.reason not in WAITS]
    known = [timedelta(seconds=failure.retry_after) for failure in waits if failure.retry_after]
    backoff = _BACKOFF[min(max(attempts, 1), len(_BACKOFF)) - 1]
    if not real and known:
        return min(known)
    asked = [failure.retry_after for failure in real if failure.retry_after]
    if asked:
        backoff = max(backoff, timedelta(seconds=min(*asked, 3600.0)))
    if not any(failure.retryable for failure in failures):
        backoff = max(backoff, timedelta(minutes=10))
    return min([backoff, *known])
