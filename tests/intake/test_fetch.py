"""Fetching over real connections: what a good server gives, and each way of a bad one with its own sentence."""

import gzip
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from localize.intake import wire
from localize.intake.fetch import MAX_REDIRECTS, Fetched, FetchError, FetchRules, fetch
from tests.doubles import site as behave
from tests.doubles.site import Page, Site, leads_to

PRIVATE = FetchRules(private=True, timeout=5.0)
PUBLIC = "93.184.216.34"
STORY = "<h1>Ferry resumes</h1><p>The ferry sails again.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site({"/story": Page(STORY, etag='"a"', modified="Mon, 23 Nov 2026 10:00:00 GMT")}) as made:
        yield made


def refused(url: str, rules: FetchRules = PRIVATE) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, rules=rules)
    assert caught.value.message
    return caught.value


def reason(url: str, rules: FetchRules = PRIVATE) -> str:
    return str(refused(url, rules).details["reason"])


# What a good server gives


def test_a_page_comes_with_what_the_next_request_needs(site: Site) -> None:
    assert fetch(site.url + "/story#top", rules=PRIVATE) == Fetched(
        url=site.url + "/story",
        status=200,
        data=STORY.encode(),
        content_type="text/html; charset=utf-8",
        etag='"a"',
        last_modified="Mon, 23 Nov 2026 10:00:00 GMT",
    )


def test_the_server_learns_who_asks_and_in_which_language(site: Site) -> None:
    fetch(site.url + "/story", rules=FetchRules(private=True, user_agent="Localize/1 (desk)", language="en"))
    headers = site.asked[0].headers
    assert headers["user-agent"] == "Localize/1 (desk)"
    assert headers["accept-language"].startswith("en,")
    assert headers["host"] == f"127.0.0.1:{site.port}"
    assert "cookie" not in headers


@pytest.mark.parametrize("known", [{"etag": '"a"'}, {"last_modified": "Mon, 23 Nov 2026 10:00:00 GMT"}])
def test_what_has_not_changed_is_not_sent_again(site: Site, known: dict[str, str]) -> None:
    found = fetch(site.url + "/story", rules=PRIVATE, **known)  # type: ignore[arg-type]
    assert (found.status, found.not_modified, found.data) == (304, True, b"")


def test_not_modified_without_a_condition_is_a_fault_of_the_server(site: Site) -> None:
    site.pages["/odd"] = Page(status=304)
    assert reason(site.url + "/odd") == "url-status"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(STORY.encode(), mtime=0)),
        ("x-gzip", gzip.compress(STORY[:20].encode(), mtime=0) + gzip.compress(STORY[20:].encode(), mtime=0)),
        ("gzip", gzip.compress(STORY.encode(), mtime=0) + b"\0" * 8),
        ("deflate", zlib.compress(STORY.encode())),
        ("deflate", zlib.compress(STORY.encode(), wbits=-15)),
        ("identity", STORY.encode()),
    ],
)
def test_packed_pages_are_unpacked(site: Site, encoding: str, packed: bytes) -> None:
    site.pages["/packed"] = Page(packed, headers={"Content-Encoding": encoding})
    assert fetch(site.url + "/packed", rules=PRIVATE).data == STORY.encode()


def test_redirections_are_followed_and_the_last_address_is_told(site: Site) -> None:
    site.pages |= {"/old": leads_to("/older?x=1"), "/older?x=1": leads_to("story", 307)}
    found = fetch(site.url + "/old", rules=PRIVATE)
    assert (found.url, found.data, found.moved_to) == (site.url + "/story", STORY.encode(), None)


def test_an_address_that_moved_for_good_is_told(site: Site) -> None:
    site.pages |= {"/a": leads_to("/b", 301), "/b": leads_to("/c", 308), "/c": leads_to("/story", 302)}
    assert fetch(site.url + "/a", rules=PRIVATE).moved_to == site.url + "/c"


def test_ipv6_is_asked_too() -> None:
    with Site({"/story": Page(STORY)}, host="::1") as six:
        assert fetch(six.url + "/story", rules=PRIVATE).url == f"http://[::1]:{six.port}/story"
        assert reason(f"http://[::1]:{six.port}/story", FetchRules()) == "url-port"
        assert reason("http://[::1]/story", FetchRules()) == "url-private"


