"""Fetching a model's archive from an address: as a stream into a file, within limits, never on to a less safe address.

The address is the operator's own word, so it may lie in the operator's network; what a server redirects to must be
as safe as what was asked.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from localize.errors import InputTooLargeError, InvalidInputError
from localize.mt.http import USER_AGENT

MAX_BYTES: Final = 2_000_000_000
_TIMEOUT: Final = (5.0, 30.0)  # seconds to connect, and without a byte
_MAX_SECONDS: Final = 6 * 3600.0
_MAX_REDIRECTS: Final = 5

Progress = Callable[[int, int | None], None]  # bytes so far, bytes in all if the server says


def download(url: str, file: Path, progress: Progress) -> None:
    """Write what stands at an address into a file. Raises ``InvalidInputError``, one sentence for each reason."""
    shown = _shown(url)
    with requests.Session() as session:
        session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "identity"})
        session.auth = _unchanged  # ~/.netrc stays out of it
        try:
            with _answer(session, url) as response:
                _copy(response, file, progress, shown)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            raise InvalidInputError(f"{shown} cannot be fetched: {_why(error)}.") from None


def _answer(session: requests.Session, url: str) -> requests.Response:
    for _ in range(_MAX_REDIRECTS + 1):
        response = session.get(url, stream=True, timeout=_TIMEOUT, allow_redirects=False)
        if not response.is_redirect:
            if response.status_code != 200:
                response.close()
                raise InvalidInputError(f"{_shown(url)} answered with status {response.status_code}.")
            return response
        response.close()
        target = urljoin(url, response.headers["Location"])
        if urlsplit(target).scheme not in {"https", urlsplit(url).scheme}:
            raise InvalidInputError(f"{_shown(url)} sends on to an address that is not safe ({_shown(target)}).")
        url = target
    raise InvalidInputError(f"{_shown(url)} sends from one address to the next without an end.")


def _copy(response: requests.Response, file: Path, progress: Progress, shown: str) -> None:
    stated = response.headers.get("Content-Length", "")
    total = int(stated) if stated.isdigit() else None
    done, until = 0, time.monotonic() + _MAX_SECONDS
    if total is not None and total > MAX_BYTES:
        raise InputTooLargeError(f"{shown} is larger than {MAX_BYTES // 1_000_000_000} GB.")
    with file.open("wb") as out:
        for piece in response.iter_content(1 << 16):
            done += len(piece)
            if done > MAX_BYTES:
                raise InputTooLargeError(f"{shown} is larger than {MAX_BYTES // 1_000_000_000} GB.")
            if time.monotonic() > until:
                raise InvalidInputError(f"{shown} takes too long to be fetched.")
            out.write(piece)
            progress(done, total)
    if total is not None and done != total:
        raise InvalidInputError(f"{shown} broke off after {done:,} of {total:,} bytes. Try again.")


def _shown(url: str) -> str:
    """An address without sign-in and query, which may hold secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _why(error: Exception) -> str:
    if isinstance(error, requests.Timeout):
        return "there is no answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted"
    if isinstance(error, requests.exceptions.InvalidURL):
        return "it is no address"
    return "the connection failed or broke off"


def _unchanged(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
