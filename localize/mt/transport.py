"""A request that got no whole HTTP answer, as an ``EngineError``: no connection, a broken one, no end in time.

What ``requests`` and the sockets say is dropped, it may hold addresses and keys: only their kinds are read.
"""

import http.client
import socket
import ssl
from collections.abc import Iterator
from typing import Final

from requests import exceptions as http_errors

from localize.errors import EngineError
from localize.mt.faults import Provider, bad_answer, not_set_up, timed_out, unreachable

_CUT_SHORT: Final = (http.client.HTTPException, ConnectionError)
_BAD_ADDRESS: Final = (http_errors.InvalidURL, http_errors.InvalidSchema, http_errors.MissingSchema)
_BAD_HEADER: Final = (http_errors.InvalidHeader, UnicodeError)


def from_transport(provider: Provider, error: Exception, *, host: str, seconds: float) -> EngineError:
    """The error for people; ``seconds`` is the time limit that was set."""
    return _by_kind(provider, error, host, seconds) or _by_cause(provider, error, host, seconds)


def _by_kind(provider: Provider, error: Exception, host: str, seconds: float) -> EngineError | None:
    """What ``requests`` itself can name."""
    if isinstance(error, _BAD_HEADER):
        setting = provider.key_setting or provider.url_setting
        return not_set_up(provider, f"{setting} holds characters that cannot be sent.")
    if isinstance(error, _BAD_ADDRESS):
        return not_set_up(provider, f"{provider.url_setting} is no address that can be asked.")
    if isinstance(error, http_errors.ContentDecodingError):
        return bad_answer(provider, "answered with data that cannot be unpacked.")
    if isinstance(error, http_errors.Timeout) and not isinstance(error, http_errors.ConnectTimeout):
        return timed_out(provider, seconds)
    known: dict[type[Exception], str] = {
        http_errors.ConnectTimeout: f"{host} takes no connection.",
        http_errors.SSLError: f"the secure connection to {host} fails; its certificate may be wrong.",
        http_errors.ProxyError: "the proxy on the way does not answer.",
    }
    said = known.get(type(error))
    # A connection can also turn insecure half-way.
    sent = isinstance(error, http_errors.SSLError) and not any(
        isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)
    )
    return unreachable(provider, said, sent=sent) if said else None


def _by_cause(provider: Provider, error: Exception, host: str, seconds: float) -> EngineError:
    """What lies under a connection error."""
    causes = list(_causes(error))
    if any(isinstance(cause, TimeoutError) for cause in causes):
        return timed_out(provider, seconds)
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return unreachable(provider, f"{host} refuses the connection.", sent=False)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return unreachable(provider, f"the name {host} is not known.", sent=False)
    if any(isinstance(cause, _CUT_SHORT) for cause in causes):
        return unreachable(provider, f"{host} broke off before the answer was complete.", sent=True)
    return unreachable(provider, f"the connection to {host} failed.", sent=True)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it wraps and what it was raised from."""
    seen: list[BaseException] = []
    todo: list[BaseException] = [error]
    while todo:
        found = todo.pop()
        if any(found is known for known in seen):
            continue
        seen.append(found)
        yield found
        linked = (found.__cause__, found.__context__, getattr(found, "reason", None), *found.args)
        todo += [cause for cause in linked if isinstance(cause, BaseException)]