# What a bad server does


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "url-forbidden"),
        (403, "url-forbidden"),
        (404, "url-missing"),
        (410, "url-gone"),
        (418, "url-status"),
        (429, "url-too-often"),
        (500, "url-server-error"),
        (503, "url-server-error"),
        (300, "url-status"),
        (302, "url-status"),
        (200, "url-empty"),
        (204, "url-empty"),
    ],
)
def test_every_answer_that_is_no_page_has_its_reason(site: Site, status: int, code: str) -> None:
    site.pages["/odd"] = Page(b"", status=status)
    error = refused(site.url + "/odd")
    assert error.details["reason"] == code
    assert error.details["status"] == status


@pytest.mark.parametrize(
    ("sent", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 23 Nov 2026 10:05:00 GMT", 300.0),
        ("Mon, 23 Nov 2026 09:00:00 GMT", 0.0),
        ("soon", None),
        ("9" * 40, None),
    ],
)
def test_how_long_a_server_wants_to_be_left_alone_is_told(site: Site, sent: str, seconds: float | None) -> None:
    def busy(_site: Site, handler: object) -> None:
        handler.send_response_only(503)  # type: ignore[attr-defined]
        handler.send_header("Date", "Mon, 23 Nov 2026 10:00:00 GMT")  # type: ignore[attr-defined]
        handler.send_header("Retry-After", sent)  # type: ignore[attr-defined]
        handler.send_header("Content-Length", "0")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    site.pages["/busy"] = busy
    assert refused(site.url + "/busy").details.get("retry_after") == seconds


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (behave.breaks_off, "url-broken-off"),
        (behave.breaks_off_packed, "url-broken-off"),
        (behave.resets, "url-broken-off"),
        (behave.says_nothing, "url-broken-off"),
        (behave.speaks_something_else, "url-not-http"),
    ],
)
def test_half_an_answer_is_no_answer(site: Site, behaviour: behave.Behaviour, code: str) -> None:
    site.pages["/bad"] = behaviour
    assert reason(site.url + "/bad") == code


@pytest.mark.parametrize("behaviour", [behave.hangs, behave.drips, behave.drips_headers])
def test_a_slow_server_is_left_at_the_deadline(site: Site, behaviour: behave.Behaviour) -> None:
    site.pages["/slow"] = behaviour
    begun = time.monotonic()
    assert reason(site.url + "/slow", FetchRules(private=True, timeout=0.4)) == "url-too-slow"
    assert time.monotonic() - begun < 2.0


def test_the_deadline_is_for_all_hops_together(site: Site) -> None:
    def waits(served: Site, handler: object) -> None:
        served.closing.wait(0.2)
        handler.send_response(302)  # type: ignore[attr-defined]
        handler.send_header("Location", f"/next{len(served.asked)}")  # type: ignore[attr-defined]
        handler.send_header("Content-Length", "0")  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]

    site.pages |= {"/first": waits} | {f"/next{n}": waits for n in range(9)}
    assert reason(site.url + "/first", FetchRules(private=True, timeout=0.5)) == "url-too-slow"


@pytest.mark.parametrize("behaviour", [behave.never_ends, behave.explodes])
def test_a_body_without_end_is_left_at_the_limit(site: Site, behaviour: behave.Behaviour) -> None:
    site.pages["/huge"] = behaviour
    rules = FetchRules(private=True, timeout=10.0, max_bytes=1_000_000)
    tracemalloc.start()
    try:
        assert reason(site.url + "/huge", rules) == "url-too-large"
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_a_body_of_exactly_the_limit_is_read(site: Site) -> None:
    site.pages["/full"] = Page(b"x" * 1_000)
    site.pages["/packed"] = Page(gzip.compress(b"x" * 1_000, mtime=0), headers={"Content-Encoding": "gzip"})
    for path in ("/full", "/packed"):
        assert len(fetch(site.url + path, rules=FetchRules(private=True, max_bytes=1_000)).data) == 1_000
        assert reason(site.url + path, FetchRules(private=True, max_bytes=999)) == "url-too-large"


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "gzip"])
def test_packing_that_nobody_asked_for_is_refused(site: Site, encoding: str) -> None:
    site.pages["/packed"] = Page(b"\x1f\x8bnot really", headers={"Content-Encoding": encoding})
    assert reason(site.url + "/packed") == "url-encoding"


