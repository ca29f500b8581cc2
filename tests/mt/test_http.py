"""The HTTP under the engines: what it refuses to do, and what errors must not say."""

import gzip
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests
import urllib3
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import EngineError
from localize.mt.faults import Provider, retry_after_seconds
from localize.mt.http import HttpClient, scrub
from localize.mt.transport import from_transport

PROVIDER = Provider("libretranslate", "LibreTranslate", "LOCALIZE_LIBRETRANSLATE_URL", "LOCALIZE_LIBRETRANSLATE_KEY")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@contextmanager
def serving(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server that answers as the function says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            answer(self)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that leaves is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def client(url: str, *, secrets: tuple[str, ...] = ()) -> HttpClient:
    return HttpClient(PROVIDER, url, timeout=3.0, secrets=secrets)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("12", 12.0),
        ("1.5", 1.5),
        ("-3", 0.0),
        ("nan", None),
        ("inf", None),
        ("999999999", 86_400.0),
        ("soon", None),
        ("", None),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(header: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(header, NOW) == seconds


@given(secret=st.text(min_size=1), before=st.text(), after=st.text())
def test_no_form_of_a_secret_survives_scrubbing(secret: str, before: str, after: str) -> None:
    if secret != "…":
        assert secret not in scrub(f"{before}{secret}{after}", [secret]).replace("…", "")


def test_percent_encoded_and_escaped_secrets_are_scrubbed_too() -> None:
    assert scrub('a k+/"y b k%2B%2F%22y c k+/\\"y d', ['k+/"y']) == "a … b … c … d"


def test_redirects_on_the_same_host_are_followed() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path.startswith("/m"):
            say(handler, 302, Location="/n?q=1")
        else:
            say(handler, 200, handler.path.encode())

    with serving(answer) as url:
        assert client(url).get("/m", {"q": "1"}).text == "/n?q=1"


@pytest.mark.parametrize("location", ["http://localhost:1/m", "//elsewhere.invalid/", "file:///etc/passwd", "http://["])
def test_redirects_to_other_hosts_are_not(location: str) -> None:
    with serving(lambda handler: say(handler, 302, Location=location)) as url, pytest.raises(EngineError) as caught:
        client(url).get("/m", {})
    assert caught.value.reason == "refused"


def test_the_body_of_a_redirect_is_not_read_without_end() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/n")
        handler.end_headers()
        for _ in range(2000):
            handler.wfile.write(b"x" * 65_536)

    with serving(answer) as url, pytest.raises(EngineError, match="more than 8 MB"):
        client(url).get("/m", {})


def test_a_redirect_loop_ends() -> None:
    with (
        serving(lambda handler: say(handler, 302, Location=handler.path + "x")) as url,
        pytest.raises(EngineError, match="sends requests on"),
    ):
        client(url).get("/m", {})


def test_a_post_is_never_turned_into_a_get() -> None:
    with serving(lambda handler: say(handler, 302, Location="/other")) as url, pytest.raises(EngineError):
        client(url).post_json("/translate", b"{}")


def test_a_login_in_the_address_is_used_and_never_shown() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers.get("Authorization"))
        say(handler, 500, b'{"error": "who is p4ss"}')

    with serving(answer) as url, pytest.raises(EngineError) as caught:
        client(url.replace("http://", "http://user:p4ss@")).get("/m", {})
    assert seen == ["Basic dXNlcjpwNHNz"]
    assert "p4ss" not in caught.value.message


def test_cookies_are_not_kept() -> None:
    seen: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers.get("Cookie"))
        say(handler, 200, b"x", Set_Cookie="track=1")

    with serving(answer) as url:
        asking = client(url)
        asking.get("/m", {})
        asking.get("/m", {})
    assert seen == [None, None]


def test_a_small_answer_that_unpacks_to_a_huge_one_is_refused() -> None:
    bomb = gzip.compress(b"0" * 20_000_000)
    with (
        serving(lambda handler: say(handler, 200, bomb, Content_Encoding="gzip")) as url,
        pytest.raises(EngineError, match="more than 8 MB"),
    ):
        client(url).get("/m", {})


def test_an_answer_that_does_not_unpack_is_a_bad_one() -> None:
    with (
        serving(lambda handler: say(handler, 200, b"plain", Content_Encoding="gzip")) as url,
        pytest.raises(EngineError) as caught,
    ):
        client(url).get("/m", {})
    assert caught.value.reason == "bad-answer"


def test_deeply_nested_json_is_a_bad_answer() -> None:
    with serving(lambda handler: say(handler, 200, b"[" * 100_000)) as url, pytest.raises(EngineError) as caught:
        client(url).post_json("/translate", b"{}")
    assert caught.value.reason == "bad-answer"


def test_the_character_set_that_the_server_names_is_used() -> None:
    body = "Привет".encode("cp1251")
    with serving(lambda handler: say(handler, 200, body, Content_Type="text/html; charset=windows-1251")) as url:
        assert client(url).get("/m", {}).text == "Привет"


def test_web_pages_in_errors_are_not_repeated() -> None:
    page = b"<html><body>long explanation</body></html>"
    with serving(lambda handler: say(handler, 500, page)) as url, pytest.raises(EngineError) as caught:
        client(url).get("/m", {})
    assert caught.value.message == "LibreTranslate has a fault of its own (500)."


def test_an_unknown_host_name_is_said_to_be_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    with pytest.raises(EngineError) as caught:
        client("http://does-not-exist.invalid").get("/m", {})
    assert caught.value.reason == "unreachable"
    assert caught.value.retryable
    assert not caught.value.sent


@pytest.mark.parametrize(
    ("error", "sent"),
    [
        (ssl.SSLCertVerificationError(1, "self-signed certificate"), False),
        (ssl.SSLError(1, "bad record mac"), True),
    ],
)
def test_a_text_stays_here_when_the_certificate_is_wrong(error: ssl.SSLError, *, sent: bool) -> None:
    wrapped = urllib3.exceptions.MaxRetryError(urllib3.HTTPConnectionPool("127.0.0.1"), "/m", error)
    found = from_transport(PROVIDER, requests.exceptions.SSLError(wrapped), host="127.0.0.1", seconds=1)
    assert (found.reason, found.sent) == ("unreachable", sent)
