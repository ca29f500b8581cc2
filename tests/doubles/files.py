"""A server that hands out files, redirects, or breaks off."""

from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self


class FilesDouble:
    """``files`` by path. ``cut``: bytes after which it breaks off; ``states_length``: whether it says how many come."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.redirects: dict[str, str] = {}
        self.cut: int | None = None
        self.states_length = True
        double = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                double._serve(self)

            def log_message(self, *args: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """Base address, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path.partition("?")[0]
        target = self.redirects.get(path)
        if target is not None:
            handler.send_response(302)
            handler.send_header("Location", target)
            handler.end_headers()
            return
        data = self.files.get(path)
        handler.send_response(404 if data is None else 200)
        if data is not None and self.states_length:
            handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        try:
            handler.wfile.write((data or b"")[: self.cut])
        except ConnectionError:
            handler.close_connection = True  # the client has seen enough