@pytest.mark.parametrize("kind", ["image/png", "video/mp4", "application/pdf", "text/css", "audio/mpeg; x=1"])
def test_what_no_reader_takes_is_refused_before_it_is_read(site: Site, kind: str) -> None:
    def announces(served: Site, handler: object) -> None:
        handler.send_response(200)  # type: ignore[attr-defined]
        handler.send_header("Content-Type", kind)  # type: ignore[attr-defined]
        handler.end_headers()  # type: ignore[attr-defined]
        served.closing.wait(5)

    site.pages["/film"] = announces
    begun = time.monotonic()
    assert reason(site.url + "/film") == "url-not-text"
    assert time.monotonic() - begun < 2.0


def test_redirections_that_do_not_end_are_left(site: Site) -> None:
    for n in range(MAX_REDIRECTS + 1):
        site.pages[f"/{n}"] = leads_to(f"/{n + 1}")
    assert reason(site.url + "/0") == "url-too-many-redirects"
    assert len(site.asked) == MAX_REDIRECTS + 1
    site.pages[f"/{MAX_REDIRECTS}"] = Page(STORY)
    assert fetch(site.url + "/0", rules=PRIVATE).data


def test_redirections_in_a_circle_are_left(site: Site) -> None:
    site.pages |= {"/a": leads_to("/b"), "/b": leads_to("/a")}
    assert reason(site.url + "/a") == "url-redirect-loop"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("file:///etc/passwd", "url-scheme"),
        ("ftp://news.example/", "url-scheme"),
        ("http://editor:secret@news.example/", "url-credentials"),
        ("http://[broken/", "url-unreadable"),
    ],
)
def test_a_redirection_is_checked_like_an_address(site: Site, location: str, code: str) -> None:
    site.pages["/away"] = leads_to(location)
    assert reason(site.url + "/away") == code


# Machines that are not to be asked


def test_nobody_listening_is_told() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        assert reason(f"http://127.0.0.1:{unused.getsockname()[1]}/") == "url-unreachable"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/"]
)
def test_every_spelling_of_this_machine_is_refused(url: str) -> None:
    assert reason(url, FetchRules()) == "url-private"


class Names:
    """A resolver whose answers a test writes: one list a question, the last one repeated."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(rows) for name, rows in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> Sequence[str]:
        del port
        self.asked.append(host)
        rows = self.answers.get(host)
        if not rows:
            raise socket.gaierror("unknown")
        return rows.pop(0) if len(rows) > 1 else rows[0]


@pytest.fixture
def dialled(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a connection was opened to; each of them ends at the site."""
    seen: list[str] = []

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        del port
        seen.append(address)
        return socket.create_connection(("127.0.0.1", site.port), seconds)

    monkeypatch.setattr(wire, "dial", dial)
    return seen


def test_the_checked_address_itself_is_asked_and_the_name_once(site: Site, dialled: list[str]) -> None:
    """A name that points elsewhere by the time of the connection changes nothing."""
    names = Names(news_example=[[PUBLIC], ["127.0.0.1"]])
    assert fetch("http://news.example/story", rules=FetchRules(resolver=names)).data == STORY.encode()
    assert (dialled, names.asked) == ([PUBLIC], ["news.example"])
    assert site.asked[0].headers["host"] == "news.example"


