"""Rate limits: when the next request to an engine may go, from what went before. Pure arithmetic.

A log of the last minute rather than a bucket that fills: in no second and in no minute more than the limit goes out,
and a short article need not wait while the minute has room. Breaking news has a share that nobody else may use.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from localize.config import EngineRate

SECOND: Final = 1.05  # a little more: requests do not take the same time on their way
MINUTE: Final = 61.0
_STEP: Final = 0.001


class Sent(NamedTuple):
    """A request that went, or will go: time in seconds, code points."""

    at: float
    chars: int


def recent(log: Sequence[Sent], now: float, rate: EngineRate) -> list[Sent]:
    """What still counts, as few entries as say it: of what no longer counts as a request a second is one entry."""
    fresh = now - 2 * SECOND
    horizon = fresh if rate.chars is None else now - MINUTE
    seconds: dict[float, int] = {}
    for sent in log:
        if horizon < sent.at <= fresh:
            at = float(math.ceil(sent.at))  # later than it was: never too early
            seconds[at] = seconds.get(at, 0) + sent.chars
    return [*(Sent(at, chars) for at, chars in seconds.items()), *(sent for sent in log if sent.at > fresh)]


def used(log: Sequence[Sent], now: float) -> tuple[int, int]:
    """Requests of the last second and code points of the last minute."""
    requests = sum(1 for sent in log if now - 1 < sent.at <= now)
    return requests, sum(sent.chars for sent in log if now - MINUTE < sent.at <= now)


def for_lane(rate: EngineRate, *, breaking: bool, share: int) -> EngineRate:
    """What a lane may use: all of it, or what the share (in percent) leaves. Never nothing."""
    if breaking:
        return rate
    return EngineRate(_less(rate.requests, share), _less(rate.chars, share))


def _less(limit: int | None, share: int) -> int | None:
    return None if limit is None else max(limit - limit * share // 100, 1)


def earliest(log: Sequence[Sent], now: float, chars: int, *, whole: EngineRate, own: EngineRate) -> float:
    """The first moment at which a request may go so that no window holds more than its limit.

    ``whole``: the engine's limits; ``own``: what the asker's lane may use of them, counted over all lanes. ``log`` may
    hold moments to come. A request that is over the limit by itself goes when nothing else counts.
    """
    counted = recent(log, now, whole)
    windows = sorted({now, *(sent.at + length + _STEP for sent in counted for length in (SECOND, MINUTE))})
    for moment in windows:
        if moment >= now and _fits(counted, Sent(moment, chars), whole, own):
            return moment
    return max(windows)


def _fits(log: Sequence[Sent], new: Sent, whole: EngineRate, own: EngineRate) -> bool:
    """Own limit in the window that ends with it, the engine's in every window that it is part of."""
    if not _within(log, new, new.at, own):
        return False
    later = [sent.at for sent in log if sent.at >= new.at and sent.at < new.at + MINUTE]
    return all(_within(log, new, end, whole) for end in (new.at, *later))


def _within(log: Sequence[Sent], new: Sent, end: float, limit: EngineRate) -> bool:
    if limit.requests is not None and end < new.at + SECOND:
        others = sum(1 for sent in log if end - SECOND < sent.at <= end)
        if others + 1 > limit.requests:
            return False
    if limit.chars is not None and end < new.at + MINUTE:
        others = sum(sent.chars for sent in log if end - MINUTE < sent.at <= end)
        if others and others + new.chars > limit.chars:
            return False
    return True
