"""Google's page for phones, ``GET /m``: one text in the address, an HTML page back."""

import html
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.doubles.server import Received, RefusedError, Reply, ServiceDouble

MAX_CHARS = 5000
MAX_ADDRESS = 16_384


class GoogleDouble(ServiceDouble):
    """``texts`` of a request are the lines of its one text. ``lines``: how the page treats line ends.

    ``keep`` gives line by line, ``glue`` runs all lines together, ``shift`` joins the first two lines and cuts the last
    one, so that the count is right and the pairs are not.
    """

    provider: ClassVar = "google"

    def __init__(self, *args: Any, lines: str = "keep", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines

    def read(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Received:
        """Read strictly."""
        parts = urlsplit(path)
        query = parse_qs(parts.query, strict_parsing=False)
        if method != "GET":
            raise RefusedError(_page(405, "Method not allowed"))
        if parts.path != "/m" or "Mozilla/" not in headers.get("User-Agent", ""):
            raise RefusedError(_page(404, "Not found"))
        if len(path) > MAX_ADDRESS:
            raise RefusedError(_page(414, "URI too long"))
        texts = query.get("q", [""])[0]
        if not query.get("sl") or not query.get("tl") or not texts or len(texts) >= MAX_CHARS:
            raise RefusedError(_page(400, "Bad request"))
        return Received(method, path, tuple(texts.split("\n")), query["tl"][0], headers, body)

    def answer(self, received: Received, texts: list[Any]) -> Reply:
        """The page with its result container. Lists have no place here: what is no text shows as nothing."""
        del received
        lines = [text if isinstance(text, str) else "" for text in texts]
        if self.lines == "glue":
            lines = [" ".join(lines)]
        elif self.lines == "shift" and len(lines) > 2:
            words = lines[-1].split(" ")
            cut = len(words) // 2
            lines = [f"{lines[0]} {lines[1]}", *lines[2:-1], " ".join(words[:cut]), " ".join(words[cut:])]
        result = html.escape("\n".join(lines))
        page = f'<!DOCTYPE html><html><body><div class="root"><div class="result-container">{result}</div></div></body></html>'
        return Reply(200, page.encode(), "text/html; charset=UTF-8")


def _page(status: int, words: str) -> Reply:
    return Reply(status, f"<html><title>Error {status}</title><p>{words}</html>".encode(), "text/html; charset=UTF-8")