def test_a_name_that_turns_private_between_two_hops_is_refused(site: Site, dialled: list[str]) -> None:
    site.pages["/start"] = leads_to("/story")
    names = Names(news_example=[[PUBLIC], ["127.0.0.1"]])
    assert reason("http://news.example/start", FetchRules(resolver=names)) == "url-private"
    assert (dialled, site.paths()) == ([PUBLIC], ["/start"])


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "//cms.internal.example/admin"],
)
def test_a_redirection_into_a_closed_network_is_refused(site: Site, dialled: list[str], location: str) -> None:
    site.pages["/start"] = leads_to(location)

    def resolver(host: str, port: int) -> Sequence[str]:
        del port
        return {"news.example": [PUBLIC], "cms.internal.example": ["10.1.2.3"]}.get(host, [host.strip("[]")])

    assert reason("http://news.example/start", FetchRules(resolver=resolver)) == "url-private"
    assert dialled == [PUBLIC]


def test_a_name_with_a_private_address_among_its_public_ones_is_refused(dialled: list[str]) -> None:
    names = Names(news_example=[[PUBLIC, "10.0.0.1"]])
    assert reason("http://news.example/story", FetchRules(resolver=names)) == "url-private"
    assert dialled == []


def test_the_next_address_is_tried_when_one_takes_no_connection(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def dial(address: str, port: int, seconds: float) -> socket.socket:
        del port
        if address == PUBLIC:
            raise ConnectionRefusedError
        return socket.create_connection(("127.0.0.1", site.port), seconds)

    monkeypatch.setattr(wire, "dial", dial)
    names = Names(news_example=[[PUBLIC, "1.1.1.1"]])
    assert fetch("http://news.example/story", rules=FetchRules(resolver=names)).status == 200


def test_a_name_that_nobody_has_is_told() -> None:
    assert reason("http://nowhere.example/", FetchRules(resolver=Names())) == "url-unknown-host"
    assert reason("http://news.example/", FetchRules(resolver=Names(news_example=[[]]))) == "url-unknown-host"


def test_a_resolver_that_does_not_answer_is_left_at_the_deadline() -> None:
    done = threading.Event()

    def slow(host: str, port: int) -> Sequence[str]:
        del host, port
        done.wait(10)
        return [PUBLIC]

    assert reason("http://news.example/", FetchRules(resolver=slow, timeout=0.2)) == "url-too-slow"
    done.set()


def test_proxies_of_the_environment_are_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(site.url + "/story", rules=PRIVATE).status == 200


# Secure connections


@pytest.fixture
def secure(site: Site, tmp_path: Path) -> Iterator[tuple[int, Path]]:
    """The port of the same site over TLS as news.example, and the certificate that it vouches for itself with."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not there to make a certificate")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    names = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([openssl, *kind, *names, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Site(tls=context) as made:
        made.pages = site.pages
        yield made.port, certificate


def test_a_certificate_that_nobody_vouches_for_is_refused(secure: tuple[int, Path]) -> None:
    error = refused(f"https://127.0.0.1:{secure[0]}/story")
    assert error.details["reason"] == "url-tls"
    assert re.search("self.signed", error.message)


def test_a_certificate_is_checked_for_the_name_not_for_the_address(
    secure: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, certificate = secure
    context = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(wire, "_tls", lambda: context)
    monkeypatch.setattr(wire, "dial", lambda _host, _port, wait: socket.create_connection(("127.0.0.1", port), wait))
    rules = FetchRules(resolver=Names(news_example=[[PUBLIC]], other_example=[[PUBLIC]]), timeout=5)
    assert fetch("https://news.example/story", rules=rules).data == STORY.encode()
    error = refused("https://other.example/story", rules)
    assert error.details["reason"] == "url-tls"
    assert "other.example" in error.message


def test_something_else_than_tls_is_told(site: Site) -> None:
    assert reason(f"https://127.0.0.1:{site.port}/story") == "url-tls"


def test_a_handshake_that_does_not_end_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}/"
        assert reason(url, FetchRules(private=True, timeout=0.3)) == "url-too-slow"


def test_a_way_from_https_to_http_is_noted(
    site: Site, secure: tuple[int, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    site.pages["/down"] = leads_to(f"{site.url}/story")
    context = ssl.create_default_context(cafile=secure[1])
    context.check_hostname = False
    monkeypatch.setattr(wire, "_tls", lambda: context)
    found = fetch(f"https://127.0.0.1:{secure[0]}/down", rules=PRIVATE)
    assert found.url == site.url + "/story"
    assert [note.code for note in found.notes] == ["url-insecure"]
